// A tile as parts, each with its rectangle and a signature: only a part whose signature changed is painted anew.
import type { Rect } from '../messages.ts'
import { type Cell, type LayoutKey, type Mark, SLOTS, type Slot, type TileView } from '../tile.ts'
import { type AlarmKind, drawAlarmLine, drawAside, drawBox, isAlarmKind } from './alarm.ts'
import { type Flash, isOn, STEADY } from './flash.ts'
import type { CellRects } from './layout.ts'
import { drawIdle, drawLine } from './line.ts'
import { drawNurse } from './nurse.ts'
import { type Boxed, drawLarge, drawOthers } from './others.ts'
import { drawScore } from './score.ts'
import { drawBig, drawCompact, type Ink } from './slot.ts'
import { drawSymbol, MARK_LOOK, MARK_NEED } from './symbols.ts'
import { baseline } from './text.ts'

export interface Part {
  readonly key: string
  readonly rect: Rect
  readonly sign: string
  /** Draws it, and tells which numbers can now be read. */
  draw(ink: Ink): readonly Cell[]
}

const NONE: readonly Cell[] = []
/** A part without numbers. */
const words = (key: string, rect: Rect, sign: string, draw: (ink: Ink) => void): Part => ({
  key,
  rect,
  sign,
  draw(ink) {
    draw(ink)
    return NONE
  },
})
const cellSign = (cell: Cell) => `${cell.text}${cell.freshness}${cell.struck ? 's' : ''}${cell.dim ? 'd' : ''}${cell.doubtful ? '?' : ''}`
const slotSign = (slot: Slot) =>
  `${slot.alarm ? `${slot.alarm.priority}${slot.alarm.limit}${slot.alarm.paused ? 'p' : ''}` : ''}${slot.label}|${slot.unit}|${slot.colour}|${slot.why ?? ''}|${slot.absent ? 'a' : ''}${slot.notes.map(({ text }) => text).join('·')}|${slot.cells.map(cellSign).join(',')}`

/** An alarm has the line: it takes more of the header. */
export const isAlarmed = ({ alarm, presence }: TileView): boolean => presence === 'occupied' && alarm !== null && isAlarmKind(alarm.kind)
/** Anything of it changes with the flash clock. */
export const isFlashing = ({ alarm, slots, others, veiled }: TileView): boolean =>
  !veiled && (alarm?.flashes === true || [...slots, ...others].some((slot) => slot.alarm?.flashes))
/** The frame around the tile: it does not flash, so that the bed is found in both halves. */
export function frameOf(tile: TileView): AlarmKind | null {
  const { alarm, veiled } = tile
  return isAlarmed(tile) && !veiled && alarm && !alarm.ended && isAlarmKind(alarm.kind) ? alarm.kind : null
}

/** What changes the whole tile: whose it is, its ground, its waves and the unit of their scales, the veil. */
export const groundSign = (tile: TileView): string =>
  `${tile.presence}|${isAlarmed(tile)}|${tile.veiled}|${tile.stay}|${tile.onRequest}|${tile.units.pressure}|${tile.waves.map((wave) => `${wave.ch}${wave.signal}`).join(',')}`

