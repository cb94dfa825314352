// The key store: opens with its master key alone, never repeats a nonce, and keeps nothing of a key that was destroyed.
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refused } from '../errors.ts'
import { type KeyWriter, LIMITS, type Owner, openKeys, readKeys } from './keys.ts'
import { KeyError } from './master.ts'
import { KEYS, migrate } from './migrations.ts'
import { SEAL_BYTES, seal, Unsealable, unseal } from './seal.ts'
import { MASTER, NOW, OTHER_MASTER, type TestFolder, testFolder } from './testfolder.ts'

const SOAK = process.env.WARDLIGHT_SOAK !== undefined

let folder: TestFolder
let file: string
let keys: KeyWriter | null
beforeEach(() => {
  folder = testFolder()
  file = folder.file('keys.db')
  keys = null
})
afterEach(() => {
  keys?.close()
  folder.remove()
})

/** Opens it (anew). */
function open(limits = LIMITS): KeyWriter {
  keys?.close()
  keys = null
  keys = openKeys(file, MASTER, NOW, { limits })
  return keys
}
const ensure = (...stays: string[]) => keys!.change(stays.map((stay) => ({ is: 'ensure', stay, at: NOW })))
const destroy = (...stays: string[]) => keys!.change(stays.map((stay) => ({ is: 'destroy', stay, at: NOW })))
const of = (stay: string): Owner => ({ stay })
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()
const sealed = (owner: Owner, plain = 'plain', about = 'about') => keys!.seal(owner, Buffer.from(plain), about, NOW)
function raw<T>(act: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file)
  try {
    return act(db)
  } finally {
    db.close()
  }
}
const wrapped = (): Buffer[] =>
  raw((db) => db.prepare('SELECT wrapped FROM slot').all()).map((row) => Buffer.from(row.wrapped as Uint8Array))

test('what is sealed opens with the same key and about the same thing, and not with one bit changed', () => {
  const bytes = fc.uint8Array({ maxLength: 300 })
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(key, fc.nat(2 ** 32 - 1), bytes, fc.string(), fc.nat(), (secret, version, plain, about, place) => {
      const out = seal(secret, version, plain, about)
      expect(out).toHaveLength(plain.length + SEAL_BYTES)
      expect(Buffer.from(unseal(secret, out, about))).toEqual(Buffer.from(plain))
      expect(() => unseal(secret, out, `${about}.`)).toThrow(Unsealable)
      const bit = place % (out.length * 8)
      out[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => unseal(secret, out, about)).toThrow(Unsealable)
      expect(() => unseal(secret, out.subarray(0, place % out.length), about)).toThrow(Unsealable)
    }),
  )
})

test('a stay has a key of its own, which is there again after a restart', () => {
  open()
  expect(ensure('a', 'b', 'a')).toEqual(['done', 'done', 'done'])
  const out = sealed(of('a'))
  expect(text(keys!.open(of('a'), out, 'about'))).toBe('plain')
  expect(() => keys!.open(of('b'), out, 'about')).toThrow(Unsealable)
  expect(() => keys!.open('house', out, 'about')).toThrow(Unsealable)
  expect(() => sealed(of('c'))).toThrow(new Refused('key-gone'))
  open()
  expect(text(keys!.open(of('a'), out, 'about'))).toBe('plain')
  const reader = readKeys(file, MASTER)
  expect(text(reader.open(of('a'), out, 'about'))).toBe('plain')
  reader.close()
})

test('the secrets of the audit are made once, and fit each other', async () => {
  const { secrets } = open()
  expect(secrets.key).toHaveLength(32)
  const { createPublicKey, createPrivateKey, sign, verify } = await import('node:crypto')
  const signature = sign(
    null,
    Buffer.from('head'),
    createPrivateKey({ key: Buffer.from(secrets.signPrivate), format: 'der', type: 'pkcs8' }),
  )
  const publicKey = createPublicKey({ key: Buffer.from(secrets.signPublic), format: 'der', type: 'spki' })
  expect(verify(null, Buffer.from('head'), publicKey, signature)).toBe(true)
  expect(open().secrets).toEqual(secrets)
  const reader = readKeys(file, MASTER)
  expect(reader.secrets).toEqual(secrets)
  reader.close()
  for (const secret of [secrets.key, secrets.signPrivate.subarray(16), secrets.signPublic]) expect(folder.holding(secret)).toEqual([])
})

