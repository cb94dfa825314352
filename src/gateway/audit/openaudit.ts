// Opens the audit: a worker that writes, a worker that reads, and what happens while it cannot be written.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock, Stop } from '../../feed/source.ts'
import type { AuditEvent, ReadRecord } from '../../model/audit.ts'
import { type At, at, ms } from '../../model/units.ts'
import { z } from '../../model/zod.ts'
import { Refused } from '../errors.ts'
import type { AuditSecrets } from '../store/store.ts'
import type { Asked, Audit, AuditState, KnownStay, Looked, Verdict } from './audit.ts'
import { createWaiting, type Queue } from './queue.ts'
import type { FromReader, ReaderData, ToReader } from './reader.ts'
import type { Mark } from './verify.ts'
import { holdWorker, type Spawn } from './worker.ts'
import type { FromWriter, Reached, ToWriter, WriterData } from './writer.ts'

/** Real ms: between tries while it is down, between heads at the operator's place, and between two times the house keeps the last head. */
const AGAIN = ms(5000)
const ANCHOR = ms(3_600_000)
const KEEP = ms(60_000)

export interface AuditSetup {
  /** null: in a temporary folder that goes when it is closed. */
  readonly folder: string | null
  readonly secrets: AuditSecrets
  readonly anchor: string | null
  readonly queue: Queue
  /** Where the last head is kept, apart from the audit's own files. */
  readonly last?: { load(): Promise<unknown>; keep(head: unknown): Promise<void> }
  readonly clock: Pick<Clock, 'real' | 'every'>
  readonly newId: () => string
  readonly log: { warn(details: object, text: string): void; error(details: object, text: string): void }
  /** Tests hold the workers by it, to end them. */
  readonly spawn?: Spawn
}
const Known = z.object({ log: z.string(), count: z.number(), link: z.string() })

interface Waiter {
  done(answer: unknown): void
  fail(error: Error): void
}

