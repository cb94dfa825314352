// Opens the store: starts its threads, keeps what is written to it, and tries again what could not be kept.
import type { StayId } from '../../model/ids.ts'
import type { At } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { RowChange, Unopened } from './asks.ts'
import type { Checked } from './checker.ts'
import { startChecking } from './checking.ts'
import type { MasterKey } from './master.ts'
import type { AuditSecrets, Change, Keys, RowKind, Store } from './store.ts'
import { type Log, PAUSE, startThread, type Thread, type ThreadSetup } from './thread.ts'
import { createUnkept } from './unkept.ts'

export interface StoreSetup {
  /** Must be there. null keeps everything in the writer's memory: it then ends with the writer. */
  readonly folder: string | null
  readonly master: MasterKey
  readonly log: Log
  /** Real time. */
  readonly now: () => At
  readonly spawn?: ThreadSetup['spawn']
}

export interface OpenedStore extends Store {
  auditSecrets(): AuditSecrets
  /** Whether a part of what was kept does not open: it does not heal, and stands until the next start. */
  damaged(): boolean
  /** Rows of this kind that did not open when they were loaded; they were left where they are. */
  unopened(kind: RowKind): readonly Unopened[]
  /** All of them, each once however often it was read. */
  unopenedRows(): number
  /** Of the look through its files after the start; null: not known. */
  checked(): readonly Checked[] | null
  /** Why it could not keep what it was given last; null: it can. */
  fault(): string | null
  /** Told of each stay whose key was ended, before `destroy` resolves. */
  ended(act: (stay: StayId) => void): void
  /** For the history of stays alone. */
  readonly stays: StayThreads
}
/** `write` asks the writer, `read` the historian. */
export interface StayThreads {
  readonly write: Thread['ask']
  readonly read: Thread['ask']
  /** Told that samples cannot be kept, or can again: the state of the store says so. */
  failing(is: boolean): void
  /** Told that something kept does not open. */
  broken(): void
}

/** Of one kind; all beyond are told by these. */
const MOST_TOLD = 10_000

const jsonOf = ({ kind, id, content, changed, stay }: Change): RowChange => {
  const text = content === null ? null : JSON.stringify(content)
  if (text === undefined) throw new TypeError(`a row of kind ${kind} holds nothing that JSON can`)
  return { kind, id, content: text, changed, ...(stay !== undefined && { stay }) }
}

