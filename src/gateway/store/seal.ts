// Sealing: AES-256-GCM with a fresh random nonce, the number of the key in front, and what the content is about authenticated with it.
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'

/** format 1 · key version 4 · nonce 12 · tag 16, then the content. */
const FORMAT = 1
const NONCE_AT = 5
const TAG_AT = 17
const HEAD = 33

/** It was changed, cut, put in another's place, or sealed with another key: which of them cannot be told. */
export class Unsealable extends Error {}

export const KEY_BYTES = 32
/** So much longer than its content is what was sealed. */
export const SEAL_BYTES = HEAD

/** A key as the library holds it: made once, which costs more than to open a small row. It lives no longer than its bytes. */
const held = new WeakMap<Uint8Array, KeyObject>()
/** Keys that are ended: whoever holds one still seals nothing with it. */
const wiped = new WeakSet<Uint8Array>()
function heldOf(key: Uint8Array): KeyObject {
  if (wiped.has(key)) throw new Unsealable('the key is ended')
  const known = held.get(key)
  if (known) return known
  const made = createSecretKey(key)
  held.set(key, made)
  return made
}
/** Overwrites a key that is ended, as well as a language with copying memory lets it; it opens nothing any more. */
export function wipe(key: Uint8Array): void {
  held.delete(key)
  wiped.add(key)
  key.fill(0)
}

const aboutBytes = (head: Uint8Array, about: string): Uint8Array => Buffer.concat([head.subarray(0, NONCE_AT), Buffer.from(about, 'utf8')])

/**
 * The nonce is 96 bits of chance. Two of n nonces under one key are alike with a probability below n² / 2^97: callers count their seals
 * and renew the key long before that is worth a thought (see keys.ts).
 */
export function seal(key: Uint8Array, version: number, plain: Uint8Array, about: string): Uint8Array {
  const out = Buffer.allocUnsafe(HEAD + plain.length)
  out.writeUInt8(FORMAT, 0)
  out.writeUInt32BE(version, 1)
  randomBytes(TAG_AT - NONCE_AT).copy(out, NONCE_AT)
  const cipher = createCipheriv('aes-256-gcm', heldOf(key), out.subarray(NONCE_AT, TAG_AT), { authTagLength: HEAD - TAG_AT })
  cipher.setAAD(aboutBytes(out, about))
  cipher.update(plain).copy(out, HEAD)
  cipher.final()
  cipher.getAuthTag().copy(out, TAG_AT)
  return out
}

/** Which version of its key it was sealed with; not yet believed, the opening proves it. */
export function versionOf(sealed: Uint8Array): number {
  if (sealed.length < HEAD || sealed[0] !== FORMAT) throw new Unsealable('what should be sealed is not')
  return new DataView(sealed.buffer, sealed.byteOffset).getUint32(1)
}

export function unseal(key: Uint8Array, sealed: Uint8Array, about: string): Uint8Array {
  versionOf(sealed)
  try {
    const opener = createDecipheriv('aes-256-gcm', heldOf(key), sealed.subarray(NONCE_AT, TAG_AT), { authTagLength: HEAD - TAG_AT })
    opener.setAAD(aboutBytes(sealed, about))
    opener.setAuthTag(sealed.subarray(TAG_AT, HEAD))
    return Buffer.concat([opener.update(sealed.subarray(HEAD)), opener.final()])
  } catch {
    throw new Unsealable('what was sealed does not open: it was changed, moved, or sealed with another key')
  }
}
