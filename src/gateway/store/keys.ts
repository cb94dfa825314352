// The key store, a file of its own: a data key a stay, the house's, the audit's and the signing pair, each wrapped by the master key.
//
// - Wrapped: AES-256-GCM under the master key, which authenticates kind, id and version; a key put in another's place does not open.
// - A mark sealed by the master key tells a wrong master key before anything is written.
// - No nonce twice: nonces are 96 random bits, and each key that seals rows counts its seals. They are reserved in strides, kept before the first of them is
//   made, so that a crash counts too high and never too low. At 2^28 a key is followed by its next version (the old one still opens): two of
//   its nonces are then alike with a probability below 2^-41. The master key wraps a key a stay, and never comes near that number.
//   The audit's key seals nothing itself: audit/format.ts makes a key a log and block of records from it, where the record's number counts.
// - Destroyed: the wrapped key is overwritten with zeros in place, then the journal, which held the page as it was. The stay's hash stays as
//   a proof, and no second key is made for it.
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { Refused } from '../errors.ts'
import { openReadable, openWritable, transaction } from './database.ts'
import { createKeyring, type Ring } from './keyring.ts'
import { KeyError, type MasterKey } from './master.ts'
import { KEYS, migrate, schemaVersion } from './migrations.ts'
import { scrub } from './scrub.ts'
import { KEY_BYTES, seal, Unsealable, unseal, versionOf } from './seal.ts'
import type { AuditSecrets } from './store.ts'

/** TABLE: kinds of keys. The number stands in clear and never changes. */
const KEY_KINDS = { stay: 1, house: 2, audit: 3, signing: 4, hashing: 5 } as const
type KeyKind = keyof typeof KEY_KINDS

/** `held`: owners whose keys are in memory at once. */
export const LIMITS = { stride: 4096, renewAt: 2 ** 28, held: 1024 }
const MARK = 'wardlight'
const MASTER_VERSION = 1
export const HASH_BYTES = 16
/** Of the keys there is one of. */
const SINGLE = new Uint8Array(HASH_BYTES)

/** Whose key: the house's own, or a stay's. */
export type Owner = 'house' | { readonly stay: string }
export interface KeyChange {
  readonly is: 'ensure' | 'destroy'
  readonly stay: string
  /** Real time, UTC ms. */
  readonly at: number
}

export interface KeyReader {
  readonly secrets: AuditSecrets
  /** What stands in clear in place of a name: 16 bytes of an HMAC, the same each time, that say nothing without the key store. */
  hash(text: string): Uint8Array
  open(owner: Owner, sealed: Uint8Array, about: string): Uint8Array
  /** Whether this stay's key was ended: what it sealed is gone, and not damaged. */
  isEnded(stay: string): boolean
  /** Drops a stay's key from memory. */
  forget(stay: string): void
  close(): void
}

export interface KeyWriter extends KeyReader {
  /** In one transaction; answers for each change whether it was done, or refused because the stay was ended before. */
  change(changes: readonly KeyChange[]): readonly ('done' | 'ended')[]
  seal(owner: Owner, plain: Uint8Array, about: string, at: number): Uint8Array
}

const aboutKey = (kind: KeyKind, id: Uint8Array, version: number): string =>
  `wardlight key ${KEY_KINDS[kind]} ${Buffer.from(id).toString('hex')} ${version}`
const aboutMark = 'wardlight mark'

const GONE = 'there is a database, but the key store that opens it is gone: put it back. Nothing was overwritten'
const WRONG = 'the master key does not open this key store: nothing was overwritten'

function blob(row: Record<string, unknown> | undefined, column: string): Uint8Array | null {
  const value = row?.[column]
  return value instanceof Uint8Array ? value : null
}

function unwrap(db: DatabaseSync, master: MasterKey, kind: KeyKind, id: Uint8Array, version: number): Uint8Array | null {
  const row = db
    .prepare('SELECT wrapped FROM key JOIN slot USING (slot) WHERE kind = ? AND id = ? AND version = ?')
    .get(KEY_KINDS[kind], id, version)
  const wrapped = blob(row, 'wrapped')
  return wrapped && unseal(master.bytes, wrapped, aboutKey(kind, id, version))
}

