// The alarm hub: what comes over the bus is judged, stands as alarms of a stay, is kept, and goes to the screens of its ward at once. Only
// here is decided what shows and sounds (P2).
import { type BedAlarms, NO_ALARMS } from '../../model/alarmshown.ts'
import { bedOf, type KeptStay, wardOf } from '../../model/book.ts'
import type { BedFacts } from '../../model/facts.ts'
import { bedId, type StayId, stayId } from '../../model/ids.ts'
import { type Around, createJudge, type Judge } from '../../model/judge/judge.ts'
import { limitsInForce } from '../../model/quieting.ts'
import type { Routed } from '../../model/sample.ts'
import { actStay, type StayAct } from '../../model/stayact.ts'
import { newStayAlarms, restored, type StayAlarms, type Stepped } from '../../model/stayalarms.ts'
import { stayShown } from '../../model/stayshown.ts'
import { awayStay, endedStay, type Found, judgedStay, passedStay, resumedStay, withoutForgotten } from '../../model/staystep.ts'
import { type At, after, ms, seconds } from '../../model/units.ts'
import { ageOf } from '../census/bedfacts.ts'
import type { Change } from '../store/store.ts'
import type { Sounding } from './elsewhere.ts'
import type { AlarmHub, WatchSetup } from './hub.ts'
import { createKeeping } from './keeping.ts'
import { endedRows, nameOf, type Whose } from './kept.ts'
import { foundLate } from './late.ts'
import { foundNotices } from './notices.ts'
import { begunStay } from './seed.ts'
import { createUnjudged, type Here, type Unjudged } from './unjudged.ts'
import { unreadable } from './unreadable.ts'
import { createWardAlarms } from './wardalarms.ts'

/** Claims lapse, pauses end and screens are told within it; rules are asked what time alone changes each fourth time. Real time. */
const TICK = ms(250)
const JUDGED = 4
/** The same of what is recalled, ms. */
const LOOKED = 1000
/** After which an alarm of an earlier run that no rule speaks of is over. */
const FORGOTTEN = seconds(30)

interface Watched {
  readonly stay: StayId
  readonly whose: Whose
  readonly judge: Judge
  readonly unjudged: Unjudged
  state: StayAlarms
  facts: BedFacts | null
  away: boolean
  /** Shown values may be others than `shown`. */
  dirty: boolean
  shown: BedAlarms
}

