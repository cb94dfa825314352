// TABLES: whether a device stays with the bed or goes with the patient, and which of two devices leads for a signal.
import type { DeviceFacts } from './facts.ts'

type Kind = DeviceFacts['kind']
/**
 * TABLE, by danger of the wrong patient [design]. 'bed': fixed to the wall, stays when the patient moves. 'patient': worn, goes along.
 * `rank`: of two devices that bring one signal the lower leads, as long as it is fresh; the other is shown as second.
 */
export const GEAR_KINDS = {
  wall: { goes: 'bed', rank: 0 },
  telemetry: { goes: 'patient', rank: 1 },
  co2: { goes: 'bed', rank: 2 },
  patch: { goes: 'patient', rank: 3 },
  home: { goes: 'patient', rank: 4 },
  spot: { goes: 'bed', rank: 5 },
  glucose: { goes: 'bed', rank: 6 },
  recording: { goes: 'bed', rank: 7 },
} as const satisfies Record<Kind, { readonly goes: 'bed' | 'patient'; readonly rank: number }>

/** Whether `a` leads before `b`; of equal kinds the one whose id comes first, so that two gateways agree. */
export function leads(a: { readonly id: string; readonly kind: Kind }, b: { readonly id: string; readonly kind: Kind }): boolean {
  const [own, other] = [GEAR_KINDS[a.kind].rank, GEAR_KINDS[b.kind].rank]
  return own === other ? a.id < b.id : own < other
}
