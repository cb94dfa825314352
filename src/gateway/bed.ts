// One bed as the ward's screens see it: present values, what is newly true since the last frame, and both halves as bytes.

import { encodeAlarms } from '../model/alarmbytes.ts'
import { type BedAlarms, NO_ALARMS } from '../model/alarmshown.ts'
import type { Stay } from '../model/census.ts'
import type { BedFacts, Channel } from '../model/facts.ts'
import type { Part } from '../model/frame.ts'
import { encodeState, encodeWaves, type StateEntry, type WaveChunk, type WireEvent } from '../model/half.ts'
import { QUALITY, type Sample } from '../model/sample.ts'
import type { At } from '../model/units.ts'
import { unknown, type Why } from '../model/value.ts'

type Shown = Extract<Sample, { kind: 'number' | 'coded' }>
type WaveSample = Extract<Sample, { kind: 'wave' }>

/** Events and wave bytes that may wait for the next frame; the oldest go first and are counted. */
const EVENTS = 256
const WAVE_BYTES = 64 * 1024
const CHANNELS = 16
/** In the place of a device that the facts do not name. */
const NO_DEVICE = 255
/** Longest chunk on the wire. */
const LONGEST = 0xffff

/** What a bed shows of its stay: goes along where the stay is moved. */
export interface Present {
  readonly leading: ReadonlyMap<string, Shown>
  readonly second: ReadonlyMap<string, Shown>
}

export interface BedView {
  /** Its place in the ward's list; another where beds were added or taken away. */
  readonly place: () => number
  move(place: number): void
  readonly stay: () => Stay | null
  readonly facts: () => BedFacts
  /** Takes what was checked. True where it cannot wait for the next frame. */
  take(samples: readonly Sample[], facts: Partial<BedFacts> | undefined): boolean
  /** Another stay, or none: nothing of the one before stays in sight, but what the new one brings along. */
  settle(stay: Stay | null, facts: BedFacts, brings?: Present | null, alarms?: BedAlarms): void
  /** The same stay, told otherwise. */
  restate(stay: Stay | null): void
  readonly present: () => Present
  /** What this device brought is not to be believed any more: it is unknown, and said why. */
  disown(device: string, why: Why, now: At): void
  /** What it is about was answered. `again`: what was shown of this device before is the patient's after all; else nothing comes of it. */
  answered(device: string, again: boolean): void
  /** Alarms of who lies here, whole. False where they are told already. */
  tell(alarms: BedAlarms): boolean
  /** What is new since the last call, encoded, or null; the bed then starts anew. */
  cut(): Part | null
  /** All that is true now, as bytes; encoded again only where something changed. */
  whole(): Uint8Array
  alarms(): Uint8Array
}

export interface BedCounts {
  encoded(half: 'state' | 'waves'): void
  dropped(what: 'event' | 'wave' | 'channel'): void
}

