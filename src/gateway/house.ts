// Puts the parts that last together: store, audit, access, routes. main.ts starts it; tests start it in memory.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Clock } from '../feed/source.ts'
import type { AuditEvent } from '../model/audit.ts'
import { type Book, type Changed, newestIn } from '../model/book.ts'
import type { Gap } from '../model/history.ts'
import { may } from '../model/may.ts'
import { seconds } from '../model/units.ts'
import { clinicalOn } from './access/carers.ts'
import { newId } from './access/chance.ts'
import { openDemo, takeBeds } from './access/demo.ts'
import { createSingleSignOn, type OidcConfig } from './access/oidc.ts'
import { type OpenAccess, openAccess } from './access/openaccess.ts'
import { createHasher } from './access/secrets.ts'
import { createSetUp } from './access/setup.ts'
import { createSignIn } from './access/signin.ts'
import type { Audit } from './audit/audit.ts'
import { gatewayEvent, openAudit } from './audit/openaudit.ts'
import { keepBook, loadBook } from './census/kept.ts'
import { Refused } from './errors.ts'
import { forgetIn } from './forgets.ts'
import type { Gateway } from './gateway.ts'
import type { GatewaySetup } from './gatewaysetup.ts'
import { type KeptBeside, keptBeside } from './history/beside.ts'
import { openGone } from './history/gone.ts'
import { type OpenHistory, openHistory } from './history/openhistory.ts'
import { createReplays, type Replays } from './history/replays.ts'
import { prunedEvent, startRetaining } from './history/retaining.ts'
import { openRuns } from './history/runs.ts'
import { ModeError } from './modes.ts'
import { createNurseTime, NURSE_LOOK, nursesOn } from './nursetime.ts'
import type { Routes } from './routes/route.ts'
import { createRoutes } from './routes/routes.ts'
import { HOUSE_FILE, type MasterKey } from './store/master.ts'
import { type OpenedStore, openStore, type StoreSetup } from './store/openstore.ts'
import { isRows } from './store/retention.ts'
import { unlessDown } from './store/unkept.ts'
import { earlyChange, loadEarly } from './watch/earlykept.ts'
import { type OpenKept, openKept } from './watch/kept.ts'

export interface HouseSetup {
  /** null: in memory. */
  readonly folder: string | null
  readonly master: MasterKey
  readonly auditHeads: string | null
  readonly demo: boolean
  /** Wards that the sources bring. */
  readonly wards: readonly string[]
  readonly oidc: OidcConfig | null
  readonly clock: Clock
  /** Told the newest instant of what was kept: gateway time goes on from there. */
  readonly notBefore?: (to: number) => void
  readonly random: (bytes: number) => Uint8Array
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Tests hold the threads of the store by it. */
  readonly spawn?: StoreSetup['spawn']
}
type Served = Pick<
  Gateway,
  'register' | 'census' | 'act' | 'doors' | 'early' | 'alarms' | 'inSync' | 'day' | 'history' | 'making' | 'notes'
>
export interface Lasting {
  readonly access: OpenAccess
  readonly audit: Audit
  readonly routes: Routes
  readonly store: OpenedStore
  /** The ward book as it was kept, and who keeps it. */
  readonly book: Book
  readonly keep: (changes: readonly Changed[], before: Book) => Promise<void>
  /** Early warning as it was kept, and who keeps it. */
  readonly early: NonNullable<GatewaySetup['early']>
  /** Notes, values by hand and what else is read of a stay when its story is told. */
  readonly beside: KeptBeside
  /** Alarms as they were kept, and who keeps them. */
  readonly alarms: OpenKept
  /** What stays produced. Closed after all that appends to it. */
  readonly history: OpenHistory
  readonly replays: Replays
  /** How it stands, for health: names of faults and numbers, nothing of a patient. */
  readonly record: () => Readonly<Record<string, unknown>>
  /** No gateway ran then either: of a demo's past. */
  readonly downtimes: (gaps: readonly Gap[]) => void
  /** All who care on a ward now. */
  readonly carers: NonNullable<GatewaySetup['carers']>
  /** For the console: with which the first administrator is made. */
  readonly setUpCode: string | null
  /** To be told once, before anybody asks. */
  serves(gateway: Served): void
  close(): Promise<void>
}

