// M4: of each column of a window the first, lowest, highest and last known value, gathered from samples and from roll-ups alike.
import type { Gap, Span } from '../../../model/history.ts'
import { at as instant } from '../../../model/units.ts'
import { KNOWN } from './decimals.ts'
import { sameOf } from './even.ts'
import { type Line, placeNear, placeOf } from './lines.ts'
import type { Rolls } from './rolls.ts'

export interface ThinPlan extends Span {
  readonly width: number
  /** Interval of the roll-ups to read; null: everything is read raw. */
  readonly step: number | null
  /** What the roll-ups are read for: whole intervals. */
  readonly rolled: Span | null
  /** What is read raw: all, or the edges. Where roll-ups are missing, raw samples may take their place. */
  readonly raw: readonly Span[]
}

/** `steps`: intervals of which there are roll-ups. Columns are whole intervals of the longest that is no longer than a column. */
export function planThin(from: number, to: number, width: number, steps: readonly number[]): ThinPlan {
  const span = { from: instant(from), to: instant(to), width }
  const fitting = steps.filter((step) => step <= (to - from) / width)
  const step = fitting.length ? Math.max(...fitting) : null
  if (step === null) return { ...span, step, rolled: null, raw: [span] }
  const [begin, end] = [instant(Math.ceil(from / step) * step), instant(Math.floor(to / step) * step)]
  if (!(end > begin)) return { ...span, step: null, rolled: null, raw: [span] }
  const edges = [
    { from: span.from, to: begin },
    { from: end, to: span.to },
  ].filter((edge) => edge.to > edge.from)
  return { ...span, step, rolled: { from: begin, to: end }, raw: edges }
}

/** Beginning of column i; those within the window at whole intervals. */
export const edgeOf = ({ from, to, width, step }: ThinPlan, i: number): number => {
  if (i <= 0) return from
  if (i >= width) return to
  const edge = from + (i * (to - from)) / width
  return step === null ? edge : Math.round(edge / step) * step
}

export interface Gathered {
  readonly at: Float64Array
  readonly value: Float64Array
  readonly count: number
}
export interface Gathering {
  line(line: Line, physical?: (value: number) => number): void
  rolls(rolls: Rolls, physical?: (value: number) => number): void
  /** In time order, NaN where a gap lies between two. */
  done(gaps: readonly Gap[]): Gathered
}

const FIELDS = 8
const [FIRST_AT, FIRST, MIN_AT, MIN, MAX_AT, MAX, LAST_AT, LAST] = [0, 1, 2, 3, 4, 5, 6, 7]
const plain = (value: number): number => value

