// Fake time and a faulty line, for trying thousands of faults in seconds. No part of the app uses it.
import type { Stop } from './dial.ts'

export interface FakeTime {
  now(): number
  after(period: number, act: () => void): Stop
  every(period: number, act: () => void): Stop
  /** Lets `period` ms pass: all that is due happens in order. */
  pass(period: number): void
}

interface Due {
  readonly when: number
  readonly order: number
  readonly act: () => void
}

export function createFakeTime(): FakeTime {
  let now = 0
  let order = 0
  let queue: Due[] = []
  const after = (period: number, act: () => void): Stop => {
    const due: Due = { when: now + Math.max(0, period), order: order++, act }
    let place = queue.length
    while (place > 0 && queue[place - 1]!.when > due.when) place--
    queue.splice(place, 0, due)
    return () => {
      queue = queue.filter((one) => one !== due)
    }
  }
  return {
    now: () => now,
    after,
    every(period, act) {
      let stop: Stop = () => {}
      const again = (): void => {
        stop = after(period, () => {
          again()
          act()
        })
      }
      again()
      return () => stop()
    },
    pass(period) {
      const until = now + period
      for (let next = queue[0]; next && next.when <= until; next = queue[0]) {
        queue.shift()
        now = next.when
        next.act()
      }
      now = until
    },
  }
}

/** A seeded source of numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * How a line is broken. 'reset': both ends are told; 'stall': bytes wait and arrive when it heals; 'drop': bytes of these connections
 * never arrive, and nobody is told.
 */
export type Cut = 'reset' | 'stall' | 'drop'

export interface Connection {
  /** Carries something to one end, in order, after the time it takes. */
  carry(to: 'gateway' | 'app', act: () => void): void
  close(): void
  readonly open: () => boolean
  onClose: () => void
}

export interface Line {
  connect(): Connection
  cut(how: Cut | null): void
  readonly cutNow: () => Cut | null
}

/** A line with 2 to `most` ms each way. */
export function createLine(time: FakeTime, random: () => number, most = 40): Line {
  let how: Cut | null = null
  const all = new Set<Connection & { heal(): void; fall(): void }>()
  return {
    cutNow: () => how,
    connect() {
      let isOpen = true
      let dead = false
      let waiting: { to: 'gateway' | 'app'; act: () => void }[] = []
      const last = { gateway: 0, app: 0 }
      const deliver = (to: 'gateway' | 'app', act: () => void): void => {
        last[to] = Math.max(last[to] + 0.001, time.now() + 2 + random() * most)
        time.after(last[to] - time.now(), () => {
          if (!isOpen || dead) return
          if (how === 'stall') waiting.push({ to, act })
          else if (how === 'drop') dead = true
          else act()
        })
      }
      const connection = {
        carry(to: 'gateway' | 'app', act: () => void) {
          if (!isOpen || dead) return
          if (how === 'drop') dead = true
          else if (how === 'stall') waiting.push({ to, act })
          else deliver(to, act)
        },
        close() {
          isOpen = false
          all.delete(connection)
        },
        open: () => isOpen,
        onClose: () => {},
        heal() {
          const queued = waiting
          waiting = []
          for (const { to, act } of queued) deliver(to, act)
        },
        fall() {
          connection.close()
          connection.onClose()
        },
      }
      all.add(connection)
      return connection
    },
    cut(next) {
      how = next
      if (next === 'reset') for (const connection of [...all]) connection.fall()
      if (next === null) for (const connection of [...all]) connection.heal()
    },
  }
}
