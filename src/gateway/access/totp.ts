// Time-based one-time codes (RFC 6238): six digits, 30 s, one step either way, each step good once.
import { Secret, TOTP } from 'otpauth'
import type { Clock } from '../../feed/source.ts'

const STEP = 30_000
const of = (secret: string, login: string): TOTP =>
  new TOTP({ issuer: 'Wardlight', label: login, algorithm: 'SHA1', digits: 6, period: STEP / 1000, secret: Secret.fromBase32(secret) })

/** 160 random bits, base32. */
export const newTotp = (bytes: Uint8Array): string => new Secret({ buffer: bytes.slice(0, 20).buffer }).base32
export const totpUri = (secret: string, login: string): string => of(secret, login).toString()

/** The time step of a code that is right and newer than `last`, or null. */
export function totpStep(secret: string, code: string, last: number, now: number): number | null {
  const digits = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const delta = of(secret, '').validate({ token: digits, timestamp: now, window: 1 })
  if (delta === null) return null
  const step = Math.floor(now / STEP) + delta
  return step > last ? step : null
}

/** The newest step whose code is good at that time. */
export const lastTotpStep = (now: number): number => Math.floor(now / STEP) + 1

/**
 * The same, now; where the machine's clock was put back also by that one: an authenticator may agree with either. `before`: what was good by
 * the gateway's own time when it was put back, and is not again.
 */
export function stepBy(clock: Pick<Clock, 'real' | 'ahead'>, secret: string, code: string, last: number, before = 0): number | null {
  const now = clock.real()
  const ahead = clock.ahead?.() ?? 0
  if (ahead <= 0) return totpStep(secret, code, last, now)
  return totpStep(secret, code, Math.max(last, before), now) ?? totpStep(secret, code, last, now - ahead)
}
