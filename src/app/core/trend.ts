// Keeps the trend that came with a snapshot going with the values that come after it, so that it is asked for only once.
import type { Trend } from '../../model/wire.ts'
import type { BedView } from './view.ts'

/** Steps kept of a row: the wire's own limit. */
const MOST = 400
type Row = Trend['rows'][number]

/** Takes the present values of a bed into its rows; a step without any stays null, and is never joined. */
export function foldTrend(trend: Trend, bed: BedView, vitals: readonly string[]): void {
  const stay = bed.stay?.id
  if (stay === undefined) return
  for (const vital of vitals) {
    const entry = bed.numbers.get(vital as never)
    if (entry?.value.is !== 'known') continue
    const { value } = entry.value
    let row = trend.rows.find((one) => one.stay === stay && one.vital === vital)
    if (!row) {
      row = { stay, vital, from: Math.floor(entry.at / trend.step) * trend.step, low: [], high: [] }
      trend.rows.push(row)
    }
    put(row, Math.floor((entry.at - row.from) / trend.step), trend.step, value)
  }
}

function put(row: Row, place: number, step: number, value: number): void {
  if (place < 0) return
  // A jump over all that is kept starts the row anew.
  if (place - row.low.length > MOST) {
    row.from += place * step
    row.low = []
    row.high = []
    place = 0
  }
  while (row.low.length <= place) {
    row.low.push(null)
    row.high.push(null)
  }
  row.low[place] = Math.min(row.low[place] ?? value, value)
  row.high[place] = Math.max(row.high[place] ?? value, value)
  const over = row.low.length - MOST
  if (over <= 0) return
  row.low.splice(0, over)
  row.high.splice(0, over)
  row.from += over * step
}

const USUAL = ['hr', 'spo2'] as const
/** Vitals of which a trend is kept: those the gateway sent, the usual ones where it had none yet. */
export function trendVitals(trend: Trend): readonly string[] {
  const sent = new Set(trend.rows.map(({ vital }) => vital))
  return sent.size > 0 ? [...sent] : USUAL
}
