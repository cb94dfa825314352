// Compares what a page painted with what the gateway sent, as a viewer on an undisturbed line received it.
import type { BedState } from '../src/app/core/ward.ts'
import type { PaintedValue, ProbeLog } from '../src/app/messages.ts'
import { type DisplayUnits, shownIn } from '../src/model/shownunits.ts'
import { VITALS, type VitalKey } from '../src/model/vitals.ts'
import { NO_SAMPLE } from '../src/model/waves.ts'
import { watchWard } from './viewer.ts'

/** What the way from a due moment to the canvas may take on a busy machine, ms. */
const SLACK = 1000
/** A snapshot and a frame may round the same instant differently, ms. */
const ROUNDED = 1
/** How often waves are written down, ms: far more often than the ring forgets. */
const NOTED = 2000

/** What has a place of its own in every tile. Other numbers come and go as there is room, of which a log of paintings says nothing. */
const PLACED = new Set<VitalKey>(['hr', 'spo2', 'rr', 'temp', 'nibp-sys', 'nibp-dia', 'nibp-mean', 'art-sys', 'art-dia', 'art-mean'])

interface Told {
  readonly at: number
  readonly text: string
}

export interface Oracle {
  /** Resolves once the gateway is watched: open the page after it. */
  readonly ready: Promise<void>
  /** Takes the next part of a page's log. `calm`: the line was whole all the while, so that waves must go on sample by sample, without a hole. */
  take(log: ProbeLog, calm?: boolean): void
  /** All that was painted and is not so, as far as the log reaches; at most fifty. `until`: when the log ended. */
  errors(until: number): readonly string[]
  /** How much was compared. */
  readonly compared: () => { readonly values: number; readonly live: number; readonly samples: number }
  stop(): void
}

/** How old a live value may be, ms [DESIGN P1; a cuff's: its interval and 10 min]. */
function limitOf(vital: VitalKey, cadence: number | undefined): number {
  const { clock, cadence: usual } = VITALS[vital]
  return clock === 'spot' ? usual + 600_000 : Math.max(2 * (cadence ?? usual), 3000)
}

/** Watches `ward` of the gateway at `url`, not through the line that is disturbed. */
export function createOracle(url: string, ward: string): Oracle {
  /** By bed and vital, in order. */
  const told = new Map<string, Told[]>()
  const cadences = new Map<string, number>()
  /** By bed and channel: sample number → 1 where it was valid. */
  const sampled = new Map<string, { base: number; next: number; valid: Uint8Array }>()
  const painted = new Map<string, PaintedValue[]>()
  const lines: ProbeLog['waves'][number][] = []
  const calms: ProbeLog['waves'][] = []
  const counts = { values: 0, live: 0, samples: 0 }
  const found: string[] = []
  /** In which the ward shows its values. */
  let units: DisplayUnits | undefined
  const complain = (what: string): void => {
    if (found.length < 50) found.push(what)
  }

  const note = ({ id, numbers, facts }: BedState): void => {
    for (const { cadence } of facts.devices)
      for (const [vital, every] of Object.entries(cadence ?? {}))
        cadences.set(`${id} ${vital}`, Math.max(every ?? 0, cadences.get(`${id} ${vital}`) ?? 0))
    for (const [vital, { at, value }] of numbers) {
      const row = told.get(`${id} ${vital}`) ?? []
      told.set(`${id} ${vital}`, row)
      const text = value.is === 'known' ? shownIn(vital, value.value, units) : '--'
      if (row.at(-1)?.at !== at || row.at(-1)?.text !== text) row.push({ at, text })
    }
  }
  const noteWaves = (): void => {
    for (const { id, rings } of live.view()?.beds ?? []) {
      for (const [ch, ring] of rings) {
        const key = `${id} ${ch}`
        const row = sampled.get(key) ?? { base: ring.first, next: ring.first, valid: new Uint8Array(1 << 19) }
        sampled.set(key, row)
        for (; row.next < ring.next; row.next++) if (ring.valueAt(row.next) !== NO_SAMPLE) row.valid[row.next - row.base] = 1
      }
    }
  }
  let come = (): void => {}
  const ready = new Promise<void>((resolve) => {
    come = resolve
  })
  const live = watchWard(url, ward, {
    ward({ ward, beds }) {
      units = ward.units
      beds.forEach(note)
    },
    frame(beds) {
      beds.forEach(note)
      come()
    },
  })
  const timer = setInterval(noteWaves, NOTED)

  const checkValues = (key: string, rows: readonly PaintedValue[], until: number): void => {
    const [bed, vital] = key.split(' ') as [string, VitalKey]
    const truth = told.get(key) ?? []
    const limit = limitOf(vital, cadences.get(key))
    rows.forEach((row, index) => {
      if (row.text === '--') return
      counts.values += 1
      if (!truth.some(({ at, text }) => Math.abs(at - row.at) <= ROUNDED && text === row.text))
        complain(`${bed} ${vital} ${row.text}: never sent as of ${row.at}`)
      if (row.freshness !== 'live') return
      counts.live += 1
      const age = row.gatewayNow - row.at
      if (age > limit + 1) complain(`${bed} ${vital} ${row.text} painted live, ${age.toFixed(0)} ms old`)
      if (!PLACED.has(vital)) return
      // It stands until it is painted over; all the while something measured lately must say the same.
      const end = (rows[index + 1]?.painted ?? until) - SLACK
      let newest = row.at
      for (const { at, text } of truth) {
        if (at < newest || at > end) continue
        // Unknown meanwhile: its place may be taken by another number.
        if (text === '--') return
        if (text !== row.text) break
        newest = at
      }
      if (end - newest > limit) complain(`${bed} ${vital} ${row.text} stood live until ${(end - newest).toFixed(0)} ms old`)
    })
  }
  /** Joins are exact, and no hole is drawn where a sample was sent. */
  const checkCalm = (waves: ProbeLog['waves']): void => {
    const reached = new Map<string, number>()
    for (const { bed, ch, from, to, hole } of waves) {
      const key = `${bed} ${ch}`
      const before = reached.get(key)
      reached.set(key, to)
      if (before !== undefined && before !== from) complain(`${bed} channel ${ch}: drawn to ${before}, then from ${from}`)
      const row = sampled.get(key)
      if (hole && row?.valid.subarray(from - row.base, to - row.base).includes(1))
        complain(`${bed} channel ${ch}: a hole drawn in [${from}, ${to})`)
    }
  }
  const checkWave = ({ bed, ch, from, to, hole }: ProbeLog['waves'][number]): void => {
    if (hole) return
    const row = sampled.get(`${bed} ${ch}`)
    counts.samples += to - from
    for (let sample = from; sample < to; sample++) {
      if (row && sample >= row.base && row.valid[sample - row.base] === 1) continue
      complain(`${bed} channel ${ch}: sample ${sample} of [${from}, ${to}) drawn as a line, but never sent`)
      return
    }
  }

  return {
    ready,
    take({ values, waves }, calm = false) {
      for (const value of values) {
        const key = `${value.bed} ${value.vital}`
        const rows = painted.get(key) ?? []
        painted.set(key, rows)
        rows.push(value)
      }
      lines.push(...waves)
      if (calm) calms.push(waves)
    },
    errors(until) {
      noteWaves()
      for (const [key, rows] of painted) checkValues(key, rows, until)
      for (const wave of lines) checkWave(wave)
      for (const waves of calms) checkCalm(waves)
      return found
    },
    compared: () => counts,
    stop() {
      clearInterval(timer)
      live.stop()
    },
  }
}