function wrap(db: DatabaseSync, master: MasterKey, place: { kind: KeyKind; id: Uint8Array; version: number }, key: Uint8Array, at: number) {
  const { kind, id, version } = place
  const wrapped = seal(master.bytes, MASTER_VERSION, key, aboutKey(kind, id, version))
  const { lastInsertRowid } = db.prepare('INSERT INTO slot (wrapped) VALUES (?)').run(wrapped)
  db.prepare('INSERT INTO key (kind, id, version, slot, made, seals) VALUES (?, ?, ?, ?, ?, 0)').run(
    KEY_KINDS[kind],
    id,
    version,
    lastInsertRowid,
    at,
  )
}

/** False where nothing was set up yet. */
function knowsMaster(db: DatabaseSync, master: MasterKey): boolean {
  const mark = blob(db.prepare('SELECT content FROM mark').get(), 'content')
  if (!mark) {
    if (!db.prepare('SELECT slot FROM slot LIMIT 1').get()) return false
    throw new KeyError('the key store has lost its mark: nothing was overwritten')
  }
  try {
    if (Buffer.from(unseal(master.bytes, mark, aboutMark)).toString() === MARK) return true
  } catch (error) {
    if (!(error instanceof Unsealable)) throw error
  }
  throw new KeyError(WRONG)
}

function setUp(db: DatabaseSync, master: MasterKey, at: number): void {
  const signing = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' })
  transaction(db, () => {
    for (const kind of ['house', 'audit', 'hashing'] as const)
      wrap(db, master, { kind, id: SINGLE, version: 1 }, randomBytes(KEY_BYTES), at)
    wrap(db, master, { kind: 'signing', id: SINGLE, version: 1 }, signing, at)
    db.prepare('INSERT INTO mark (version, content) VALUES (1, ?)').run(seal(master.bytes, MASTER_VERSION, Buffer.from(MARK), aboutMark))
  })
}

function secretsOf(db: DatabaseSync, master: MasterKey): AuditSecrets {
  const key = unwrap(db, master, 'audit', SINGLE, 1)
  const signPrivate = unwrap(db, master, 'signing', SINGLE, 1)
  if (!key || !signPrivate) throw new KeyError('the key store has lost the keys of the audit')
  const pair = createPrivateKey({ key: Buffer.from(signPrivate), format: 'der', type: 'pkcs8' })
  return { key, signPrivate, signPublic: new Uint8Array(createPublicKey(pair).export({ type: 'spki', format: 'der' })) }
}

function reading(db: DatabaseSync, master: MasterKey, held = LIMITS.held) {
  const hashing = unwrap(db, master, 'hashing', SINGLE, 1)
  if (!hashing) throw new KeyError('the key store has lost the key of its hashes')
  const keyring = createKeyring(held)
  const hash = (text: string): Uint8Array => createHmac('sha256', hashing).update(text).digest().subarray(0, HASH_BYTES)
  const isEnded = (id: Uint8Array): boolean => db.prepare('SELECT 1 FROM ended WHERE id = ?').get(id) !== undefined
  const placeOf = (owner: Owner): { kind: KeyKind; id: Uint8Array; name: string } => {
    if (owner === 'house') return { kind: 'house', id: SINGLE, name: 'house' }
    const id = hash(`stay ${owner.stay}`)
    return { kind: 'stay', id, name: Buffer.from(id).toString('hex') }
  }
  /** The owner's keys: found in the file where they are not in memory. */
  const ringOf = (owner: Owner): Ring => {
    const { kind, id, name } = placeOf(owner)
    const held = keyring.get(name)
    if (held) return held
    const row = db.prepare('SELECT version FROM key WHERE kind = ? AND id = ? ORDER BY version DESC LIMIT 1').get(KEY_KINDS[kind], id)
    if (typeof row?.version !== 'number') throw new Refused('key-gone')
    return keyring.put(name, { versions: new Map(), current: row.version, left: 0 })
  }
  const keyOf = (owner: Owner, ring: Ring, version: number): Uint8Array => {
    const held = ring.versions.get(version)
    if (held) return held
    const { kind, id } = placeOf(owner)
    const key = unwrap(db, master, kind, id, version)
    if (!key) throw new Refused('key-gone')
    ring.versions.set(version, key)
    return key
  }
  const reader: KeyReader = {
    secrets: secretsOf(db, master),
    hash,
    open: (owner, sealed, about) => unseal(keyOf(owner, ringOf(owner), versionOf(sealed)), sealed, about),
    isEnded: (stay) => isEnded(hash(`stay ${stay}`)),
    forget: (stay) => keyring.drop(placeOf({ stay }).name),
    close() {
      keyring.clear()
      db.close()
    },
  }
  return { reader, placeOf, ringOf, keyOf, isEnded }
}

