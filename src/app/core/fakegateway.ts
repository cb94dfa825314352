// A gateway of known truth for tests: real encoders, frames each 250 ms, a ring for resume, snapshots; and the socket end of an app.

import { encodeAlarms } from '../../model/alarmbytes.ts'
import { type BedAlarms, NO_ALARMS, NO_WARD_ALARMS, type WardAlarms } from '../../model/alarmshown.ts'
import { type BedFacts, EMPTY_BED } from '../../model/facts.ts'
import { encodeFrame, FRAME_MS, type Part, PROTOCOL, WARD_PART } from '../../model/frame.ts'
import { encodeState, encodeWaves, type StateEntry } from '../../model/half.ts'
import { wardId } from '../../model/ids.ts'
import { type DisplayUnits, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import { known } from '../../model/value.ts'
import type { VitalKey } from '../../model/vitals.ts'
import type { Authority, DutyRow, Roster, RosterRow, Snapshot } from '../../model/wire.ts'
import type { SocketLike } from './dial.ts'
import type { Connection, FakeTime, Line } from './faketime.ts'

export const EPOCH_START = 1_790_000_000_000
const WARD = wardId('w')
/** Signal and ms between two samples. */
const NUMBERS: readonly (readonly [VitalKey, number])[] = [
  ['hr', 1000],
  ['spo2', 1000],
  ['temp', 10_000],
]
const RATE = 250
const RING = 120

/** Sample k of a bed: for 300 samples no two alike. */
export const valueFor = (vital: VitalKey, sample: number): number =>
  vital === 'temp' ? 30 + (sample % 120) / 10 : vital === 'spo2' ? sample % 100 : sample % 300
export const waveOf = (bed: number, sample: number): number => ((sample * 7919 + bed * 31) % 4001) - 2000
export const periodOf = (vital: VitalKey): number => NUMBERS.find(([key]) => key === vital)?.[1] ?? 1000

const FACTS: BedFacts = {
  ...EMPTY_BED,
  presence: 'occupied',
  devices: [{ id: 'm', name: 'wall monitor', kind: 'wall', link: 'on' }],
  channels: [{ ch: 0, signal: 'ecg-ii', rate: RATE, gain: 200, baseline: 0, unit: 'mV', source: 'm' }],
}

/** A nurse, the station under her, and a wall display: as a gateway tells a screen of itself. */
const nameless: Pick<Authority, 'emergencies' | 'ended'> = { emergencies: [], ended: null }
const DESK = { name: 'Desk 1', kind: 'ward-station' } as const
export const NURSE: Authority = { is: 'person', name: 'R. Wren', roles: ['nurse'], station: null, ...nameless }
export const STATION: Authority = { is: 'station', name: 'Desk 1', roles: ['station'], station: DESK, ...nameless }
export const WALL: Authority = {
  is: 'wall-display',
  name: 'Hall',
  roles: ['wall-display'],
  station: { name: 'Hall', kind: 'wall-display' },
  ...nameless,
}
export const WHY_GONE = { code: 'revoked', message: 'R. Wren was signed out: an administrator ended the session.' } as const

const CARERS: Roster['carers'] = [{ id: 'n', initials: 'RW', name: 'R. Wren' }]

const PATIENT = '<img src=x onerror=alert(1)>'
/** What the roster tells each kind of screen of a stay. */
function rowOf(stay: string, { is }: Authority): RosterRow {
  const none = { name: null, sex: null, born: null, record: null, reason: null, teaches: null }
  if (is !== 'person') return { stay, initials: '<O', ...none }
  return { stay, initials: '<O', name: PATIENT, sex: 'F', born: '1966-02-03', record: `R-${stay}`, reason: 'hip', teaches: null }
}

interface Sent {
  readonly seq: number
  readonly parts: readonly Part[]
  readonly now: number
}
type Send = (event: string, ...args: unknown[]) => void
interface Watcher {
  readonly send: Send
  sent: number
}

export interface FakeGateway {
  /** True gateway time. */
  now(): number
  readonly seq: () => number
  readonly epoch: () => number
  /** Sample numbers as they stood when frame `seq` was made, by bed and vital. */
  readonly stood: ReadonlyMap<number, readonly ReadonlyMap<VitalKey, number>[]>
  socket(line: Line): SocketLike
  discharge(bed: number): void
  /** Another run: counts anew, knows no one. */
  restart(): void
  /** From now on a screen that connects, and with `told` each that is connected, is this; null: it may not connect, and is sent away. */
  authorise(as: Authority | null, told?: boolean): void
  /** The roster is refused with this code; null: it is answered. */
  refuseRoster(code: string | null): void
  /** Who has which bed from now on: every watcher is sent a snapshot, after which it asks for the roster. */
  assign(duties: readonly DutyRow[], charge?: Roster['charge']): void
  /** In which units the ward shows its values from now on. */
  show(units: DisplayUnits): void
  /** The bed's alarms from now on: told with a frame of their own, at once. */
  alarm(bed: number, alarms: Partial<BedAlarms>): void
  /** The same of the ward as a whole. */
  alarmWard(alarms: Partial<WardAlarms>): void
  /** What screens said that they painted, and the canaries that they answered. */
  readonly told: { readonly painted: readonly unknown[]; readonly proved: readonly unknown[] }
  /** Opened and closed details, in order. */
  readonly opened: readonly string[]
  /** Sends to all what no app may fall over. */
  shout(event: string, ...args: unknown[]): void
}

/** `damage`: what becomes of an outgoing frame's bytes; null: it is never sent. `speed`: virtual seconds a real second. */
export function createFakeGateway(
  time: FakeTime,
  bedCount: number,
  damage: (bytes: Uint8Array) => Uint8Array | null = (b) => b,
  speed = 1,
): FakeGateway {
  let epoch = 7
  let seq = 0
  let rev = 0
  let ring: Sent[] = []
  let as: Authority | null = NURSE
  let noRoster: string | null = null
  const opened: string[] = []
  const heard = { painted: [] as unknown[], proved: [] as unknown[] }
  const alarms: BedAlarms[] = Array.from({ length: bedCount }, () => NO_ALARMS)
  let wardAlarms = NO_WARD_ALARMS
  const refusal = (code: string) => ({ is: 'refused', code, message: `Refused: ${code}.` })
  let watchers = new Map<Connection, Watcher>()
  let connections = new Map<Connection, Send>()
  const stays: (string | null)[] = Array.from({ length: bedCount }, (_, bed) => `stay-${bed}`)
  const offset = 12_345
  const now = (): number => EPOCH_START + offset + time.now() * speed
  /** Every bed measures a little after the others. */
  const newest = (bed: number, period: number, when: number): number => Math.floor((when - EPOCH_START - bed * 37) / period)
  const measured = (bed: number, period: number, sample: number): number => EPOCH_START + bed * 37 + sample * period
  const told = stays.map((_, bed) => new Map(NUMBERS.map(([key, period]) => [key, newest(bed, period, now()) - 1])))
  const drawn = stays.map((_, bed) => newest(bed, 1000 / RATE, now()))
  const stood = new Map<number, readonly ReadonlyMap<VitalKey, number>[]>()
  const gateway = () => ({ protocol: PROTOCOL, epoch, now: now(), speed, demo: true, version: 'test' })
  let duties: readonly DutyRow[] = []
  let charge: Roster['charge'] = null
  let units = UNITS_OF_TABLE
  const about = { id: WARD as string, name: 'W', note: null, continuous: true, zone: 'UTC', beds: bedCount, preset: 'adult' as const }
  const ward = () => ({ ...about, units })

  const entry = (bed: number, key: VitalKey, period: number, sample: number): StateEntry => {
    const when = measured(bed, period, sample)
    return { kind: 'number', signal: key, value: known(valueFor(key, sample)), at: at(when), received: at(when), source: 0, quality: 0 }
  }
  const frameBytes = ({ seq: own, parts, now: made }: Sent, prev: number): Uint8Array | null =>
    damage(encodeFrame({ ward: WARD, epoch, seq: own, prev, rev, now: at(made), parts }))
  const post = (watcher: Watcher, sent: Sent): void => {
    const bytes = frameBytes(sent, watcher.sent)
    if (bytes) watcher.send('frame', bytes)
    watcher.sent = sent.seq
  }
  const remember = (): void => {
    stood.set(
      seq,
      told.map((row) => new Map(row)),
    )
  }

  const frame = (): void => {
    const made = now()
    const parts: Part[] = []
    stays.forEach((stay, bed) => {
      if (!stay) return
      const entries: StateEntry[] = []
      for (const [key, period] of NUMBERS) {
        const sample = newest(bed, period, made)
        if (sample === told[bed]!.get(key)) continue
        told[bed]!.set(key, sample)
        entries.push(entry(bed, key, period, sample))
      }
      const first = drawn[bed]! + 1
      const last = newest(bed, 1000 / RATE, made)
      drawn[bed] = last
      const data = Int16Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => waveOf(bed, first + i))
      const waves = encodeWaves([{ ch: 0, at: at(measured(bed, 1000 / RATE, first)), first, data, why: null }])
      const state = entries.length > 0 ? encodeState({ entries, events: [], facts: null }) : null
      parts.push({ bed, held: 0, state, waves, alarms: null })
    })
    send(parts, made)
  }
  const send = (parts: readonly Part[], made: number): void => {
    seq += 1
    const sent = { seq, parts, now: made }
    ring = [...ring.slice(1 - RING), sent]
    remember()
    for (const watcher of watchers.values()) {
      post(watcher, sent)
    }
  }
  /** What cannot wait flushes a frame. */
  const flush = (bed: number, part: Uint8Array): void => send([{ bed, held: 0, state: null, waves: null, alarms: part }], now())
  time.every(FRAME_MS, frame)
  remember()

  const snapshot = (): Snapshot => {
    const parts: Part[] = stays.map((stay, bed) => {
      const entries = stay ? NUMBERS.map(([key, period]) => entry(bed, key, period, told[bed]!.get(key)!)) : []
      const facts = stay ? FACTS : EMPTY_BED
      return { bed, held: 0, state: encodeState({ entries, events: [], facts }), waves: null, alarms: encodeAlarms(alarms[bed]!) }
    })
    parts.push({ bed: WARD_PART, held: 0, state: null, waves: null, alarms: encodeAlarms(wardAlarms) })
    const beds = stays.map((stay, bed) => ({
      id: `b${bed}`,
      label: `${bed}`,
      stay: stay === null ? null : { id: stay, population: 'adult' as const, age: 60, since: EPOCH_START },
    }))
    const bytes = encodeFrame({ ward: WARD, epoch, seq, prev: seq, rev, now: at(now()), parts })
    return { is: 'snapshot', gateway: gateway(), ward: ward(), epoch, seq, rev, beds, frame: bytes }
  }

  const answers: Readonly<Record<string, (ask: never, from: Connection, send: Send) => unknown>> = {
    wards: () => ({ is: 'wards', gateway: gateway(), wards: [ward()] }),
    clock: () => ({ now: now() }),
    roster() {
      if (!as || noRoster || as.is === 'wall-display') return refusal(noRoster ?? 'not-allowed')
      const who = as
      return { is: 'roster', carers: CARERS, people: stays.flatMap((stay) => (stay ? [rowOf(stay, who)] : [])), duties, charge }
    },
    painted: (said: unknown) => void heard.painted.push(said),
    proved: (said: unknown) => void heard.proved.push(said),
    opened: ({ stay, open }: { stay: string; open: boolean }) => void opened.push(`${open ? '+' : '-'}${stay}`),
    trend: () => ({ is: 'trend', step: 60_000, rows: [] }),
    unwatch: (_, from) => void watchers.delete(from),
    watch(ask: { ward: string; resume?: { epoch: number; seq: number } }, from, send) {
      if (!as) return refusal('not-signed-in')
      if (ask.ward !== WARD) return { ...refusal('no-such-ward'), message: 'There is no such ward.' }
      const missed = ask.resume?.epoch === epoch ? ring.filter((sent) => sent.seq > ask.resume!.seq) : null
      const whole = missed && ask.resume && (ask.resume.seq === seq || missed[0]?.seq === ask.resume.seq + 1)
      const watcher = { send, sent: whole ? ask.resume!.seq : seq }
      watchers.set(from, watcher)
      if (!whole) return snapshot()
      queueMicrotaskLike.push(() => {
        for (const sent of missed) {
          post(watcher, sent)
        }
      })
      return { is: 'resumed', epoch, seq: ask.resume!.seq, frames: missed.length }
    },
  }
  /** The ward is another: a snapshot goes to all who watch, and nothing before it can be resumed. */
  const relay = (): void => {
    rev += 1
    seq += 1
    ring = []
    remember()
    for (const watcher of watchers.values()) {
      watcher.send('snapshot', snapshot())
      watcher.sent = seq
    }
  }
  /** What goes out right after an answer. */
  const queueMicrotaskLike: (() => void)[] = []

  return {
    now,
    seq: () => seq,
    epoch: () => epoch,
    stood,
    socket(line) {
      const handlers = new Map<string, Set<(...args: unknown[]) => void>>()
      const fire = (event: string, ...args: unknown[]): void => {
        for (const act of [...(handlers.get(event) ?? [])]) act(...args)
      }
      const connection = line.connect()
      const send: Send = (event, ...args) => connection.carry('app', () => fire(event, ...args))
      connection.onClose = () => {
        watchers.delete(connection)
        connections.delete(connection)
        time.after(1, () => fire('disconnect', 'transport close'))
      }
      if (line.cutNow() === 'reset') time.after(5, () => fire('connect_error', new Error('refused')))
      else
        connection.carry('gateway', () => {
          if (!as) {
            const error = Object.assign(new Error('Nobody is signed in at this screen.'), {
              data: { code: 'not-signed-in', ended: WHY_GONE },
            })
            connection.carry('app', () => fire('connect_error', error))
            return
          }
          connections.set(connection, send)
          connection.carry('app', () => fire('connect'))
          send('authority', as)
        })
      return {
        on: (event, act) => handlers.set(event, (handlers.get(event) ?? new Set()).add(act)),
        off: (event, act) => handlers.get(event)?.delete(act),
        emit: (event, payload, ack) =>
          connection.carry('gateway', () => {
            const answer = answers[event]?.(payload as never, connection, send)
            if (typeof ack === 'function') connection.carry('app', () => ack(answer))
            for (const after of queueMicrotaskLike.splice(0)) after()
          }),
        disconnect: () => {
          connection.close()
          watchers.delete(connection)
          connections.delete(connection)
        },
      }
    },
    discharge(bed) {
      stays[bed] = null
      relay()
    },
    assign(next, inCharge = null) {
      duties = next
      charge = inCharge
      relay()
    },
    show(next) {
      units = next
      relay()
    },
    restart() {
      epoch += 1
      seq = 0
      ring = []
      stood.clear()
      remember()
      const old = [...connections.keys()]
      watchers = new Map()
      connections = new Map()
      for (const connection of old) {
        connection.close()
        connection.onClose()
      }
    },
    authorise(next, told = true) {
      as = next
      if (!told) return
      for (const [connection, send] of [...connections]) {
        if (next) {
          send('authority', next)
          continue
        }
        send('evicted', { reason: 'signed-out', message: WHY_GONE.message })
        watchers.delete(connection)
        connections.delete(connection)
      }
    },
    refuseRoster(code) {
      noRoster = code
    },
    alarm(bed, next) {
      alarms[bed] = { ...NO_ALARMS, ...next }
      flush(bed, encodeAlarms(alarms[bed]))
    },
    alarmWard(next) {
      wardAlarms = { ...NO_WARD_ALARMS, ...next }
      flush(WARD_PART, encodeAlarms(wardAlarms))
    },
    told: heard,
    opened,
    shout: (event, ...args) => {
      for (const watcher of watchers.values()) watcher.send(event, ...args)
    },
  }
}
