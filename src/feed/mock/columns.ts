// What the devices of one bed handed over long ago, as columns: the same numbers as the stream brings, without an object each. A day of a
// ward is made in seconds by it.
import type { DeviceId } from '../../model/ids.ts'
import { type CodedSample, QUALITY } from '../../model/sample.ts'
import { type At, at, seconds } from '../../model/units.ts'
import { WHYS } from '../../model/value.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import type { Body } from './body.ts'
import type { Unit } from './devices.ts'
import type { Setting, Window } from './happening.ts'
import type { Plan } from './plan.ts'
import { type Epochs, phaseOf } from './stream.ts'

/** In the place of a reason where the value is known. */
export const KNOWN = 255
/** Coded states are told at each change, and so often, s: within the 15 s after which a watched state is unknown [DESIGN P1]. */
const CODED_EACH = 10

export interface NumberColumn {
  readonly signal: VitalKey
  /** Which of the source's reports brought it. */
  readonly rows: Float64Array
  /** NaN: unknown, by `why` as an index of WHYS. */
  readonly value: Float64Array
  readonly why: Uint8Array
  readonly quality: Uint8Array
}
/** Of one device, oldest first. */
export interface UnitColumns {
  readonly source: DeviceId
  readonly at: Float64Array
  readonly received: Float64Array
  readonly seq: Float64Array
  /** NaN where it has no clock. */
  readonly deviceTime: Float64Array
  readonly numbers: readonly NumberColumn[]
  readonly coded: readonly CodedSample[]
}

function unitColumns(plan: Plan, body: Body, unit: Unit, { epoch, zero }: Epochs, setting: Setting, off: readonly Window[]) {
  const phase = phaseOf(plan, unit.device, setting)
  const source = plan.device(unit.device)
  const before = Math.round((epoch - zero) / 1000)
  const shortest = Math.min(...unit.numbers.map(([, period]) => period), unit.coded.length ? 1 : Number.POSITIVE_INFINITY)
  const lost = (received: number): boolean => off.some((one) => received >= one.from && received < one.to)

  return (from: At, to: At): UnitColumns | null => {
    const first = epoch + phase.numbers
    const most = Math.ceil((to - from) / seconds(1)) + 1
    const columns = unit.numbers.map(([signal, period]) => ({
      signal,
      period,
      range: VITALS[signal].plausible,
      count: 0,
      rows: new Float64Array(most),
      value: new Float64Array(most),
      why: new Uint8Array(most),
      quality: new Uint8Array(most),
    }))
    const times = new Float64Array(most)
    const ks = new Float64Array(most)
    const coded: CodedSample[] = []
    const said = new Map<string, string>()
    let rows = 0
    for (let k = Math.ceil((from - first) / 1000); ; k++) {
      const t = at(first + k * 1000)
      if (t >= to) break
      if (k % shortest !== 0 || lost(t + phase.latency) || !plan.sends(unit.device, t)) continue
      let brought = false
      for (const column of columns) {
        if (k % column.period !== 0) continue
        const { value, quality } = body.number(column.signal, t)
        const n = column.count++
        column.rows[n] = rows
        column.quality[n] = quality | QUALITY.demo
        if (value.is === 'unknown') {
          column.value[n] = Number.NaN
          column.why[n] = WHYS.indexOf(value.why)
        } else {
          const is = value.value >= column.range[0] && value.value <= column.range[1]
          column.value[n] = is ? value.value : Number.NaN
          column.why[n] = is ? KNOWN : WHYS.indexOf('implausible')
        }
        brought = true
      }
      for (const signal of unit.coded) {
        if (signal !== 'rhythm' && signal !== 'leads') continue
        const value = signal === 'rhythm' ? body.rhythm(t) : ({ is: 'known', value: body.leads(t) } as const)
        const word = value.is === 'known' ? value.value : value.why
        if (said.get(signal) === word && k % CODED_EACH !== 0) continue
        said.set(signal, word)
        const received = at(t + phase.latency)
        const device = phase.ahead === null ? {} : { deviceTime: t + phase.ahead }
        coded.push({ kind: 'coded', signal, value, at: t, received, source, seq: before + k, quality: QUALITY.demo, ...device })
        brought = true
      }
      if (!brought) continue
      times[rows] = t
      ks[rows] = before + k
      rows++
    }
    if (rows === 0) return null
    const own = times.slice(0, rows)
    return {
      source,
      at: own,
      received: own.map((t) => t + phase.latency),
      seq: ks.slice(0, rows),
      deviceTime: own.map((t) => (phase.ahead === null ? Number.NaN : t + phase.ahead)),
      numbers: columns.flatMap(({ signal, count, rows: places, value, why, quality }): NumberColumn[] =>
        count === 0
          ? []
          : [
              {
                signal,
                rows: places.slice(0, count),
                value: value.slice(0, count),
                why: why.slice(0, count),
                quality: quality.slice(0, count),
              },
            ],
      ),
      coded,
    }
  }
}

/** All that the devices of a bed measured by themselves at [from, to), but what was under way while nobody listened (`off`). */
export function columnsOf(plan: Plan, body: Body, epochs: Epochs, setting: Setting, off: readonly Window[]) {
  const units = plan.units.map((unit) => unitColumns(plan, body, unit, epochs, setting, off))
  return (from: At, to: At): UnitColumns[] => units.flatMap((unit) => unit(from, to) ?? [])
}
