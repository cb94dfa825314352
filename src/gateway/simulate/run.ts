// One seed: a ward of patients, staff and disturbances on a virtual clock, through the real engine; after each second the invariants.

import { isDeepStrictEqual } from 'node:util'
import { Act, type ActAsked } from '../../model/acts.ts'
import { Alarm } from '../../model/alarm.ts'
import type { AlarmActAsked } from '../../model/alarmacts.ts'
import { AlarmAct } from '../../model/alarmacts.ts'
import type { AlarmShown, BedAlarms } from '../../model/alarmshown.ts'
import { type By, bedOf } from '../../model/book.ts'
import type { Census } from '../../model/census.ts'
import { EMPTY_BED } from '../../model/facts.ts'
import { type BedId, bedId, type StayId, stayId, wardId } from '../../model/ids.ts'
import type { LimitKey } from '../../model/limits.ts'
import { ruleOf } from '../../model/rules.ts'
import { Care, Entry, keyOf, NO_CARE, replayed } from '../../model/stayalarms.ts'
import { at } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { Snapshot } from '../../model/wire.ts'
import { type Core, createCore, createDisk, createHandClock } from './core.ts'
import { createDraw } from './draw.ts'
import { createOracle, heard, type Oracle } from './oracle.ts'
import { createPatient, type Patient } from './patients.ts'

/** A screen as the app has it: fed by snapshots and frames, asked what it shows. */
export interface Screen {
  snapshot(snapshot: Snapshot): void
  frame(bytes: Uint8Array): void
  /** Where it goes on from. */
  readonly last: () => { readonly epoch: number; readonly seq: number } | null
  /** Of the bed at a place of the ward. */
  alarms(place: number): BedAlarms
}
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

const START = at(1_790_000_000_000)
const WARD = wardId('S')
const STAFF: readonly By[] = ['wren', 'heron', 'kestrel', 'rook'].map((id) => ({ is: 'person', id, name: id }))
const MOST_WRONG = 5
/** Each so many-th seed has screens: their frames cost as much as all the rest. */
const SCREENED = 5
/** s between two looks of the gateway at what time alone changes. */
const LOOK = 4

/** TABLE: limits that a seed may set: all of them clear of the steps of the patients. */
const LIMITS: readonly (readonly [LimitKey, low: number, high: number | null])[] = [
  ['hr', 50, 140],
  ['hr', 42, 120],
  ['spo2', 84, null],
]
/** Vitals whose alarms may be switched off. */
const OFF: readonly VitalKey[] = ['hr', 'spo2', 'rr', 'temp']
const VITAL_OF: Readonly<Record<string, readonly string[]>> = {
  hr: ['hr-high', 'hr-low', 'tachy-x', 'brady-x', 'af', 'pause'],
  spo2: ['spo2-low', 'desat'],
  rr: ['rr-high', 'rr-low'],
  temp: ['temp'],
}

interface Kin {
  readonly stay: StayId
  readonly oracle: Oracle
  away: boolean
  pausedUntil: number
  order: boolean
  readonly off: Set<string>
  /** By act: by whom, and until when. */
  readonly claims: Set<string>
  /** When the device was heard. */
  heard: number
  readonly patient: Patient
}

const censusOf = (beds: number): Census => {
  const ids = Array.from({ length: beds + 1 }, (_, i) => bedId(`S-${i + 1}`))
  return {
    wards: [{ id: WARD, name: 'Simulation', note: null, continuous: true, zone: 'UTC', beds: ids }],
    beds: ids.map((id) => ({ id, ward: WARD, label: id })),
    stays: ids.slice(0, beds).map((bed, i) => ({ id: stayId(`first-${i}`), bed, population: 'adult', age: 60, since: at(START - 1000) })),
    people: ids.slice(0, beds).map((_, i) => ({
      stay: stayId(`first-${i}`),
      name: `${'ABCDEFGH'[i]!.repeat(5)} ${'KLMNOPQR'[i]!.repeat(6)}`,
      sex: 'F',
      reason: 'simulation',
      teaches: null,
    })),
    facts: new Map(ids.map((id) => [id, EMPTY_BED])),
  }
}

/** What of the first is another in the second, shortly. */
function differing(is: object, should: object): string {
  const other = new Map(Object.entries(should))
  const found = Object.entries(is).filter(([key, value]) => !isDeepStrictEqual(value, other.get(key)))
  return found.map(([key, value]) => `${key} ${JSON.stringify(value)} and not ${JSON.stringify(other.get(key))}`).join(', ')
}

