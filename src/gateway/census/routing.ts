// Whose each sample is: by who was on its device when it was measured, and by the name it came under.
import { type Book, bedOf } from '../../model/book.ts'
import { anothers, belongs, named } from '../../model/bookhear.ts'
import type { DeviceId, StayId } from '../../model/ids.ts'
import type { Report, Routed, Sample } from '../../model/sample.ts'
import type { At } from '../../model/units.ts'
import type { Held } from './held.ts'
import type { Seconds } from './seconds.ts'

export interface Routing {
  /** Samples of one device; `says`: the name they came under. What is in question is held apart, what is nobody's is counted and gone. */
  route(device: DeviceId, samples: readonly Sample[], whenOf?: (at: At) => At, says?: string | null): readonly Routed[]
  /** Samples of the past, by whose they were then, as far as they lie where they lay then. */
  past(report: Report): readonly Routed[]
  /** The newest measurement of a device that was said to be somebody's, or nobody's. */
  last(device: DeviceId): At | null
  /** The same of all devices, and of the book as it was kept. */
  latest(): number
  forget(device: DeviceId): void
}

export function createRouting(setup: {
  readonly book: () => Book
  /** The newest that the book as it was kept speaks of. */
  readonly first: number
  readonly held: Pick<Held, 'put'>
  readonly seconds: Pick<Seconds, 'mark'>
  readonly now: () => At
  readonly speed: number
  readonly count: (what: 'unrouted' | 'held', samples: number) => void
}): Routing {
  const { book, held, seconds, now, speed, count } = setup
  const routed = new Map<DeviceId, At>()
  let latest = setup.first

  function route(
    id: DeviceId,
    samples: readonly Sample[],
    whenOf: (at: At) => At = (when) => when,
    says?: string | null,
  ): readonly Routed[] {
    const device = book().device.get(id)
    const by = new Map<StayId, Sample[]>()
    const apart: Sample[] = []
    let nobodys = 0
    for (const sample of samples) {
      const whose = belongs(device, whenOf(sample.at), says)
      const lies = whose === null || whose === 'held' ? undefined : book().stay.get(whose)
      // A stay that is known no more (its key was ended) is nobody, and so is one that is surely another's.
      const stay = whose === 'held' ? whose : lies && device && !anothers(lies, device.id, says) ? lies.id : null
      if (stay !== 'held' && device && sample.at > (routed.get(device.id) ?? Number.NEGATIVE_INFINITY)) {
        routed.set(device.id, sample.at)
        latest = Math.max(latest, sample.at)
      }
      if (stay === 'held') apart.push(sample)
      else if (stay === null) nobodys++
      else add(by, stay, sample)
    }
    if (apart.length > 0 && device) {
      held.put(device.id, apart, device.hold!, says)
      count('held', apart.length)
    }
    if (nobodys > 0) count('unrouted', nobodys)
    return [...by].map(([stay, own]) => ({ stay, bed: bedOf(book().stay.get(stay)!), samples: seconds.mark(stay, own, now(), speed) }))
  }

  function past({ bed, samples, patient }: Report): readonly Routed[] {
    const by = new Map<StayId, Sample[]>()
    for (const sample of samples) {
      const device = book().device.get(sample.source)
      // A device that was never heard is on who lies there, as it will be once it is.
      const whose = device ? belongs(device, sample.at, patient) : book().lying.get(bed)
      const stay = whose == null || whose === 'held' ? undefined : book().stay.get(whose)
      if (!stay || stay.ended || sample.at < stay.beds.at(-1)!.from) continue
      if (patient !== undefined && named(stay, sample.source, patient) === null) continue
      add(by, stay.id, sample)
    }
    return [...by].map(([stay, own]) => ({ stay, bed: bedOf(book().stay.get(stay)!), samples: own }))
  }

  return {
    route,
    past,
    last: (device) => routed.get(device) ?? null,
    latest: () => latest,
    forget: (device) => void routed.delete(device),
  }
}

/** In place: thousands of held samples come at once when their question is answered. */
function add(by: Map<StayId, Sample[]>, stay: StayId, sample: Sample): void {
  const own = by.get(stay)
  if (own) own.push(sample)
  else by.set(stay, [sample])
}
