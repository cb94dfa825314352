// TABLES: the devices of the demo and the gear of a bed (WARD §2: W, T, P, C, G, S): what each brings, and how often.
import type { CodedKey, EventKey } from '../../model/codes.ts'
import type { DeviceFacts } from '../../model/facts.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { WaveKey } from '../../model/waves.ts'

interface Device {
  readonly name: string
  readonly kind: DeviceFacts['kind']
  /** Hours a full battery lasts, where it runs on one [design]. */
  readonly battery?: number
  /** Whether it has a clock of its own. */
  readonly clock: boolean
}

export const DEVICES = {
  wall: { name: 'wall monitor', kind: 'wall', clock: true },
  telemetry: { name: 'telemetry', kind: 'telemetry', battery: 30, clock: true },
  patch: { name: 'patch', kind: 'patch', battery: 96, clock: true },
  co2: { name: 'CO₂ module', kind: 'co2', clock: false },
  meter: { name: 'glucose meter', kind: 'glucose', clock: true },
  trolley: { name: 'spot-check trolley', kind: 'spot', clock: true },
  scale: { name: 'scale', kind: 'home', clock: true },
  cuff: { name: 'home cuff', kind: 'home', clock: true },
  oximeter: { name: 'home oximeter', kind: 'home', clock: true },
  sensor: { name: 'glucose sensor', kind: 'home', clock: true },
} as const satisfies Record<string, Device>
export type DeviceKey = keyof typeof DEVICES
export const deviceOf = (key: DeviceKey): Device => DEVICES[key]

interface Gear {
  readonly device: DeviceKey
  /** Signal → seconds between two numbers. */
  readonly numbers: Partial<Record<VitalKey, number>>
  readonly coded: readonly CodedKey[]
  readonly events: readonly EventKey[]
  readonly waves: readonly WaveKey[]
  /** Takes a cuff pressure by its interval. */
  readonly cuff: boolean
}
const gear = (device: DeviceKey, brings: Partial<Gear>): Gear => ({
  device,
  numbers: {},
  coded: [],
  events: [],
  waves: [],
  cuff: false,
  ...brings,
})

const ST = { 'st-i': 10, 'st-ii': 10, 'st-iii': 10, 'st-avr': 10, 'st-avl': 10, 'st-avf': 10, 'st-v': 10 } as const

export const GEAR = {
  W: gear('wall', {
    numbers: { hr: 1, pr: 1, spo2: 1, rr: 1, pi: 1, temp: 10, ...ST },
    coded: ['rhythm', 'leads'],
    events: ['beat', 'breath'],
    waves: ['ecg-i', 'ecg-ii', 'ecg-v', 'pleth', 'resp'],
    cuff: true,
  }),
  T: gear('telemetry', {
    numbers: { hr: 1, pr: 1, spo2: 1, pi: 1 },
    coded: ['rhythm', 'leads'],
    events: ['beat'],
    waves: ['ecg-ii', 'pleth'],
  }),
  P: gear('patch', { numbers: { hr: 60, rr: 60, temp: 60 } }),
  C: gear('co2', { numbers: { etco2: 1 }, waves: ['co2'] }),
  /** Its readings stand in the bed's row. */
  G: gear('meter', {}),
  S: gear('trolley', {}),
  /** Arterial line and central venous line of the ICU's monitor. */
  A: gear('wall', { numbers: { 'art-sys': 1, 'art-dia': 1, 'art-mean': 1 }, waves: ['art'] }),
  V: gear('wall', { numbers: { cvp: 1 }, waves: ['cvp-wave'] }),
} as const satisfies Record<string, Gear>
export type GearKey = keyof typeof GEAR
export const gearOf = (key: GearKey): Gear => GEAR[key]

/** All that one device of a bed brings. */
export interface Unit {
  readonly device: DeviceKey
  readonly numbers: readonly (readonly [VitalKey, number])[]
  readonly coded: readonly CodedKey[]
  readonly events: readonly EventKey[]
  readonly waves: readonly WaveKey[]
  readonly cuff: boolean
}

/** The devices of a bed by its gear; a signal that two bring comes from the first. */
export function unitsOf(keys: readonly GearKey[]): Unit[] {
  const taken = new Set<string>()
  const claim = <K extends string>(key: K): boolean => !taken.has(key) && Boolean(taken.add(key))
  const units = new Map<DeviceKey, Unit>()
  for (const key of keys) {
    const { device, numbers, coded, events, waves, cuff } = gearOf(key)
    const had = units.get(device)
    units.set(device, {
      device,
      numbers: [...(had?.numbers ?? []), ...(Object.entries(numbers) as [VitalKey, number][]).filter(([signal]) => claim(signal))],
      coded: [...(had?.coded ?? []), ...coded.filter(claim)],
      events: [...(had?.events ?? []), ...events.filter(claim)],
      waves: [...(had?.waves ?? []), ...waves.filter(claim)],
      cuff: cuff || (had?.cuff ?? false),
    })
  }
  return [...units.values()]
}
