import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviceId } from '../../model/ids.ts'
import { at, hz } from '../../model/units.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { createRing } from '../core/ring.ts'
import { createStrip, STOPPED, type StripPlace } from './strip.ts'
import type { Context, Type } from './text.ts'

/** A quarter of a second is a whole number of samples. */
const RATE = 248
const BEGIN = 1_700_000_000_000
const BAND = { x: 10, y: 20, width: 200, height: 80 }
const place: StripPlace = {
  bed: 'b',
  ch: 0,
  signal: 'ecg-ii',
  band: BAND,
  pace: 94.5,
  bandMm: 21,
  gain: 10,
  bar: 9,
  pen: 1.5,
  colour: '#0f0',
  under: '#000',
  hatch: '#333',
  filled: '#ff0',
  type: {
    width: () => 30,
    draw(ctx: Context, text: string, x: number, y: number) {
      ctx.fillText(text, x, y)
      return 30
    },
  } as unknown as Type,
  dpr: 1,
}

interface Stroke {
  readonly x: number
  readonly y: number
}
/** Keeps what is asked of a context: the strokes of each frame, and which columns were erased. */
function createPaper() {
  const lines: (readonly [Stroke, Stroke])[] = []
  const erased: (readonly [number, number])[] = []
  const marks: { readonly is: 'hatch' | 'dash' | 'word'; readonly x: number; readonly to: number }[] = []
  let pen: Stroke = { x: 0, y: 0 }
  const paper = {
    fillStyle: '',
    moveTo(x: number, y: number) {
      pen = { x, y }
    },
    lineTo(x: number, y: number) {
      lines.push([pen, { x, y }])
      pen = { x, y }
    },
    fillRect(x: number, _y: number, width: number) {
      if (paper.fillStyle === place.under) erased.push([x, x + width])
      if (paper.fillStyle === place.hatch) marks.push({ is: 'hatch', x, to: x + width })
      if (paper.fillStyle === place.filled) marks.push({ is: 'dash', x, to: x + width })
    },
    fillText(text: string, x: number) {
      if (text === 'filled') marks.push({ is: 'word', x, to: x + 30 })
    },
  }
  return { ctx: paper as unknown as Context, lines, erased, marks }
}
const channel = { ch: 0, signal: 'ecg-ii', rate: RATE, gain: 1000, baseline: 0, unit: 'mV', source: 'test' }

interface Fill {
  readonly when: number
  readonly from: number
  readonly data: Int16Array
}
/** Runs a strip over chunks of 250 ms, each there `late` ms after its end; a null chunk never comes, but `fill` may bring it. */
function run(chunks: readonly (Int16Array | null)[], late: readonly number[], own: Partial<StripPlace> = {}, fill: Fill | null = null) {
  const ring = createRing(channel)
  const strip = createStrip({ ...place, ...own })
  const paper = createPaper()
  const spans: { from: number; to: number; hole: boolean; anew: boolean }[] = []
  const drawn: boolean[] = []
  const given = new Set<number>()
  const each = RATE / 4
  for (let elapsed = 0; elapsed < chunks.length * 250 + 3500; elapsed += 16) {
    const now = BEGIN + elapsed
    if (fill && elapsed >= fill.when && elapsed < fill.when + 16) {
      paper.marks.length = 0
      paper.lines.length = 0
      const { from, data } = fill
      const more = { signal: 'ecg-ii', source: deviceId('test'), rate: hz(RATE), gain: 1000, baseline: 0, unit: 'mV', quality: 0 } as const
      ring.fill({ ...more, at: at(BEGIN + from * 250), data })
    }
    for (const [index, data] of chunks.entries()) {
      if (data === null && fill) ring.cut()
      if (!data || given.has(index) || elapsed < (index + 1) * 250 + (late[index] ?? 0)) continue
      given.add(index)
      ring.append({ first: index * each, at: at(BEGIN + index * 250), data })
    }
    const head = now - 650
    const painted = (from: number, to: number, hole: boolean) => {
      if (ring.timeOf(to - 1) > head + 0.01 || to > ring.next) throw new Error(`painted up to ${to}, which is not there yet`)
      spans.push({ from, to, hole, anew: drawn.at(-1) !== true })
    }
    drawn.push(strip.step(ring, { ctx: paper.ctx, line: () => paper.ctx, head, now, speed: 1, mono: elapsed, painted }))
  }
  return { ring, spans, drawn, ...paper }
}
const flat = (value: number) => new Int16Array(RATE / 4).fill(value)