export async function openAudit(setup: AuditSetup): Promise<Audit & { readonly why: () => string | null }> {
  const { folder: given, secrets, anchor, clock, newId, log, last, spawn } = setup
  const folder = given ?? mkdtempSync(join(tmpdir(), 'wardlight-audit-'))
  const waiting = createWaiting(setup.queue, newId)
  /** Of writes and marks, by id; of questions to the reader. */
  const acks = new Map<number, Waiter>()
  const questions = new Map<number, Waiter>()
  let state: AuditState = 'down'
  let why: string | null = 'not opened yet'
  /** Since when it is down; null while nothing was lost by it. */
  let downSince: At | null = null
  let reached: Reached | null = null
  let kept = Known.safeParse(await last?.load()).data ?? null
  let anchored: At | null = null
  let next = 1
  let heard: (() => void) | null = null
  let closed: (() => void) | null = null
  let closing = false

  const settle = (of: Map<number, Waiter>, id: number): Waiter | undefined => {
    const waiter = of.get(id)
    of.delete(id)
    return waiter
  }
  const failAll = (of: Map<number, Waiter>, error: Error): void => {
    for (const id of [...of.keys()]) settle(of, id)?.fail(error)
  }
  const down = (reason: string): void => {
    if (state === 'up' || why !== reason) log.error({ reason }, 'the audit cannot be written')
    downSince ??= clock.real()
    state = 'down'
    why = reason
  }
  const tellOf = (event: AuditEvent): void => void append(event).catch((error: unknown) => log.error({ err: error }, 'not in the audit'))
  function opened({ reached: now, dropped, accepted }: Extract<FromWriter, { is: 'open' }>): void {
    const reason = why
    state = 'up'
    why = null
    reached = now
    if (dropped > 0) {
      log.warn({ bytes: dropped }, 'a torn end of the audit was cut')
      tellOf(gatewayEvent('audit-recovered', clock.real(), `${dropped} bytes of an unfinished record were cut`))
    }
    if (accepted)
      tellOf(gatewayEvent('audit-recovered', clock.real(), `accepted by the operator in place of one of ${kept?.count ?? 0} records`))
    if (downSince !== null) tellOf({ ...gatewayEvent('audit-down', downSince, reason), until: clock.real(), outcome: 'failed', late: true })
    downSince = null
    void drain()
  }
  function fromWriter(message: FromWriter): void {
    switch (message.is) {
      case 'open':
        opened(message)
        break
      case 'written':
        reached = message.reached
        if (kept?.log !== reached.log) void keep()
        for (const id of message.ids) settle(acks, id)?.done(null)
        break
      case 'failed':
        down(message.why)
        for (const id of message.ids) settle(acks, id)?.fail(new Refused('audit-down'))
        break
      case 'unfit':
        settle(acks, message.id)?.fail(new TypeError(`no record of the audit: ${message.why}`))
        break
      case 'marked':
        settle(acks, message.id)?.done(message.mark)
        break
      case 'anchored':
        anchored = at(message.at)
        break
      case 'not-anchored':
        log.error({ reason: message.why }, 'no head could be put to the operator’s place')
        break
      case 'closed':
        closed?.()
        break
      default:
        message satisfies never
    }
    heard?.()
  }

  const writer = holdWorker<ToWriter, FromWriter>({
    name: 'writer',
    url: new URL('./writer.ts', import.meta.url),
    data: { folder, anchor, key: secrets.key, signPrivate: secrets.signPrivate, signPublic: secrets.signPublic } satisfies WriterData,
    spawn,
    heard: fromWriter,
    ended(reason) {
      if (!closing) down(reason)
      failAll(acks, new Refused('audit-down'))
      heard?.()
      closed?.()
    },
  })
  const reader = holdWorker<ToReader, FromReader>({
    name: 'reader',
    url: new URL('./reader.ts', import.meta.url),
    data: { folder, key: secrets.key, anchor } satisfies ReaderData,
    spawn,
    heard({ id, answer, failed }) {
      const waiter = settle(questions, id)
      if (failed === undefined) waiter?.done(answer)
      else waiter?.fail(new Error(failed))
    },
    ended(reason) {
      log.error({ reason }, 'questions to the audit were lost')
      failAll(questions, new Error(reason))
    },
  })
  const asking = <T>(of: Map<number, Waiter>, tell: (id: number) => void): Promise<T> =>
    new Promise((done, fail) => {
      const id = next++
      of.set(id, { done: done as (answer: unknown) => void, fail })
      tell(id)
    })
  const ask = <T>(asked: Asked): Promise<T> =>
    asking(questions, (id) => reader.tell({ id, asked, until: reached?.length ?? Number.POSITIVE_INFINITY }))
  const append = (event: AuditEvent): Promise<void> => asking(acks, (id) => writer.tell({ is: 'write', id, event }))
  const reopen = (): void => writer.tell({ is: 'reopen', now: clock.real(), known: kept })

  async function keep(): Promise<void> {
    if (!last || !reached || reached.count === 0 || (kept?.log === reached.log && kept.count === reached.count)) return
    const { log: of, count, link } = reached
    kept = { log: of, count, link }
    await last.keep(kept).catch((error: unknown) => log.warn({ err: error }, 'the last head was not kept in the house'))
  }
  const drain = (): Promise<void> =>
    waiting
      .drain((event) => (state === 'up' ? append(event) : Promise.reject(new Refused('audit-down'))))
      .catch((error: unknown) => log.warn({ err: error }, 'queued records still wait'))

  await waiting.load()
  await new Promise<void>((done) => {
    heard = done
    reopen()
  })
  heard = null
  const stops: Stop[] = [
    clock.every(AGAIN, () => {
      if (state === 'down') reopen()
      else if (waiting.count() > 0) void drain()
    }),
    clock.every(ANCHOR, () => {
      if (state === 'up') writer.tell({ is: 'anchor', now: clock.real() })
    }),
    clock.every(KEEP, () => void keep()),
  ]
  if (why === null) writer.tell({ is: 'anchor', now: clock.real() })

  return {
    why: () => why,
    write: (event) => (state === 'up' ? append(event) : Promise.reject(new Refused('audit-down'))),
    async note(event) {
      if (state !== 'up') return waiting.add(event)
      try {
        await append(event)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        await waiting.add(event)
      }
    },
    state: () => state,
    waiting: waiting.count,
    query: (query) => ask<ReadRecord[]>({ is: 'query', query }),
    looked: (stay, most) => ask<Looked>({ is: 'looked', stay, most }),
    stays: (most) => ask<{ stays: KnownStay[]; more: boolean }>({ is: 'stays', most }),
    stay: (stay) => ask<KnownStay | null>({ is: 'stay', stay }),
    fhir: (query, source) => ask<Uint8Array>({ is: 'fhir', query, source }),
    async verify() {
      const mark = state === 'up' ? await asking<Mark | null>(acks, (id) => writer.tell({ is: 'mark', id })) : null
      return ask<Verdict>({ is: 'verify', mark })
    },
    head: () => ({ seq: reached?.count ?? 0, hash: reached?.link ?? '', anchored }),
    async close() {
      for (const stop of stops) stop()
      closing = true
      if (writer.alive())
        await new Promise<void>((done) => {
          closed = done
          writer.tell({ is: 'close', now: clock.real() })
        })
      await keep()
      await Promise.all([reader.end(), writer.end()])
      failAll(questions, new Error('the audit is closed'))
      failAll(acks, new Refused('audit-down'))
      if (given === null) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What the gateway itself writes down. */
export const gatewayEvent = (kind: AuditEvent['kind'], now: number, reason: string | null): AuditEvent => ({
  kind,
  at: now,
  actor: { is: 'gateway', id: 'gateway', name: 'gateway', roles: [], station: null, address: null },
  outcome: 'done',
  purpose: 'operations',
  ward: null,
  stays: [],
  person: null,
  why: reason,
  until: null,
  names: false,
  late: false,
})
