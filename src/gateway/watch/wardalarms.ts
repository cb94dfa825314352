// Alarms of wards as a whole: a source that fell silent, a store that keeps nothing, a ward on no screen, a path that is not proven; and what
// of other wards is told here, because nobody took it.
import type { Stop } from '../../feed/source.ts'
import type { Verdict } from '../../model/alarm.ts'
import type { AlarmAct } from '../../model/alarmacts.ts'
import type { Elsewhere, WardAlarms } from '../../model/alarmshown.ts'
import { type BedId, type StayId, type WardId, wardId } from '../../model/ids.ts'
import { createJudge } from '../../model/judge/judge.ts'
import type { Priority } from '../../model/priority.ts'
import { claimIn } from '../../model/stayact.ts'
import { newStayAlarms, restored, type StayAlarms, type Stepped } from '../../model/stayalarms.ts'
import { stayShown } from '../../model/stayshown.ts'
import { type Found, judgedStay, passedStay } from '../../model/staystep.ts'
import { type At, at } from '../../model/units.ts'
import { type Canaries, createCanaries } from './canary.ts'
import { everywhere, isUnseen, type Sounding } from './elsewhere.ts'
import { createFeeds } from './feeds.ts'
import { createFloods } from './floods.ts'
import type { AlarmAnswer, AlarmContext, WardHub, WatchSetup } from './hub.ts'
import type { Keeping } from './keeping.ts'
import { careRow, nameOf, type Whose } from './kept.ts'
import { wardVerdict } from './wardverdict.ts'
import { wholesOf } from './wholes.ts'

interface OwnHub extends WardHub {
  act(ask: Extract<AlarmAct, { readonly ward: string }>, context: AlarmContext): AlarmAnswer
  canary(routed: Parameters<Canaries['heard']>[0]): void
  /** An alarm of a stay that lies in this ward. */
  raised(ward: WardId, priority: Priority): void
  /** The source of this bed is silent as a whole; or 'soon', where all of it has been quiet for nearly so long. */
  feedOf(bed: BedId): 'gone' | 'soon' | null
  /** True where other beds are silent than before. */
  tick(): boolean
  /** Views began anew: all is told again. */
  again(): void
  start(): Stop
}

/** From this part of its patience on the silence of a whole source is told as that, and not by the first of its beds. */
const SOON = 0.75
/** Without a screen that confirms what it paints for so long, a ward is on no screen; real ms [WARD §8.3]. */
const UNWATCHED = 30_000
/** The same of screens that paint, and are all mute. */
const UNHEARD = 60_000
const NOTHING_WHOLE = JSON.stringify([null, []])

interface OwnWard {
  readonly id: WardId
  readonly whose: Whose
  state: StayAlarms
  /** Real time at which a screen confirmed last, and whether one did within the limit. */
  confirmed: number
  watched: boolean
  /** Real time at which a screen confirmed last that can be heard. */
  heard: number
  /** A screen confirmed in this run. */
  onScreen: boolean
  /** As it was kept last, as text. */
  whole: string
}

