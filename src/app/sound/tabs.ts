// Of all tabs of this browser one sounds, for every ward that is open on the machine. Found by heartbeats; pure but for what is handed in.
import { CATEGORIES, SOUND_KINDS } from '../../model/tones.ts'
import { z } from '../../model/zod.ts'
import { type Audible, united } from './audible.ts'

/** A tab says so often that it lives, ms. */
export const BEAT = 400
/** Unheard for so long it is dead or frozen: with a beat, another has taken over within 2 s, ms. */
export const DEAD = 1500
/** A tab that opens, or wakes, listens so long before it sounds, ms. */
const JOIN = 500
/** Most of a tab's list that others take; ids of what sounded once. */
const MOST = 1000
const ONCE = 100

const id = z.string().min(1).max(200)
const AudibleHeard = z.object({
  id,
  ward: id,
  priority: z.enum(SOUND_KINDS),
  category: z.enum(CATEGORIES),
  since: z.number(),
  hushed: z.boolean().optional(),
})
const Beat = z.object({
  is: z.literal('beat'),
  from: id,
  born: z.number(),
  armed: z.boolean(),
  audible: z.array(AudibleHeard).max(MOST),
  once: z.array(id).max(ONCE),
})
const Said = z.discriminatedUnion('is', [Beat, z.object({ is: z.literal('bye'), from: id })])
export type Said = z.infer<typeof Said>

/** What a tab tells of itself. */
interface Own {
  readonly armed: boolean
  readonly audible: readonly Audible[]
  /** What sounded once, newest last. */
  readonly once: readonly string[]
}
export interface TabsView {
  /** This tab is the one that sounds. */
  readonly sounds: boolean
  /** Another tab that is armed lives. */
  readonly elsewhere: boolean
  /** Of all tabs. */
  readonly audible: readonly Audible[]
  /** What sounded once in another tab. */
  readonly once: readonly string[]
}

export interface Tabs {
  /** Says it to the others at once where it differs. */
  tell(own: Own): void
  /** Something came on the channel: whatever it is. */
  hear(said: unknown): void
  /** To be called more often than each beat. */
  tick(): void
  view(): TabsView
  /** Says good-bye: another takes over at once. */
  leave(): void
}

interface Given {
  readonly id: string
  /** When it was opened, ms since 1970: of armed tabs the oldest sounds. */
  readonly born: number
  /** ms, only going on. */
  readonly mono: () => number
  readonly post: (said: Said) => void
}
interface Peer {
  readonly said: z.infer<typeof Beat>
  heard: number
}

const first = (a: Candidate, b: Candidate): number => Number(b.armed) - Number(a.armed) || a.born - b.born || (a.id < b.id ? -1 : 1)
interface Candidate {
  readonly id: string
  readonly born: number
  readonly armed: boolean
}

export function createTabs({ id: own, born, mono, post }: Given): Tabs {
  const peers = new Map<string, Peer>()
  let told: Own = { armed: false, audible: [], once: [] }
  let lived = mono()
  let beaten = Number.NEGATIVE_INFINITY
  let quiet = mono() + JOIN

  function beat(): void {
    beaten = mono()
    const { armed, audible, once } = told
    post({ is: 'beat', from: own, born, armed, audible: audible.slice(0, MOST), once: once.slice(-ONCE) })
  }
  /** Where it stood still itself, who fell silent meanwhile is not known, and another may have taken over. */
  function live(): number {
    const now = mono()
    if (now - lived > DEAD - BEAT && peers.size > 0) {
      for (const peer of peers.values()) peer.heard = Math.max(peer.heard, now - BEAT)
      quiet = now + JOIN
    }
    lived = now
    return now
  }
  const living = (): Peer[] => [...peers.values()].filter(({ heard }) => mono() - heard < DEAD)

  return {
    tell(next) {
      const changed = JSON.stringify(next) !== JSON.stringify(told)
      told = next
      if (changed) beat()
    },
    hear(message) {
      live()
      const { data: said } = Said.safeParse(message)
      if (!said || said.from === own) return
      if (said.is === 'bye') return void peers.delete(said.from)
      const unknown = !peers.has(said.from)
      peers.set(said.from, { said, heard: mono() })
      if (unknown) beat()
    },
    tick() {
      const now = live()
      for (const [id, { heard }] of peers) if (now - heard >= DEAD) peers.delete(id)
      if (now - beaten >= BEAT) beat()
    },
    view() {
      const all = living().map(({ said }) => said)
      const candidates = [
        { id: own, born, armed: told.armed },
        ...all.map(({ from, armed, born: since }) => ({ id: from, born: since, armed })),
      ]
      return {
        sounds: mono() >= quiet && candidates.toSorted(first)[0]?.id === own,
        elsewhere: all.some(({ armed }) => armed),
        audible: united([told.audible, ...all.map(({ audible }) => audible)]),
        once: all.flatMap(({ once }) => once),
      }
    },
    leave: () => post({ is: 'bye', from: own }),
  }
}
