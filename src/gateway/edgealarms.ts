// Alarms of bedside devices at the edge: what does not fit its schema does not pass, and none is of the future.
import type { DeviceId } from '../model/ids.ts'
import type { DeviceAlarm } from '../model/sample.ts'
import { type At, at } from '../model/units.ts'
import { z } from '../model/zod.ts'

/** Alarms of one report. */
const MOST = 64
const Sent = z.object({
  is: z.enum(['start', 'end']),
  device: z.string().min(1).max(64),
  id: z.string().min(1).max(80),
  code: z.string().max(40).nullable(),
  text: z.string().transform((text) => text.trim().slice(0, 120)),
  priority: z.enum(['high', 'medium', 'low']),
  at: z.number().finite(),
})

/** Those that fit; `refused` is called for each that does not. `ahead`: how far one may run ahead, gateway ms: it is then taken as of now. */
export function checkedAlarms(given: unknown, now: At, ahead: number, refused: () => void): readonly DeviceAlarm[] {
  if (given === undefined) return []
  if (!Array.isArray(given)) {
    refused()
    return []
  }
  return given.slice(0, MOST).flatMap((one: unknown): DeviceAlarm[] => {
    const parsed = Sent.safeParse(one)
    if (!parsed.success || parsed.data.at > now + ahead) {
      refused()
      return []
    }
    const { device, at: when, ...rest } = parsed.data
    return [{ ...rest, device: device as DeviceId, at: at(Math.min(when, now)) }]
  })
}
