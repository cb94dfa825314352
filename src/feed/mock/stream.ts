// What the devices of one bed hand over by themselves: numbers at their cadence, beats and breaths, wave chunks of 250 ms.
import type { DeviceAlarm, Sample } from '../../model/sample.ts'
import { plausible, QUALITY } from '../../model/sample.ts'
import { type At, after, minutes, seconds } from '../../model/units.ts'
import { rhythmAlarms, rowAlarms } from './alarms.ts'
import { BODY_SCALES, type Body } from './body.ts'
import { type DeviceKey, deviceOf, type Unit } from './devices.ts'
import type { Due } from './failures.ts'
import type { Setting } from './happening.ts'
import type { Plan } from './plan.ts'
import { chance } from './seed.ts'

/** How much is asked for. */
export interface How {
  /** Numbers, and what is coded with them. */
  readonly numbers: boolean
  readonly waves: boolean
  readonly events: boolean
  /** Numbers at most once in so many seconds. */
  readonly stride: number
  /** This bed alone. */
  readonly bed?: string
}

/** A wave chunk spans 250 ms [design]. */
const CHUNK = 250

/** Each device at its own phase and with its own way to the gateway, so that a ward does not speak in chorus. */
interface Phase {
  readonly numbers: number
  readonly waves: number
  readonly latency: number
  /** How far the device's clock is ahead, or null where it has none. */
  readonly ahead: number | null
}
/**
 * Every device counts from `zero`, the same for all, whoever is on it: sample n of a wave lies at zero + n / rate. So a monitor on the wall
 * goes on counting when another body comes to it: no number comes twice, and the time between the two is a hole in every trace.
 */
export interface Epochs {
  /** The body's own beginning, whole seconds after `zero`. */
  readonly epoch: At
  readonly zero: At
}

export function phaseOf(plan: Plan, key: DeviceKey, { seed }: Setting): Phase {
  const of = (what: string, span: number): number => Math.floor(chance(seed, `${plan.bed}/${key}/${what}`) * span)
  return {
    numbers: of('numbers', 1000),
    waves: of('waves', CHUNK),
    latency: 10 + of('latency', 30),
    ahead: deviceOf(key).clock ? minutes(plan.row.clockAhead ?? 0) : null,
  }
}

function unitStream(
  plan: Plan,
  body: Body,
  unit: Unit,
  { epoch, zero }: Epochs,
  setting: Setting,
): (from: At, to: At, how: How, out: Due[]) => void {
  const phase = phaseOf(plan, unit.device, setting)
  const source = plan.device(unit.device)
  /** Seconds that the devices had counted when the body began. */
  const before = Math.round((epoch - zero) / 1000)
  const common = (at: At, received: At, seq: number, quality: number) => ({
    at,
    received,
    source,
    seq,
    quality: quality | QUALITY.demo,
    ...(phase.ahead === null ? {} : { deviceTime: at + phase.ahead }),
  })

  const numbersAt = (k: number, stride: number, t: At, received: At): Sample[] => {
    const samples: Sample[] = []
    for (const [signal, period] of unit.numbers) {
      if (k % period >= stride) continue
      const { value, quality } = body.number(signal, t)
      samples.push({ kind: 'number', signal, value: plausible(signal, value), ...common(t, received, before + k, quality) })
    }
    for (const signal of unit.coded) {
      if (signal === 'rhythm') samples.push({ kind: 'coded', signal, value: body.rhythm(t), ...common(t, received, before + k, 0) })
      if (signal === 'leads')
        samples.push({ kind: 'coded', signal, value: { is: 'known', value: body.leads(t) }, ...common(t, received, before + k, 0) })
    }
    return samples
  }

  const eventsIn = (from: At, to: At, received: At): Sample[] => {
    const samples: Sample[] = []
    // Numbered by hundredths of a second: nothing beats twice within one.
    const seq = (t: At): number => Math.floor((t - zero) / 10)
    if (unit.events.includes('beat') && body.leads(from) !== 'off')
      for (const { at, mark } of body.beats(from, to))
        samples.push({ kind: 'event', signal: 'beat', mark, ...common(at, received, seq(at), 0) })
    if (unit.events.includes('breath'))
      for (const { at } of body.breaths(from, to))
        samples.push({ kind: 'event', signal: 'breath', mark: 'insp', ...common(at, received, seq(at), 0) })
    return samples
  }

  const wavesIn = (from: At, to: At, received: At): Sample[] =>
    unit.waves.map((signal) => {
      const scale = BODY_SCALES[signal]
      const first = Math.ceil(((from - epoch) * scale.rate) / 1000)
      const end = Math.ceil(((to - epoch) * scale.rate) / 1000)
      const { data, why } = body.wave(signal, first, end - first)
      const at = after(epoch, (first * 1000) / scale.rate)
      return { kind: 'wave', signal, data, ...scale, ...common(at, received, before * scale.rate + first, 0), ...(why ? { why } : {}) }
    })

  return (from, to, how, out) => {
    const report = (samples: Sample[], received: At, alarms: DeviceAlarm[] = []): void => {
      const more = alarms.length ? { alarms } : {}
      if (samples.length) out.push({ received, report: { bed: plan.bed, patient: plan.person?.record ?? null, samples, ...more } })
    }
    const first = after(epoch, phase.latency)
    const step = seconds(how.stride)
    for (let k = Math.ceil((from - first - phase.numbers) / step); how.numbers; k++) {
      const received = after(first, phase.numbers + k * step)
      if (received >= to) break
      const t = after(received, -phase.latency)
      if (!plan.sends(unit.device, t)) continue
      const alarms = unit.coded.includes('rhythm') ? rhythmAlarms(body, source, t, step) : []
      report(numbersAt(k * how.stride, how.stride, t, received), received, alarms)
    }
    if (!(how.waves && unit.waves.length) && !(how.events && unit.events.length)) return
    const chunk = how.waves ? CHUNK : step
    for (let j = Math.ceil((from - first - phase.waves) / chunk); ; j++) {
      const received = after(first, phase.waves + j * chunk)
      if (received >= to) return
      const end = after(received, -phase.latency)
      const begin = after(end, -chunk)
      if (!plan.sends(unit.device, begin)) continue
      if (how.events) report(eventsIn(begin, end, received), received)
      if (how.waves) report(wavesIn(begin, end, received), received)
    }
  }
}

/** All that the devices of a bed hand over with `received` in [from, to). */
export function streamOf(plan: Plan, body: Body, epochs: Epochs, setting: Setting): (from: At, to: At, how: How) => Due[] {
  const streams = plan.units.map((unit) => unitStream(plan, body, unit, epochs, setting))
  const alarms = rowAlarms(plan, setting)
  return (from, to, how) => {
    const out: Due[] = alarms(from, to)
    for (const stream of streams) stream(from, to, how, out)
    return out
  }
}