/** For the reader's thread, and to verify an audit while no gateway runs. */
export function readKeys(file: string, master: MasterKey): KeyReader {
  const db = openReadable(file)
  try {
    if (!knowsMaster(db, master)) throw new KeyError('the key store is empty')
    return reading(db, master).reader
  } catch (error) {
    db.close()
    throw error
  }
}

/** `fresh`: whether one may be set up where there is none. */
export function openKeys(file: string | null, master: MasterKey, at: number, { fresh = true, limits = LIMITS } = {}): KeyWriter {
  // Not so much as an empty one stands in the place to which it is put back.
  if (!fresh && file !== null && !existsSync(file)) throw new KeyError(GONE)
  const db = openWritable(file)
  try {
    const known = schemaVersion(db, KEYS) > 0 && knowsMaster(db, master)
    if (!known && !fresh) throw new KeyError(GONE)
    db.exec('PRAGMA journal_mode = PERSIST')
    migrate(db, KEYS)
    if (!known) setUp(db, master, at)
    if (file !== null) scrub(`${file}-journal`)
    return writing(db, master, file, limits)
  } catch (error) {
    db.close()
    throw error
  }
}

function writing(db: DatabaseSync, master: MasterKey, file: string | null, limits: typeof LIMITS): KeyWriter {
  const { reader, placeOf, ringOf, keyOf, isEnded } = reading(db, master, limits.held)

  const ensure = (stay: string, at: number): 'done' | 'ended' => {
    const { kind, id } = placeOf({ stay })
    if (isEnded(id)) return 'ended'
    const there = db.prepare('SELECT 1 FROM key WHERE kind = ? AND id = ?').get(KEY_KINDS[kind], id)
    if (!there) wrap(db, master, { kind, id, version: 1 }, randomBytes(KEY_BYTES), at)
    return 'done'
  }
  const destroy = (stay: string, at: number): void => {
    const { kind, id } = placeOf({ stay })
    const slots = db.prepare('SELECT slot, wrapped FROM key JOIN slot USING (slot) WHERE kind = ? AND id = ?').all(KEY_KINDS[kind], id)
    const overwrite = db.prepare('UPDATE slot SET wrapped = ? WHERE slot = ?')
    for (const row of slots) overwrite.run(new Uint8Array(blob(row, 'wrapped')?.length ?? 0), Number(row.slot))
    db.prepare('DELETE FROM key WHERE kind = ? AND id = ?').run(KEY_KINDS[kind], id)
    db.prepare('INSERT INTO ended (id, changed) VALUES (?, ?) ON CONFLICT DO NOTHING').run(id, at)
  }
  /** Makes room for a seal: reserves a stride of the current version, or makes the next. */
  const reserve = (owner: Owner, ring: Ring, at: number): void => {
    const { kind, id } = placeOf(owner)
    const place = [KEY_KINDS[kind], id, ring.current] as const
    const next = transaction(db, () => {
      const seals = Number(db.prepare('SELECT seals FROM key WHERE kind = ? AND id = ? AND version = ?').get(...place)?.seals)
      const current = seals + limits.stride > limits.renewAt ? ring.current + 1 : ring.current
      if (current !== ring.current) wrap(db, master, { kind, id, version: current }, randomBytes(KEY_BYTES), at)
      db.prepare('UPDATE key SET seals = seals + ? WHERE kind = ? AND id = ? AND version = ?').run(limits.stride, place[0], id, current)
      return current
    })
    ring.current = next
    ring.left = limits.stride
  }

  return {
    ...reader,
    change(changes) {
      const done = transaction(db, () =>
        changes.map(({ is, stay, at }) => {
          if (is === 'ensure') return ensure(stay, at)
          destroy(stay, at)
          return 'done'
        }),
      )
      const ended = changes.filter(({ is }) => is === 'destroy')
      for (const { stay } of ended) reader.forget(stay)
      // Also where the stay was ended before: the first try may have failed here.
      if (ended.length > 0 && file !== null) scrub(`${file}-journal`)
      return done
    },
    seal(owner, plain, about, at) {
      const ring = ringOf(owner)
      if (ring.left === 0) reserve(owner, ring, at)
      const key = keyOf(owner, ring, ring.current)
      ring.left--
      return seal(key, ring.current, plain, about)
    },
  }
}