export function createWatch(setup: WatchSetup): AlarmHub {
  const { census, bus, views, clock, kept, count, failed, early = () => null, judge: makeJudge = createJudge, brought = new Map() } = setup
  const { real, speed } = clock
  /** While what was before the start is recalled: then. */
  let past: At | null = null
  const now = (): At => past ?? clock.now()
  const keeping = createKeeping({ kept, now, real, failed })
  const stays = new Map<StayId, Watched>()
  const began = now()
  const { first } = kept
  let swept = false
  let ticks = 0

  const lying = (id: StayId): KeptStay | null => {
    const stay = census.book().stay.get(id)
    return stay && !stay.ended ? stay : null
  }
  const continuous = (stay: KeptStay): boolean => census.book().ward.get(wardOf(stay))?.continuous ?? true

  function watched(id: StayId): Watched | null {
    const found = stays.get(id)
    if (found) return found
    const stay = lying(id)
    if (!stay) return null
    const whose: Whose = { stay: id }
    const before = kept.loaded.get(nameOf(whose))
    const state = before ? restored(before.alarms, before.care, first) : newStayAlarms(first)
    const own: Watched = {
      stay: id,
      whose,
      judge: makeJudge(),
      unjudged: createUnjudged(state),
      state,
      facts: null,
      away: false,
      dirty: true,
      shown: NO_ALARMS,
    }
    stays.set(id, own)
    const begins = before ? undefined : brought.get(id)
    const bad = kept.unreadable.get(nameOf(whose))
    if (bad) tellUnreadable(own, bad)
    if (before) void went(own, resumedStay(own.state, now()))
    else if (begins) void went(own, begunStay(state, begins, { ...stay, age: ageOf(stay, now()) }))
    return own
  }

  /** Of what stood, or what was set, nothing can be said: somebody must look. Taken out once that stands in its place. */
  function tellUnreadable(own: Watched, bad: readonly Change[]): void {
    const told = went(own, judgedStay(own.state, [unreadable(now())], now(), own))
    void told.then(() => keeping.write(own.whose, bad)).catch(() => {})
  }

  function aroundOf(own: Watched, stay: KeptStay): Around {
    own.facts ??= census.factsOf(bedOf(stay))
    return {
      population: stay.population,
      overrides: limitsInForce(own.state.care),
      off: own.state.care.off.map(({ vital }) => vital),
      target: own.state.care.target,
      paced: stay.paced === 'yes',
      facts: own.facts,
      continuous: continuous(stay),
      speed,
      delays: census.book().ward.get(wardOf(stay))?.delays ?? {},
    }
  }

  /** Takes a step, keeps it, and tells the screens where anything became another. Resolves once it is kept. */
  function went(own: Watched, { state, entries }: Stepped): Promise<void> {
    const before = own.state
    if (state === before) return Promise.resolve()
    own.state = state
    own.dirty = true
    if (entries.length === 0) return Promise.resolve()
    for (const { what, alarm } of entries) {
      if (what === 'raised' && alarm) {
        count('alarms', { rule: alarm.rule, priority: alarm.priority })
        const stay = lying(own.stay)
        if (stay) wards.raised(wardOf(stay), alarm.priority)
      }
      if (what === 'claimed' && alarm) count('claims', { rule: alarm.rule })
    }
    const kept = keeping.keep(own.whose, before, state, entries)
    kept.catch(() => {})
    show(own)
    return kept
  }

  function shownNow(own: Watched, stay: KeptStay): BedAlarms {
    const at = now()
    const around = aroundOf(own, stay)
    const duty = census.book().duty.get(bedOf(stay))
    return stayShown(own.state, {
      now: at,
      buddy: duty?.buddy != null && duty.until > at,
      population: stay.population,
      age: ageOf(stay, at),
      continuous: around.continuous,
      feed: wards.feedOf(bedOf(stay)),
      arming: own.away ? [] : own.judge.arming(),
      notWatched: own.away ? [] : own.judge.notWatched(around, at),
      score: early(own.stay),
      recorded: (key) => keeping.recorded(own.whose, key),
    })
  }

  function show(own: Watched, canWait = false): void {
    const stay = lying(own.stay)
    if (!stay) return
    own.dirty = false
    own.shown = shownNow(own, stay)
    views.get(wardOf(stay))?.tell(bedOf(stay), own.shown, canWait)
  }

  function hear({ stay: id, samples, alarms = [], canary }: Routed): void {
    if (canary) {
      wards.canary({ canary, samples })
      return
    }
    const own = watched(id)
    const stay = own && lying(id)
    // Of who is away nothing is judged, but what their devices say of themselves may go on at their return.
    if (!own || !stay || (own.away && alarms.length === 0)) return
    const told = own.away ? [] : samples
    own.unjudged.heard(told)
    const found = knownOf(own, stay, own.judge.hear(told, alarms, aroundOf(own, stay), now()))
    if (found.length > 0) void went(own, judgedStay(own.state, found, now(), own))
    const late = own.judge.late().flatMap((one) => foundLate(one, now()))
    if (late.length > 0) void went(own, judgedStay(own.state, late, now(), own))
  }

  const hereOf = (own: Watched, stay: KeptStay): Here => ({
    devices: aroundOf(own, stay).facts.devices,
    announcedOn: (device) => census.announced(bedOf(stay)).some(({ id, link }) => id === device && link === 'on'),
  })
  const knownOf = (own: Watched, stay: KeptStay, found: readonly Found[]): readonly Found[] =>
    own.unjudged.done() ? found : own.unjudged.known(found, hereOf(own, stay))

  /** What the rules say without a new sample: after a limit is another, and as time passes. */
  function judgeAgain(own: Watched, stay: KeptStay): void {
    if (!own.away) void went(own, judgedStay(own.state, knownOf(own, stay, own.judge.tick(aroundOf(own, stay), now())), now(), own))
    own.dirty = true
  }

  function learnStay(own: Watched, stay: KeptStay): void {
    own.facts = null
    const isAway = stay.away !== null
    if (isAway && !own.away) {
      own.judge.reset()
      void went(own, awayStay(own.state, now()))
    }
    if (isAway !== own.away) own.dirty = true
    own.away = isAway
    void went(own, judgedStay(own.state, foundNotices(aroundOf(own, stay).facts, stay, now()), now()))
  }

  const sounding = (): readonly Sounding[] =>
    [...stays.values()].flatMap((own): Sounding[] => {
      const stay = lying(own.stay)
      if (!stay || (own.state.lives.size === 0 && !own.state.care.help)) return []
      const ward = wardOf(stay)
      const { alarms, help } = own.shown
      return [{ ward, bed: census.book().bed.get(bedOf(stay))?.label ?? bedOf(stay), alarms, help }]
    })
  const wards = createWardAlarms({ ...setup, keeping, sounding, lying: (bed) => census.book().lying.get(bed) ?? null })

  /** After its patience what no rule has spoken of is over. */
  function forget(own: Watched): void {
    const stay = lying(own.stay)
    if (!stay) return
    const here = hereOf(own, stay)
    void went(
      own,
      withoutForgotten(own.state, now(), (life) => own.unjudged.stands(life, here)),
    )
    own.unjudged.swept(here)
  }

  function tick(): void {
    ticks++
    const isJudged = ticks % JUDGED === 0
    if (keeping.tick()) for (const own of stays.values()) own.dirty = true
    if (!swept && now() >= after(began, FORGOTTEN * Math.max(1, speed))) {
      swept = true
      for (const own of stays.values()) forget(own)
    }
    // First: of a source that is gone its beds say nothing of their own.
    if (wards.tick()) for (const own of stays.values()) own.dirty = true
    for (const own of stays.values()) {
      const stay = lying(own.stay)
      if (!stay) continue
      try {
        if (isJudged) judgeAgain(own, stay)
        void went(own, passedStay(own.state, now(), { told: continuous(stay) }))
        // Another value of what stands, or what arms: with the next frame.
        if (own.dirty) show(own, true)
      } catch (error) {
        failed('alarms', error)
      }
    }
  }

  for (const id of census.book().lying.values()) watched(id)
  for (const own of stays.values()) {
    const stay = lying(own.stay)
    if (stay) learnStay(own, stay)
    show(own)
  }

  return {
    ...wards,
    act(ask, context) {
      if (ask.act === 'claim-ward' || ask.act === 'prove') return wards.act(ask, context)
      const own = watched(stayId(ask.stay))
      const stay = own && lying(own.stay)
      if (!own || !stay) return { is: 'refused', code: 'no-such-stay' }
      if (bedOf(stay) !== bedId(ask.bed)) return { is: 'refused', code: 'changed-meanwhile' }
      const ward = wardOf(stay)
      const outcome = actStay(own.state, ask as StayAct, {
        by: context.by,
        now: now(),
        population: stay.population,
        age: ageOf(stay, now()),
        staff: (person) => context.staff(person, ward),
        nameOf: context.nameOf,
      })
      if (outcome.is === 'refused') return outcome
      const kept = went(own, outcome)
      judgeAgain(own, stay)
      show(own)
      return { is: 'done', kept, ward, stays: [own.stay] }
    },
    find(id, found) {
      const own = watched(id)
      if (!own) return
      void went(own, judgedStay(own.state, found, now(), own))
      if (own.dirty) show(own)
    },
    stateOf: (id) => stays.get(id)?.state ?? null,
    shownOf(id) {
      const own = watched(id)
      const stay = own && lying(id)
      return own && stay ? shownNow(own, stay) : NO_ALARMS
    },
    marksOf(id) {
      const care = stays.get(id)?.state.care
      if (!care) return null
      return [...(care.overrides.length > 0 ? (['limit-changed'] as const) : []), ...(care.order ? (['alarms-off-by-order'] as const) : [])]
    },
    isElsewhere(id) {
      const { alarms, help } = stays.get(id)?.shown ?? NO_ALARMS
      return help !== null || alarms.some((alarm) => alarm.told === 'every')
    },
    journal: keeping.journal,
    lost: keeping.lost,
    erase: (stay) => keeping.forget({ stay }),
    learn({ effects }) {
      for (const id of effects.ended) {
        const own = stays.get(id)
        if (!own) continue
        const over = endedStay(own.state, now())
        void keeping.keep(own.whose, own.state, over.state, over.entries, endedRows(id, real())).catch(() => {})
        stays.delete(id)
      }
      for (const [bed, id] of census.book().lying) {
        const ward = census.register.wardOf(bed)
        const isTouched = ward !== undefined && effects.touched.includes(ward) && (effects.beds?.includes(bed) ?? true)
        const own = watched(id)
        const stay = own && lying(id)
        if (own && stay && (isTouched || own.facts === null)) learnStay(own, stay)
      }
    },
    tell({ effects: { relaid } }) {
      for (const own of stays.values()) if (own.dirty || relaid.length > 0) show(own)
      if (relaid.length > 0) wards.again()
    },
    recall(before) {
      let looked = Number.NEGATIVE_INFINITY
      try {
        for (const { at, routed } of before) {
          past = at
          for (const one of routed) if (!kept.loaded.has(nameOf({ stay: one.stay }))) hear(one)
          if (at - looked < LOOKED) continue
          looked = at
          for (const own of stays.values()) {
            const stay = lying(own.stay)
            if (stay && !kept.loaded.has(nameOf(own.whose))) judgeAgain(own, stay)
          }
        }
      } finally {
        past = null
      }
    },
    start() {
      const stops = [bus.subscribe(hear), clock.every(TICK, tick), wards.start()]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
