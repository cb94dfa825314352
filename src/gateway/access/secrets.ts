// Passwords and PINs: argon2id, one at a time, in a thread of low priority, with a short queue: a flood of guesses leaves the ward alone.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { Refused } from '../errors.ts'
import type { Hashed, ToHash } from './hashing.ts'

/** OWASP's smallest set for argon2id [mem]: 19 MiB, 2 passes, 1 lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const
/** Hashes that may wait. */
const QUEUE = 16

export interface Hasher {
  /** In PHC form. Throws a Refused 'too-many-tries' where too many wait. */
  hash(text: string): Promise<string>
  /** null: of nobody; the same work, and no. */
  verify(encoded: string | null, text: string): Promise<boolean>
}

const normal = (text: string): Buffer => Buffer.from(text.normalize('NFC'), 'utf8')
const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

type Cost = Omit<ToHash, 'message' | 'nonce'>
/** Asked one at a time. The thread begins with the first ask, keeps no process alive by itself, and is begun anew where it ended. */
function createDerive(): (text: string, nonce: Uint8Array, cost: Cost) => Promise<Uint8Array> {
  let worker: Worker | null = null
  const begin = (): Worker => {
    const made = new Worker(new URL('./hashing.ts', import.meta.url), { env: {}, execArgv: [], name: 'hashing' })
    // While nobody waits for it, its end is nobody's error.
    made.on('error', () => {})
    made.on('exit', () => {
      if (worker === made) worker = null
    })
    return made
  }
  return (text, nonce, cost) =>
    new Promise((done, fail) => {
      worker ??= begin()
      const own = worker
      const over = (act: () => void): void => {
        own.off('message', told)
        own.off('error', ended)
        own.off('exit', ended)
        own.unref()
        act()
      }
      const ended = (error: unknown): void =>
        over(() => {
          worker = null
          fail(error instanceof Error ? error : new Error('the thread that hashes ended'))
        })
      const told = (said: Hashed): void => over(() => ('key' in said ? done(said.key) : fail(new Error(said.failed))))
      own.once('message', told)
      own.once('error', ended)
      own.once('exit', ended)
      own.ref()
      own.postMessage({ message: normal(text), nonce, ...cost } satisfies ToHash)
    })
}
const plain = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

export function createHasher(): Hasher {
  const derive = createDerive()
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  function queued<T>(act: () => Promise<T>): Promise<T> {
    if (waiting >= QUEUE) return Promise.reject(new Refused('too-many-tries'))
    waiting += 1
    const mine = last.then(act, act).finally(() => {
      waiting -= 1
    })
    last = mine.catch(() => {})
    return mine
  }
  const nobodys = { nonce: randomBytes(16), tag: randomBytes(COST.tagLength) }
  return {
    hash: (text) =>
      queued(async () => {
        const nonce = randomBytes(16)
        const key = await derive(text, nonce, COST)
        return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${plain(nonce)}$${plain(key)}`
      }),
    verify: (encoded, text) =>
      queued(async () => {
        const [, m, t, p, salt, tag] = FORM.exec(encoded ?? '') ?? []
        const nonce = salt === undefined ? nobodys.nonce : Buffer.from(salt, 'base64')
        const wanted = tag === undefined ? nobodys.tag : Buffer.from(tag, 'base64')
        const cost = m === undefined ? COST : { memory: Number(m), passes: Number(t), parallelism: Number(p), tagLength: wanted.length }
        const same = timingSafeEqual(await derive(text, nonce, cost), wanted)
        return same && tag !== undefined
      }),
  }
}
