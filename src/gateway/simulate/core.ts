// The core of a gateway in memory, without doors: edge, ward book, alarm hub and the wards' frames, on a clock moved by hand. It can be killed:
// what was not yet on its disk is gone then.
import type { Clock } from '../../feed/source.ts'
import type { BedAlarms, WardAlarms } from '../../model/alarmshown.ts'
import { type Book, type Changed, EMPTY_BOOK, edited } from '../../model/book.ts'
import type { Census } from '../../model/census.ts'
import { PROTOCOL } from '../../model/frame.ts'
import type { BedId, StayId, WardId } from '../../model/ids.ts'
import type { Report, Routed } from '../../model/sample.ts'
import { type At, at, ms } from '../../model/units.ts'
import { createBus } from '../bus.ts'
import { type CensusBook, createCensus } from '../census/census.ts'
import { showChanges } from '../census/shown.ts'
import { createEdge } from '../edge.ts'
import type { Change, Row, Store } from '../store/store.ts'
import { createTrends } from '../trend.ts'
import { createWard, type WardView } from '../ward.ts'
import { createEarly, type Early } from '../watch/early.ts'
import { broughtOrder, foundEarly } from '../watch/earlyfound.ts'
import { patientIn } from '../watch/earlypatient.ts'
import type { AlarmHub } from '../watch/hub.ts'
import { openKept } from '../watch/kept.ts'
import { broughtAlarms } from '../watch/seed.ts'
import { createWatch } from '../watch/watch.ts'

export interface HandClock extends Clock {
  /** Goes on by so much gateway time. */
  pass(milliseconds: number): void
  /** Calls everything that repeats, once; or only what repeats within half a second. */
  tick(quick?: boolean): void
  /** Nothing repeats any more: the process is gone. */
  forget(): void
}
export function createHandClock(start: At): HandClock {
  let now: At = start
  const acts = new Set<{ readonly act: () => void; readonly quick: boolean }>()
  return {
    now: () => now,
    real: () => now,
    speed: 1,
    every(period, act) {
      const one = { act, quick: period <= 500 }
      acts.add(one)
      return () => void acts.delete(one)
    },
    pass(milliseconds) {
      now = at(now + milliseconds)
    },
    tick(quick = false) {
      for (const one of acts) if (one.quick || !quick) one.act()
    },
    forget: () => acts.clear(),
  }
}

/** What outlives a run: rows of alarms, and the ward book. Rows are on it only once they were flushed. */
export interface Disk extends Pick<Store, 'load' | 'write' | 'state' | 'dropped'> {
  rows(kind: string): readonly Row[]
  /** Takes what waits; `all` false: what has waited so far without the newest. */
  flush(): void
  /** What these rows hold is nothing that anybody knows. */
  spoil(kind: string, which: (id: string) => boolean): void
  /** What waits is gone. */
  kill(): void
  book: Book
}
export function createDisk(): Disk {
  const kept = new Map<string, Map<string, Row>>()
  let waiting: { readonly changes: readonly Change[]; readonly done: () => void }[] = []
  const rowsOf = (kind: string): Map<string, Row> => {
    const rows = kept.get(kind) ?? new Map<string, Row>()
    kept.set(kind, rows)
    return rows
  }
  const put = (changes: readonly Change[]): void => {
    for (const { kind, id, content, changed } of changes) {
      if (content === null) rowsOf(kind).delete(id)
      else rowsOf(kind).set(id, { id, version: 1, changed, content })
    }
  }
  return {
    book: EMPTY_BOOK,
    rows: (kind) => [...rowsOf(kind).values()],
    load: async (kind) => [...rowsOf(kind).values()],
    write(changes) {
      // The number of this run is asked for before anything goes on.
      if (changes.every(({ kind }) => kind === 'setting')) {
        put(changes)
        return Promise.resolve()
      }
      return new Promise<void>((done) => waiting.push({ changes, done }))
    },
    state: () => 'up',
    dropped: () => 0,
    flush() {
      for (const { changes, done } of waiting) {
        put(changes)
        done()
      }
      waiting = []
    },
    spoil(kind, which) {
      for (const row of rowsOf(kind).values()) if (which(row.id)) rowsOf(kind).set(row.id, { ...row, content: { whose: 'nobody' } })
    },
    kill() {
      waiting = []
    },
  }
}

export interface Core {
  readonly census: CensusBook
  readonly hub: AlarmHub
  readonly wards: ReadonlyMap<WardId, WardView>
  readonly early: Early
  take(report: Report): void
  subscribe(hear: (routed: Routed) => void): void
}

