// What the demo's staff chart as they go round, and what they answer to notices that no visitor answers: acts as those of people.
import type { Round } from '../../feed/source.ts'
import { EarlyAct } from '../../model/earlyacts.ts'
import { type EarlyNotice, isEarlyNotice } from '../../model/earlynotices.ts'
import { type At, minutes } from '../../model/units.ts'
import type { BedSeen } from './staff.ts'

/** A visitor answers first, for so long. */
const WAITS = minutes(3)

/** Throws where what was found fits no chart. */
export function charted({ stay, o2Device: device, o2Flow, fio2, glucose, consciousness, at, ...found }: Round, bed: string): EarlyAct {
  const from = 'monitor'
  const flow = device === 'A' || fio2 !== null || o2Flow === 0 ? null : o2Flow
  return EarlyAct.parse({
    act: 'observe',
    stay,
    bed,
    set: {
      at,
      consciousness,
      // By a device, and at which setting nobody noted: not taken.
      oxygen: device === 'A' ? { device, flow: null, fio2: null } : flow === null && fio2 === null ? null : { device, flow, fio2 },
      rr: { value: found.rr, from: 'typed' },
      spo2: { value: found.spo2, from },
      sys: { value: found.sys, from },
      pulse: { value: found.pulse, from },
      temp: { value: found.temp, from },
      glucose,
    },
  })
}

/** TABLE: what the staff answer. */
const SAYS: Readonly<Record<EarlyNotice, readonly [told: string, plan: string]>> = {
  'news2-7': ['Dr A. Rook', 'comes now, full set'],
  'news2-5': ['Dr A. Rook', 'review within the hour'],
  'news2-3': ['Dr A. Rook', 'review at the next round'],
  'obs-due': ['Nurse in charge', 'within 30 min'],
  'shock-index': ['Dr A. Rook', 'looks for bleeding, cuff pressure again'],
}
/** Answers to notices that stand at this bed and waited long enough; `all`: also those that just began. */
export const answersTo = ({ bed, stay, alarms }: BedSeen, now: At, all = false): readonly EarlyAct[] =>
  alarms.alarms.flatMap(({ rule, raised }): EarlyAct[] => {
    if (!isEarlyNotice(rule) || (!all && now - raised < WAITS)) return []
    const [told, plan] = SAYS[rule]
    return [{ act: 'answer', stay, bed, notice: rule, told, at: now, plan }]
  })
