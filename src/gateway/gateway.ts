// The gateway: sources → edge → bus → wards → sockets. Everything it needs is handed in, so that tests hand in other parts.
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import type { Clock, Source, Stop } from '../feed/source.ts'
import type { Act } from '../model/acts.ts'
import type { AuditActor, AuditEvent } from '../model/audit.ts'
import { type Book, type Changed, EMPTY_BOOK } from '../model/book.ts'
import type { Ward } from '../model/census.ts'
import { FRAME_MS, PROTOCOL } from '../model/frame.ts'
import { type BedId, randomId, type StayId, type WardId } from '../model/ids.ts'
import { may } from '../model/may.ts'
import type { Report, Routed } from '../model/sample.ts'
import { type At, after, ms, seconds } from '../model/units.ts'
import type { GatewayFacts } from '../model/wire.ts'
import type { Hour } from '../model/zone.ts'
import type { Access } from './access/access.ts'
import { createAsks } from './asks.ts'
import type { Audit } from './audit/audit.ts'
import { createWatching } from './audit/watching.ts'
import { createBus } from './bus.ts'
import { bedsideOf } from './census/bedside.ts'
import { type Answer, type CensusBook, createCensus } from './census/census.ts'
import type { Register } from './census/register.ts'
import { liesThere, showChanges } from './census/shown.ts'
import { createTrials } from './census/trials.ts'
import { createDayTrends, type DayTrends } from './daytrend.ts'
import { createDoors, type Doors } from './doors.ts'
import { createEdge } from './edge.ts'
import { createHealth, type Health } from './health.ts'
import { besideInMemory, type KeptBeside } from './history/beside.ts'
import type { History, Reading } from './history/history.ts'
import { createNotes, type Notes } from './history/notes.ts'
import { createPlain } from './history/plain.ts'
import { createRecorder } from './history/recorder.ts'
import { createHttp } from './http.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createOffsets } from './offset.ts'
import { createGate } from './origin.ts'
import type { Cookies, Routes } from './routes/route.ts'
import { createSocketDoor, type SocketDoor } from './socket.ts'
import { createTrends, TREND_STEP, TREND_STEPS } from './trend.ts'
import { createWard, type WardView } from './ward.ts'
import { createEarly, type Early, type EarlySetup } from './watch/early.ts'
import { broughtOrder, foundEarly, targeted } from './watch/earlyfound.ts'
import { patientIn } from './watch/earlypatient.ts'
import type { AlarmHub } from './watch/hub.ts'
import { type KeptAlarms, keptInMemory } from './watch/kept.ts'
import { broughtAlarms } from './watch/seed.ts'
import { createWatch } from './watch/watch.ts'

export interface GatewaySetup {
  readonly sources: readonly Source[]
  readonly clock: Clock
  /** Who is behind each screen. */
  readonly access: Access
  /** Where every read and write of a patient's data is written down. */
  readonly audit: Pick<Audit, 'write' | 'note' | 'state'>
  /** The API; null where there is none. */
  readonly routes?: Routes | null
  readonly cookies?: Cookies | null
  /** Beyond loopback: where it listens, by which certificate, and whether a proxy before it is to be believed. */
  readonly host?: string
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | null
  readonly trustProxy?: boolean
  /** The folder of the built app. */
  readonly dist?: string | undefined
  readonly random: (bytes: number) => Uint8Array
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Whether any of the data is invented. */
  readonly demo?: boolean
  readonly version?: string
  /** Origins beside its own from which a page may come. */
  readonly allowOrigins?: readonly string[]
  /** Sockets served at once. */
  readonly screens?: number
  readonly may?: typeof may
  /** The ward book as it was kept, and who keeps it; without, it begins anew and ends with the process. */
  readonly book?: Book
  readonly keep?: (changes: readonly Changed[], before: Book) => Promise<void>
  /** Early warning as it was kept, and who keeps it. */
  readonly early?: Pick<EarlySetup, 'kept' | 'keep'>
  /** Alarms as they were kept, and who keeps them; without, they end with the process. */
  readonly alarms?: KeptAlarms
  /** Done where a ward is on no screen. */
  readonly onUnwatched?: (ward: Pick<Ward, 'id' | 'name'>) => void
  /** Where notes and values by hand are kept; without, in memory. */
  readonly beside?: KeptBeside
  /** Where the history is kept; without, in memory for as long as it lives. */
  readonly history?: History
  /** Of a demo's first start: how much of its past is made, for health. */
  readonly making?: () => Making | null
  /** How the store stands, for health. */
  readonly record?: () => Readonly<Record<string, unknown>>
  /** Tests of other parts hand in one that judges nothing. */
  readonly watch?: typeof createWatch
  /** By the ward's clock: the alarm path is proven each day. */
  readonly proveAt?: Hour
  /** All who care on a ward now. */
  readonly carers?: (ward: WardId) => readonly { readonly id: string; readonly name: string }[]
}
interface Making {
  readonly state: string
  /** 0–1. */
  readonly share: number
}
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

