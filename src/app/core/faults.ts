// Runs the client's core against a gateway of known truth over a line that is cut, and says what was shown that was not so.
import { decodeFrame } from '../../model/frame.ts'
import { NO_SAMPLE } from '../../model/waves.ts'
import { createLive, type Live, type Machine } from '../live.ts'
import { createFakeGateway, EPOCH_START, type FakeGateway, periodOf, valueFor, waveOf } from './fakegateway.ts'
import { type Cut, createFakeTime, createLine, type FakeTime, type Line, seeded } from './faketime.ts'
import { createTiles, type Tiles } from './tiles.ts'
import type { Link } from './view.ts'

/** Ms between two looks at the screen. */
const LOOK = 50

export interface Trial {
  readonly time: FakeTime
  readonly line: Line
  readonly gateway: FakeGateway
  readonly live: Live
  /** The clocks, timers and socket it runs on. */
  readonly machine: Machine
  readonly tiles: Tiles
  /** Each state of the link, as it came. */
  readonly links: readonly Link[]
  /** What was shown and is not so, at most fifty. */
  readonly errors: string[]
  /** True while this machine is held: its timers and what reaches it wait. */
  hold(held: boolean): void
  /** Its monotonic clock does not count these ms: the machine slept. */
  sleepClock(ms: number): void
  /** Its wall clock is set this much ahead. */
  setWall(ahead: number): void
  /** Lets time pass, looking at the screen all the while. */
  pass(ms: number): void
  complain(what: string): void
}

export interface TrialSetup {
  readonly seed: number
  readonly beds?: number
  readonly wallAhead?: number
  /** Share of frames whose bytes arrive damaged. */
  readonly damaged?: number
  /** Share of frames that the gateway's end loses. */
  readonly missing?: number
  /** Virtual seconds a real second. */
  readonly speed?: number
}

/** A watched ward that has been live for no time yet. */
export function createTrial({ seed, beds = 4, wallAhead = 0, damaged = 0, missing = 0, speed = 1 }: TrialSetup): Trial {
  const random = seeded(seed)
  const time = createFakeTime()
  const line = createLine(time, random)
  const harm = damager(random, damaged, missing)
  const gateway = createFakeGateway(time, beds, harm, speed)
  const tiles = createTiles()
  const errors: string[] = []
  const links: Link[] = []
  const complain = (what: string): void => {
    if (errors.length < 50) errors.push(`${time.now().toFixed(0)} ms: ${what}`)
  }
  let held = false
  let queue: (() => void)[] = []
  let lost = 0
  let ahead = wallAhead
  const own = <A extends unknown[]>(act: (...args: A) => void): ((...args: A) => void) => {
    return (...args) => {
      if (held) queue.push(() => act(...args))
      else act(...args)
    }
  }
  const mono = (): number => 5_000_000 + time.now() - lost
  let lastNews = time.now()
  let lastSeq = -1
  const machine: Machine = {
    connect: () => {
      const socket = gateway.socket(line)
      const wrapped = new Map<(...args: unknown[]) => void, (...args: unknown[]) => void>()
      return {
        on: (event, act) => {
          wrapped.set(act, own(act))
          return socket.on(event, wrapped.get(act)!)
        },
        off: (event, act) => socket.off(event, wrapped.get(act) ?? act),
        emit: (event, payload, ack) =>
          typeof ack === 'function'
            ? socket.emit(
                event,
                payload,
                own((answer: unknown) => ack(answer)),
              )
            : socket.emit(event, payload),
        disconnect: () => socket.disconnect(),
      }
    },
    mono,
    wall: () => EPOCH_START + time.now() + ahead,
    every: (period, act) => time.every(period, own(act)),
    after: (period, act) => time.after(period, own(act)),
    random,
  }
  const live = createLive(machine, {
    link({ link }) {
      if (links.at(-1) !== link) links.push(link)
    },
    ward(ward) {
      lastNews = time.now()
      lastSeq = ward.seq
    },
    frame() {
      lastNews = time.now()
      const seq = live.view()!.seq
      if (seq > lastSeq + 1 && lastSeq >= 0) complain(`frames ${lastSeq + 1} to ${seq - 1} were left out`)
      lastSeq = Math.max(lastSeq, seq)
    },
  })
  live.watch('w')
  live.start()

  const look = (): void => {
    const ward = live.view()
    const { link, silentFor } = live.link()
    const quiet = time.now() - lastNews
    if (quiet > 5000 && (link === 'live' || link === 'late')) complain(`link ${link} after ${quiet.toFixed(0)} ms without news`)
    if (!ward) return
    tiles.update(ward, live.now(), { link, silentFor, privacy: false, zone: 'UTC', layout: 'L' })
    for (const tile of tiles.all.values()) {
      const bed = Number(tile.bed.slice(1))
      if ((link === 'lost') !== (tile.line?.startsWith('LINK LOST') ?? false)) complain(`bed ${bed} says ${tile.line} while ${link}`)
      for (const { cells } of tile.slots)
        for (const { vital, text, freshness } of cells) {
          if (freshness !== 'live') continue
          const period = periodOf(vital)
          const begin = EPOCH_START + bed * 37
          let sample = Math.floor((gateway.now() - begin) / period)
          const newest = sample
          while (valueFor(vital, sample).toFixed(vital === 'temp' ? 1 : 0) !== text && newest - sample < 100) sample--
          const age = gateway.now() - (begin + sample * period)
          if (age > Math.max(2 * period, 3000 * speed) + 1) complain(`bed ${bed} ${vital} ${text} live, but ${age.toFixed(0)} ms old`)
        }
    }
  }
  return {
    time,
    line,
    gateway,
    live,
    machine,
    tiles,
    links,
    errors,
    complain,
    hold(next) {
      held = next
      if (next) return
      const waiting = queue
      queue = []
      for (const act of waiting) act()
    },
    sleepClock(ms) {
      lost += ms
    },
    setWall(next) {
      ahead = next
    },
    pass(ms) {
      for (let left = ms; left > 0; left -= LOOK) {
        time.pass(Math.min(LOOK, left))
        if (!held) look()
      }
    },
  }
}

