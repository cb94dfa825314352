// What the demo's staff charted of a bed before the start, and what was ordered: sets of the true values, as somebody would have taken them.
import type { Observations, Oxygen, ScaleOrder } from '../../model/observations.ts'
import { type At, after, hours, minutes } from '../../model/units.ts'
import type { BedRow } from './bedrow.ts'
import type { Setting } from './happening.ts'
import { chance } from './seed.ts'
import type { Course, Truth } from './truth.ts'

/** Somebody of the demo's staff: marked so wherever the name stands. */
const staff = (name: string): Observations['by'] => ({ is: 'feed', id: 'demo-staff', name: `${name}, demo staff` })

function oxygenOf({ o2Device: device, o2Flow }: Truth, { fio2 }: BedRow): Oxygen {
  if (device === 'A') return { device, flow: null, fio2: null }
  return fio2 !== undefined
    ? { device, flow: null, fio2 }
    : o2Flow > 0
      ? { device, flow: o2Flow, fio2: null }
      : { device, flow: null, fio2: 40 }
}

function setAt(at: At, truth: Truth, row: BedRow): Observations {
  const from = (value: number, digits: 0 | 1 = 0) => ({ value: Math.round(value * 10 ** digits) / 10 ** digits, from: 'monitor' as const })
  return {
    at,
    by: staff('R. Wren'),
    consciousness: truth.ventilated ? 'not-assessable' : truth.consciousness,
    oxygen: oxygenOf(truth, row),
    rr: { value: Math.round(truth.rr), from: 'typed' },
    spo2: from(truth.spo2),
    sys: from(truth.sys),
    pulse: from(truth.hr),
    temp: from(truth.temp, 1),
    glucose: null,
  }
}

export interface Charted {
  readonly sets: readonly Observations[]
  readonly orders: readonly ScaleOrder[]
}
/** One set within the last hours, but at home, where nobody goes round, and where somebody is not woken for it. `since`: of the stay. */
export function chartedOf(row: BedRow, course: Course, continuous: boolean, since: At, { seed, start }: Setting): Charted {
  const at = after(start, -minutes(Math.round(55 + 60 * chance(seed, `${row.bed}/chart`))))
  const goes = continuous && !row.valuesOnRequest && !row.pregnant && row.person !== null && row.person[1] >= 16 && at > since
  const order: ScaleOrder = { scale: 2, target: { low: 88, high: 92 }, by: staff('Dr A. Rook'), at: after(since, hours(1)) }
  return { sets: goes ? [setAt(at, course(at), row)] : [], orders: row.scale2 ? [order] : [] }
}