export function createWardAlarms(
  setup: WatchSetup & {
    readonly keeping: Keeping
    readonly sounding: () => readonly Sounding[]
    readonly lying: (bed: BedId) => StayId | null
  },
): OwnHub {
  const { census, views, clock, kept, keeping, bus, newId, set, failed, sounding, lying } = setup
  const { first } = kept
  const { now, real, speed } = clock
  const wards = new Map<WardId, OwnWard>()
  const { known, silent: silentBefore, lapsed } = wholesOf(kept)
  const feeds = createFeeds(speed, silentBefore)
  // Of a ward whose own rows cannot be read nothing is proven.
  for (const [name, bad] of kept.unreadable) {
    if (!name.startsWith('ward ')) continue
    const ward = wardId(name.slice('ward '.length))
    lapsed.set(ward, now())
    keeping.write({ ward }, bad).catch(() => {})
  }
  const canaries = createCanaries({
    publish: bus.publish,
    now,
    real,
    newId,
    hour: setup.proveAt,
    known,
    failed: lapsed,
    speed,
    judge: setup.judge ?? createJudge,
  })
  const floods = createFloods(now)
  let stoppedNow: ReturnType<typeof feeds.silent> = []
  let silent = new Map<BedId, 'gone' | 'soon'>()

  const rowOf = (id: WardId) => census.book().ward.get(id)
  function own(id: WardId): OwnWard {
    const found = wards.get(id)
    if (found) return found
    const whose: Whose = { ward: id }
    const before = kept.loaded.get(nameOf(whose))
    const state = before ? restored(before.alarms, before.care, first) : newStayAlarms(first)
    const made: OwnWard = {
      id,
      whose,
      state,
      confirmed: real(),
      heard: real(),
      watched: true,
      onScreen: false,
      whole: before?.whole ? '' : NOTHING_WHOLE,
    }
    wards.set(id, made)
    return made
  }
  function went(ward: OwnWard, { state, entries }: Stepped): Promise<void> {
    const before = ward.state
    ward.state = state
    if (entries.length === 0) return Promise.resolve()
    for (const { what, alarm } of entries) {
      if (what !== 'raised' || !alarm) continue
      setup.count('alarms', { rule: alarm.rule, priority: alarm.priority })
      floods.raised(ward.id, alarm.priority)
    }
    const written = keeping.keep(ward.whose, before, state, entries)
    written.catch(() => {})
    return written
  }

  const sourcesIn = (id: WardId, stopped: ReturnType<typeof feeds.silent>) =>
    stopped.flatMap(({ source, since, beds }) => {
      const own = beds.filter((bed) => census.register.wardOf(bed) === id)
      return own.length === 0 ? [] : [{ source, since, beds: own }]
    })
  /** Keeps what its alarms alone do not tell a later run. */
  function keepWhole(ward: OwnWard, stopped: ReturnType<typeof feeds.silent>, proved = false): void {
    const missed = canaries.missed(ward.id)
    const silentHere = sourcesIn(ward.id, stopped)
    const name = JSON.stringify([missed, silentHere])
    if (name === ward.whole && !proved) return
    ward.whole = name
    const row = careRow(ward.whose, ward.state.care, canaries.proven(ward.id), real(), { missed, silent: silentHere })
    keeping.write(ward.whose, [row]).catch(() => {})
  }

  /** What is true of this ward now, by rule. */
  function found(ward: OwnWard, stopped: ReturnType<typeof feeds.silent>): readonly Found[] {
    const down = keeping.downSince()
    const missed = canaries.missed(ward.id)
    const mute = real() - ward.heard < UNHEARD ? null : at(now() - (real() - ward.heard) * speed)
    const away = ward.watched ? null : at(now() - (real() - ward.confirmed) * speed)
    const here = sourcesIn(ward.id, stopped)
    const over = [...ward.state.lives.values()].filter(({ rule, of }) => rule === 'feed' && !here.some(({ source }) => source === of))
    const of = (rule: Found['rule'], since: At | null, say: Verdict['say']): Found => ({
      rule,
      of: '',
      verdict: wardVerdict(rule, now(), since, null, say),
    })
    return [
      ...here.map(
        ({ source, since, beds }): Found => ({ rule: 'feed', of: source, verdict: wardVerdict('feed', now(), since, beds.length, {}) }),
      ),
      ...over.map(({ of: source }): Found => ({ rule: 'feed', of: source, verdict: wardVerdict('feed', now(), null, null, {}) })),
      of('store', down, down === null ? {} : { taken: String(down) }),
      of('store-damaged', keeping.damagedSince(), {}),
      of('canary', missed, missed === null ? {} : { taken: String(missed) }),
      of('not-watched', away, {}),
      of('not-heard', mute, {}),
    ]
  }

  function look(ward: OwnWard): void {
    const row = rowOf(ward.id)
    // Home readings are not watched as they come, and an empty ward needs no eyes.
    const needs = row?.continuous && row.beds.some(({ id }) => lying(id) !== null)
    if (!needs) ward.confirmed = ward.heard = real()
    const isWatched = real() - ward.confirmed < UNWATCHED
    if (!isWatched && ward.watched) setup.unwatched(ward.id)
    ward.watched = isWatched
    // On no screen tells it already: a screen that comes back has its time to be heard.
    if (!isWatched) ward.heard = real()
  }

  function shownOf(ward: OwnWard) {
    return stayShown(ward.state, {
      now: now(),
      population: 'adult',
      age: null,
      continuous: true,
      feed: null,
      arming: [],
      notWatched: [],
      score: null,
      recorded: (key) => keeping.recorded(ward.whose, key),
    }).alarms
  }

  function show(ward: OwnWard, elsewhere: readonly Elsewhere[]): void {
    const alarms: WardAlarms = {
      of: 'ward',
      // That it is on no screen, or on none that sounds, is told on the others: who reads it here looks, and each screen tells its own sound.
      alarms: shownOf(ward)
        .filter(({ rule }) => !isUnseen(rule))
        .slice(0, 16),
      elsewhere: elsewhere
        .filter(({ ward: id }) => id !== ward.id)
        .slice(0, 64)
        .map(({ ward: id, name, bed, why, alarm, since }) => ({ ward: id, name, bed, why, alarm, since })),
      proven: canaries.proven(ward.id),
      canary: canaries.shown(ward.id),
      watched: ward.watched,
      unrecordedSince: keeping.downSince(),
      flood: floods.of(ward.id),
    }
    views.get(ward.id)?.tellWard(alarms)
  }
  const showAll = (): void => {
    const elsewhere = everywhere(
      sounding(),
      [...wards.values()].map((ward) => ({ ward: ward.id, alarms: shownOf(ward) })),
      (id) => rowOf(id)?.name ?? id,
    )
    for (const ward of wards.values()) show(ward, elsewhere)
  }

  return {
    confirmed(id, sound) {
      const ward = own(id)
      ward.confirmed = real()
      if (sound === 'armed') ward.heard = real()
      ward.onScreen = true
    },
    proved(id, canary, sounded) {
      if (!canaries.proved(id, canary, sounded)) return
      const ward = own(id)
      keepWhole(ward, stoppedNow, true)
      showAll()
    },
    raised: floods.raised,
    heard: (source, bed) => feeds.heard(source, bed, now()),
    gone: feeds.gone,
    unwatched: () => [...wards.values()].filter(({ watched }) => !watched).map(({ id }) => id),
    act(ask, context) {
      const id = wardId(ask.ward)
      if (!rowOf(id)) return { is: 'refused', code: 'no-such-ward' }
      const ward = own(id)
      const done = { is: 'done' as const, ward: id, stays: [] }
      if (ask.act === 'prove') {
        canaries.prove(id)
        return { ...done, kept: Promise.resolve() }
      }
      const outcome = claimIn(ward.state, ask, {
        by: context.by,
        now: now(),
        population: 'adult',
        age: null,
        staff: (person) => context.staff(person, id),
        nameOf: context.nameOf,
      })
      if (outcome.is === 'refused') return outcome
      const written = went(ward, outcome)
      showAll()
      return { ...done, kept: written }
    },
    canary: canaries.heard,
    feedOf: (bed) => silent.get(bed) ?? null,
    tick() {
      for (const { id } of census.register.wards) own(id)
      canaries.tick(census.register.wards.map(({ id, zone }) => ({ id, zone, onScreen: own(id).onScreen })))
      const isWatched = (bed: BedId): boolean => {
        const ward = census.register.wardOf(bed)
        return lying(bed) !== null && ward !== undefined && rowOf(ward)?.continuous === true
      }
      const stopped = feeds.silent(now(), isWatched)
      stoppedNow = stopped
      for (const ward of wards.values()) {
        try {
          look(ward)
          keepWhole(ward, stopped)
          void went(ward, judgedStay(ward.state, found(ward, stopped), now()))
          void went(ward, passedStay(ward.state, now()))
        } catch (error) {
          failed('alarms of a ward', error)
        }
      }
      const next = new Map<BedId, 'gone' | 'soon'>()
      for (const { beds } of feeds.silent(now(), isWatched, SOON)) for (const bed of beds) next.set(bed, 'soon')
      for (const { beds } of stopped) for (const bed of beds) next.set(bed, 'gone')
      const changed = next.size !== silent.size || [...next].some(([bed, how]) => silent.get(bed) !== how)
      silent = next
      showAll()
      const loud = new Map<WardId, number>()
      for (const { ward, alarms } of sounding()) loud.set(ward, (loud.get(ward) ?? 0) + alarms.filter(({ sounds }) => sounds).length)
      for (const { id } of wards.values()) set('sounding', loud.get(id) ?? 0, { ward: id })
      return changed
    },
    again() {
      showAll()
    },
    start() {
      for (const { id } of census.register.wards) own(id).confirmed = real()
      return () => {}
    },
  }
}