/** Damage that no reader can take for a frame: cut short, a wrong protocol, halves of nonsense. */
function damager(random: () => number, share: number, missing: number): (bytes: Uint8Array) => Uint8Array | null {
  return (bytes) => {
    if (missing > 0 && random() < missing) return null
    if (share === 0 || random() >= share) return bytes
    const how = random()
    if (how < 0.4) return bytes.slice(0, Math.floor(random() * bytes.length))
    const copy = bytes.slice()
    if (how < 0.6) copy[0] = 200
    else {
      const frame = decodeFrame(bytes)
      const parts = frame.parts.filter(({ state, waves }) => state || waves)
      const part = parts[Math.floor(random() * parts.length)]
      const half = part?.waves ?? part?.state
      if (half) copy.fill(255, half.byteOffset - bytes.byteOffset, half.byteOffset - bytes.byteOffset + half.length)
    }
    return copy
  }
}

/** All that is known equals what the gateway sent; a wave sample is as sent, or a hole. Returns how many holes there are. */
export function compare({ live, gateway, complain }: Trial): number {
  const ward = live.view()
  if (!ward) {
    complain('no ward')
    return 0
  }
  const stood = gateway.stood.get(ward.seq)
  let holes = 0
  for (const bed of ward.beds) {
    if (bed.stay)
      for (const [vital, sample] of stood?.[bed.index] ?? []) {
        const value = bed.numbers.get(vital)?.value
        const shown = value?.is === 'known' ? value.value : value?.why
        if (shown !== valueFor(vital, sample)) complain(`bed ${bed.index} ${vital} is ${shown}, sent ${valueFor(vital, sample)}`)
      }
    for (const ring of bed.rings.values())
      for (let sample = ring.first; sample < ring.next; sample++) {
        const value = ring.valueAt(sample)
        if (value === NO_SAMPLE) holes += 1
        else if (value !== waveOf(bed.index, sample)) complain(`bed ${bed.index} sample ${sample} is ${value}`)
      }
  }
  return holes
}

export interface CutResult {
  readonly errors: readonly string[]
  readonly how: Cut
  readonly length: number
  /** Ms from the heal to a live link. */
  readonly healed: number
  readonly holes: number
  readonly resumed: number
  readonly snapshots: number
}

/** One seeded cut of 0.1 to 30 s: 10 s before, what is needed to be live again, 8 s after. */
export function runCut(seed: number, speed = 1): CutResult {
  const trial = createTrial({ seed, speed })
  const random = seeded(seed ^ 0x5eed)
  const { live, line, time } = trial
  trial.pass(6000 + random() * 4000)
  if (live.link().link !== 'live') trial.complain(`${live.link().link} before the cut`)
  const how = (['reset', 'stall', 'drop'] as const)[Math.floor(random() * 3)]!
  const length = 100 * 300 ** random()
  line.cut(how)
  trial.pass(length)
  line.cut(null)
  const healedAt = time.now()
  // A dead connection looks live until it has been silent for 4 s: a short drop is only noticed after it healed.
  const patience = 5000 + (how === 'drop' ? Math.max(0, 5000 - length) : 0)
  let healed = 0
  while (time.now() - healedAt < patience) {
    trial.pass(50)
    if (live.link().link !== 'live') healed = time.now() - healedAt
  }
  if (healed > patience - 100) trial.complain(`not live ${healed.toFixed(0)} ms after the line healed`)
  trial.pass(8000)
  if (live.link().link !== 'live') trial.complain(`${live.link().link} at the end`)
  const holes = compare(trial)
  const { resumed, snapshots } = live.counts()
  if (snapshots === 1 && holes > 0) trial.complain(`${holes} holes though all was resumed`)
  live.stop()
  return { errors: trial.errors, how, length, healed, holes, resumed, snapshots }
}
