// Opens the audit: a worker that writes, a worker that reads, and what happens while it cannot be written.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Clock, Stop } from '../../feed/source.ts'
import { AuditEvent } from '../../model/audit.ts'
import { type At, at, ms } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { AuditSecrets } from '../store/store.ts'
import type { Audit, AuditState, Verdict } from './audit.ts'
import type { FromReader, ReaderData, ToReader } from './reader.ts'
import type { FromWriter, ToWriter, WriterData } from './writer.ts'

/** Where events wait while the audit is down: durable, and bounded. */
export interface Queue {
  load(): Promise<readonly { readonly id: string; readonly event: unknown }[]>
  keep(id: string, event: AuditEvent): Promise<void>
  remove(ids: readonly string[]): Promise<void>
}
/** Events that may wait: what emergencies of some hours bring. Beyond it a note is refused and counted. */
const WAITING = 2000
/** Real ms: between tries while it is down, and between heads at the operator's place. */
const AGAIN = ms(5000)
const ANCHOR = ms(3_600_000)

export interface AuditSetup {
  /** null: in a temporary folder that goes when it is closed. */
  readonly folder: string | null
  readonly secrets: AuditSecrets
  readonly anchor: string | null
  readonly queue: Queue
  readonly clock: Pick<Clock, 'real' | 'every'>
  readonly newId: () => string
  readonly log: { warn(details: object, text: string): void; error(details: object, text: string): void }
}

export async function openAudit({
  folder: given,
  secrets,
  anchor,
  queue,
  clock,
  newId,
  log,
}: AuditSetup): Promise<Audit & { readonly why: () => string | null }> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'wardlight-audit-'))
  const acks = new Map<number, { done: () => void; fail: (error: Error) => void; event: AuditEvent }>()
  const waiting = new Map<string, AuditEvent>()
  const questions = new Map<number, { done: (answer: unknown) => void; fail: (error: Error) => void }>()
  let state: AuditState = 'down'
  let why: string | null = 'not opened yet'
  let head: { seq: number; hash: string; anchored: At | null } = { seq: 0, hash: '', anchored: null }
  let next = 1
  let closing: (() => void) | null = null
  let first: (() => void) | null = null
  let draining = false

  const data: WriterData = { folder, anchor, key: secrets.key, signPrivate: secrets.signPrivate, signPublic: secrets.signPublic }
  const writer = new Worker(new URL('./writer.ts', import.meta.url), { workerData: data })
  const tell = (message: ToWriter): void => writer.postMessage(message)
  const down = (reason: string): void => {
    if (state === 'up' || why !== reason) log.error({ reason }, 'the audit cannot be written')
    state = 'down'
    why = reason
  }
  writer.on('message', (message: FromWriter) => {
    switch (message.is) {
      case 'open':
        state = 'up'
        why = null
        head = { ...head, seq: message.seq, hash: message.hash }
        if (message.dropped > 0) {
          log.warn({ bytes: message.dropped }, 'a torn end of the audit was cut')
          void append(gatewayEvent('audit-recovered', clock.real(), `${message.dropped} bytes of an unfinished record were cut`)).catch(
            () => {},
          )
        }
        void drain()
        break
      case 'written':
        head = { ...head, seq: message.seq, hash: message.hash }
        for (const id of message.ids) {
          acks.get(id)?.done()
          acks.delete(id)
        }
        break
      case 'failed':
        down(message.why)
        for (const id of message.ids) {
          acks.get(id)?.fail(new Refused('audit-down'))
          acks.delete(id)
        }
        break
      case 'anchored':
        head = { ...head, anchored: at(message.at) }
        break
      case 'not-anchored':
        log.error({ reason: message.why }, 'no head could be put to the operator’s place')
        break
      case 'closed':
        closing?.()
        break
      default:
        message satisfies never
    }
    first?.()
  })
  writer.on('error', (error) => {
    down(error.message)
    for (const { fail } of acks.values()) fail(new Refused('audit-down'))
    acks.clear()
    first?.()
    closing?.()
  })

  const reader = new Worker(new URL('./reader.ts', import.meta.url), {
    workerData: { folder, key: secrets.key, anchor } satisfies ReaderData,
  })
  reader.on('message', ({ id, answer, failed }: FromReader) => {
    const question = questions.get(id)
    questions.delete(id)
    if (failed === undefined) question?.done(answer)
    else question?.fail(new Error(failed))
  })
  reader.on('error', (error) => {
    log.error({ err: error }, 'the reader of the audit ended')
    for (const { fail } of questions.values()) fail(error)
    questions.clear()
  })
  const ask = <T>(query: ToReader['query']): Promise<T> =>
    new Promise((done, fail) => {
      const id = next++
      questions.set(id, { done: done as (answer: unknown) => void, fail })
      reader.postMessage({ id, query } satisfies ToReader)
    })

  const append = (event: AuditEvent): Promise<void> =>
    new Promise((done, fail) => {
      const id = next++
      acks.set(id, { done, fail, event })
      tell({ is: 'write', id, event })
    })
  const enqueue = async (event: AuditEvent): Promise<void> => {
    if (waiting.size >= WAITING) throw new Refused('audit-down')
    const id = newId()
    const late = { ...event, late: true }
    waiting.set(id, late)
    await queue.keep(id, late)
  }
  async function drain(): Promise<void> {
    if (draining) return
    draining = true
    try {
      for (const [id, event] of waiting) {
        if (state !== 'up') break
        await append(event)
        waiting.delete(id)
        await queue.remove([id])
      }
    } catch (error) {
      log.warn({ err: error }, 'queued records still wait')
    } finally {
      draining = false
    }
  }

  for (const { id, event } of await queue.load()) {
    const parsed = AuditEvent.safeParse(event)
    if (parsed.success) waiting.set(id, parsed.data)
  }
  await new Promise<void>((done) => {
    first = done
    tell({ is: 'reopen', now: clock.real() })
  })
  first = null
  const stops: Stop[] = [
    clock.every(AGAIN, () => {
      if (state === 'down') tell({ is: 'reopen', now: clock.real() })
      else if (waiting.size > 0) void drain()
    }),
    clock.every(ANCHOR, () => tell({ is: 'anchor', now: clock.real() })),
  ]
  if (why === null) tell({ is: 'anchor', now: clock.real() })

  return {
    why: () => why,
    write: (event) => (state === 'up' ? append(event) : Promise.reject(new Refused('audit-down'))),
    async note(event) {
      if (state !== 'up') return enqueue(event)
      try {
        await append(event)
      } catch {
        await enqueue(event)
      }
    },
    state: () => state,
    waiting: () => waiting.size,
    query: (query) => ask(query),
    verify: () => ask<Verdict>(null),
    head: () => head,
    async close() {
      for (const stop of stops) stop()
      await new Promise<void>((done) => {
        closing = done
        tell({ is: 'close', now: clock.real() })
      })
      await reader.terminate()
      await writer.terminate()
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
