// TABLE: a ward's pages beside its tiles, by the last part of their address. Pure: the routes read it before any page is loaded.
import type { Action } from '../../model/may.ts'

interface Row {
  readonly words: string
  readonly action: Action
}
const ROWS = {
  list: { words: 'Ward list', action: 'list-stays' },
  beds: { words: 'My beds', action: 'assign' },
  scores: { words: 'Early warning', action: 'list-stays' },
  devices: { words: 'Devices', action: 'bind-devices' },
  alarms: { words: 'Alarm history', action: 'see-alarm-history' },
  replay: { words: 'Replay', action: 'see-alarm-history' },
  handover: { words: 'Handover', action: 'list-stays' },
  quiet: { words: 'Quiet', action: 'see-alarm-history' },
  downtime: { words: 'Downtime', action: 'watch' },
} as const satisfies Record<string, Row>
export type SheetKey = keyof typeof ROWS
export const SHEETS: Readonly<Record<SheetKey, Row>> = ROWS

/** "list" → 'list'; anything else → null. */
export const sheetOf = (rest: string | undefined): SheetKey | null =>
  rest !== undefined && Object.hasOwn(SHEETS, rest) ? (rest as SheetKey) : null