/** The parts of a tile that are text: waves, spark line and gutters are painted by the sweep. */
export function partsOf(
  tile: TileView,
  layout: LayoutKey,
  rect: Rect,
  cells: CellRects,
  flash: Flash = STEADY,
  framed = false,
): readonly Part[] {
  if (tile.presence !== 'occupied') return [idle(tile, rect)]
  const parts: Part[] = []
  const { bed, patient, line, aside, marks, others, score } = cells
  const { alarm, veiled } = tile
  if (bed) parts.push(words('bed', bed, tile.label, (ink) => drawBed(ink, tile.label, bed)))
  if (patient) parts.push(words('patient', patient, `${tile.patient}|${tile.nurse ?? ''}`, (ink) => drawPatient(ink, tile, patient)))
  if (line && alarm && isAlarmKind(alarm.kind) && !veiled) {
    const on = isOn(flash, alarm.kind, alarm.flashes)
    const own = aside ? { ...alarm, aside: alarm.asideShort } : alarm
    const sign = `${alarm.kind}|${on}|${alarm.ended}|${framed}|${alarm.forms[0]}|${own.aside}|${alarm.more}`
    parts.push(words('line', line, sign, (ink) => drawAlarmLine(ink, own, on, framed && alarm.flashes, line)))
  } else if (line) {
    const text = tile.line ?? (tile.veiled ? 'LINK LOST' : '')
    const kind = tile.veiled ? 'technical' : tile.lineKind
    parts.push(words('line', line, `${kind}|${text}`, (ink) => drawLine(ink, { text, short: tile.lineShort, kind }, line)))
  }
  for (const key of SLOTS) {
    const room = cells[key]
    const slot = tile.slots.find((one) => one.slot === key)
    if (!room || !slot) continue
    const big = key === 'hr' || key === 'spo2'
    const drawn = (ink: Ink, one: Slot) => (big ? drawBig(ink, one, room, layout) : drawCompact(ink, one, room))
    parts.push(
      alarmed({ key, rect: around(room), sign: slotSign(slot), draw: (ink) => drawn(ink, slot) }, slot, veiled, flash, framed, drawn),
    )
  }
  if (aside) {
    const said = alarm?.aside ?? ''
    parts.push(words('aside', aside, said, (ink) => drawAside(ink, [said, alarm?.asideShort ?? said], aside)))
  }
  if (others) {
    const isLit = (slot: Slot) => slot.alarm && isAlarmKind(slot.alarm.priority) && isOn(flash, slot.alarm.priority, slot.alarm.flashes)
    const sign = `${tile.others.map((slot) => `${slotSign(slot)}${isLit(slot)}`).join(';')}|${veiled}|${framed}`
    const large = layout === 'L' && tile.waves.length === 0 ? wavesRoom(cells) : null
    const boxed: Boxed = (ink, { alarm: own }, box) => {
      if (!own || veiled || !isAlarmKind(own.priority)) return ink
      const { priority: kind, flashes, paused = false } = own
      return drawBox(ink, { kind, on: !paused && isOn(flash, kind, flashes), ended: false, framed: framed && flashes }, box)
    }
    const draw = (ink: Ink) => (large ? drawLarge(ink, tile.others, large, boxed) : drawOthers(ink, tile.others, others, boxed))
    parts.push({ key: 'others', rect: large ?? others, sign, draw })
  }
  if (marks) {
    const sign = tile.marks.map((mark) => `${mark.mark}${mark.text ?? ''}`).join(',')
    parts.push(words('marks', marks, sign, (ink) => drawMarks(ink, tile.marks, marks)))
  }
  const badge = tile.score
  if (score && badge) {
    const sign = `${badge.calls}|${badge.overdue}|${badge.forms.join('|')}`
    parts.push(words('score', score, sign, (ink) => drawScore(ink, badge, score)))
  } else if (score) parts.push(words('score', score, '', () => {}))
  return parts
}

/** The room of a box around a number: its digits stay where they are. */
const around = ({ x, width, ...rest }: Rect): Rect => ({ ...rest, x: x - 2, width: width + 4 })
/** A number that an alarm stands on: its box, and its limit before all other notes. */
function alarmed(
  plain: Part,
  slot: Slot,
  veiled: boolean,
  flash: Flash,
  framed: boolean,
  drawn: (ink: Ink, slot: Slot) => readonly Cell[],
): Part {
  const { alarm } = slot
  if (!alarm || veiled || !isAlarmKind(alarm.priority)) return plain
  const { priority: kind, flashes, paused = false } = alarm
  const on = !paused && isOn(flash, kind, flashes)
  const { rect } = plain
  return {
    ...plain,
    sign: `${plain.sign}|${on}|${framed}`,
    draw: (ink) => drawn(drawBox(ink, { kind, on, ended: false, framed: framed && flashes }, rect), slot),
  }
}

/** The room of both waves and their gutters. */
function wavesRoom({ gutter0, wave0, wave1 }: CellRects): Rect | null {
  if (!gutter0 || !wave0 || !wave1) return null
  return { x: gutter0.x, y: gutter0.y, width: wave0.x + wave0.width - gutter0.x, height: wave1.y + wave1.height - gutter0.y }
}

function idle(tile: TileView, rect: Rect): Part {
  const text = tile.line ?? (tile.veiled ? 'LINK LOST' : tile.presence === 'empty' ? 'empty' : 'away')
  // Under a veil the words stand over its lines, quietly: the banner shouts.
  const said = { text, short: tile.lineShort, kind: tile.veiled ? ('quiet' as const) : tile.lineKind }
  const inside = { x: rect.x + 2, y: rect.y + 2, width: rect.width - 4, height: rect.height - 4 }
  const sign = `${tile.label}|${text}|${said.kind}|${tile.nurse}|${tile.veiled}`
  return words('idle', inside, sign, (ink) => drawIdle(ink, tile, said, rect))
}

