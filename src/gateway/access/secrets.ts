// Passwords and PINs: argon2id, one at a time, with a short queue, so that a flood of guesses leaves the ward alone.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { Refused } from '../errors.ts'

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

function derive(
  text: string,
  nonce: Uint8Array,
  cost: { memory: number; passes: number; parallelism: number; tagLength: number },
): Promise<Buffer> {
  return new Promise((done, fail) =>
    argon2('argon2id', { message: normal(text), nonce, ...cost }, (error, key) => (error ? fail(error) : done(Buffer.from(key)))),
  )
}
const plain = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

export function createHasher(): Hasher {
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
