// The gateway: sources → edge → bus → wards → sockets.
import type { AddressInfo } from 'node:net'
import type { Source, Stop } from '../feed/source.ts'
import type { Act } from '../model/acts.ts'
import type { AuditEvent } from '../model/audit.ts'
import { EMPTY_BOOK } from '../model/book.ts'
import { FRAME_MS, PROTOCOL } from '../model/frame.ts'
import { randomId, type StayId, type WardId } from '../model/ids.ts'
import { may } from '../model/may.ts'
import type { Routed, Sample } from '../model/sample.ts'
import { ms } from '../model/units.ts'
import type { GatewayFacts } from '../model/wire.ts'
import { createWatching } from './audit/watching.ts'
import { createBus } from './bus.ts'
import { bedsideOf } from './census/bedside.ts'
import { type Answer, type CensusBook, createCensus } from './census/census.ts'
import { noteEvents } from './census/noted.ts'
import type { Register } from './census/register.ts'
import { liesThere, showChanges } from './census/shown.ts'
import { createTrials } from './census/trials.ts'
import { createDayTrends, type DayTrends } from './daytrend.ts'
import { createDoors, type Doors } from './doors.ts'
import { createFrontDoors } from './frontdoors.ts'
import type { GatewaySetup } from './gatewaysetup.ts'
import { createHealth, type Health } from './health.ts'
import { besideInMemory } from './history/beside.ts'
import type { Reading } from './history/history.ts'
import { createNotes, type Notes } from './history/notes.ts'
import { createPlain } from './history/plain.ts'
import { createRecorder } from './history/recorder.ts'
import { listenTo } from './intake.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { placeBy, recallTrends, recentOf } from './recall.ts'
import { scraped } from './scraped.ts'
import type { SocketDoor } from './socket.ts'
import { createTrends } from './trend.ts'
import { createWardViews } from './wardviews.ts'
import { createEarly, type Early } from './watch/early.ts'
import { broughtOrder } from './watch/earlyfound.ts'
import { createEarlyLooks } from './watch/earlylooks.ts'
import { patientIn } from './watch/earlypatient.ts'
import type { AlarmHub } from './watch/hub.ts'
import { keptInMemory } from './watch/kept.ts'
import { broughtAlarms } from './watch/seed.ts'
import { createWatch } from './watch/watch.ts'

export interface Gateway {
  /** 127.0.0.1 only; 0 takes any free port. Rejects where the port is in use or a source does not start. */
  listen(port: number): Promise<{ readonly port: number }>
  /** Tells every screen, stops what was started, and frees the port. */
  close(): Promise<void>
  /** Who lies where: the only holder of it. */
  readonly census: CensusBook
  readonly register: Register
  readonly doors: Doors
  /** The last day of each stay's numbers. */
  readonly day: Pick<DayTrends, 'points'>
  readonly alarms: AlarmHub
  readonly history: Reading
  /** How much of a demo's past is made, 0–1; null: nothing is being made. */
  readonly making: () => number | null
  /** Notes, values by hand, and who looked when. */
  readonly notes: Notes
  /** Whether a screen showed what is true now: a frame of this run, not older than 5 s, of this ward; null: of any. */
  inSync(seen: { readonly epoch: number; readonly seq: number }, ward: WardId): boolean
  /** An act on it, in force at once; sources that invent their patients follow. */
  act(ask: Act, context: Parameters<CensusBook['act']>[1]): Answer
  /** Sets, orders and answers of early warning, in force at once. */
  readonly early: Early
  readonly metrics: Metrics
  readonly health: () => Health
}

/** Between two looks at what time alone changes in the ward book, real time. */
const BOOK_TICK = ms(1000)

