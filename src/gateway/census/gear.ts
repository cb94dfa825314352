// What sources say of their devices, by device: name, link, battery, waves. A bed's devices are those that the ward book places there.
import { type Book, devicesIn, type KeptDevice, placeOf } from '../../model/book.ts'
import { BOOK } from '../../model/bookpolicy.ts'
import type { Channel, DeviceFacts } from '../../model/facts.ts'
import type { BedId, DeviceId } from '../../model/ids.ts'
import type { FeedFacts, Report, WaveSample } from '../../model/sample.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'

type Wave = Omit<Channel, 'ch'>
interface Known {
  /** As its source says. Null: nothing was said of it. */
  facts: DeviceFacts | null
  readonly waves: Map<string, Wave>
}
/** Waves and devices of one bed, as the wire has it, and devices remembered: the one that was not heard for longest is forgotten. */
const CHANNELS = 16
const DEVICES = 8
const MOST = 2048
/** In a source's place: what was brought before any of them spoke. */
export const CENSUS = 'census'

export interface Gear {
  /** Takes what a report of a source says of devices. True where anything is new. */
  learn(report: Report, source: string): boolean
  /** The kind that a source announced; a device of which nothing was said is one on the wall. */
  kindOf(device: string): DeviceFacts['kind']
  /** A pause of its signal for longer than this is one, gateway ms. */
  gapOf(device: string, speed: number): number
  /** Announced time between two samples of a signal, gateway ms. */
  cadenceOf(device: string, signal: VitalKey): number
  /** What the source last said of the devices that it names at this bed. */
  announced(bed: BedId): readonly DeviceFacts[]
  /** Devices, waves, recording and the devices' own notes of a bed. */
  at(book: Book, bed: BedId): FeedFacts
}

const sameWave = (a: Wave, b: Wave): boolean => a.rate === b.rate && a.gain === b.gain && a.baseline === b.baseline && a.unit === b.unit

