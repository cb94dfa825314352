// A thread of the store as the main thread holds it: asked by promises, begun again with growing pauses where it dies.
import { Worker, type WorkerOptions } from 'node:worker_threads'
import type { Logger } from 'pino'
import { Refused } from '../errors.ts'
import type { AnswerTo, AskName, Bring, First, Start, Told } from './asks.ts'
import { KeyError } from './master.ts'
import { Unsealable } from './seal.ts'
import type { AuditSecrets } from './store.ts'

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>

export interface Thread {
  /** Rejects with a Refused, 'store-down' where the thread is dead or could not, or with Unsealable. */
  ask<Name extends AskName>(is: Name, bring: Bring<Name>, moved?: readonly ArrayBuffer[]): Promise<AnswerTo<Name>>
  alive(): boolean
  readonly secrets: AuditSecrets | null
  /** After what was asked before. */
  stop(): Promise<void>
}

export interface ThreadSetup {
  readonly name: string
  readonly url: URL
  readonly start: () => Start
  readonly log: Log
  /** Begun again after a death. */
  readonly again?: () => void
  /** Tests hold the worker by it, to end it. */
  readonly spawn?: (url: URL, options: WorkerOptions) => Worker
}

/** Milliseconds before a dead thread is begun again: doubled with each death that no answer came before. */
export const PAUSE = { first: 100, most: 10_000 }
/** Asks that may wait for one thread; more are refused at once. */
const MOST = 20_000

interface Waiter {
  resolve(value: unknown): void
  reject(error: Error): void
}

const broken = (first: First): string => ('broken' in first ? first.broken : 'refused' in first ? first.refused : '')

/** Throws a KeyError where the thread's first word is a refusal. */
export async function startThread(setup: ThreadSetup): Promise<Thread> {
  const { name, url, start, log, again = () => {}, spawn = (from, options) => new Worker(from, options) } = setup
  const waiting = new Map<number, Waiter>()
  let worker: Worker | null = null
  let asked = 0
  let pause = PAUSE.first
  let stopped = false
  let begun = false
  let timer: NodeJS.Timeout | undefined

  const told = (word: Told): void => {
    const waiter = waiting.get(word.id)
    waiting.delete(word.id)
    pause = PAUSE.first
    if (!('failed' in word)) {
      waiter?.resolve(word.answer)
      return
    }
    const { code, message, fault } = word.failed
    if (code !== 'key-gone') log.error({ thread: name, why: message, fault }, 'the store could not do what it was asked')
    waiter?.reject(code === null ? new Unsealable(message) : new Refused(code, fault ?? undefined))
  }
  const dead = (): void => {
    worker = null
    for (const { reject } of waiting.values()) reject(new Refused('store-down'))
    waiting.clear()
  }

  /** Resolves with the thread's first word. Of its end afterwards `dead` and a new beginning follow. */
  const begin = (): Promise<First> =>
    new Promise((resolve) => {
      // Nothing of the gateway's environment or its command line is the thread's business.
      const next = spawn(url, { workerData: start(), env: {}, execArgv: [], name })
      let first: First | null = null
      next.on('message', (word: First | Told) => {
        if (first) return told(word as Told)
        first = word as First
        if ('ready' in first) worker = next
        resolve(first)
      })
      next.on('error', (error: unknown) => log.error({ thread: name, err: error }, 'a thread of the store failed'))
      next.on('exit', () => {
        resolve({ broken: 'it ended before it began' })
        if (worker === next) dead()
        // Its first beginning is the caller's to judge.
        if (!stopped && begun) later()
      })
    })
  const later = (): void => {
    log.error({ thread: name, pause }, 'a thread of the store ended and is begun again')
    timer = setTimeout(() => {
      begin()
        .then(async (first) => {
          if (stopped) await worker?.terminate()
          else if ('ready' in first) again()
          else log.error({ thread: name, why: broken(first) }, 'a thread of the store could not begin')
        })
        .catch((error: unknown) => log.error({ thread: name, err: error }, 'a thread of the store could not begin'))
    }, pause)
    timer.unref()
    pause = Math.min(PAUSE.most, pause * 2)
  }

  const first = await begin()
  if (!('ready' in first)) throw 'refused' in first ? new KeyError(first.refused) : new Error(`the ${name} of the store: ${first.broken}`)
  begun = true

  const ask = <Name extends AskName>(is: Name, bring: Bring<Name>, moved: readonly ArrayBuffer[] = []): Promise<AnswerTo<Name>> =>
    new Promise((resolve, reject) => {
      if (!worker || (waiting.size >= MOST && is !== 'close')) return reject(new Refused('store-down'))
      const id = ++asked
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      worker.postMessage({ id, ask: { is, ...bring } }, moved)
    })
  return {
    ask,
    alive: () => worker !== null,
    secrets: first.ready,
    async stop() {
      if (stopped) return
      stopped = true
      clearTimeout(timer)
      if (!worker) return
      const last = worker
      await ask('close', {}).catch(() => {})
      await last.terminate()
    },
  }
}
