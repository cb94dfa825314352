// Alarms of a bed or ward as bytes of a part: JSON, parsed by its schema. Never held, and whole each time.
import { AlarmsPart } from './alarmshown.ts'
import { FrameError } from './bytes.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

export const encodeAlarms = (alarms: AlarmsPart): Uint8Array<ArrayBuffer> => encoder.encode(JSON.stringify(alarms))

/** Throws a FrameError where the bytes are no alarms. */
export function decodeAlarms(bytes: Uint8Array): AlarmsPart {
  let json: unknown
  try {
    json = JSON.parse(decoder.decode(bytes))
  } catch {
    throw new FrameError('frame-alarms', 'alarms are not JSON')
  }
  const parsed = AlarmsPart.safeParse(json)
  if (!parsed.success) throw new FrameError('frame-alarms', parsed.error.issues[0]?.message ?? 'alarms do not fit their schema')
  return parsed.data
}