export function createGear(): Gear {
  const devices = new Map<string, Known>()
  /** Bed → source → the devices that it names there. */
  const named = new Map<BedId, Map<string, readonly string[]>>()
  const claimsOf = (bed: BedId): readonly string[] => [...new Set([...(named.get(bed)?.values() ?? [])].flat())]
  const extras = new Map<BedId, Pick<FeedFacts, 'recording' | 'notes'>>()
  /** Numbers of a bed's waves, so that a wave keeps its own while others come and go. */
  const numbers = new Map<BedId, Map<string, number>>()

  /** In order of their last use: who sends asks for its kind. */
  function used(id: string): Known | undefined {
    const found = devices.get(id)
    if (found) {
      devices.delete(id)
      devices.set(id, found)
    }
    return found
  }
  const known = (id: string): Known => {
    const found = used(id) ?? { facts: null, waves: new Map() }
    devices.set(id, found)
    if (devices.size > MOST) devices.delete(devices.keys().next().value!)
    return found
  }
  function wave(id: string, next: Wave): boolean {
    const { waves } = known(id)
    const before = waves.get(next.signal)
    if (before && sameWave(before, next)) return false
    if (!before && waves.size >= CHANNELS) return false
    waves.set(next.signal, next)
    return true
  }

  function learn({ bed, facts, samples }: Report, source: string): boolean {
    let changed = false
    if (facts?.devices) {
      const own = named.get(bed) ?? new Map<string, readonly string[]>()
      named.set(bed, own)
      // What the census brought is said by its source from its first word on.
      if (source !== CENSUS) own.delete(CENSUS)
      const before = JSON.stringify((own.get(source) ?? []).map((id) => devices.get(id)?.facts))
      for (const one of facts.devices) known(one.id).facts = one
      own.set(
        source,
        facts.devices.map(({ id }) => id),
      )
      changed = before !== JSON.stringify(facts.devices)
    }
    for (const { ch: _, ...row } of facts?.channels ?? []) changed = wave(row.source, row) || changed
    if (facts?.recording !== undefined || facts?.notes !== undefined) {
      const before = extras.get(bed) ?? { recording: null, notes: [] }
      const next = { recording: facts.recording === undefined ? before.recording : facts.recording, notes: facts.notes ?? before.notes }
      changed = changed || JSON.stringify(before) !== JSON.stringify(next)
      extras.set(bed, next)
    }
    for (const sample of samples) if (sample.kind === 'wave') changed = wave(sample.source, waveOf(sample)) || changed
    return changed
  }

  /** A device that was moved away is not the bed's any more, whatever its source says; one that nobody heard yet is where its source says. */
  function here(book: Book, bed: BedId): readonly { readonly id: string; readonly kept: KeptDevice | null }[] {
    const placed = devicesIn(book, bed).map((kept) => ({ id: kept.id as string, kept }))
    const silent = claimsOf(bed)
      .filter((id) => !book.device.has(id as DeviceId))
      .map((id) => ({ id, kept: null }))
    const order = claimsOf(bed)
    const rank = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length)
    return [...placed, ...silent].toSorted((a, b) => rank(a.id) - rank(b.id)).slice(0, DEVICES)
  }

  function channelsOf(bed: BedId, ids: readonly string[]): Channel[] {
    const own = numbers.get(bed) ?? new Map<string, number>()
    numbers.set(bed, own)
    const wanted = ids.flatMap((id) => [...(devices.get(id)?.waves.values() ?? [])].map((row) => ({ key: `${id} ${row.signal}`, row })))
    for (const key of own.keys()) if (!wanted.some((one) => one.key === key)) own.delete(key)
    for (const { key } of wanted.slice(0, CHANNELS)) {
      if (own.has(key)) continue
      const used = new Set(own.values())
      let ch = 0
      while (used.has(ch)) ch++
      own.set(key, ch)
    }
    return wanted.flatMap(({ key, row }) => (own.has(key) ? [{ ch: own.get(key)!, ...row }] : [])).toSorted((a, b) => a.ch - b.ch)
  }

  return {
    learn,
    kindOf: (device) => used(device)?.facts?.kind ?? 'wall',
    gapOf(device, speed) {
      const said = Object.values(devices.get(device)?.facts?.cadence ?? {}).filter((one) => one !== undefined)
      const shortest = said.length > 0 ? Math.min(...said) : 0
      // A glucose value every half hour is no continuous signal; of what comes now and then a pause says nothing.
      return Math.max(BOOK.gap, BOOK.gap * speed * 0.3, BOOK.gapIntervals * Math.min(shortest, 120_000))
    },
    cadenceOf: (device, signal) => devices.get(device)?.facts?.cadence?.[signal] ?? VITALS[signal].cadence,
    announced: (bed) => claimsOf(bed).flatMap((id) => devices.get(id)?.facts ?? []),
    at(book, bed) {
      const own = here(book, bed)
      return {
        ...(extras.get(bed) ?? { recording: null, notes: [] }),
        devices: own.map(({ id, kept }) => ({
          ...(devices.get(id)?.facts ?? { id, name: id.slice(0, 64), kind: 'wall' as const, link: 'on' as const }),
          ...(kept && { on: bindingOf(kept) }),
        })),
        channels: channelsOf(
          bed,
          own.map(({ id }) => id),
        ),
      }
    },
  }
}

function bindingOf(device: KeptDevice): NonNullable<DeviceFacts['on']> {
  if (device.hold) return 'held'
  const { stay, confirmed } = placeOf(device)
  return stay === null ? 'off' : confirmed ? 'confirmed' : 'unconfirmed'
}

const waveOf = ({ signal, rate, gain, baseline, unit, source }: WaveSample): Wave => ({
  signal,
  rate,
  gain,
  baseline,
  unit: unit.slice(0, 16),
  source,
})