test('each sample is painted in order, as a line or as the hole it is, whatever comes late', () => {
  const chunk = fc.constantFrom('line', 'hole', 'missing')
  fc.assert(
    fc.property(
      fc.array(chunk, { minLength: 8, maxLength: 24 }),
      fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 24 }),
      (kinds, late) => {
        const chunks = kinds.map((kind) => (kind === 'missing' ? null : flat(kind === 'hole' ? NO_SAMPLE : 100)))
        const { spans, ring } = run(chunks, late)
        let last = -1
        for (const { from, to, hole, anew } of spans) {
          // A band that begins anew after a stop shows its last sweep again.
          if (to <= from || (from < last && !anew)) throw new Error(`[${from}, ${to}) after ${last}`)
          last = to
          for (let sample = from; sample < to && !hole; sample++)
            if (ring.valueAt(sample) === NO_SAMPLE) throw new Error(`sample ${sample} is no sample and was painted`)
        }
      },
    ),
    { numRuns: 40, seed: 3 },
  )
})

test('an ordinary wave is painted without a gap from its first sample to its last', () => {
  const { spans } = run(
    Array.from({ length: 40 }, () => flat(100)),
    [],
  )
  expect(spans[0]?.from).toBe(0)
  expect(spans.at(-1)?.to).toBe((40 * RATE) / 4)
  for (const [index, span] of spans.entries()) if (index > 0) expect(span.from).toBe(spans[index - 1]?.to)
  expect(spans.every(({ hole }) => !hole)).toBe(true)
})

test('no line crosses a hole', () => {
  // Half a second is missing, and the level differs on both sides: a joining line would be long.
  const chunks = [flat(0), flat(0), null, null, flat(800), flat(800), flat(800)]
  const { lines, spans } = run(chunks, [])
  expect(spans.some(({ hole }) => hole)).toBe(true)
  expect(lines.length).toBeGreaterThan(100)
  for (const [from, to] of lines) expect(Math.abs(to.x - from.x)).toBeLessThan(2)
  expect(lines.some(([from, to]) => Math.abs(from.y - to.y) > 5)).toBe(false)
})

test('a spike of one sample keeps its full height where many samples share a pixel', () => {
  const chunks = Array.from({ length: 12 }, () => flat(0))
  ;(chunks[6] as Int16Array)[31] = 1000
  for (const pace of [94.5, 47.2, 12]) {
    const { lines } = run(chunks, [], { pace })
    const top = Math.min(...lines.flat().map(({ y }) => y))
    const base = Math.max(...lines.flat().map(({ y }) => y))
    // 1 mV at 10 mm/mV in a band of 21 mm.
    expect(base - top).toBeCloseTo((10 / 21) * (BAND.height - place.pen), 0)
  }
})

test('a wave that stops is over within two seconds, and all of its band was erased', () => {
  const { drawn } = run(
    Array.from({ length: 20 }, () => flat(100)),
    [],
  )
  const lastDrawn = drawn.lastIndexOf(true) * 16
  expect(lastDrawn).toBeGreaterThan(20 * 250)
  expect(lastDrawn).toBeLessThanOrEqual(20 * 250 + STOPPED + 16)
  expect(drawn.at(-1)).toBe(false)
})

test('a wave without a valid sample is not drawn', () => {
  const { drawn, lines, spans } = run(
    Array.from({ length: 20 }, () => flat(NO_SAMPLE)),
    [],
  )
  expect(drawn).not.toContain(true)
  expect(lines).toHaveLength(0)
  expect(spans.every(({ hole }) => hole)).toBe(true)
})

