// Where events wait while the audit cannot be written: kept durably, bounded, what is alike put together, and room held for emergencies.
import { AuditEvent, fitEvent } from '../../model/audit.ts'
import { Refused } from '../errors.ts'

export interface Queue {
  load(): Promise<readonly { readonly id: string; readonly event: unknown }[]>
  keep(id: string, event: AuditEvent): Promise<void>
  remove(ids: readonly string[]): Promise<void>
}
/** Events that may wait: of everything, and of what is no emergency. Whatever else goes on, so many emergencies have their place. */
export const WAITING = { all: 2000, others: 1000 } as const

export interface Waiting {
  readonly count: () => number
  load(): Promise<void>
  /** Resolves once it is kept. Rejects with a Refused where there is no room, or where it cannot be kept: it is not waiting then. */
  add(event: AuditEvent): Promise<void>
  /** Hands out one after the other, oldest first; what was written is forgotten. Ends with the first that could not be. */
  drain(write: (event: AuditEvent) => Promise<void>): Promise<void>
}

const isEmergency = ({ purpose }: AuditEvent): boolean => purpose === 'emergency'

/** What two events must share to be told as one, or null where each is told alone. */
function likeness({ kind, actor, ward, stays, purpose, names, outcome, person, why }: AuditEvent): string | null {
  if (kind === 'watched') return JSON.stringify([kind, actor, ward, stays, purpose, names])
  if (outcome === 'failed' || outcome === 'refused') return JSON.stringify([kind, actor, ward, stays, person, why?.replace(TIMES, '')])
  return null
}
const TIMES = / \(×(\d+)\)$/

/** Both as one. Watching goes on from the first to the last of it, failures are counted. */
function joined(first: AuditEvent, next: AuditEvent): AuditEvent {
  const until = Math.max(first.until ?? first.at, next.until ?? next.at)
  if (first.kind === 'watched') return { ...first, until }
  const count = Number(TIMES.exec(first.why ?? '')?.[1] ?? 1) + 1
  return { ...first, until, why: `${(first.why ?? first.kind).replace(TIMES, '').slice(0, 380)} (×${count})` }
}
/** Watching that was left off for longer is told as two, ms. */
const APART = 90_000

export function createWaiting(queue: Queue, newId: () => string): Waiting {
  const waiting = new Map<string, AuditEvent>()
  /** The newest that waits of each likeness. */
  const alike = new Map<string, string>()
  let draining = false

  function like(key: string | null, next: AuditEvent): { id: string; event: AuditEvent } | null {
    const id = key === null ? undefined : alike.get(key)
    const event = id === undefined ? undefined : waiting.get(id)
    if (id === undefined || !event) return null
    return event.kind === 'watched' && next.at - (event.until ?? event.at) > APART ? null : { id, event }
  }

  return {
    count: () => waiting.size,
    async load() {
      for (const { id, event } of await queue.load()) {
        const parsed = AuditEvent.safeParse(event)
        if (parsed.success) waiting.set(id, parsed.data)
      }
    },
    async add(given) {
      const event = AuditEvent.parse({ ...fitEvent(given), late: true })
      const key = likeness(event)
      // What is being written just now is no longer added to.
      const before = draining ? null : like(key, event)
      if (!before) {
        const others = [...waiting.values()].filter((one) => !isEmergency(one)).length
        if (waiting.size >= WAITING.all || (!isEmergency(event) && others >= WAITING.others)) throw new Refused('audit-down')
      }
      const id = before?.id ?? newId()
      const next = before ? joined(before.event, event) : event
      waiting.set(id, next)
      if (key !== null) alike.set(key, id)
      try {
        await queue.keep(id, next)
      } catch (error) {
        // It was answered as not recorded: then it must not turn up later as if it had been done.
        if (waiting.get(id) === next) {
          if (before) waiting.set(id, before.event)
          else {
            waiting.delete(id)
            await queue.remove([id]).catch(() => {})
          }
        }
        throw error
      }
    },
    async drain(write) {
      if (draining) return
      draining = true
      alike.clear()
      try {
        for (const [id, event] of waiting) {
          await write(event)
          waiting.delete(id)
          await queue.remove([id])
        }
      } finally {
        draining = false
      }
    },
  }
}
