// The demo's first start makes what lies behind it: numbers, alarms, then waves, the newest first, while live beds go on. What is made is
// kept as it comes; a start that was ended in the middle of it goes on from the phase it was in, and what was made twice is there once.

import type { Hot } from '../../../feed/mock/hot.ts'
import { type StayId, stayId } from '../../../model/ids.ts'
import type { Entry } from '../../../model/stayalarms.ts'
import { type At, hours, minutes, seconds } from '../../../model/units.ts'
import { z } from '../../../model/zod.ts'
import type { History } from '../../history/history.ts'
import type { Change, Store } from '../../store/store.ts'
import { nameOf } from '../../watch/kept.ts'
import type { Invented, Job, Made } from './make.ts'
import type { Makers } from './threads.ts'

/** How far back it is made [WARD §6]; the newest part first. */
export const PAST = { all: hours(72), recent: hours(12) } as const
/** Of one job. */
const SLICE = hours(1)
/** Waves of all beds so far back, and about each alarm [design]. */
const WAVES = minutes(30)
const ABOUT = { before: seconds(30), after: seconds(60) } as const
/** Waves of one job. */
const WAVE_SLICE = minutes(5)
/** TABLE: in this order. The index of the next one is kept. */
const PHASES = ['recent numbers', 'recent alarms', 'recent waves', 'older numbers', 'older alarms', 'older waves'] as const
const ROW = 'demo-past'

const Row = z.object({
  invented: z.object({ seed: z.number(), start: z.number(), beds: z.number(), zone: z.string(), stays: z.array(z.string()) }),
  /** When no gateway ran. */
  gap: z.object({ from: z.number(), to: z.number() }),
  phase: z.number().int().min(0),
  /** When alarms of the recent part were raised, for the waves about them. */
  raised: z.array(z.object({ bed: z.string(), at: z.number() })).max(20_000),
})
type Row = z.infer<typeof Row>

export interface PastProgress {
  readonly state: 'making' | 'made' | 'failed'
  /** 0–1, of the numbers. */
  readonly share: number
  readonly samples: number
  /** Real seconds until the last 12 h were there; null: not yet. */
  readonly recentSeconds: number | null
  readonly seconds: number
}

/** A bed whose past is made. */
export interface PastBed {
  readonly bed: string
  readonly stay: StayId
  readonly since: number
  /** Watched: its alarms are made, too. */
  readonly watched: boolean
}

export interface PastSetup {
  readonly store: Pick<Store, 'write'>
  readonly history: Pick<History, 'fillPacked'>
  readonly makers: Makers
  readonly beds: readonly PastBed[]
  readonly row: Row
  readonly real: () => At
  readonly told: (progress: PastProgress) => void
  /** No more is made once it says so. */
  readonly ending: () => boolean
}

/** What was kept of an earlier start; null: nothing was made yet. */
export async function loadPast(store: Pick<Store, 'load'>): Promise<Row | null> {
  const found = (await store.load('setting')).find(({ id }) => id === ROW)
  return found ? Row.parse(found.content) : null
}
export const isMade = ({ phase }: Row): boolean => phase >= PHASES.length
export const firstRow = (invented: Invented, gap: Row['gap']): Row => ({
  invented: { ...invented, stays: [...invented.stays] },
  gap,
  phase: 0,
  raised: [],
})
export const rowChange = (row: Row, changed: At): Change => ({ kind: 'setting', id: ROW, content: row, changed })

/** Newest slice first, of all beds before the next. */
function numberJobs(beds: readonly PastBed[], start: number, from: number, to: number): { readonly bed: PastBed; readonly job: Job }[] {
  const jobs: { readonly bed: PastBed; readonly job: Job }[] = []
  for (let end = to; end > from; end = Math.ceil(end / SLICE - 1) * SLICE) {
    const begin = Math.max(from, Math.ceil(end / SLICE - 1) * SLICE)
    for (const bed of beds)
      if (bed.since < end)
        jobs.push({ bed, job: { is: 'numbers', bed: bed.bed, from: Math.max(begin, bed.since), to: end, events: start - WAVES } })
  }
  return jobs
}

