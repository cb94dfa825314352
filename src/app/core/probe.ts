// What was painted, kept for an oracle to read: bounded, oldest dropped and counted. Demo only.
import type { PaintedValue, ProbeLog } from '../messages.ts'
import type { Link } from './view.ts'

type Wave = ProbeLog['waves'][number]
type Row = { readonly serial: number } & (
  | { readonly of: 'value'; readonly row: PaintedValue }
  | { readonly of: 'wave'; readonly row: Wave }
  | { readonly of: 'link'; readonly row: ProbeLog['link'][number] }
)

export interface Probe {
  value(row: PaintedValue): void
  wave(row: Wave): void
  link(link: Link, painted: number): void
  /** All rows from serial number `since` on that are still kept. */
  log(since: number, counts: ProbeLog['counts']): ProbeLog
}

export function createProbe(capacity = 40_000): Probe {
  const rows: (Row | undefined)[] = new Array(capacity)
  let next = 0
  const add = (row: (serial: number) => Row): void => {
    rows[next % capacity] = row(next)
    next += 1
  }
  let last: Link | null = null
  // A strip paints a few samples each animation frame: spans that join are one row.
  const open = new Map<string, { row: Wave; serial: number }>()
  return {
    value: (row) => add((serial) => ({ serial, of: 'value', row })),
    wave(row) {
      const key = `${row.bed}\n${row.ch}`
      const before = open.get(key)
      const joins = before && before.row.to === row.from && before.row.hole === row.hole && row.to - before.row.from <= 500
      if (joins && rows[before.serial % capacity]?.serial === before.serial) {
        before.row = { ...before.row, to: row.to }
        rows[before.serial % capacity] = { serial: before.serial, of: 'wave', row: before.row }
        return
      }
      if (open.size > 2000) open.clear()
      open.set(key, { row, serial: next })
      add((serial) => ({ serial, of: 'wave', row }))
    },
    link(link, painted) {
      if (link === last) return
      last = link
      add((serial) => ({ serial, of: 'link', row: { link, painted } }))
    },
    log(since, counts) {
      const oldest = Math.max(0, next - capacity)
      const from = Math.max(since, oldest)
      const values: PaintedValue[] = []
      const waves: Wave[] = []
      const link: ProbeLog['link'][number][] = []
      for (let serial = from; serial < next; serial++) {
        const row = rows[serial % capacity]!
        if (row.of === 'value') values.push(row.row)
        else if (row.of === 'wave') waves.push(row.row)
        else link.push(row.row)
      }
      // What is handed out grows no more: it would be missing from the next log.
      open.clear()
      return { values, waves, link, counts, dropped: Math.max(0, oldest - since), next }
    },
  }
}