export function gather(plan: ThinPlan): Gathering {
  const { from, to, width } = plan
  const edges = Float64Array.from({ length: width + 1 }, (_, i) => edgeOf(plan, i))
  const cells = new Float64Array(FIELDS * width).fill(Number.NaN)
  let count = 0
  const columnOf = (when: number): number => {
    let column = Math.min(width - 1, Math.max(0, Math.floor(((when - from) / (to - from)) * width)))
    while (column > 0 && when < edges[column]!) column--
    while (column < width - 1 && when >= edges[column + 1]!) column++
    return column
  }
  const low = (cell: number, when: number, value: number): void => {
    const [lowest, then] = [cells[cell + MIN]!, cells[cell + MIN_AT]!]
    if (!(lowest < value || (lowest === value && then <= when))) {
      cells[cell + MIN] = value
      cells[cell + MIN_AT] = when
    }
  }
  const high = (cell: number, when: number, value: number): void => {
    const [highest, then] = [cells[cell + MAX]!, cells[cell + MAX_AT]!]
    if (!(highest > value || (highest === value && then <= when))) {
      cells[cell + MAX] = value
      cells[cell + MAX_AT] = when
    }
  }
  const first = (cell: number, when: number, value: number): void => {
    if (cells[cell + FIRST_AT]! <= when) return
    cells[cell + FIRST_AT] = when
    cells[cell + FIRST] = value
  }
  const last = (cell: number, when: number, value: number): void => {
    if (cells[cell + LAST_AT]! > when) return
    cells[cell + LAST_AT] = when
    cells[cell + LAST] = value
  }

  return {
    line: ({ at, value, why }, physical = plain) => {
      const whole = sameOf(why) === KNOWN
      const stop = placeOf(at, to)
      for (let i = placeOf(at, from), next = i; i < stop; i = next) {
        const column = columnOf(at[i]!)
        next = Math.max(i + 1, placeNear(at, edges[column + 1]!, i, stop))
        let begins = i
        while (begins < next && why[begins] !== KNOWN) begins++
        if (begins === next) continue
        let [lowest, highest, ends] = [begins, begins, begins]
        let [least, most] = [value[begins]!, value[begins]!]
        for (let place = begins + 1; place < next; place++) {
          if (!whole && why[place] !== KNOWN) continue
          const now = value[place]!
          if (now < least) {
            least = now
            lowest = place
          } else if (now > most) {
            most = now
            highest = place
          }
          if (whole) continue
          ends = place
          count++
        }
        if (whole) {
          ends = next - 1
          count += next - 1 - begins
        }
        count++
        const cell = FIELDS * column
        first(cell, at[begins]!, physical(value[begins]!))
        for (const place of [lowest, highest]) {
          low(cell, at[place]!, physical(value[place]!))
          high(cell, at[place]!, physical(value[place]!))
        }
        last(cell, at[ends]!, physical(value[ends]!))
      }
    },
    rolls: (rolls, physical = plain) => {
      // A falling scale turns low and high about.
      const falls = physical(1) < physical(0)
      const [lowAt, lows, highAt, highs] = falls
        ? [rolls.maxAt, rolls.max, rolls.minAt, rolls.min]
        : [rolls.minAt, rolls.min, rolls.maxAt, rolls.max]
      for (let i = 0; i < rolls.at.length; i++) {
        if (rolls.count[i] === 0) continue
        const cell = FIELDS * columnOf(rolls.at[i]!)
        first(cell, rolls.firstAt[i]!, physical(rolls.first[i]!))
        low(cell, lowAt[i]!, physical(lows[i]!))
        high(cell, highAt[i]!, physical(highs[i]!))
        last(cell, rolls.lastAt[i]!, physical(rolls.last[i]!))
        count += rolls.count[i]!
      }
    },
    done: (gaps) => ({ ...broken(points(cells, width), gaps), count }),
  }
}

type Points = readonly (readonly [number, number])[]
function points(cells: Float64Array, width: number): Points {
  const out: [number, number][] = []
  for (let cell = 0; cell < FIELDS * width; cell += FIELDS) {
    if (Number.isNaN(cells[cell + FIRST_AT]!)) continue
    const four: [number, number][] = []
    for (const [when, value] of [
      [FIRST_AT, FIRST],
      [MIN_AT, MIN],
      [MAX_AT, MAX],
      [LAST_AT, LAST],
    ] as const)
      four.push([cells[cell + when]!, cells[cell + value]!])
    // First stays first and last last, also among samples of the same instant.
    if (four[1]![0] > four[2]![0]) [four[1], four[2]] = [four[2]!, four[1]!]
    for (const point of four) {
      const before = out.at(-1)
      if (!before || before[0] !== point[0] || !Object.is(before[1], point[1])) out.push(point)
    }
  }
  return out
}

/** NaN at the beginning of the first gap between two points. */
function broken(list: Points, gaps: readonly Gap[]): { readonly at: Float64Array; readonly value: Float64Array } {
  const at: number[] = []
  const value: number[] = []
  let gap = 0
  list.forEach(([when, now], i) => {
    if (i > 0) {
      const before = list[i - 1]![0]
      while (gap < gaps.length && gaps[gap]!.to <= before) gap++
      if (gap < gaps.length && gaps[gap]!.from < when && gaps[gap]!.to > before) {
        at.push(Math.max(before, gaps[gap]!.from))
        value.push(Number.NaN)
      }
    }
    at.push(when)
    value.push(now)
  })
  return { at: Float64Array.from(at), value: Float64Array.from(value) }
}
