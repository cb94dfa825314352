// After each second: what is shown of each stay is what the oracle and the acts of the staff say.
import { heard } from './oracleheard.ts'
import { type Kin, LOOK, VITAL_OF, type World } from './world.ts'

const isOff =
  (kin: Kin, now: number) =>
  (rule: string, arrest: boolean): boolean => {
    if (kin.away || kin.order) return true
    if (!arrest && now < kin.pausedUntil + (LOOK + 1) * 1000) return true
    return [...kin.off].some((vital) => VITAL_OF[vital]!.includes(rule))
  }

export function check(world: World): void {
  const { clock, kins, toldOf, say, count } = world
  const now = clock.now()
  for (const kin of kins.values()) {
    const told = toldOf(kin.stay)
    for (const text of kin.oracle.check(told, now, isOff(kin, now))) say(`${kin.stay}: ${text}`)
    for (const alarm of told.alarms) {
      if (kin.away && alarm.rule !== 'patient' && alarm.priority !== 'notice')
        say(`${kin.stay}: ${alarm.id} stands while the patient is away`)
      const audible = heard(told, alarm, now)
      if (audible !== null && audible !== alarm.sounds)
        say(`${kin.stay}: ${alarm.id} ${alarm.sounds ? 'sounds' : 'is silent'}: ${JSON.stringify({ ...alarm, silence: told.silence })}`)
      if (alarm.claim && !kin.claims.has(`${alarm.claim.by} until ${alarm.claim.until}`))
        say(`${kin.stay}: nobody made the claim ${JSON.stringify(alarm.claim)}`)
      if (alarm.silence === 'alarm-paused' && now > kin.pausedUntil + (LOOK + 1) * 1000) say(`${kin.stay}: ${alarm.id} is paused by nobody`)
      count('shown')
      if (alarm.sounds) count('sounding')
    }
    const silent = world.core.census.book().device.get(kin.patient.device)?.hold ? 0 : now - kin.heard
    const long = Math.max(2 * kin.patient.cadence, 5) * 1000 + (8 * LOOK + 6) * 1000
    const sees = told.alarms.some(({ rule }) => rule === 'no-data') || told.hidden > 0
    if (
      kin.heard > 0 &&
      silent > long &&
      !kin.away &&
      !kin.order &&
      world.second > world.stepped + 5 * LOOK &&
      now > kin.pausedUntil + (LOOK + 1) * 1000 &&
      !sees
    )
      say(`${kin.stay}: nothing for ${silent / 1000} s, and NO DATA does not stand`)
  }
}
