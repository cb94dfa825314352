// Windows and progress of an export in words. Pure.
import type { ExportShown } from '../../model/exportapi.ts'
import { EXPORT_STATES } from '../../model/exportapi.ts'
import type { Span } from '../../model/history.ts'
import { after, at, hours } from '../../model/units.ts'
import { dayTimeIn } from '../census/words.ts'
import { span } from '../core/words.ts'

/** TABLE: windows that are offered beside the one on the screen, hours before its end. */
const BEFORE = [1, 4, 12, 24, 72] as const

export const spanWords = ({ from, to }: Span, zone: string): string =>
  `${dayTimeIn(zone, from)} to ${dayTimeIn(zone, to)} (${span(to - from)})`

/** The window on the screen first; then others that end with it. */
export const windowsOf = ({ from, to }: Span): readonly { readonly key: string; readonly words: string; readonly window: Span }[] => [
  { key: 'shown', words: 'As on the screen', window: { from: at(from), to: at(to) } },
  ...BEFORE.filter((count) => Math.abs(hours(count) - (to - from)) > 60_000).map((count) => ({
    key: `${count}`,
    words: `${count} h before its end`,
    window: { from: after(to, -hours(count)), to },
  })),
]

/** "3.4 MB" */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`
}

/** Whole percents, and 100 only at the end. */
export const percentOf = ({ done, state }: Pick<ExportShown, 'done' | 'state'>): number =>
  state === 'done' ? 100 : Math.min(99, Math.floor(done * 100))

export function progressWords(job: ExportShown): string {
  const size = sizeWords(job.bytes)
  if (job.state === 'running') return `${percentOf(job)} %, ${size}`
  return job.state === 'done' ? `Done: ${size}.` : `${EXPORT_STATES[job.state].replace(/^./, (letter) => letter.toUpperCase())}.`
}
