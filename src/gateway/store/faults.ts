// TABLE: why SQLite could not, by the names that a technical alarm and the log use.
/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const FAULTS = {
  8: 'read-only',
  10: 'disk-error',
  11: 'damaged',
  13: 'disk-full',
  14: 'file-gone',
  26: 'damaged',
} as const
export type Fault = (typeof FAULTS)[keyof typeof FAULTS]

/** null: no fault of the disk or the file. */
export function faultOf(error: unknown): Fault | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return FAULTS[(error.errcode & 0xff) as keyof typeof FAULTS] ?? null
}