test('a wrong master key is told, and not a byte is written', () => {
  open()
  ensure('a')
  keys!.close()
  keys = null
  const before = folder.bytes()
  const wrong = () => openKeys(file, OTHER_MASTER, NOW)
  expect(wrong).toThrow(KeyError)
  expect(wrong).toThrow('the master key does not open this key store')
  expect(() => readKeys(file, OTHER_MASTER)).toThrow('the master key does not open this key store')
  expect(folder.bytes()).toEqual(before)
})

test('a key store that is gone, is no key store, or lost its mark is not set up over what is there', () => {
  expect(() => openKeys(file, MASTER, NOW, { fresh: false })).toThrow('the key store that opens it is gone')
  raw((db) => db.exec('CREATE TABLE t (x); PRAGMA user_version = 1'))
  expect(() => open()).toThrow('is not one of')
  raw((db) => db.exec('DROP TABLE t; PRAGMA user_version = 0'))
  open()
  raw((db) => db.exec('DELETE FROM mark'))
  expect(() => open()).toThrow('lost its mark')
})

test('a set-up that was cut off between schema and keys goes on', () => {
  raw((db) => migrate(db, KEYS))
  open()
  ensure('a')
  expect(text(keys!.open(of('a'), sealed(of('a')), 'about'))).toBe('plain')
})

test('a wrapped key put in the place of another does not open', () => {
  open()
  ensure('a', 'b')
  const [a, b] = [sealed(of('a')), sealed(of('b'))]
  raw((db) => db.exec('UPDATE key SET slot = -slot WHERE kind = 1; UPDATE key SET slot = 11 + slot WHERE kind = 1'))
  open()
  for (const [stay, out] of [
    ['a', a],
    ['b', b],
  ] as const)
    expect(() => keys!.open(of(stay), out, 'about')).toThrow(Unsealable)
})

test('a key is renewed before it sealed more than it may, and the old ones still open', () => {
  const limits = { ...LIMITS, stride: 4, renewAt: 16 }
  open(limits)
  ensure('a')
  const outs: Uint8Array[] = []
  for (let i = 0; i < 200; i++) {
    if (i % 23 === 0) open(limits)
    outs.push(sealed(of('a'), `plain ${i}`))
    const used = new Map<number, number>()
    for (const out of outs) used.set(Buffer.from(out).readUInt32BE(1), (used.get(Buffer.from(out).readUInt32BE(1)) ?? 0) + 1)
    const counted = raw((db) => db.prepare('SELECT version, seals FROM key WHERE kind = 1').all())
    // What the file says is never less than what was sealed.
    for (const { version, seals } of counted) expect(Number(seals)).toBeGreaterThanOrEqual(used.get(Number(version)) ?? 0)
    expect(Math.max(...used.values())).toBeLessThanOrEqual(limits.renewAt)
  }
  expect(new Set(outs.map((out) => Buffer.from(out).readUInt32BE(1))).size).toBeGreaterThan(10)
  for (const [i, out] of outs.entries()) expect(text(keys!.open(of('a'), out, 'about'))).toBe(`plain ${i}`)
  const reader = readKeys(file, MASTER)
  for (const [i, out] of outs.entries()) expect(text(reader.open(of('a'), out, 'about'))).toBe(`plain ${i}`)
  reader.close()
})

