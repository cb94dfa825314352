// One seed: a ward of patients, staff and disturbances on a virtual clock, through the real engine; after each second the invariants.
import type { Alarm } from '../../model/alarm.ts'
import type { BedAlarms } from '../../model/alarmshown.ts'
import { bedOf } from '../../model/book.ts'
import { type BedId, bedId, type StayId } from '../../model/ids.ts'
import { NO_CARE } from '../../model/stayalarms.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { createActs } from './acts.ts'
import { check } from './checks.ts'
import { type Core, createCore, createDisk, createHandClock } from './core.ts'
import { createDraw } from './draw.ts'
import { checkJournal } from './journal.ts'
import { createOracle } from './oracle.ts'
import { createPatient, type Patient } from './patients.ts'
import { createScreens, type Screen } from './screens.ts'
import { censusOf, isLying, type Kin, LIMITS, LOOK, START, type World } from './world.ts'

export interface RunSetup {
  readonly seed: number
  /** Virtual seconds; 30 min where not said. */
  readonly length?: number
  readonly beds?: number
  readonly screens: () => Screen
}
export interface Ran {
  readonly seed: number
  /** What is wrong, first first: at most a few. */
  readonly wrong: readonly string[]
  readonly counts: Readonly<Record<string, number>>
}

const MOST_WRONG = 5
/** Each so many-th seed has screens: their frames cost as much as all the rest. */
const SCREENED = 5

