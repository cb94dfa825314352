// Whether the patient is given oxygen, as charted or told by a device.
import { codeOf, knownOf, type Seen } from './seen.ts'

export function onOxygen(seen: Seen): boolean {
  const device = codeOf(seen, 'o2-device')
  if (device === undefined || device === 'A') return false
  const flow = knownOf(seen, 'o2-flow')
  return flow === null ? (knownOf(seen, 'fio2') ?? 21) > 21 : flow > 0
}

/** ", on 2 L", or nothing on air. */
export function oxygenWords(seen: Seen): string {
  if (!onOxygen(seen)) return ''
  const flow = knownOf(seen, 'o2-flow')
  return flow === null ? `, on ${knownOf(seen, 'fio2')} % O₂` : `, on ${flow} L`
}
