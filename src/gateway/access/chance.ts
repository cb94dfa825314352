// Secrets of cookies and random ids: 256 and 128 bits; of a secret only its SHA-256 is kept.
import { createHash } from 'node:crypto'
import { randomId } from '../../model/ids.ts'

export type Random = (bytes: number) => Uint8Array
export const newSecret = (random: Random): string => Buffer.from(random(32)).toString('base64url')
export const newId = (random: Random): string => randomId(random(16))
/** What is kept of a secret. It is looked up in a map: no compare tells by its time how much of a guess was right. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
/** The form of a secret: anything else is nobody's without a look. */
export const SECRET = /^[A-Za-z0-9_-]{43}$/