export function createBed(at: number, first: Stay | null, start: BedFacts, counts: BedCounts): BedView {
  let place = at
  let stay = first
  let facts: BedFacts = start
  let present = new Map<string, Shown>()
  let second = new Map<string, Shown>()
  /** What was shown in the place of a value that is not to be believed: by device and signal. */
  let apart = new Map<string, Shown>()
  let fresh = new Set<string>()
  let freshSecond = new Set<string>()
  let events: WireEvent[] = []
  let chunks: WaveChunk[] = []
  let waveBytes = 0
  let factsNew = false
  let wholeBytes: Uint8Array | null = null
  let alarms: Uint8Array = encodeAlarms(NO_ALARMS)
  let alarmsNew = false
  let alarmsTold = JSON.stringify(NO_ALARMS)

  const entry = (sample: Shown): StateEntry => {
    const device = facts.devices.findIndex(({ id }) => id === sample.source)
    const { kind, signal, value, at, received, quality } = sample
    return { kind, signal, value, at, received, quality, source: device < 0 ? NO_DEVICE : device } as StateEntry
  }

  function learn(next: Partial<BedFacts>): boolean {
    const merged: BedFacts = { ...facts, ...next }
    if (JSON.stringify(merged) === JSON.stringify(facts)) return false
    // A value names its device by place: where the places change, every value is said again.
    if (merged.devices.map(({ id }) => id).join() !== facts.devices.map(({ id }) => id).join()) {
      fresh = new Set(present.keys())
      freshSecond = new Set(second.keys())
    }
    facts = merged
    factsNew = true
    return true
  }

  function show(sample: Shown): boolean {
    if (sample.quality & QUALITY.second) {
      if ((second.get(sample.signal)?.at ?? Number.NEGATIVE_INFINITY) > sample.at) return false
      second.set(sample.signal, sample)
      freshSecond.add(sample.signal)
      return false
    }
    const before = present.get(sample.signal)
    // The newest measurement of those that lead is the present one; also where it came late: it shows both its times.
    if (before && before.at > sample.at) return false
    present.set(sample.signal, sample)
    fresh.add(sample.signal)
    if (!before) return false
    if (before.value.is !== sample.value.is) return true
    if (before.value.is === 'unknown') return sample.value.is === 'unknown' && before.value.why !== sample.value.why
    return sample.kind === 'coded' && sample.value.is === 'known' && before.value.value !== sample.value.value
  }

  /** The number of the wave's channel; a wave that the facts do not announce, or announced otherwise, is announced here. */
  function channel(wave: WaveSample): { ch: number; changed: boolean } | null {
    const { signal, source, rate, gain, baseline, unit } = wave
    const found = facts.channels.find((one) => one.signal === signal && one.source === source)
    if (found && found.rate === rate && found.gain === gain && found.baseline === baseline && found.unit === unit)
      return { ch: found.ch, changed: false }
    const used = new Set(facts.channels.map(({ ch }) => ch))
    let ch = found?.ch ?? 0
    if (!found) while (used.has(ch)) ch++
    if (!found && facts.channels.length >= CHANNELS) return null
    const row: Channel = { ch, signal, rate, gain, baseline, unit: unit.slice(0, 16), source }
    learn({ channels: found ? facts.channels.map((one) => (one === found ? row : one)) : [...facts.channels, row] })
    return { ch, changed: true }
  }

  function draw(wave: WaveSample): boolean {
    if (wave.quality & QUALITY.late) return false
    const way = channel(wave)
    if (!way) {
      counts.dropped('channel')
      return false
    }
    chunks.push({ ch: way.ch, at: wave.at, first: wave.seq, data: wave.data, why: wave.why ?? null })
    waveBytes += wave.data.byteLength
    while (waveBytes > WAVE_BYTES && chunks.length > 1) {
      waveBytes -= chunks.shift()!.data.byteLength
      counts.dropped('wave')
    }
    return way.changed
  }

  return {
    place: () => place,
    move(to) {
      place = to
    },
    present: () => ({ leading: present, second }),
    restate(next) {
      stay = next
    },
    disown(device, why, now) {
      for (const [map, news] of [
        [present, fresh],
        [second, freshSecond],
      ] as const)
        for (const [signal, sample] of map) {
          if (sample.source !== device || sample.value.is === 'unknown') continue
          apart.set(`${device} ${signal}`, sample)
          map.set(signal, { ...sample, value: unknown(why), at: now, received: now } as Shown)
          news.add(signal)
        }
      wholeBytes = null
    },
    answered(device, again) {
      for (const map of [present, second])
        for (const [signal, sample] of map) {
          if (sample.source !== device || sample.value.is === 'known' || sample.value.why !== 'held') continue
          const before = again ? apart.get(`${device} ${signal}`) : undefined
          map.set(signal, before ?? ({ ...sample, value: unknown('no-data') } as Shown))
        }
      for (const key of apart.keys()) if (key.startsWith(`${device} `)) apart.delete(key)
      wholeBytes = null
    },
    stay: () => stay,
    facts: () => facts,
    take(samples, newly) {
      let urgent = newly !== undefined && learn(newly)
      for (const sample of samples) {
        switch (sample.kind) {
          case 'number':
          case 'coded':
            urgent = show(sample) || urgent
            break
          case 'wave':
            urgent = draw(sample) || urgent
            break
          case 'event':
            events.push({ signal: sample.signal, mark: sample.mark, at: sample.at })
            if (events.length > EVENTS) {
              events.shift()
              counts.dropped('event')
            }
            break
          default:
            sample satisfies never
        }
      }
      if (samples.length > 0 || urgent) wholeBytes = null
      return urgent
    },
    settle(next, newly, brings = null, of = NO_ALARMS) {
      stay = next
      present = new Map(brings?.leading)
      second = new Map(brings?.second)
      apart = new Map()
      fresh = new Set(present.keys())
      freshSecond = new Set(second.keys())
      events = []
      chunks = []
      waveBytes = 0
      facts = newly
      factsNew = true
      wholeBytes = null
      alarms = encodeAlarms(of)
      alarmsTold = JSON.stringify(of)
      alarmsNew = true
    },
    tell(next) {
      const json = JSON.stringify(next)
      if (json === alarmsTold) return false
      alarmsTold = json
      alarms = encodeAlarms(next)
      alarmsNew = true
      return true
    },
    alarms: () => alarms,
    cut() {
      const anyState = fresh.size > 0 || freshSecond.size > 0 || events.length > 0 || factsNew
      if (!anyState && chunks.length === 0 && !alarmsNew) return null
      const told = alarmsNew ? alarms : null
      alarmsNew = false
      let state: Uint8Array | null = null
      if (anyState) {
        counts.encoded('state')
        const news = [...[...fresh].map((key) => present.get(key)!), ...[...freshSecond].map((key) => second.get(key)!)]
        state = encodeState({ entries: news.map(entry), events, facts: factsNew ? facts : null })
      }
      let waves: Uint8Array | null = null
      if (chunks.length > 0) {
        counts.encoded('waves')
        waves = encodeWaves(joined(chunks))
      }
      fresh.clear()
      freshSecond.clear()
      events = []
      chunks = []
      waveBytes = 0
      factsNew = false
      return { bed: place, held: 0, state, waves, alarms: told }
    },
    whole() {
      if (!wholeBytes) {
        counts.encoded('state')
        wholeBytes = encodeState({ entries: [...present.values(), ...second.values()].map(entry), events: [], facts })
      }
      return wholeBytes
    },
  }
}

/** Chunks of one wave that follow each other, as one: each chunk costs 21 bytes on the wire and a step at the screen. */
export function joined(chunks: readonly WaveChunk[]): readonly WaveChunk[] {
  const runs: WaveChunk[][] = []
  const open = new Map<number, WaveChunk[]>()
  for (const chunk of chunks) {
    const run = open.get(chunk.ch)
    const last = run?.at(-1)
    const length = run ? chunk.first - run[0]!.first : 0
    const follows = last && last.first + last.data.length === chunk.first && last.data.BYTES_PER_ELEMENT === chunk.data.BYTES_PER_ELEMENT
    if (run && follows && last.why === chunk.why && length + chunk.data.length <= LONGEST) run.push(chunk)
    else {
      const started = [chunk]
      open.set(chunk.ch, started)
      runs.push(started)
    }
  }
  return runs.slice(0, 255).map((run) => {
    if (run.length === 1) return run[0]!
    const first = run[0]!
    const data = new (first.data instanceof Int16Array ? Int16Array : Int32Array)(run.reduce((sum, { data }) => sum + data.length, 0))
    for (const { data: piece, first: at } of run) data.set(piece, at - first.first)
    return { ...first, data }
  })
}