export async function createCore(setup: {
  readonly disk: Disk
  readonly brought: Census
  readonly clock: Clock
  readonly epoch: number
  readonly newId: () => string
  readonly failed: (place: string, error: unknown) => void
  /** Told of what a bed shows. */
  readonly told?: (bed: BedId, alarms: BedAlarms) => void
  readonly toldWard?: (ward: WardId, alarms: WardAlarms) => void
  /** False: nobody watches, and no frame is made. */
  readonly frames?: boolean
  /** With early warning. */
  readonly scores?: boolean
}): Promise<Core> {
  const { disk, brought, clock, epoch, newId, failed, told, toldWard, frames = true, scores = false } = setup
  const nothing = (): void => {}
  const census = createCensus({
    book: disk.book,
    brought: [brought],
    now: clock.now,
    speed: clock.speed,
    newId,
    keep: async (rows: readonly Changed[]) => {
      disk.book = edited(disk.book, rows)
    },
    failed,
    count: nothing,
  })
  const { register } = census
  const bus = createBus<Routed>((error) => failed('bus', error))
  const edge = createEdge({
    isBed: (bed) => register.wardOf(bed as never) !== undefined,
    refused: nothing,
    late: nothing,
    speed: clock.speed,
  })
  const trends = createTrends()
  const wards = new Map(
    register.wards.map((ward) => [
      ward.id,
      createWard({
        ward,
        beds: register.bedsOf(ward.id),
        epoch,
        clock,
        gateway: () => ({ protocol: PROTOCOL, epoch, now: clock.now(), speed: clock.speed, demo: true, version: '0' }),
        counts: { framed: nothing, encoded: nothing, dropped: nothing, held: nothing, forgotten: nothing, sent: nothing },
      }),
    ]),
  )
  /** Frames are made where somebody watches; what is told is heard in any case. */
  const views = new Map(
    [...wards].map(([id, ward]): [WardId, WardView] => [
      id,
      {
        ...ward,
        tell(bed, alarms, canWait) {
          told?.(bed, alarms)
          if (frames) ward.tell(bed, alarms, canWait)
        },
        tellWard(alarms) {
          toldWard?.(id, alarms)
          if (frames) ward.tellWard(alarms)
        },
      },
    ]),
  )
  const early = createEarly({
    kept: new Map(),
    keep: async () => {},
    now: clock.now,
    patientOf: (stay) => patientIn(census, stay, clock.now()),
    cadence: (device, signal) => ms(census.cadenceOf(device, signal)),
    failed,
  })
  const hub = createWatch({
    census,
    bus,
    views,
    clock,
    kept: await openKept(disk, clock.real),
    newId,
    count: nothing,
    set: nothing,
    failed,
    unwatched: nothing,
    brought: broughtAlarms(brought, clock.now()),
    proveAt: '12:00',
  })
  census.changed(hub.learn)
  census.changed(showChanges({ census, wards, trends, now: clock.now, begin: nothing, alarmsOf: hub.shownOf }))
  census.changed(hub.tell)
  census.released((routed) => {
    for (const one of routed) bus.publish(one)
  })
  bus.subscribe(({ bed, stay, samples }) => {
    if (frames && census.book().lying.get(bed) === stay) wards.get(register.wardOf(bed)!)?.take(bed, samples)
  })
  if (frames) for (const ward of wards.values()) ward.start()
  clock.every(ms(1000), census.tick)
  hub.start()
  const lookAt = (stay: StayId): void => hub.find(stay, foundEarly(early.look(stay), clock.now()))
  if (scores) {
    for (const stay of brought.stays) {
      const order = broughtOrder(stay)
      if (order) early.begin(stay.id, order)
    }
    bus.subscribe(({ stay, samples }) => early.take(stay, samples))
    clock.every(ms(1000), () => {
      for (const stay of census.book().lying.values()) lookAt(stay)
    })
  }
  return {
    census,
    hub,
    wards,
    early: {
      ...early,
      act(ask, by) {
        const answer = early.act(ask, by)
        if (answer.is === 'done') lookAt(ask.stay as StayId)
        return answer
      },
    },
    take(report) {
      hub.heard('simulation', report.bed)
      const checked = edge.check(report, clock.now())
      if (!checked) return
      for (const routed of census.take(checked, 'simulation')) bus.publish(routed)
    },
    subscribe: (hear) => void bus.subscribe(hear),
  }
}