test('every column is erased in each sweep, and nothing is painted outside the band', () => {
  const { erased, lines } = run(
    Array.from({ length: 40 }, () => flat(100)),
    [],
  )
  const times = new Map<number, number>()
  for (const [from, to] of erased) {
    // A pen's width at either end is erased with it.
    expect(from).toBeGreaterThanOrEqual(BAND.x - 1)
    expect(to).toBeLessThanOrEqual(BAND.x + BAND.width + 2)
    for (let x = from; x < to; x++) times.set(x, (times.get(x) ?? 0) + 1)
  }
  // Ten seconds are four sweeps and more of 2.1 s.
  for (let x = BAND.x; x < BAND.x + BAND.width; x++) expect(times.get(x)).toBeGreaterThanOrEqual(4)
  for (const { x, y } of lines.flat()) {
    expect(x).toBeGreaterThanOrEqual(BAND.x - 0.01)
    expect(x).toBeLessThanOrEqual(BAND.x + BAND.width + 0.01)
    expect(y).toBeGreaterThanOrEqual(BAND.y)
    expect(y).toBeLessThanOrEqual(BAND.y + BAND.height)
  }
})

test('a wave that leaves its own scale is drawn anew in a wider one, nothing of it cut off, and none of it told twice', () => {
  const wave = (amplitude: number) =>
    Int16Array.from({ length: RATE / 4 }, (_, index) => amplitude * Math.sin((2 * Math.PI * index) / (RATE / 4)))
  const chunks = Array.from({ length: 20 }, (_, index) => wave(index < 12 ? 200 : 800))
  const { lines, spans } = run(chunks, [], { signal: 'pleth' })
  for (const [index, span] of spans.entries()) if (index > 0 && !span.anew) expect(span.from).toBe(spans[index - 1]?.to)
  // Cut off at the edge it would run along it.
  const edge = (y: number) => y < BAND.y + place.pen / 2 + 0.3 || y > BAND.y + BAND.height - place.pen / 2 - 0.3
  expect(lines.filter(([from, to]) => edge(from.y) && edge(to.y) && from.y === to.y)).toEqual([])
})

test('what is filled is drawn with the rest, dashes and a word under it, and nothing else is marked or told', () => {
  // A second and a half is missing of five; it comes when the head is past it.
  const chunks = Array.from({ length: 20 }, (_, index) => (index >= 8 && index < 14 ? null : flat(100)))
  const missing = new Int16Array((RATE * 6) / 4).fill(500)
  const at = (ms: number): number => BAND.x + ((((BEGIN + ms) / 1000) * place.pace) % BAND.width)
  const { marks, lines, spans } = run(chunks, [], { bandMm: 21 }, { when: 4300, from: 8, data: missing })
  // Of the hole nothing stays hatched.
  expect(marks.filter(({ is }) => is === 'hatch')).toEqual([])
  expect(marks.filter(({ is }) => is === 'word')).toHaveLength(1)
  const dashes = marks.filter(({ is }) => is === 'dash')
  const wide = dashes.reduce((sum, { x, to }) => sum + to - x, 0)
  // Five of eight pixels.
  expect(wide).toBeGreaterThan(1.5 * place.pace * 0.5)
  expect(wide).toBeLessThan(1.5 * place.pace * 0.75)
  const [left, right] = [at(2000), at(3500)]
  for (const { x, to } of dashes) expect(left < right ? x >= left - 1 && to <= right + 1 : x >= left - 1 || to <= right + 1).toBe(true)
  expect(lines.some(([from, to]) => from.y === to.y)).toBe(true)
  for (const [index, span] of spans.entries()) if (index > 0 && !span.anew) expect(span.from).toBe(spans[index - 1]?.to)
})

test('what is filled makes no wave look as if it went on', () => {
  const chunks = Array.from({ length: 24 }, (_, index) => (index < 4 ? flat(100) : index < 12 ? null : flat(NO_SAMPLE)))
  const filled = { when: 12 * 250 + 300, from: 4, data: new Int16Array(RATE * 2).fill(100) }
  expect(run(chunks, [], {}, filled).drawn).toEqual(run(chunks, []).drawn)
})