/** Who did what nobody asked for. */
export const GATEWAY_ACTOR: AuditActor = { is: 'gateway', id: 'gateway', name: 'gateway', roles: [], station: null, address: null }

/** Between two looks at what time alone changes in the ward book, real time. */
const BOOK_TICK = ms(1000)
/** Early warning of a stay is looked at once in so many ticks. */
const EARLY_TURN = 5
/** An alarm of ST stands after 30 s of signal and 60 s of delay: so much is recalled of it, and a little. */
const RECENT = seconds(105)
/** Past reports taken in one go, so that the loop stays free. */
const PAST_SLICE = 256

export function createGateway(setup: GatewaySetup): Gateway {
  const { sources, clock, access, audit, random, log, demo = false, version = '0.0.0', allowOrigins = [], screens = 512 } = setup
  const { carers = () => [], routes = null, cookies = null, host = '127.0.0.1', tls = null, trustProxy = false } = setup
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
  const made = (ward: Ward): WardView =>
    createWard({
      ward,
      beds: register.bedsOf(ward.id),
      epoch,
      clock,
      gateway: facts,
      counts: {
        framed: (frame, urgent) => {
          health.framed(ward.id, frame.now)
          metrics.count('frames', { ward: ward.id, urgent: String(urgent) })
        },
        encoded: (half) => metrics.count('halves', { half }),
        dropped: (what) => metrics.count('dropped', { what }),
        held: (what) => metrics.count('dropped', { what: `held ${what}` }),
        forgotten: () => metrics.count('dropped', { what: 'unpainted frame' }),
        sent: (bytes) => metrics.count('sent', {}, bytes),
      },
    })
  const wards = new Map<WardId, WardView>(register.wards.map((ward) => [ward.id, made(ward)]))
  const wardOf = (bed: BedId): WardView | undefined => wards.get(register.wardOf(bed) ?? ('' as WardId))
  let sockets: SocketDoor | null = null
  let stops: Stop[] = []
  const playing = new Set<Source>(sources)

  const begin = (id: WardId): void => {
    const ward = register.wards.find((one) => one.id === id)
    if (!ward) return
    const view = made(ward)
    wards.set(id, view)
    if (sockets) stops.push(view.start())
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
  census.changed(showChanges({ census, wards, trends, now: clock.now, begin, alarmsOf: watch.shownOf }))
  census.changed(watch.tell)
  census.changed(({ events }) => {
    for (const { kind, stay, ward, why } of events)
      note({
        kind,
        at: clock.real(),
        actor: GATEWAY_ACTOR,
        outcome: 'done',
        purpose: 'operations',
        ward,
        stays: [stay],
        person: null,
        why,
        until: null,
        names: false,
        late: false,
      })
  })
  census.released((routed) => {
    for (const one of routed) bus.publish(one)
  })

  bus.subscribe(({ bed, stay, samples }) => {
    if (liesThere(census, bed, stay)) wardOf(bed)?.take(bed, samples)
  })
  bus.subscribe(({ bed, stay, samples }) => {
    if (!liesThere(census, bed, stay)) return
    trends.take(stay, samples)
    day.take(stay, samples)
    early.take(stay, samples)
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

  /** Early warning is looked at: its notices stand as alarms do, and its score goes with them. */
  const lookAt = (stay: StayId): void => watch.find(stay, foundEarly(early.look(stay), clock.now()))
  // A few at a time, so that the loop stays free: each of them once in a turn.
  let turn = 0
  const lookEarly = (): void => {
    turn = (turn + 1) % EARLY_TURN
    const all = clock.speed > 1
    for (const [place, stay] of [...census.book().lying.values()].entries()) if (all || place % EARLY_TURN === turn) lookAt(stay)
  }

  /** Starts one source, behind an edge of its own. */
  function listenTo(source: Source): Stop {
    const malformed = (reason: string) => metrics.count('malformed', { source: source.name, reason })
    const edge = createEdge({
      isBed: (bed) => register.wardOf(bed as BedId) !== undefined,
      refused: malformed,
      late: () => metrics.count('late', { source: source.name }),
      speed: clock.speed,
    })
    const offsets = createOffsets()
    const take = (report: Report) => {
      const now = clock.now()
      health.heard(source.name, now)
      watch.heard(source.name, report.bed)
      metrics.count('reports', { source: source.name })
      const checked = edge.check(report, now)
      if (!checked) return
      metrics.count('samples', { source: source.name }, checked.samples.length)
      const routed = census.take(offsets.learn(checked, census.announced(checked.bed)), source.name)
      for (const one of routed) bus.publish(one)
      const all = routed.reduce((sum, { stay, samples }) => sum + (isKept(stay) ? samples.length : 0), 0)
      if (report.kept && all === report.samples.length) recorder.kept(report.kept)
    }
    const stop = source.start((report) => {
      try {
        take(report)
      } catch (error) {
        failed(`source:${source.name}`, error)
      }
    }, clock)
    return () => {
      stop()
      watch.gone(source.name)
    }
  }

  /** Fills the trends with what the sources know of the last half hour. */
  async function recall(source: Source): Promise<void> {
    const now = clock.now()
    let taken = 0
    for (const report of source.past?.(after(now, -TREND_STEP * TREND_STEPS), now, ms(TREND_STEP)) ?? []) {
      for (const past of census.past(report)) {
        trends.take(past.stay, past.samples)
        early.take(past.stay, past.samples)
        day.take(past.stay, past.samples)
      }
      if (++taken % PAST_SLICE === 0) await new Promise((done) => setImmediate(done))
    }
  }

  /** What stood at a source's patients just before the start stands at the start. */
  function* recent(source: Source): Iterable<{ readonly at: At; readonly routed: readonly Routed[] }> {
    const now = clock.now()
    for (const report of source.recent?.(after(now, -RECENT), now) ?? []) {
      const at = report.samples[0]?.received ?? report.alarms?.[0]?.at
      if (at !== undefined) yield { at, routed: census.past(report) }
    }
  }

  const trials = createTrials({
    census,
    clock,
    seed: () => new DataView(new Uint8Array(random(4)).buffer).getUint32(0),
    join: (source) => {
      playing.add(source)
      const stop = listenTo(source)
      return () => {
        playing.delete(source)
        stop()
      }
    },
    failed,
  })

  /** A book that was kept may place a source's patients elsewhere than it brings them: those of a demo then lie there. */
  function place(source: Source): void {
    const lying = [...census.book().lying].flatMap(([bed, id]) => {
      const record = census.book().stay.get(id)?.identity?.record
      return record ? [[record, bed] as const] : []
    })
    const found = new Map(lying)
    for (const { stay, record } of source.census.people) {
      const brought = source.census.stays.find(({ id }) => id === stay)?.bed
      if (record === undefined || brought === undefined || found.get(record) === brought) continue
      source.follow?.({ is: 'found', record, bed: found.get(record) ?? null })
    }
  }

  async function close(): Promise<void> {
    const open = sockets
    sockets = null
    await open?.shut()
    const undo = stops.toReversed()
    stops = []
    for (const stop of undo) stop()
    await recorder.flush().catch((error: unknown) => failed('history', error))
  }

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
    early: {
      ...early,
      act(ask, by) {
        const answer = early.act(ask, by)
        if (answer.is === 'refused') return answer
        const target = ask.act === 'scale' ? targeted(watch, ask, by) : null
        lookAt(ask.stay as StayId)
        return target ? { is: 'done', kept: Promise.all([answer.kept, target]).then(() => {}) } : answer
      },
    },
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
    health: () => health.now(sockets?.count() ?? 0, watch.unwatched()),
    async listen(port) {
      const gate = createGate(allowOrigins, tls ? 'https' : 'http')
      const refused = (code: string) => metrics.count('refused', { code })
      for (const source of sources) place(source)
      for (const source of sources) await recall(source)
      for (const source of sources) watch.recall(recent(source))
      const { app, tick } = await createHttp({
        dist: setup.dist,
        gate,
        doors,
        access,
        routes,
        cookies,
        tls,
        trustProxy,
        health: () => health.now(sockets?.count() ?? 0, watch.unwatched()),
        metrics: {
          type: metrics.type,
          text: () => {
            metrics.set('clients', sockets?.count() ?? 0)
            metrics.set('waiting', sockets?.waiting() ?? 0)
            for (const [id, view] of wards) {
              const { ring, modes } = view.now()
              for (const [mode, count] of Object.entries(modes)) metrics.set('screens', count, { ward: id, mode })
              metrics.set('ringFrames', ring.frames, { ward: id })
              metrics.set('ringBytes', ring.bytes, { ward: id })
            }
            for (const [ward, age] of health.frameAges()) metrics.set('frameAge', age / 1000, { ward })
            for (const [source, age] of health.reportAges()) metrics.set('reportAge', age / 1000, { source })
            return metrics.text()
          },
        },
        refused,
        failed,
      })
      const door = createSocketDoor({
        http: app.server,
        gate,
        allowOrigins,
        doors,
        access,
        trustProxy,
        asks: createAsks({
          wards,
          register,
          trends,
          doors,
          facts,
          now: clock.now,
          real: clock.real,
          audit,
          watching,
          failed,
          came: (by) => metrics.count('watches', { by }),
          confirmed: watch.confirmed,
          proved: watch.proved,
          carers,
        }),
        most: screens,
        refused,
        evicted: (reason) => metrics.count('evicted', { reason }),
        failed,
      })
      try {
        await app.listen({ host, port })
        sockets = door
        stops.push(watching.start())
        stops.push(clock.every(BOOK_TICK, census.tick))
        stops.push(watch.start())
        stops.push(recorder.start())
        // A hub that was handed in hears of no score.
        if (!setup.watch) stops.push(clock.every(BOOK_TICK, lookEarly))
        stops.push(metrics.start())
        stops.push(() => void app.close().catch((error: unknown) => failed('http', error)))
        stops.push(clock.every(ms(FRAME_MS), door.tick))
        stops.push(clock.every(ms(FRAME_MS), tick))
        for (const ward of wards.values()) stops.push(ward.start())
        for (const source of sources) stops.push(listenTo(source))
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