function drawBed({ ctx, type, theme }: Ink, label: string, rect: Rect): void {
  const most = Math.min(32, rect.height * 0.92)
  const size = Math.max(most * 0.55, Math.min(most, (rect.width - 4) / Math.max(1e-6, type.width(label, 1, true))))
  const text = type.cut(label, rect.width - 4, size, true)
  type.draw(ctx, text, rect.x, baseline(rect.y + rect.height / 2, size), { size, bold: true, colour: theme.roles.text })
}

const LEAST_WITH_NURSE = 60
/** Who lies here, and at the right who cares. The age class goes first, whole: half a word says nothing. */
function drawPatient(ink: Ink, { patient, patientShort, nurse }: TileView, rect: Rect): void {
  const { ctx, type, theme } = ink
  const most = Math.min(18, Math.max(10, rect.height * 0.52))
  // Beside an alarm in a small tile who has the alarm is told, not who has the bed.
  const room = rect.width - 6 - (rect.width < LEAST_WITH_NURSE ? 0 : drawNurse(ink, nurse, rect))
  // A little smaller is better than without its class, or cut.
  const sizeOf = (form: string) => Math.max(Math.min(most, 9.5), most * 0.84, Math.min(most, room / Math.max(1e-6, type.width(form, 1))))
  // By whole words: "DO 7…" would be another age.
  const words = patientShort.split(' ')
  const forms = [patient, ...words.map((_, left) => words.slice(0, words.length - left).join(' '))]
  const form = forms.find((one) => type.fits(one, room, sizeOf(one))) ?? words[0] ?? ''
  const size = sizeOf(form)
  type.draw(ctx, type.cut(form, room, size), rect.x, baseline(rect.y + rect.height / 2, most), { size, colour: theme.roles.textDim })
}

const MOST = 6
/** Signs that say less than a word that must not be missed. */
const SPOKEN = new Set<Mark['mark']>(['demo', 'trial'])
type Words = 'all' | 'some' | 'few'
/** The marks to paint, in the table's order: at most six, the least needed left out while `fits` says no. */
function chosen(marks: readonly Mark[], fits: (shown: readonly Mark[], more: number) => boolean): readonly Mark[] {
  const least = [...marks].sort((a, b) => MARK_NEED.indexOf(b.mark) - MARK_NEED.indexOf(a.mark))
  let shown = marks
  for (const next of least) {
    if (shown.length <= MOST && fits(shown, marks.length - shown.length)) break
    shown = shown.filter((mark) => mark !== next)
  }
  return shown
}

/** Symbols in the table's order; words beside them where all have room, else beside none but what only words can tell. What has no room is counted. */
function drawMarks({ ctx, type, theme }: Ink, marks: readonly Mark[], rect: Rect): void {
  const symbol = Math.min(18, rect.height - 3)
  const size = Math.max(9.5, symbol * 0.74)
  const gap = Math.min(9, symbol * 0.5)
  // Words beside all, beside what says less without (DEMO), or only those that the symbol cannot tell (18 %).
  const wordsOf = (mark: Mark, words: Words) =>
    mark.text ??
    (words === 'all' ? MARK_LOOK[mark.mark].words : words === 'some' && SPOKEN.has(mark.mark) ? MARK_LOOK[mark.mark].words : '')
  const widthOf = (mark: Mark, words: Words) => {
    const said = wordsOf(mark, words)
    return symbol + (said === '' ? 0 : 4 + type.width(said, size)) + gap
  }
  const total = (shown: readonly Mark[], more: number, words: Words) =>
    shown.reduce((sum, mark) => sum + widthOf(mark, words), (more > 0 ? type.width(`+${more}`, size) + gap : 0) - gap)
  const shown = chosen(marks, (some, more) => total(some, more, 'few') <= rect.width)
  const more = marks.length - shown.length
  const words = (['all', 'some', 'few'] as const).find((one) => total(shown, more, one) <= rect.width) ?? 'few'
  const y = baseline(rect.y + rect.height / 2, size)
  let x = rect.x
  for (const mark of shown) {
    drawSymbol(ctx, MARK_LOOK[mark.mark].symbol, x, rect.y + (rect.height - symbol) / 2, symbol, theme.roles.text)
    const said = wordsOf(mark, words)
    if (said !== '') type.draw(ctx, said, x + symbol + 4, y, { size, colour: theme.roles.textDim })
    x += widthOf(mark, words)
  }
  if (more > 0) type.draw(ctx, `+${more}`, x, y, { size, colour: theme.roles.text })
}