export async function run({ seed, length = 1800, beds = 4, screens: makeScreen }: RunSetup): Promise<Ran> {
  const draw = createDraw(seed)
  const wrong: string[] = []
  const counts: Record<string, number> = {}
  const count = (what: string, by = 1): void => {
    counts[what] = (counts[what] ?? 0) + by
  }
  let second = 0
  /** The clock ran on by itself then: nobody looked meanwhile. */
  let stepped = 0
  const say = (text: string): void => {
    if (wrong.length < MOST_WRONG) wrong.push(`second ${second} (${clock.now()}): ${text}`)
  }
  const clock = createHandClock(START)
  const disk = createDisk()
  const census = censusOf(beds)
  const patients = Array.from({ length: beds }, (_, i) => createPatient(draw, i, length))
  const deviceOf = new Map(patients.map((patient) => [patient.device as string, patient]))
  /** Where each patient lies. */
  const lies = new Map<Patient, BedId>(patients.map((patient, i) => [patient, bedId(`S-${i + 1}`)]))
  const kins = new Map<StayId, Kin>()
  let ids = 0
  let epoch = 1
  let core!: Core
  /** A claim of the far end of a link that was cut is judged when it is back. */
  const screens = Array.from({ length: seed % SCREENED === 0 ? 2 : 0 }, () => ({
    screen: makeScreen(),
    stop: null as (() => void) | null,
    cutUntil: 0,
  }))

  function hearRouted(): void {
    core.subscribe(({ stay, samples }) => {
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
  const told = new Map<BedId, BedAlarms>()
  async function begin(): Promise<void> {
    told.clear()
    core = await createCore({
      disk,
      brought: census,
      clock,
      epoch,
      newId: () => `id-${++ids}`,
      told: (bed, alarms) => told.set(bed, alarms),
      frames: screens.length > 0,
      failed: (place, error) => say(`${place} failed: ${error instanceof Error ? error.stack : String(error)}`),
    })
    // A view that began anew is told of its alarms with its stay.
    core.census.changed(({ effects: { settled, restated, ended, relaid } }) => {
      if (settled.length + restated.length + ended.length + relaid.length > 0) told.clear()
    })
    // After the hub, so that the oracle is asked when the engine has heard the same.
    hearRouted()
    for (const [patient, bed] of lies) core.take({ bed, samples: [], facts: patient.facts })
  }
  await begin()

  const lyingIn = (bed: BedId): StayId | undefined => core.census.book().lying.get(bed)
  /** What the screens of its bed were told last. */
  const toldOf = (stay: StayId): BedAlarms => {
    const here = core.census.book().stay.get(stay)
    return (here && told.get(bedOf(here))) ?? core.hub.shownOf(stay)
  }
  const isOff =
    (kin: Kin) =>
    (rule: string, arrest: boolean): boolean => {
      if (kin.away || kin.order) return true
      if (!arrest && clock.now() < kin.pausedUntil + (LOOK + 1) * 1000) return true
      return [...kin.off].some((vital) => VITAL_OF[vital]!.includes(rule))
    }

  function link(one: (typeof screens)[number]): void {
    const ward = core.wards.get(WARD)!
    const { screen } = one
    const before = screen.last()
    const watch = ward.watch(
      {
        waiting: () => 0,
        frame: (bytes) => second >= one.cutUntil && screen.frame(bytes),
        snapshot: (snapshot) => screen.snapshot(snapshot),
        evict: () => {},
        open: () => 'all',
      },
      before ?? undefined,
    )
    if (watch.answer && !('is' in watch.answer && watch.answer.is === 'resumed')) screen.snapshot(watch.answer as Snapshot)
    watch.begin()
    one.stop = watch.stop
  }
  for (const one of screens) link(one)

  function act(asked: AlarmActAsked, by: By): boolean {
    const answer = core.hub.act(AlarmAct.parse(asked), {
      by,
      staff: (id) => STAFF.find((one) => one.id === id) ?? null,
      nameOf: (id) => id,
    })
    count(`act ${asked.act}${answer.is === 'done' ? '' : ' refused'}`)
    if (answer.is === 'done') answer.kept.catch(() => {})
    return answer.is === 'done'
  }

  /** Somebody has it now; what begins beneath it is covered for as long. */
  function claimed(kin: Kin, id: string, by: string): void {
    const until = toldOf(kin.stay).alarms.find((one) => one.id === id)?.claim?.until
    if (until !== undefined) kin.claims.add(`${by} until ${until}`)
  }

  function anyAct(kin: Kin): void {
    const { stay, oracle } = kin
    const book = core.census.book().stay.get(stay)
    if (!book || book.ended) return
    const bed = bedOf(book)
    const base = { stay, bed }
    const told = toldOf(stay)
    const by = draw.of(STAFF)
    const alarm = told.alarms.length > 0 ? draw.of(told.alarms) : null
    const what = draw.of([
      'claim',
      'claim',
      'claim',
      'claim',
      'seen',
      'seen',
      'release',
      'give',
      'silence',
      'silence',
      'pause',
      'off',
      'on',
      'limits',
      'order',
      'help',
    ] as const)
    const mayReset = (one: AlarmShown): void => {
      if (one.phase !== 'active' || one.lastKnown !== null) oracle.seen(one.rule)
    }
    switch (what) {
      case 'claim': {
        if (!alarm) return
        if (!act({ act: 'claim', ...base, alarm: alarm.id, priority: alarm.priority, over: draw.chance(0.5) }, by)) return
        if (alarm.phase !== 'active') {
          if (toldOf(stay).alarms.some(({ id }) => id === alarm.id)) say(`${alarm.id} had ended, was taken, and is still shown`)
          return
        }
        claimed(kin, alarm.id, by.id)
        const now = toldOf(stay).alarms.find(({ id }) => id === alarm.id)
        // Asked anew by the act, one of facts may be over.
        if (now ? now.claim?.by !== by.id : ruleOf(alarm.rule).condition.is !== 'fact')
          say(`${alarm.id} was taken by ${by.id} and is ${JSON.stringify(now?.claim)}`)
        return
      }
      case 'give': {
        if (!alarm) return
        const to = draw.of(STAFF)
        if (act({ act: 'give', ...base, alarm: alarm.id, priority: alarm.priority, to: to.id }, by)) claimed(kin, alarm.id, to.id)
        return
      }
      case 'release':
        if (alarm?.claim)
          act(
            { act: 'release', ...base, alarm: alarm.id, priority: alarm.priority },
            { is: 'person', id: alarm.claim.by, name: alarm.claim.by },
          )
        return
      case 'seen':
        if (alarm && act({ act: 'seen', ...base, alarm: alarm.id, priority: alarm.priority }, by)) mayReset(alarm)
        return
      case 'silence':
        act({ act: 'silence', ...base, on: draw.chance(0.8) }, by)
        return
      case 'help':
        act({ act: 'help', ...base, on: draw.chance(0.7) }, by)
        return
      case 'pause': {
        const on = draw.chance(0.7)
        const minutes = draw.of([1, 2, 3])
        if (act({ act: 'pause', ...base, on, ...(on && { minutes }) }, by))
          kin.pausedUntil = on ? clock.now() + minutes * 60_000 : Math.min(kin.pausedUntil, clock.now())
        return
      }
      case 'off': {
        const vital = draw.of(OFF)
        if (!act({ act: 'off', ...base, vital, reason: 'simulated' }, by)) return
        kin.off.add(vital)
        oracle.off((rule) => VITAL_OF[vital]!.includes(rule))
        return
      }
      case 'on': {
        const [vital] = kin.off
        if (vital === undefined || !act({ act: 'on', ...base, vital: vital as VitalKey }, by)) return
        kin.off.delete(vital)
        oracle.off((rule) => VITAL_OF[vital]!.includes(rule))
        return
      }
      case 'order': {
        const on = !kin.order && draw.chance(0.3)
        if (!on && !kin.order) return
        if (!act(on ? { act: 'order-off', ...base, reason: 'simulated' } : { act: 'order-on', ...base }, by)) return
        kin.order = on
        oracle.off(() => true)
        return
      }
      case 'limits': {
        const preset = draw.chance(0.4)
        const [vital, low, high] = draw.of(LIMITS)
        if (!act({ act: 'limits', ...base, vital, low, high, reason: 'simulated', ...(preset && { preset }) }, by)) return
        oracle.limits(vital, preset ? null : [low, high ?? 101], clock.now())
        return
      }
      default:
        what satisfies never
    }
  }

  function bookAct(): void {
    const patient = draw.of(patients)
    const bed = lies.get(patient)!
    const stay = lyingIn(bed)
    if (!stay) return
    const what = draw.of(['standby', 'resume', 'discharge', 'move'] as const)
    const ask = (asked: ActAsked) => core.census.act(Act.parse(asked), { by: STAFF[0]!, staff: (id) => ({ is: 'person', id, name: id }) })
    const isDone = (asked: ActAsked): boolean => {
      const answer = ask(asked)
      count(`act ${asked.act}${answer.is === 'done' ? '' : ' refused'}`)
      if (answer.is !== 'done') return false
      answer.kept.catch(() => {})
      return true
    }
    if (what === 'standby') {
      const long = draw.whole(60, 200)
      if (isDone({ act: 'standby', stay, bed, reason: 'CT', back: clock.now() + 600_000 })) patient.quiet(second + 3, second + 3 + long)
    } else if (what === 'resume') isDone({ act: 'resume', stay, bed })
    else if (what === 'discharge') {
      if (isDone({ act: 'discharge', stay, bed })) patient.quiet(second + 2, second + draw.whole(45, 90))
    } else {
      const empty = core.census.register.bedsOf(WARD).find(({ stay: there }) => there === null)?.bed.id
      if (empty !== undefined && isDone({ act: 'move', stay, from: bed, to: empty })) lies.set(patient, empty)
    }
  }

  /** Away and back, and over: by the ward book. */
  function follow(): void {
    for (const [id, kin] of kins) {
      const stay = core.census.book().stay.get(id)
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

  function check(): void {
    const now = clock.now()
    for (const kin of kins.values()) {
      const told = toldOf(kin.stay)
      for (const text of kin.oracle.check(told, now, isOff(kin))) say(`${kin.stay}: ${text}`)
      for (const alarm of told.alarms) {
        if (kin.away && alarm.rule !== 'patient' && alarm.priority !== 'notice')
          say(`${kin.stay}: ${alarm.id} stands while the patient is away`)
        const audible = heard(told, alarm, now)
        if (audible !== null && audible !== alarm.sounds)
          say(`${kin.stay}: ${alarm.id} ${alarm.sounds ? 'sounds' : 'is silent'}: ${JSON.stringify({ ...alarm, silence: told.silence })}`)
        if (alarm.claim && !kin.claims.has(`${alarm.claim.by} until ${alarm.claim.until}`))
          say(`${kin.stay}: nobody made the claim ${JSON.stringify(alarm.claim)}`)
        if (alarm.silence === 'alarm-paused' && now > kin.pausedUntil + (LOOK + 1) * 1000)
          say(`${kin.stay}: ${alarm.id} is paused by nobody`)
        count('shown')
        if (alarm.sounds) count('sounding')
      }
      const silent = core.census.book().device.get(kin.patient.device)?.hold ? 0 : now - kin.heard
      const long = Math.max(2 * kin.patient.cadence, 5) * 1000 + (6 * LOOK + 6) * 1000
      const sees = told.alarms.some(({ rule }) => rule === 'no-data') || told.hidden > 0
      if (
        kin.heard > 0 &&
        silent > long &&
        !kin.away &&
        !kin.order &&
        second > stepped + 5 * LOOK &&
        now > kin.pausedUntil + (LOOK + 1) * 1000 &&
        !sees
      )
        say(`${kin.stay}: nothing for ${silent / 1000} s, and NO DATA does not stand`)
    }
  }

  /** What stands on the disk is what its journal folds to, in the order of its numbers, and times never go back. */
  function replay(): void {
    const journals = new Map<string, Entry[]>()
    for (const { content } of disk.rows('journal')) {
      const { whose, entry } = content as { whose: { stay?: string; ward?: string }; entry: Entry }
      const name = whose.stay ?? `ward ${whose.ward}`
      journals.set(name, [...(journals.get(name) ?? []), Entry.parse(entry)])
    }
    const stood = new Map<string, Alarm[]>()
    for (const { content } of disk.rows('alarm')) {
      const { whose, alarm } = content as { whose: { stay?: string; ward?: string }; alarm: Alarm }
      const name = whose.stay ?? `ward ${whose.ward}`
      stood.set(name, [...(stood.get(name) ?? []), Alarm.parse(alarm)])
    }
    const cares = new Map(
      disk.rows('watch').map(({ content }) => {
        const { whose, care } = content as { whose: { stay?: string; ward?: string }; care: Care }
        return [whose.stay ?? `ward ${whose.ward}`, Care.parse(care)]
      }),
    )
    for (const [name, entries] of journals) {
      const order = entries.toSorted((a, b) => a.n - b.n)
      if (order.some(({ at: when }, i) => i > 0 && when < order[i - 1]!.at)) say(`${name}: the journal goes back in time`)
      const folded = replayed(order)
      const byKey = (alarms: Iterable<Alarm>): string => JSON.stringify([...alarms].toSorted((a, b) => keyOf(a).localeCompare(keyOf(b))))
      const isSame = byKey(folded.alarms.values()) === byKey(stood.get(name) ?? [])
      if (!isSame) say(`${name}: the journal folds to ${byKey(folded.alarms.values())}, and ${byKey(stood.get(name) ?? [])} stands`)
      if (cares.has(name) && JSON.stringify(cares.get(name)) !== JSON.stringify(folded.care))
        say(`${name}: what was set is not what the journal folds to`)
      else if (!cares.has(name) && lyingStay(name) && folded.care !== NO_CARE) say(`${name}: what was set is not kept`)
      count('entries', order.length)
    }
  }
  const lyingStay = (name: string): boolean => [...core.census.book().lying.values()].includes(name as StayId)

  async function restart(): Promise<void> {
    count('restarts')
    disk.kill()
    replay()
    const standing = new Map<string, Alarm[]>()
    for (const { content } of disk.rows('alarm')) {
      const { whose, alarm } = content as { whose: { stay?: string }; alarm: Alarm }
      if (whose.stay) standing.set(whose.stay, [...(standing.get(whose.stay) ?? []), alarm])
    }
    for (const one of screens) one.stop?.()
    clock.forget()
    clock.pass(draw.whole(1, 15) * 1000)
    stepped = second
    epoch++
    await begin()
    for (const one of screens) link(one)
    for (const [id, kin] of kins) {
      const kept = standing.get(id) ?? []
      const now = [...(core.hub.stateOf(id)?.lives.values() ?? [])].flatMap(({ alarm }) => alarm ?? [])
      for (const alarm of kept) {
        const same = now.find((one) => one.id === alarm.id)
        if (lyingStay(id) && core.census.book().stay.get(id)?.away === null && !same) say(`${id}: ${alarm.id} was lost over a restart`)
        else if (same && JSON.stringify(same.claim) !== JSON.stringify(alarm.claim))
          say(`${id}: the claim of ${alarm.id} is another after a restart`)
      }
      // An act that was not on the disk yet was never acknowledged.
      const care = core.hub.stateOf(id)?.care ?? NO_CARE
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

  function converge(): void {
    // So often that rules were asked what time alone changes, too.
    for (let i = 0; i < 4; i++) clock.tick()
    const beds_ = core.census.register.bedsOf(WARD)
    for (const [index, one] of screens.entries()) {
      if (second < one.cutUntil) continue
      for (const [place, { bed, stay }] of beds_.entries()) {
        const is = one.screen.alarms(place)
        const should = stay ? toldOf(stay.id) : null
        if (should && !isDeepStrictEqual(is, should)) say(`screen ${index} shows at ${bed.id} ${differing(is, should)}`)
        if (!should && is.alarms.length > 0) say(`screen ${index} shows alarms at the empty ${bed.id}`)
      }
    }
    count('compared')
  }

  for (second = 1; second <= length && wrong.length < MOST_WRONG; second++) {
    if (draw.chance(0.0008)) {
      clock.pass(draw.whole(5, 60) * 1000)
      count('clock steps')
      stepped = second
    } else clock.pass(1000)
    for (const patient of patients) for (const report of patient.reports(second, lies.get(patient)!, clock.now())) core.take(report)
    follow()
    if (draw.chance(0.08) && kins.size > 0) anyAct(draw.of([...kins.values()]))
    if (draw.chance(0.004)) bookAct()
    if (second % LOOK === 0 || second === stepped) clock.tick()
    follow()
    if (draw.chance(0.7)) disk.flush()
    for (const one of screens) {
      if (second < one.cutUntil) continue
      if (one.cutUntil > 0 && second === one.cutUntil) {
        one.stop?.()
        link(one)
      } else if (draw.chance(0.002)) {
        one.cutUntil = second + draw.whole(3, 60)
        count('cuts')
      }
    }
    check()
    if (second % 60 === 0) converge()
    if (draw.chance(0.0012)) await restart()
  }
  disk.flush()
  if (wrong.length < MOST_WRONG) {
    for (const one of screens)
      if (one.cutUntil >= second) {
        one.cutUntil = 0
        one.stop?.()
        link(one)
      }
    clock.pass(1000)
    clock.tick()
    disk.flush()
    converge()
    replay()
  }
  return { seed, wrong, counts }
}
