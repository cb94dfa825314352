// What is made of the demo's past, job by job: pure work for any thread. The same job always makes the same.
import { columnsScanned, type Hot, linesOf } from '../../../feed/mock/hot.ts'
import { createWard, type DemoWard, type WardOptions } from '../../../feed/mock/ward.ts'
import type { Sample } from '../../../model/sample.ts'
import { type At, after, at, minutes } from '../../../model/units.ts'
import type { Packed } from '../../store/asks.ts'
import { NUMBER_SPAN } from '../../store/blocks/blocks.ts'
import { packColumns } from '../../store/blocks/packcolumns.ts'
import { packAll, startOf } from '../../store/spans.ts'
import { type AlarmsMade, pastAlarms } from './alarms.ts'

/** By what the demo's wards are made anew, the same; plain data, to be kept and handed to a thread. */
export interface Invented {
  readonly seed: number
  readonly start: number
  readonly beds: number
  readonly zone: string
  /** Of each bed in the order of the plans; '' where nobody lies there. */
  readonly stays: readonly string[]
}
export type Job =
  /** `events` from then on: beats and breaths. */
  | { readonly is: 'numbers'; readonly bed: string; readonly from: number; readonly to: number; readonly events: number }
  | { readonly is: 'alarms'; readonly bed: string; readonly from: number; readonly to: number; readonly hot: readonly Hot[] }
  | { readonly is: 'waves'; readonly bed: string; readonly from: number; readonly to: number; readonly events: boolean }
export interface Made {
  readonly packed: readonly Packed[]
  readonly samples: number
  /** When something may have happened there. */
  readonly hot: readonly Hot[]
  readonly alarms: AlarmsMade | null
}

export function wardOf({ seed, start, beds, zone, stays }: Invented): DemoWard {
  let place = 0
  const options: WardOptions = { seed, start: at(start), beds, zone, id: () => stays[place++] || 'nobody' }
  return createWard(options)
}
function numbers(ward: DemoWard, job: Extract<Job, { is: 'numbers' }>): Made {
  const packed: Packed[] = []
  const hot: Hot[] = []
  const stay = ward.census.stays.find(({ bed }) => bed === job.bed)
  const lines = stay ? linesOf(stay) : new Map()
  let samples = 0
  for (let start = startOf(job.from, false); start < job.to; start += NUMBER_SPAN) {
    const from = at(Math.max(start, job.from))
    const to = at(Math.min(start + NUMBER_SPAN, job.to))
    const columns = ward.columns(job.bed, from, to)
    hot.push(...columnsScanned(columns, lines))
    const beside: Sample[] = [...columns.flatMap(({ coded }) => coded), ...eventsOf(ward, job.bed, Math.max(from, job.events), to)]
    // Read late is measured earlier: of another span, which is packed with what it has there.
    const others: Sample[] = []
    for (const one of ward.readings(job.bed, from, to)) (startOf(one.at, false) === start ? beside : others).push(one)
    samples += beside.length + others.length
    for (const { numbers: own } of columns) for (const { value } of own) samples += value.length
    if (columns.length + beside.length > 0) packed.push({ wave: false, start, blocks: packColumns(columns, beside) })
    for (const own of Map.groupBy(others, (one) => startOf(one.at, false)).values())
      packed.push({ wave: false, start: startOf(own[0]!.at, false), blocks: packAll(own, false) })
  }
  return { packed, samples, hot, alarms: null }
}

function eventsOf(ward: DemoWard, bed: string, from: number, to: number): Sample[] {
  if (from >= to) return []
  return brought(ward, bed, from, to, false).filter(({ kind }) => kind === 'event')
}
/** Waves and events that were measured in [from, to), and not while nobody listened. */
function brought(ward: DemoWard, bed: string, from: number, to: number, waves: boolean): Sample[] {
  const { gap } = ward
  return ward
    .reports(at(from), after(at(to), minutes(0.05)), { numbers: false, waves, bed })
    .flatMap(({ samples }) => samples)
    .filter((one) => one.at >= from && one.at < to && !(one.received >= gap.from && one.received < gap.to))
}

function waves(ward: DemoWard, job: Extract<Job, { is: 'waves' }>): Made {
  const all = brought(ward, job.bed, job.from, job.to, true).filter(({ kind }) => kind === 'wave' || (job.events && kind === 'event'))
  const spans = Map.groupBy(all, (one) => `${one.kind === 'wave'} ${startOf(one.at, one.kind === 'wave')}`)
  const packed = [...spans.values()].map((own): Packed => {
    const wave = own[0]!.kind === 'wave'
    return { wave, start: startOf(own[0]!.at, wave), blocks: packAll(own, wave) }
  })
  return { packed, samples: all.length, hot: [], alarms: null }
}

export async function make(ward: DemoWard, job: Job): Promise<Made> {
  switch (job.is) {
    case 'numbers':
      return numbers(ward, job)
    case 'waves':
      return waves(ward, job)
    case 'alarms':
      return {
        packed: [],
        samples: 0,
        hot: [],
        alarms: await pastAlarms(ward, job.bed, job.hot, { from: job.from as At, to: job.to as At }),
      }
    default:
      return job satisfies never
  }
}