export function createGateway(setup: GatewaySetup): Gateway {
  const { sources, clock, audit, random, log, demo = false, version = '0.0.0', host = '127.0.0.1' } = setup
  const metrics = createMetrics()
  const failed = (place: string, error: unknown) => {
    metrics.count('errors', { place })
    log.error({ place, err: error }, 'caught')
  }
  const note = (event: AuditEvent) => void audit.note(event).catch((error: unknown) => failed('audit', error))
  const watching = createWatching({ write: note, real: () => clock.real(), every: (period, act) => clock.every(period, act) })
  const doors = createDoors(
    setup.may ?? may,
    () => clock.real(),
    (door, _, yes) => metrics.count('doors', { door, answer: yes ? 'yes' : 'no' }),
  )
  let hub: AlarmHub | null = null
  const census = createCensus({
    book: setup.book ?? EMPTY_BOOK,
    brought: sources.map((source) => source.census),
    now: clock.now,
    speed: clock.speed,
    newId: () => randomId(random(16)),
    set: (stay) => hub?.marksOf(stay) ?? null,
    keep: setup.keep ?? (async () => {}),
    failed,
    count: (what, samples) => metrics.count('routing', { what }, samples),
  })
  const { register } = census
  const trends = createTrends()
  const early = createEarly({
    ...(setup.early ?? { kept: new Map(), keep: async () => {} }),
    now: clock.now,
    patientOf: (stay) => patientIn(census, stay, clock.now()),
    cadence: (device, signal) => ms(census.cadenceOf(device, signal)),
    failed,
  })
  for (const { census: brought } of sources)
    for (const stay of brought.stays) {
      const order = broughtOrder(stay)
      if (order && census.book().stay.has(stay.id)) early.begin(stay.id, order)
    }
  const day = createDayTrends()
  const epoch = new DataView(new Uint8Array(random(4)).buffer).getUint32(0)
  const facts = (): GatewayFacts => ({ protocol: PROTOCOL, epoch, now: clock.now(), speed: clock.speed, demo, version })
  const bus = createBus<Routed>((error) => failed('bus', error))
  const health = createHealth({
    clock,
    wards: () => register.wards.map(({ id }) => id),
    sources: sources.map(({ name }) => name),
    version,
    past: () => setup.making?.() ?? null,
    record: setup.record,
  })
  const { wards, viewAt, begin } = createWardViews({ register, epoch, clock, facts, metrics, health })
  let sockets: SocketDoor | null = null
  let stops: Stop[] = []
  const playing = new Set<Source>(sources)

  const beginWard = (id: WardId): void => {
    const view = begin(id)
    if (view && sockets) stops.push(view.start())
  }
  census.changed(({ effects }) => {
    for (const stay of effects.ended) early.forget(stay)
  })
  census.changed(({ effects }) => {
    for (const stay of effects.ended) day.forget(stay)
  })
  const watch = (setup.watch ?? createWatch)({
    census,
    bus,
    views: wards,
    clock,
    kept: setup.alarms ?? keptInMemory(),
    newId: () => randomId(random(16)),
    count: metrics.count,
    set: metrics.set,
    failed,
    unwatched: (id) => {
      const ward = register.wards.find((one) => one.id === id)
      log.warn({ ward: id }, 'a ward is on no screen')
      if (ward) setup.onUnwatched?.(ward)
    },
    early: early.scoreOf,
    brought: new Map(sources.flatMap((source) => [...broughtAlarms(source.census, clock.now())])),
    proveAt: setup.proveAt ?? '12:00',
  })
  hub = watch
  // Before the screens: of who is moved or gone they are told what stands then.
  census.changed(watch.learn)
  census.changed(showChanges({ census, wards, trends, now: clock.now, begin: beginWard, alarmsOf: watch.shownOf }))
  census.changed(watch.tell)
  census.changed(noteEvents(note, clock.real))
  census.released((routed) => {
    for (const one of routed) bus.publish(one)
  })

  bus.subscribe(({ bed, stay, samples }) => {
    if (liesThere(census, bed, stay)) viewAt(bed)?.take(bed, samples)
  })
  const follow = (stay: StayId, samples: readonly Sample[]): void => {
    trends.take(stay, samples)
    day.take(stay, samples)
    early.take(stay, samples)
  }
  bus.subscribe(({ bed, stay, samples }) => {
    if (liesThere(census, bed, stay)) follow(stay, samples)
  })

  const history = setup.history ?? createPlain()
  const isKept = (stay: StayId): boolean => census.book().stay.get(stay)?.trial === false
  const recorder = createRecorder({
    history,
    clock,
    wanted: isKept,
    failed: (error) => failed('history', error),
  })
  bus.subscribe(recorder.take)
  const notes = createNotes({
    kept: setup.beside ?? besideInMemory(),
    now: clock.now,
    newId: () => randomId(random(16)),
    stayOf: (stay) => census.book().stay.get(stay) ?? null,
    failed,
  })

  const looks = createEarlyLooks({ early, watch, clock, lying: () => [...census.book().lying.values()] })
  const intake = { census, clock, bus, health, metrics, recorder, watch, isKept, failed }

  const trials = createTrials({
    census,
    clock,
    seed: () => new DataView(new Uint8Array(random(4)).buffer).getUint32(0),
    join: (source) => {
      playing.add(source)
      const stop = listenTo(source, intake)
      return () => {
        playing.delete(source)
        stop()
      }
    },
    failed,
  })

  async function close(): Promise<void> {
    const open = sockets
    sockets = null
    await open?.shut()
    const undo = stops.toReversed()
    stops = []
    for (const stop of undo) stop()
    await recorder.flush().catch((error: unknown) => failed('history', error))
  }

  const screenside = { census, doors, facts, wards, trends, watching, watch, metrics, failed }
  const healthNow = (): Health => health.now(sockets?.count() ?? 0, watch.unwatched())

  return {
    census,
    register,
    doors,
    day,
    act(ask, context) {
      const answer = census.act(ask, context)
      const bedside = answer.is === 'done' ? bedsideOf(ask) : null
      if (bedside) for (const source of playing) source.follow?.(bedside)
      return answer
    },
    early: looks.early,
    alarms: watch,
    history,
    making: () => {
      const past = setup.making?.()
      return past?.state === 'making' ? past.share : null
    },
    notes,
    inSync({ epoch: of, seq }, ward) {
      return of === epoch && wards.get(ward)?.isRecent(seq) === true
    },
    metrics,
    health: healthNow,
    async listen(port) {
      for (const source of sources) placeBy(census, source)
      for (const source of sources) await recallTrends(source, { census, clock, take: follow })
      for (const source of sources) watch.recall(recentOf(source, { census, clock }))
      const { app, tick, door } = await createFrontDoors(setup, {
        ...screenside,
        health: healthNow,
        text: () => scraped({ metrics, health, wards, sockets }),
      })
      try {
        await app.listen({ host, port })
        sockets = door
        stops.push(watching.start())
        stops.push(clock.every(BOOK_TICK, census.tick))
        stops.push(watch.start())
        stops.push(recorder.start())
        // A hub that was handed in hears of no score.
        if (!setup.watch) stops.push(clock.every(BOOK_TICK, looks.tick))
        stops.push(metrics.start())
        stops.push(() => void app.close().catch((error: unknown) => failed('http', error)))
        stops.push(clock.every(ms(FRAME_MS), door.tick))
        stops.push(clock.every(ms(FRAME_MS), tick))
        for (const ward of wards.values()) stops.push(ward.start())
        for (const source of sources) stops.push(listenTo(source, intake))
        stops.push(trials.stop)
        trials.follow()
        census.changed(() => sockets && trials.follow())
      } catch (error) {
        sockets = door
        await close()
        await app.close()
        throw error
      }
      setImmediate(metrics.settled)
      log.info({ sources: sources.map(({ name }) => name), wards: wards.size }, 'listening')
      return { port: (app.server.address() as AddressInfo).port }
    },
    close,
  }
}
