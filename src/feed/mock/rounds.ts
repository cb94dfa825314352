// When a nurse goes to an invented patient, and what is found there: at the hours of the round, at the rows of a story, and as its row says.
import { type At, after, at, minutes } from '../../model/units.ts'
import { daily } from '../../model/zone.ts'
import type { Round } from '../source.ts'
import { lengthOf, RECOVERY, restOf } from './course.ts'
import type { Setting } from './happening.ts'
import type { Plan } from './plan.ts'
import { chance } from './seed.ts'
import { STORIES } from './stories.ts'

/** By the ward's clock [WARD §2, bed 01]. */
const HOURS = ['06:00', '18:00'] as const

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits

/** Instants of a story's rows in [from, to), each time it comes. */
function rowsOf({ row }: Plan, { seed, start }: Setting, from: At, to: At): At[] {
  if (!('story' in row.course)) return []
  const { story, minute } = row.course
  const whole = lengthOf(story) + RECOVERY + restOf(chance(seed, `${row.bed}/rest`))
  const begin = after(start, -minutes(minute))
  const found: At[] = []
  for (let turn = Math.max(0, Math.floor((from - begin) / whole)); begin + turn * whole < to; turn++)
    for (const { minute: of } of STORIES[story].rows) {
      const t = after(begin, turn * whole + minutes(of))
      if (t >= from && t < to) found.push(t)
    }
  return found
}

export function roundsOf(plan: Plan, setting: Setting): (from: At, to: At) => Round[] {
  const { row, stay } = plan
  if (!stay) return () => []
  const takesGlucose = row.gear.includes('G')
  const own = (row.rounds ?? []).filter((minute) => setting.script || minute < 0).map((minute) => after(setting.start, minutes(minute)))
  return (from, to) => {
    const times = [
      ...HOURS.flatMap((hour) => daily(setting.zone, hour, from, to)),
      ...rowsOf(plan, setting, from, to),
      ...own.filter((t) => t >= from && t < to),
    ]
    return [...new Set(times)]
      .sort((a, b) => a - b)
      .filter((t) => plan.connected(at(t)))
      .flatMap((t): Round[] => {
        const truth = plan.course(at(t))
        // In an arrest nobody charts a set.
        if (truth.hr === 0) return []
        return [
          {
            stay: stay.id,
            at: at(t),
            consciousness: row.sedated ? 'not-assessable' : truth.consciousness,
            o2Device: truth.o2Device,
            o2Flow: rounded(truth.o2Flow, 1),
            fio2: row.fio2 ?? null,
            rr: rounded(truth.rr, 0),
            spo2: rounded(truth.spo2, 0),
            sys: rounded(truth.sys, 0),
            pulse: rounded(truth.pr, 0),
            temp: rounded(truth.temp, 1),
            glucose: takesGlucose ? rounded(truth.glucose, 1) : null,
          },
        ]
      })
  }
}