export async function run({ seed, length = 1800, beds = 4, screens: makeScreen }: RunSetup): Promise<Ran> {
  const draw = createDraw(seed)
  const wrong: string[] = []
  const counts: Record<string, number> = {}
  const count = (what: string, by = 1): void => {
    counts[what] = (counts[what] ?? 0) + by
  }
  const clock = createHandClock(START)
  const disk = createDisk()
  const census = censusOf(beds)
  const patients = Array.from({ length: beds }, (_, i) => createPatient(draw, i, length))
  const deviceOf = new Map(patients.map((patient) => [patient.device as string, patient]))
  const lies = new Map<Patient, BedId>(patients.map((patient, i) => [patient, bedId(`S-${i + 1}`)]))
  const kins = new Map<StayId, Kin>()
  let ids = 0
  let epoch = 1
  const told = new Map<BedId, BedAlarms>()
  const world: World = {
    draw,
    clock,
    disk,
    kins,
    patients,
    lies,
    count,
    core: null as unknown as Core,
    second: 0,
    stepped: 0,
    toldOf(stay) {
      const here = world.core.census.book().stay.get(stay)
      return (here && told.get(bedOf(here))) ?? world.core.hub.shownOf(stay)
    },
    say(text) {
      if (wrong.length < MOST_WRONG) wrong.push(`second ${world.second} (${clock.now()}): ${text}`)
    },
  }
  const { say } = world
  const screens = createScreens(world, Array.from({ length: seed % SCREENED === 0 ? 2 : 0 }, makeScreen))
  const acts = createActs(world)

  function hearRouted(): void {
    world.core.subscribe(({ stay, samples }) => {
      const now = clock.now()
      for (const sample of samples) {
        const patient = deviceOf.get(sample.source)
        if (!patient) continue
        let kin = kins.get(stay)
        if (!kin) {
          const cadenceOf = (signal: string): number => {
            const said = patient.facts.devices[0]?.cadence?.[signal as VitalKey]
            return said === undefined ? patient.cadence : said / 1000
          }
          kin = {
            stay,
            oracle: createOracle(cadenceOf),
            away: false,
            pausedUntil: 0,
            order: false,
            off: new Set(),
            claims: new Set(),
            heard: 0,
            patient,
          }
          kins.set(stay, kin)
        }
        kin.heard = now
        if (!kin.away) kin.oracle.hear(sample, now)
        count('samples')
      }
    })
  }
  async function begin(): Promise<void> {
    told.clear()
    world.core = await createCore({
      disk,
      brought: census,
      clock,
      epoch,
      newId: () => `id-${++ids}`,
      told: (bed, alarms) => told.set(bed, alarms),
      frames: seed % SCREENED === 0,
      failed: (place, error) => say(`${place} failed: ${error instanceof Error ? error.stack : String(error)}`),
    })
    // A view that began anew is told of its alarms with its stay.
    world.core.census.changed(({ effects: { settled, restated, ended, relaid } }) => {
      if (settled.length + restated.length + ended.length + relaid.length > 0) told.clear()
    })
    // After the hub, so that the oracle is asked when the engine has heard the same.
    hearRouted()
    for (const [patient, bed] of lies) world.core.take({ bed, samples: [], facts: patient.facts })
  }
  await begin()
  screens.link()

  /** Away and back, and over: by the ward book. */
  function follow(): void {
    for (const [id, kin] of kins) {
      const stay = world.core.census.book().stay.get(id)
      if (!stay || stay.ended) {
        kins.delete(id)
        continue
      }
      const away = stay.away !== null
      if (away !== kin.away) {
        kin.away = away
        kin.oracle.again()
        if (away) kin.pausedUntil = 0
        else kin.heard = clock.now()
      }
    }
  }

  async function restart(): Promise<void> {
    count('restarts')
    disk.kill()
    checkJournal(world)
    const standing = new Map<string, Alarm[]>()
    for (const { content } of disk.rows('alarm')) {
      const { whose, alarm } = content as { whose: { stay?: string }; alarm: Alarm }
      if (whose.stay) standing.set(whose.stay, [...(standing.get(whose.stay) ?? []), alarm])
    }
    screens.stop()
    clock.forget()
    clock.pass(draw.whole(1, 15) * 1000)
    world.stepped = world.second
    epoch++
    await begin()
    screens.link()
    for (const [id, kin] of kins) {
      const kept = standing.get(id) ?? []
      const now = [...(world.core.hub.stateOf(id)?.lives.values() ?? [])].flatMap(({ alarm }) => alarm ?? [])
      for (const alarm of kept) {
        const same = now.find((one) => one.id === alarm.id)
        if (isLying(world, id) && world.core.census.book().stay.get(id)?.away === null && !same)
          say(`${id}: ${alarm.id} was lost over a restart`)
        else if (same && JSON.stringify(same.claim) !== JSON.stringify(alarm.claim))
          say(`${id}: the claim of ${alarm.id} is another after a restart`)
      }
      // An act that was not on the disk yet was never acknowledged.
      const care = world.core.hub.stateOf(id)?.care ?? NO_CARE
      for (const vital of new Set(LIMITS.map(([one]) => one))) {
        const override = care.overrides.find((one) => one.vital === vital)
        kin.oracle.limits(vital, override ? [override.low ?? 0, override.high ?? 101] : null, clock.now())
      }
      kin.off.clear()
      for (const { vital } of care.off) kin.off.add(vital)
      kin.order = care.order !== null
      kin.pausedUntil = care.pause?.until ?? 0
      kin.oracle.restarted(new Set(kept.map(({ rule }) => rule as string)))
      kin.heard = clock.now()
    }
  }

  for (world.second = 1; world.second <= length && wrong.length < MOST_WRONG; world.second++) {
    if (draw.chance(0.0008)) {
      clock.pass(draw.whole(5, 60) * 1000)
      count('clock steps')
      world.stepped = world.second
    } else clock.pass(1000)
    for (const patient of patients)
      for (const report of patient.reports(world.second, lies.get(patient)!, clock.now())) world.core.take(report)
    follow()
    if (draw.chance(0.08) && kins.size > 0) acts.onAlarms(draw.of([...kins.values()]))
    if (draw.chance(0.004)) acts.inBook()
    if (world.second % LOOK === 0 || world.second === world.stepped) clock.tick()
    follow()
    if (draw.chance(0.7)) disk.flush()
    screens.pass()
    check(world)
    if (world.second % 60 === 0) screens.converge()
    if (draw.chance(0.0012)) await restart()
  }
  disk.flush()
  if (wrong.length < MOST_WRONG) {
    screens.rejoin()
    clock.pass(1000)
    clock.tick()
    disk.flush()
    screens.converge()
    checkJournal(world)
  }
  return { seed, wrong, counts }
}
