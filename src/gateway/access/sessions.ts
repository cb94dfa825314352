// Sessions: on the gateway's side only. They end by sign-out, by rest, in any case after a shift, and with the rights they stood for.

import type { Clock } from '../../feed/source.ts'
import { POLICY } from '../../model/me.ts'
import { type At, between, ms } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { Store } from '../store/store.ts'
import { unlessDown } from '../store/unkept.ts'
import { hashOf, newId, newSecret, type Random, SECRET } from './chance.ts'
import { loadKept } from './kept.ts'
import type { EndWhy, Session, Sessions } from './parts.ts'

/** As kept: the hash of the secret in force, and of the one before it for as long as it may still be on its way. */
interface Row extends Session {
  readonly hash: string
  readonly made: At
  readonly old: { readonly hash: string; readonly until: At } | null
}
export interface Ended {
  readonly id: string
  readonly person: string
  readonly station: string | null
  readonly why: EndWhy
  readonly at: At
}

/** TABLE: why a session ended, after the person's name. */
export const ENDED: Readonly<Record<EndWhy, string>> = {
  'signed-out': 'signed out',
  'handed-over': 'handed over the station',
  'ended-here': 'ended this session from another screen',
  idle: 'was signed out: nothing was touched for a while',
  expired: 'was signed out: the session had its longest time',
  'password-changed': 'was signed out: the password was changed',
  disabled: 'was signed out: an administrator disabled the account',
  'grants-removed': 'was signed out: an administrator changed what the account may do',
  'factor-changed': 'was signed out: the second factor was changed',
  'grants-ended': 'was signed out: the time of something that the account may do is over',
  'station-ended': 'was signed out: an administrator ended this station',
  reset: 'was signed out: an administrator reset the password, PIN or second factor',
  clock: 'was signed out: the gateway’s clock was set back',
}

/** A secret that was replaced is good for so long, for what was under way. */
const GRACE = 30_000
/** How often it looks for sessions that are over, and how often a touch is kept. */
const LOOK = ms(250)
const KEEP_TOUCH = 60_000
/** Ended sessions remembered, so that their screens can be told why. */
const REMEMBERED = 2000

export interface OpenSessions extends Sessions {
  /** Why the session of this id ended. */
  ended(id: string): Ended | undefined
  /** The id behind a secret, also of an ended one. */
  idOf(secret: string): string | null
  /** Those that it says, in memory at once and before anybody is told. */
  endWhere(which: (session: Session) => boolean, why: EndWhy): Promise<void>
  stop(): void
}

export async function openSessions(setup: {
  readonly store: Pick<Store, 'load' | 'write'>
  readonly clock: Pick<Clock, 'real' | 'every'>
  readonly random: Random
  /** Idle time by place: the kind of the station, or of a browser that is none. */
  readonly idle: (station: string | null) => number
  /** Whether something that the person may do has run out since the session began. */
  readonly lapsed: (session: Session) => boolean
  readonly changed: () => void
  readonly gone: (session: Session, why: EndWhy) => void
}): Promise<OpenSessions> {
  const { store, clock, random, idle, lapsed, changed, gone } = setup
  const kept = await loadKept<Row>(store, 'session', clock.real)
  const byHash = new Map<string, string>()
  const ended = new Map<string, Ended>()
  const keptTouch = new Map<string, At>()
  const index = (row: Row): void => {
    byHash.set(row.hash, row.id)
    if (row.old) byHash.set(row.old.hash, row.id)
  }
  for (const row of kept.all()) index(row)

  const left = (row: Row): { idle: number; absolute: number } => {
    const now = clock.real()
    return { idle: idle(row.station) - between(row.seen, now), absolute: POLICY.absolute - between(row.begun, now) }
  }
  const alive = (id: string | undefined): Row | null => {
    const row = id === undefined ? undefined : kept.get(id)
    if (!row) return null
    const { idle: rest, absolute } = left(row)
    return rest > 0 && absolute > 0 ? row : null
  }

  async function endRows(rows: readonly Row[], why: EndWhy): Promise<void> {
    const done = rows.map((row) => {
      const { id, person, station } = row
      ended.set(id, { id, person, station, why, at: clock.real() })
      if (ended.size > REMEMBERED) {
        const [oldest] = ended.keys()
        ended.delete(oldest!)
        for (const [hash, of] of byHash) if (of === oldest) byHash.delete(hash)
      }
      keptTouch.delete(id)
      gone(row, why)
      return kept.remove(id)
    })
    if (rows.length > 0) changed()
    await Promise.all(done)
  }
  async function end(id: string, why: EndWhy): Promise<void> {
    const row = kept.get(id)
    if (row) await endRows([row], why)
  }

  function sweep(): void {
    for (const row of kept.all()) {
      const { idle: rest, absolute } = left(row)
      const why: EndWhy | null = absolute <= 0 ? 'expired' : rest <= 0 ? 'idle' : lapsed(row) ? 'grants-ended' : null
      if (why) void end(row.id, why).catch(() => {})
    }
  }

  async function renew(row: Row, part: Partial<Row>): Promise<string> {
    const secret = newSecret(random)
    const now = clock.real()
    const next: Row = { ...row, ...part, seen: now, hash: hashOf(secret), made: now, old: { hash: row.hash, until: (now + GRACE) as At } }
    if (row.old) byHash.delete(row.old.hash)
    index(next)
    const done = kept.set(next)
    if (part.next !== undefined || part.strong !== undefined) changed()
    await unlessDown(done)
    return secret
  }
  const stop = clock.every(LOOK, sweep)

  return {
    stop,
    ended: (id) => ended.get(id),
    idOf: (secret) => (SECRET.test(secret) ? (byHash.get(hashOf(secret)) ?? null) : null),
    async begin(given) {
      const secret = newSecret(random)
      const now = clock.real()
      const row: Row = { ...given, id: newId(random), begun: now, seen: now, hash: hashOf(secret), made: now, old: null }
      index(row)
      const done = kept.set(row)
      changed()
      await unlessDown(done)
      return { session: row, secret }
    },
    bySecret(secret) {
      if (!SECRET.test(secret)) return null
      const hash = hashOf(secret)
      const row = alive(byHash.get(hash))
      if (!row || row.hash === hash) return row
      if (row.old?.hash === hash && clock.real() < row.old.until) return row
      // Used again long after it was replaced: a copy is about, so neither holder keeps the session.
      void end(row.id, 'expired').catch(() => {})
      return null
    },
    get: (id) => alive(id),
    of: (person) => kept.all().filter((row) => row.person === person && alive(row.id) !== null),
    async touch(id) {
      const row = alive(id)
      if (!row) return null
      const now = clock.real()
      if (between(row.made, now) >= POLICY.rotate) return renew(row, {})
      const next = { ...row, seen: now }
      if (between(keptTouch.get(id) ?? row.begun, now) < KEEP_TOUCH) {
        Object.assign(row, { seen: now })
        return null
      }
      keptTouch.set(id, now)
      await unlessDown(kept.set(next))
      return null
    },
    change(id, part) {
      const row = alive(id)
      if (!row) return Promise.reject(new Refused('not-signed-in'))
      return renew(row, part)
    },
    end,
    endAll: (person, why, except) =>
      endRows(
        kept.all().filter((row) => row.person === person && row.id !== except),
        why,
      ),
    endWhere: (which, why) => endRows(kept.all().filter(which), why),
    left(id) {
      const row = alive(id)
      return row ? left(row) : { idle: 0, absolute: 0 }
    },
  }
}