export async function makePast({ store, history, makers, beds, row, real, told, ending }: PastSetup): Promise<PastProgress> {
  const { start } = row.invented
  const began = real()
  const watched = beds.filter((bed) => bed.watched)
  const parts = { recent: [start - PAST.recent, start], older: [start - PAST.all, start - PAST.recent] } as const
  const hot = new Map<string, Hot[]>()
  let { phase, raised } = row
  let samples = 0
  let recentSeconds: number | null = null
  const all = beds.reduce((sum, { since }) => sum + Math.max(0, Math.min(PAST.all, start - since)), 0)
  let done = 0
  const progress = (state: PastProgress['state']): PastProgress => ({
    state,
    share: state === 'made' ? 1 : Math.min(1, done / Math.max(1, all)),
    samples,
    recentSeconds,
    seconds: (real() - began) / 1000,
  })

  async function keep(bed: PastBed, job: Job, made: Made): Promise<void> {
    samples += made.samples
    if (made.packed.length > 0) await history.fillPacked(bed.stay, made.packed)
    if (job.is === 'numbers') {
      done += job.to - job.from
      hot.set(bed.bed, [...(hot.get(bed.bed) ?? []), ...made.hot])
    }
    if (made.alarms) {
      raised = [...raised, ...made.alarms.raised.map((at) => ({ bed: bed.bed, at }))]
      await store.write(made.alarms.entries.map((entry) => entryRow(bed.stay, entry)))
    }
    told(progress('making'))
  }
  /** Each thread takes the next job once what it made is kept. */
  async function run(jobs: readonly { readonly bed: PastBed; readonly job: Job }[]): Promise<void> {
    let next = 0
    const work = async (thread: number): Promise<void> => {
      while (next < jobs.length && !ending()) {
        const { bed, job } = jobs[next++]!
        await keep(bed, job, await makers.make(thread, job))
      }
    }
    await Promise.all(Array.from({ length: makers.count }, (_, thread) => work(thread)))
  }
  const alarmJobs = (from: number, to: number) =>
    watched.map((bed) => ({ bed, job: { is: 'alarms', bed: bed.bed, from, to, hot: hot.get(bed.bed) ?? [] } satisfies Job }))
  const waveJobs = (from: number, to: number) => {
    const jobs: { readonly bed: PastBed; readonly job: Job }[] = []
    const add = (bed: PastBed, begin: number, end: number, events: boolean): void => {
      if (bed.since < end && begin < end)
        jobs.push({ bed, job: { is: 'waves', bed: bed.bed, from: Math.max(begin, bed.since), to: end, events } })
    }
    if (to === start)
      for (let end = to; end > to - WAVES; end -= WAVE_SLICE) for (const bed of watched) add(bed, end - WAVE_SLICE, end, false)
    for (const bed of watched)
      for (const one of joined(raised.filter((alarm) => alarm.bed === bed.bed && alarm.at >= from && alarm.at < to).map(({ at }) => at)))
        add(bed, one.from, Math.min(one.to, start - WAVES), true)
    return jobs
  }

  while (phase < PHASES.length && !ending()) {
    const name = PHASES[phase]!
    const [from, to] = parts[name.startsWith('recent') ? 'recent' : 'older']
    if (name.endsWith('numbers')) await run(numberJobs(beds, start, from, to))
    else if (name.endsWith('alarms')) {
      // What was found by the numbers is gone with a process that ended: they are looked through again.
      if (hot.size === 0) await run(numberJobs(watched, start, from, to))
      raised = raised.filter(({ at }) => at < from || at >= to)
      await run(alarmJobs(from, to))
      hot.clear()
    } else await run(waveJobs(from, to))
    if (ending()) break
    if (name === 'recent alarms') recentSeconds = (real() - began) / 1000
    phase++
    await store.write([rowChange({ ...row, phase, raised }, real())])
  }
  const last = progress(phase >= PHASES.length ? 'made' : 'making')
  told(last)
  return last
}

const entryRow = (stay: StayId, entry: Entry): Change => {
  const whose = { stay: stayId(stay) }
  return { kind: 'journal', id: `${nameOf(whose)} ${entry.n}`, content: { whose, entry }, changed: entry.at, stay: whose.stay }
}

/** Spans about instants, joined where they touch. */
function joined(instants: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const t of instants.toSorted((a, b) => a - b)) {
    const last = found.at(-1)
    if (last && t - ABOUT.before <= last.to) last.to = t + ABOUT.after
    else found.push({ from: t - ABOUT.before, to: t + ABOUT.after })
  }
  return found
}
