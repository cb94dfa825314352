// A trial feed: one invented patient on a monitor of its own in one bed, to see a new ward's first wave. Labelled as what it is everywhere.
import { bedId } from '../model/ids.ts'
import type { FeedFacts, Report } from '../model/sample.ts'
import { trialDevice } from '../model/trialfeed.ts'
import type { At } from '../model/units.ts'
import type { BedRow } from './mock/bedrow.ts'
import { createMock } from './mock/mock.ts'
import type { Source } from './source.ts'

/** What its monitor calls who is on it. */
export const TRIAL_PATIENT = 'TRIAL'

export interface TrialOptions {
  readonly bed: string
  /** IANA zone of the ward's clock. */
  readonly zone: string
  readonly seed: number
  /** Gateway time at which it begins. */
  readonly start: At
}

/** Well, and at least 4 sd of FACTS §7.3 inside the limits of FACTS §2.7 [design]. */
const WELL = { hr: 72, rr: 15, spo2: 97, sys: 122, dia: 72, mean: 88, temp: 36.8 }

/** Brings nobody: wards, beds and who lies there are the ward book's. */
export function createTrial({ bed, zone, seed, start }: TrialOptions): Source {
  const row: BedRow = { bed, person: ['', 40, 'F', ''], days: 0, teaches: '', gear: ['W'], cuff: [10, 1], course: { stable: WELL } }
  const mock = createMock({ seed, start, zone, wards: [{ ward: 'trial', name: 'trial', note: null, continuous: true, beds: [row] }] })
  const source = trialDevice(bed)

  const own = ({ devices, channels, ...rest }: Partial<FeedFacts>): Partial<FeedFacts> => ({
    ...rest,
    ...(devices && { devices: devices.map((device) => ({ ...device, id: source, name: 'trial feed' })) }),
    ...(channels && { channels: channels.map((channel) => ({ ...channel, source })) }),
  })
  const labelled = ({ facts, samples, ...rest }: Report): Report => ({
    ...rest,
    patient: TRIAL_PATIENT,
    samples: samples.map((sample) => ({ ...sample, source })),
    ...(facts && { facts: own(facts) }),
  })
  return {
    name: 'trial',
    census: { wards: [], beds: [], stays: [], people: [], facts: new Map() },
    start(sink, clock) {
      let last: FeedFacts['devices'] = []
      const stop = mock.start((report) => {
        const told = labelled(report)
        last = told.facts?.devices ?? last
        sink(told)
      }, clock)
      return () => {
        stop()
        // Nobody is left who would say it later.
        sink({ bed: bedId(bed), samples: [], facts: { devices: last.map((device) => ({ ...device, link: 'off' })) } })
      }
    },
  }
}