test('more stays than fit in memory all open (in full under soak)', () => {
  const held = SOAK ? LIMITS.held : 20
  open({ ...LIMITS, held })
  const stays = Array.from({ length: held + 40 }, (_, i) => `stay ${i}`)
  ensure(...stays)
  const outs = stays.map((stay) => sealed(of(stay), stay))
  for (const [i, stay] of stays.entries()) expect(text(keys!.open(of(stay), outs[i]!, 'about'))).toBe(stay)
})

test('no nonce comes twice, over restarts (in full under soak)', () => {
  const nonces = new Set<string>()
  const each = SOAK ? 25_000 : 2500
  for (let start = 0; start < 8; start++) {
    open()
    ensure('a', 'b')
    for (let i = 0; i < each; i++) nonces.add(nonceOf(sealed(i % 2 ? of('a') : 'house', '')))
  }
  for (const bytes of wrapped()) nonces.add(nonceOf(bytes))
  expect(nonces.size).toBe(8 * each + wrapped().length)
})
const nonceOf = (out: Uint8Array): string => Buffer.from(out.subarray(5, 17)).toString('hex')

test('an ended stay stays ended', () => {
  open()
  ensure('a', 'b')
  const out = sealed(of('a'))
  const reader = readKeys(file, MASTER)
  reader.open(of('a'), out, 'about')
  expect(destroy('a')).toEqual(['done'])
  reader.forget('a')
  for (const who of [keys!, reader]) expect(() => who.open(of('a'), out, 'about')).toThrow(new Refused('key-gone'))
  reader.close()
  expect(() => sealed(of('a'))).toThrow(new Refused('key-gone'))
  expect(ensure('a', 'b')).toEqual(['ended', 'done'])
  expect(destroy('a', 'never there')).toEqual(['done', 'done'])
  open()
  expect(ensure('a', 'never there')).toEqual(['ended', 'ended'])
  expect(() => keys!.open(of('a'), out, 'about')).toThrow(new Refused('key-gone'))
  expect(text(keys!.open(of('b'), sealed(of('b')), 'about'))).toBe('plain')
})

test('of a destroyed key no byte stays in any file of the folder (in full under soak)', () => {
  const limits = { ...LIMITS, stride: 1, renewAt: 3 }
  const runs = SOAK ? 40 : 2
  const acts = fc.array(fc.tuple(fc.constantFrom('ensure', 'ensure', 'ensure', 'seal', 'destroy', 'restart'), fc.nat(600)), {
    minLength: 150,
    maxLength: 400,
    size: 'max',
  })
  fc.assert(
    fc.property(acts, (list) => {
      open(limits)
      const living = new Set<string>()
      const gone: Buffer[] = []
      for (const [act, number] of list) {
        const stay = `stay ${number}`
        if (act === 'restart') open(limits)
        else if (act === 'ensure') {
          const many = Array.from({ length: 8 }, (_, i) => `${stay} ${i}`)
          const done = ensure(...many)
          for (const [i, one] of many.entries()) if (done[i] === 'done') living.add(one)
        } else {
          const one = [...living][number % Math.max(1, living.size)]
          if (one === undefined) continue
          if (act === 'seal') sealed(of(one))
          else {
            const before = wrapped()
            destroy(one)
            living.delete(one)
            const after = wrapped()
            const ended = before.filter((bytes) => !after.some((other) => other.equals(bytes)))
            expect(ended.length).toBeGreaterThan(0)
            gone.push(...ended)
          }
        }
      }
      const files = Object.values(folder.bytes())
      for (const bytes of gone) {
        // Not whole, and of what was random not eight bytes in a row.
        expect(files.some((all) => all.includes(bytes.subarray(5, 13)))).toBe(false)
        expect(files.some((all) => all.includes(bytes.subarray(-8)))).toBe(false)
      }
      const there = wrapped().filter((bytes) => bytes.some((byte) => byte !== 0))
      for (const bytes of there) expect(files.some((all) => all.includes(bytes))).toBe(true)
    }),
    { numRuns: runs },
  )
}, 120_000)
