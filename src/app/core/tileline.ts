// The one line of a tile: the worst that is so. Link before bed, whose values these are before whether any come, device before notes.
import type { NoticeKey } from '../../model/facts.ts'
import type { At } from '../../model/units.ts'
import type { TileView } from '../tile.ts'
import { NOTICE_LINES, noticesOf } from './notices.ts'
import type { AlarmLine } from './tilealarms.ts'
import { codeNow, silentFrom } from './tilevalue.ts'
import type { BedView, Link } from './view.ts'
import { CLOCK_NEVER_SET, clockTime, counter, span } from './words.ts'

/** A device's clock further off than this is said, ms [WARD §8.3 clock]. */
const CLOCK_OFF = 2 * 60_000
/** Devices whose silence means "no data", where nothing of the bed has come at all. */
const WATCHING = new Set(['wall', 'telemetry', 'patch', 'co2'])
/** A note of the player that is no error. */
const PLAIN_NOTE = /^not (shown|calibrated):/
const HELD_LINE = 'HELD: SLOW LINE'

export interface LineContext {
  readonly link: Link
  /** Real ms without news from the gateway. */
  readonly silentFor: number
  readonly now: At | null
  readonly speed: number
  readonly zone: string
  /** Nothing that tells of the patient is said. */
  readonly privacy: boolean
}

type Line = Pick<TileView, 'line' | 'lineShort' | 'lineKind' | 'alarm'>
const line = (text: string | null, lineKind: Line['lineKind'] = 'quiet', lineShort: readonly string[] = []): Line => ({
  line: text,
  lineShort,
  lineKind,
  alarm: null,
})
const told = (alarm: AlarmLine): Line => ({ line: alarm.forms[0] ?? '', lineShort: alarm.forms.slice(1), lineKind: alarm.kind, alarm })

/** That nothing of what is to be watched reaches this screen, in words: NO DATA, or held back on a slow line; null where it does. */
export function silence(bed: BedView, now: At | null, speed: number): string | null {
  if (bed.held === 'state') return HELD_LINE
  const { presence, recording, devices, channels } = bed.facts
  if (presence !== 'occupied' || recording?.ended || now === null) return null
  const silent = silentFrom(bed, now, speed)
  if (silent) return now > silent.from ? `NO DATA ${counter(now - silent.since)}` : null
  // Its waves may well come, and are held.
  if (bed.held === 'waves' && channels.length > 0) return HELD_LINE
  return devices.some(({ kind }) => WATCHING.has(kind)) ? 'NO DATA' : null
}

function linkLine({ link, silentFor }: LineContext): Line | null {
  switch (link) {
    case 'lost':
      return line(`LINK LOST ${counter(silentFor)}`, 'technical')
    case 'asleep':
      return line('SCREEN SLEPT', 'technical')
    case 'ended':
      return line('LINK ENDED', 'technical')
    case 'live':
    case 'late':
      return null
    default:
      return link satisfies never
  }
}

function noticeLine(bed: BedView, keys: readonly NoticeKey[], { zone, privacy }: LineContext): Line | null {
  const [worst] = noticesOf(bed).filter((key) => keys.includes(key))
  if (worst === undefined) return null
  const { kind, line: words, short } = NOTICE_LINES[worst]
  return line(words({ facts: bed.facts, stay: bed.stay, zone, privacy }), kind, short)
}

function absence({ facts: { presence, away } }: BedView, { zone, privacy }: LineContext): Line {
  if (presence === 'empty') return line('empty')
  if (!away) return line('away')
  const back = `back ${clockTime(away.back, zone)}`
  if (privacy) return line(`away, ${back}`)
  return line([`away: ${away.reason}`, away.with && `with ${away.with}`, back].filter(Boolean).join(', '))
}

/** `alarm`: the worst that stands, null: none. */
export function lineOf(bed: BedView, context: LineContext, alarm: AlarmLine | null = null): Line {
  const { now, speed, privacy } = context
  const { presence, recording, marks, devices, notes } = bed.facts
  const first = linkLine(context) ?? noticeLine(bed, ['patient'], context)
  if (first) return first
  const silent = silence(bed, now, speed)
  const kind = alarm?.kind
  if (alarm && (kind === 'high' || kind === 'medium')) return told(alarm)
  if (bed.alarms.help) return line('HELP CALLED', 'help')
  const { pause } = bed.alarms
  if (pause && now !== null) return line(`ALARMS PAUSED ${counter(pause.until - now)}`, 'notice', [`PAUSED ${counter(pause.until - now)}`])
  if (silent === HELD_LINE) return line(silent, 'technical')
  const wrong = noticeLine(bed, ['two-beds'], context)
  if (wrong) return wrong
  if (presence !== 'occupied') return noticeLine(bed, ['standby-over', 'still-sending'], context) ?? absence(bed, context)
  if (recording?.ended) {
    const error = notes.find((note) => !PLAIN_NOTE.test(note))
    return error === undefined ? line('recording ended') : line(`recording ended: ${error}`, 'notice')
  }
  if (silent !== null) return line(silent, 'technical')
  if (alarm && kind === 'low') return told(alarm)
  const leads = codeNow(bed, 'leads', now, speed)
  if (leads === 'off') return line('ECG LEADS OFF', 'technical')
  const notice = noticeLine(bed, ['trial', 'not-admitted'], context)
  if (notice) return notice
  if (alarm) return told(alarm)
  if (bed.alarms.order !== null || marks.includes('alarms-off-by-order'))
    return line('ALARMS OFF BY ORDER', 'notice', ['OFF BY ORDER', 'OFF·ORDER'])
  const off = devices.map(({ clockOffset }) => clockOffset ?? 0).find((offset) => Math.abs(offset) > CLOCK_OFF)
  if (off !== undefined && Math.abs(off) > CLOCK_NEVER_SET) return line('DEVICE CLOCK NOT SET', 'notice')
  if (off !== undefined) return line(`DEVICE CLOCK ${off > 0 ? '+' : '−'}${span(Math.abs(off))}`, 'notice')
  if (leads === 'v-off') return line('LEAD V OFF', 'notice')
  const preset = noticeLine(bed, ['preset-differs'], context)
  if (preset) return preset
  if (recording) return line([recording.name, recording.date].filter(Boolean).join(' · '))
  if (notes[0] && !privacy) return line(notes[0])
  return line(null)
}