/** Throws a KeyError where keys or database refuse: nothing was overwritten then. */
export async function openStore(setup: StoreSetup): Promise<OpenedStore> {
  const { folder, master, log, now } = setup
  const thread = (name: string, again?: () => void): Promise<Thread> =>
    startThread({
      name,
      url: new URL(`./${name}.ts`, import.meta.url),
      start: () => ({ folder, master: new Uint8Array(master.bytes), at: now() }),
      log,
      ...(again && { again }),
      ...(setup.spawn && { spawn: setup.spawn }),
    })
  const unkept = createUnkept()
  const forgets: ((stay: StayId) => void)[] = [unkept.forget]
  let failing = false
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let pause = PAUSE.first

  const writer = await thread('writer', () => void retry())
  const secrets = writer.secrets
  if (!secrets) throw new Error('the writer of the store has no keys')
  // What is in memory only the writer's thread can see; it reads as well.
  const reader =
    folder === null ? writer : await thread('reader').catch((error: unknown) => writer.stop().then(() => Promise.reject(error)))
  const historian =
    folder === null
      ? writer
      : await thread('historian').catch((error: unknown) => reader.stop().then(() => writer.stop().then(() => Promise.reject(error))))
  let samplesFail = false
  let fault: string | null = null
  let damaged = false
  const unopened = new Map<RowKind, Map<string, Unopened>>()
  function noteUnopened(kind: RowKind, found: readonly Unopened[]): void {
    const known = unopened.get(kind) ?? new Map<string, Unopened>()
    unopened.set(kind, known)
    for (const one of found) {
      if (known.has(one.place) || known.size >= MOST_TOLD) continue
      known.set(one.place, one)
      damaged = true
      log.error({ kind, row: one.place, fault: 'damaged' }, 'a row of the store does not open: it was changed, moved or sealed elsewhere')
    }
  }
  const checking =
    folder === null
      ? null
      : startChecking(folder, log, (checked) => {
          for (const { file, wrong } of checked) {
            if (wrong === null) continue
            damaged = true
            log.error({ file, wrong, fault: 'damaged' }, 'a file of the store is damaged: what can be read of it is')
          }
        })

  /** What changes the store: whether it could tells how the store stands. */
  const changing = async <T>(act: Promise<T>): Promise<T> => {
    try {
      const answer = await act
      if (failing) settle()
      return answer
    } catch (error) {
      if (error instanceof Refused && error.code === 'store-down') {
        failing = true
        fault = error.detail ?? 'store-down'
        retryLater()
      }
      throw error
    }
  }
  const settle = (): void => {
    if (unkept.owed().length > 0) return void retry()
    failing = false
    fault = null
    pause = PAUSE.first
    clearTimeout(timer)
    timer = undefined
    log.info({}, 'the store keeps again')
  }
  const post = async (changes: readonly RowChange[]): Promise<void> => {
    const before = unkept.dropped()
    const ended = unkept.posted(changes)
    try {
      await writer.ask('write', { changes })
      ended(true)
    } catch (error) {
      ended(false)
      const dropped = unkept.dropped() - before
      if (dropped > 0) log.error({ rows: dropped }, 'too many rows wait to be kept: the oldest were dropped')
      throw error
    }
  }
  let retrying: Promise<void> | null = null
  /** With nothing owed it writes nothing, which still shows whether the database can be written. */
  const retry = (): Promise<void> => {
    retrying ??= changing(post(unkept.owed()))
      .catch(() => {
        // Some were of a stay whose key was ended meanwhile: the others are still owed.
        if (unkept.owed().length > 0) retryLater()
      })
      .finally(() => {
        retrying = null
      })
    return retrying
  }
  const retryLater = (): void => {
    if (timer || closed) return
    timer = setTimeout(() => {
      timer = undefined
      void retry()
    }, pause)
    timer.unref()
    pause = Math.min(PAUSE.most, pause * 2)
  }

  const keys: Keys = {
    ensure: async (stay) => void (await changing(writer.ask('ensure', { stay, at: now() }))),
    async destroy(stay) {
      // Before anything that waits is tried again.
      const forgotten = (): void => {
        for (const forget of forgets) forget(stay)
      }
      await changing(writer.ask('destroy', { stay, at: now() }).then(forgotten))
      // One that died forgot as well.
      for (const one of [reader, historian])
        if (one !== writer) await one.ask('forget', { stay }).catch((error: unknown) => (one.alive() ? Promise.reject(error) : null))
    },
    seal: (stay, plain, about) => changing(writer.ask('seal', { stay, plain, about, at: now() })),
    open: (stay, sealed, about) => reader.ask('open', { stay, sealed, about }),
  }
  return {
    async load(kind, where) {
      const found = await reader.ask('load', { kind, where })
      noteUnopened(kind, found.unopened)
      return found.rows
    },
    unopened: (kind) => [...(unopened.get(kind)?.values() ?? [])],
    unopenedRows: () => [...unopened.values()].reduce((sum, { size }) => sum + size, 0),
    write: async (changes) => changing(post(changes.map(jsonOf))),
    state: () => (failing || samplesFail || !writer.alive() ? 'down' : 'up'),
    dropped: unkept.dropped,
    keys,
    auditSecrets: () => secrets,
    damaged: () => damaged,
    checked: () => checking?.done() ?? null,
    fault: () => fault,
    ended: (act) => void forgets.push(act),
    stays: {
      write: writer.ask,
      read: historian.ask,
      failing: (is) => {
        samplesFail = is
      },
      broken: () => {
        damaged = true
      },
    },
    async close() {
      if (closed) return
      closed = true
      clearTimeout(timer)
      await checking?.stop()
      if (unkept.owed().length > 0) await retry()
      const lost = unkept.owed().length
      if (lost > 0) log.error({ rows: lost }, 'the store closes, and these rows could not be kept')
      for (const one of [historian, reader]) if (one !== writer) await one.stop()
      await writer.stop()
    },
  }
}
