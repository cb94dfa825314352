// Asks the gateway's HTTP doors: bodies and answers by the schemas of the contract, refusals as errors in the gateway's own words.
import type { ANSWERS, BodyOf, Got, Posted } from '../../model/access.ts'
import { Me } from '../../model/me.ts'
import { Refusal } from '../../model/wire.ts'
import type { z } from '../../model/zod.ts'
import { ahead } from '../page/ahead.ts'
import { me } from '../stores/me.ts'
import { seat } from '../stores/seat.ts'

export class RefusedByGateway extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
type Answered = keyof typeof ANSWERS
/** What a door answers: its row in the table of answers, else who this browser is now. */
export type AnswerOf<K extends Posted | Got> = K extends Answered ? z.output<(typeof ANSWERS)[K]> : unknown

const WORDS = 'The gateway cannot be reached. Nothing was changed: try again.'
const UNREADABLE = 'What the gateway answered cannot be read. Load this page anew, and look whether it was done.'

/** Throws a RefusedByGateway. */
async function sent(door: Posted | Got, body: unknown, signal?: AbortSignal): Promise<Response> {
  const [method, path] = door.split(' ') as [string, string]
  const init: RequestInit = { method, credentials: 'same-origin', cache: 'no-store', ...(signal && { signal }) }
  if (method === 'POST') Object.assign(init, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const response = await fetch(path, init).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new RefusedByGateway('unreachable', WORDS)
  })
  if (!response.ok) {
    const refusal = Refusal.safeParse(await response.json().catch(() => null))
    // Whoever sat here does no longer: the page says so at once.
    if (refusal.data?.code === 'not-signed-in') void refreshMe()
    throw new RefusedByGateway(refusal.data?.code ?? 'unknown', refusal.data?.message ?? `The gateway answered ${response.status}.`)
  }
  return response
}

/** What a ward shows needs no door: the schemas of all answers come behind its first picture. */
const answers = ahead(() => import('../../model/access.ts').then(({ ANSWERS }): Partial<Record<string, z.ZodType>> => ANSWERS))
/** Null: they could not be fetched. */
async function schemas(): Promise<Partial<Record<string, z.ZodType>> | null> {
  try {
    return await answers()
  } catch {
    return null
  }
}

async function ask<K extends Posted | Got>(door: K, body: unknown): Promise<AnswerOf<K>> {
  const coming = schemas()
  const said: unknown = await (await sent(door, body)).json().catch(() => null)
  const all = await coming
  const schema = all?.[door]
  const read = schema?.safeParse(said)
  if (all === null || read?.success === false) throw new RefusedByGateway('unknown', UNREADABLE)
  if (read) return read.data as AnswerOf<K>
  const whole = Me.safeParse(said)
  if (whole.success) takeMe(whole.data)
  return said as AnswerOf<K>
}
export const get = <K extends Got>(door: K): Promise<AnswerOf<K>> => ask(door, null)
/** For doors that answer bytes. An abort rejects with its own error. */
export const postForBytes = async <K extends Posted>(door: K, body: BodyOf<K>, signal?: AbortSignal): Promise<Uint8Array> =>
  new Uint8Array(await (await sent(door, body, signal)).arrayBuffer())
export const post = <K extends Posted>(door: K, body: BodyOf<K>): Promise<AnswerOf<K>> => ask(door, body)

const channel = new BroadcastChannel('wardlight')
const hears = new Set<() => void>()
const identity = (of: Me | null): string =>
  JSON.stringify([of?.authority.is, of?.authority.name, of?.authority.roles, of?.account?.id, of?.next, of?.authority.station])

function takeMe(next: Me, told = true): void {
  const before = me.getState().me
  me.setState({ me: next, failed: null })
  const { idleIn, endsIn } = next
  seat.setState({
    endsAt: idleIn === null || endsIn === null || next.authority.is !== 'person' ? null : performance.now() + Math.min(idleIn, endsIn),
  })
  if (before === null || identity(before) === identity(next)) return
  for (const hear of hears) hear()
  if (told) channel.postMessage('changed')
}

/** Asks who this browser is. */
export async function refreshMe(told = true): Promise<void> {
  try {
    const response = await fetch('/api/me', { credentials: 'same-origin', cache: 'no-store' })
    takeMe(Me.parse(await response.json()), told)
  } catch {
    me.setState({ failed: WORDS })
  }
}
/** Told when somebody else sits here: in this tab or another of this browser. */
export function onSignedChange(hear: () => void): () => void {
  hears.add(hear)
  return () => void hears.delete(hear)
}
/** Follows the other tabs; returns the undo. */
export function followTabs(): () => void {
  const hear = (): void => void refreshMe(false)
  channel.addEventListener('message', hear)
  return () => channel.removeEventListener('message', hear)
}
