// Numbers and coded states of a stay as CSV (RFC 4180, UTF-8): a row a sample, one for each stretch of which the store knows nothing, and one
// for each entry by hand.
import { CODED_KEYS, codeWords } from '../../model/codes.ts'
import { GAP_WHYS, type RawNumbers } from '../../model/history.ts'
import { isoIn } from '../../model/isotime.ts'
import { qualityWords } from '../../model/qualitywords.ts'
import { QUALITY } from '../../model/sample.ts'
import { signalOf } from '../../model/signals.ts'
import { HAND_VALUES, type HandPoint, type Note } from '../../model/story.ts'
import { WHYS } from '../../model/value.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { bytesOf, type Exporting, numberText, type Part, shareOf, slicesOf, writtenWords } from './exporting.ts'

/** TABLE: columns. `until_ms` only of a stretch, `entry` only of what a person wrote. */
const COLUMNS = ['time', 'gateway_ms', 'signal', 'value', 'unit', 'quality', 'unknown', 'source', 'until_ms', 'entry'] as const
/** Rows made between two looks at the clock of others. */
const STEP = 500
const KNOWN = 255

/**
 * A cell of text. A spreadsheet takes what begins with = + - @, a tab or a line end for a formula or a command: such a cell gets an apostrophe
 * before it [OWASP, CSV injection: mem]. Cells of numbers are made by us from numbers and stay numbers, negative ones too.
 */
export function textCell(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

interface Row {
  readonly at: number
  /** All behind the two cells of time. */
  readonly rest: string
}

function* rowsOf({ signal, source, at, value, why, quality }: RawNumbers): Generator<Row> {
  const { ucum } = VITALS[signal]
  const tail = textCell(source)
  const words = new Map<number, string>()
  for (let i = 0; i < at.length; i++) {
    const bits = quality[i]!
    const told = words.get(bits) ?? textCell(qualityWords(bits).join('; '))
    words.set(bits, told)
    const known = why[i] === KNOWN
    yield {
      at: at[i]!,
      rest: `${signal},${known ? numberText(value[i]!) : ''},${ucum},${told},${known ? '' : GAP_WHYS[why[i]!]},${tail},,`,
    }
  }
}

/** What is not told by samples: steps of coded states, and gaps that only the store knows of. */
async function besides({ reading, stay, from, to }: Exporting, vitals: readonly VitalKey[]): Promise<Row[]> {
  const tracks = await reading.window({ stay: stay.id, from, to, width: 1, signals: [...vitals, ...CODED_KEYS] })
  const rows: Row[] = []
  for (const track of tracks) {
    const tail = textCell(track.source ?? '')
    for (const { from: begin, to: end, why } of track.gaps) {
      if (track.kind === 'number' && (WHYS as readonly string[]).includes(why)) continue
      rows.push({ at: begin, rest: `${track.signal},,,,${why},${tail},${Math.round(end)},` })
    }
    if (track.kind !== 'coded') continue
    for (const { at, code } of track.steps)
      if (code !== null) rows.push({ at, rest: `${track.signal},${textCell(codeWords(track.signal, code))},,,,${tail},,` })
  }
  return rows
}

/** Notes, interventions and values by hand, each saying when it was written, what it corrects and that it was corrected. */
function* entriesOf(of: Exporting): Generator<Row> {
  const quality = of.demo ? qualityWords(QUALITY.demo).join('; ') : ''
  const told = (one: Note | HandPoint, what: string, value: string, unit: string): Row => {
    const words = `entry ${one.id}${one.by ? ` by ${one.by}` : ''}, ${writtenWords(of, one, [...of.notes, ...of.hand])}`
    return { at: one.at, rest: `${what},${value},${unit},${quality},,,,${textCell(words)}` }
  }
  for (const note of of.notes) yield told(note, note.kind, textCell(note.text), '')
  for (const point of of.hand) yield told(point, point.value, numberText(point.number), HAND_VALUES[point.value][1])
}

/** Rows of all lists in order of time. */
function* merged(lists: readonly Iterator<Row>[]): Generator<Row> {
  const heads = lists.map((list) => ({ list, next: list.next() })).filter(({ next }) => !next.done)
  while (heads.length > 0) {
    let first = heads[0]!
    for (const head of heads) if ((head.next.value as Row).at < (first.next.value as Row).at) first = head
    yield first.next.value as Row
    first.next = first.list.next()
    if (first.next.done) heads.splice(heads.indexOf(first), 1)
  }
}

/** The ISO text of instants that mostly follow each other: of one second all but the milliseconds is made once. */
function clockOf(zone: string): (at: number) => string {
  let [second, before, behind] = [Number.NaN, '', '']
  return (at) => {
    const whole = Math.round(at)
    const now = Math.floor(whole / 1000)
    if (now !== second) {
      const text = isoIn(zone, now * 1000)
      second = now
      before = text.slice(0, -9)
      behind = text.slice(-6)
    }
    return `${before}${String(whole - now * 1000).padStart(3, '0')}${behind}`
  }
}

export async function* csvOf(of: Exporting): AsyncGenerator<Part> {
  const { reading, stay, zone } = of
  const vitals = (await reading.extents(stay.id))
    .map(({ signal }) => signal)
    .filter((signal): signal is VitalKey => signalOf(signal).kind === 'number')
  const others = [...(await besides(of, vitals)), ...entriesOf(of)].toSorted((a, b) => a.at - b.at)
  const clock = clockOf(zone)
  let lines = [`${COLUMNS.join(',')}\r\n`]
  let other = 0
  for (const slice of slicesOf(of)) {
    const numbers = vitals.length === 0 ? [] : await reading.numbers({ stay: stay.id, ...slice, signals: vitals })
    const begin = other
    // What lies behind the window, corrections of what is in it, comes last.
    while (other < others.length && (others[other]!.at < slice.to || slice.to === of.to)) other++
    for (const { at, rest } of merged([others.slice(begin, other)[Symbol.iterator](), ...numbers.map(rowsOf)])) {
      lines.push(`${clock(at)},${Math.round(at)},${rest}\r\n`)
      if (lines.length < STEP) continue
      yield { bytes: bytesOf(lines.join('')), done: shareOf(of, at) }
      lines = []
    }
    yield { bytes: bytesOf(lines.join('')), done: shareOf(of, slice.to) }
    lines = []
  }
}