/** Between two tries, real time where the clock is. */
const AGAIN = seconds(5)
/** Tries again where neither the audit nor the store takes it: a full disk keeps no ward from being watched, and the event is told once there is room. */
function tellOnce(
  audit: Pick<Audit, 'note'>,
  event: AuditEvent,
  clock: Pick<Clock, 'every'>,
): { readonly first: Promise<void>; stop(): void } {
  let stop = (): void => {}
  let trying: Promise<void> | null = null
  const once = (): Promise<void> => {
    trying ??= audit
      .note(event)
      .then(() => stop())
      .finally(() => {
        trying = null
      })
    return trying
  }
  const first = once().catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error
    stop = clock.every(AGAIN, () => void once().catch(() => {}))
  })
  return { first, stop: () => stop() }
}

/** The row that holds the last head of the audit. */
const LAST_HEAD = 'audit-head'

/** Throws a KeyError or a ModeError; nothing was overwritten then. */
export async function openHouse(setup: HouseSetup): Promise<Lasting> {
  const { folder, master, auditHeads, demo, clock, random, log } = setup
  const failed = (place: string, error: unknown): void => log.error({ place, err: error }, 'caught')
  const store = await openStore({ folder, master, log, now: clock.real, ...(setup.spawn && { spawn: setup.spawn }) })
  const undo: (() => Promise<void>)[] = [() => store.close()]
  try {
    const mode = demo ? 'demo' : 'real'
    const before = (await store.load('setting')).find(({ id }) => id === 'mode')?.content
    if (before === undefined && store.unopened('setting').length > 0)
      throw new ModeError(
        `${HOUSE_FILE} in ${folder} is damaged: a row of kind "setting" does not open, so it is not known whether the folder is a demo's; bring it back by npm run restore`,
      )
    if (before !== undefined && before !== mode)
      throw new ModeError(
        `the data folder ${folder} was made ${before === 'demo' ? 'by a demo: --no-demo takes another' : 'for real: start it with --no-demo'}`,
      )
    // Once: a store that can only be read must not keep alarms from being watched.
    if (before === undefined) await unlessDown(store.write([{ kind: 'setting', id: 'mode', content: mode, changed: clock.real() }]))

    // Before anything asks for the time: it goes on from the run before.
    const book = await loadBook(store)
    const early = await loadEarly(store, (stay) => book.stay.get(stay)?.ended === null)
    const alarms = await openKept(store, clock.real)
    const gone = await openGone(store.stays, clock.real)
    const runs = await openRuns(store)
    setup.notBefore?.(Math.max(newestIn(book), runs.last() ?? Number.NEGATIVE_INFINITY))
    await runs.begin(clock)
    undo.push(() => runs.close())
    const history = openHistory({ stays: store.stays, clock, log, downtimes: runs.downtimes })
    undo.push(() => history.close())
    if (folder !== null) mkdirSync(folder, { recursive: true, mode: 0o700 })
    const audit = await openAudit({
      folder: folder === null ? null : join(folder, 'audit'),
      secrets: store.auditSecrets(),
      anchor: auditHeads,
      clock,
      newId: () => newId(random),
      log,
      queue: {
        load: async () => (await store.load('queued')).map(({ id, content }) => ({ id, event: content })),
        keep: (id, event) => store.write([{ kind: 'queued', id, content: event, changed: clock.real() }]),
        remove: (ids) => store.write(ids.map((id) => ({ kind: 'queued', id, content: null, changed: clock.real() }))),
      },
      last: {
        load: async () => (await store.load('setting')).find(({ id }) => id === LAST_HEAD)?.content,
        keep: (head) => store.write([{ kind: 'setting', id: LAST_HEAD, content: head, changed: clock.real() }]),
      },
    })
    undo.push(() => audit.close())
    const toldStart = tellOnce(audit, gatewayEvent('started', clock.real(), mode), clock)
    undo.push(async () => toldStart.stop())
    await toldStart.first

    const access = await openAccess({ store, audit, clock, random, failed })
    undo.push(async () => access.stop())
    const hasher = createHasher()
    const signIn = createSignIn({ access, audit, clock, hasher, failed })
    const setUp = createSetUp(random, !demo && !access.people.administered())
    const singleSignOn = setup.oidc && createSingleSignOn({ config: setup.oidc, people: access.people, real: clock.real, random, failed })
    let gateway: Served | null = null
    const serving = (): Served => {
      if (!gateway) throw new Error('the gateway is not there yet')
      return gateway
    }
    const replays = createReplays(() => serving().history, clock.real)
    const nurseTime = createNurseTime({
      now: clock.now,
      speed: clock.speed,
      wards: () => gateway?.register.wards.map(({ id }) => id) ?? [],
      nurses: nursesOn(access, clock.real),
    })
    const stopLooking = clock.every(NURSE_LOOK, nurseTime.look)
    undo.push(async () => stopLooking())
    const routes = createRoutes({
      nurseTime,
      access,
      signIn,
      hasher,
      setUp,
      demo: demo ? await openDemo({ access, signIn, hasher, wards: setup.wards }) : null,
      audit,
      clock,
      random,
      may,
      singleSignOn,
      register: () => serving().register,
      gateway: serving,
      replays,
      failed,
    })
    return {
      access,
      audit,
      routes,
      store,
      book,
      keep: keepBook(store, clock.real),
      early: { kept: early, keep: (rows) => store.write(rows.map((row) => earlyChange(row, clock.real()))) },
      beside: keptBeside(store, clock.real, gone.of),
      alarms,
      history,
      replays,
      record: () => {
        const { lost, damaged } = history.counts()
        const files = store.checked()
        return {
          state: store.state(),
          fault: store.fault() ?? history.fault(),
          lost,
          damaged: damaged + store.unopenedRows(),
          files: files === null ? 'not looked through yet' : files.every(({ wrong }) => wrong === null) ? 'ok' : 'damaged',
        }
      },
      downtimes: runs.also,
      carers: (ward) =>
        access.people
          .all()
          .filter((person) => clinicalOn(person, ward, clock.real()).length > 0)
          .map(({ id, name }) => ({ id, name }))
          .toSorted((a, b) => a.name.localeCompare(b.name)),
      setUpCode: setUp.code,
      serves(now) {
        gateway = now
        store.ended((stay) => forgetIn({ history, alarms, early, replays, gateway: now }, stay))
        if (demo) takeBeds(access, now, clock.now())
        const { stop } = startRetaining({
          prune: (stay, { what, before }) =>
            isRows(what) ? gone.prune(stay, what) : history.prune(stay, { wave: what === 'wave', before }),
          stays: () => [...now.census.book().stay.values()].map(({ id, ended }) => ({ id, ended: ended?.at ?? null })),
          clock,
          // The audit first: a crash between both is told twice, and never not at all.
          async pruned(what) {
            log.info(what, 'what is no longer kept of a stay was ended')
            await audit.note(prunedEvent(what, clock.real()))
            if (isRows(what.what)) await gone.told(what.stay, what.what, what.count)
            else await history.pruned(what.stay, what.what === 'wave')
          },
          failed: (error) => failed('retention', error),
        })
        undo.push(async () => stop())
      },
      async close() {
        await audit.note(gatewayEvent('stopped', clock.real(), null)).catch((error: unknown) => failed('audit', error))
        for (const act of undo.toReversed()) await act().catch((error: unknown) => failed('ending', error))
      },
    }
  } catch (error) {
    for (const act of undo.toReversed()) await act().catch(() => {})
    throw error
  }
}
