// The downtime sheet: the last numbers of each bed, each with the time it was measured. Pure.
import type { LastBed } from '../messages.ts'

export interface SheetCell {
  readonly text: string
  /** "14:05", with its day where that is another; '' where nothing was ever measured. */
  readonly taken: string
  readonly known: boolean
}
interface Column {
  readonly words: string
  /** Of several signals the first that is known; those of one pressure are one cell. */
  readonly of: (bed: LastBed, when: (at: number) => string) => SheetCell
}

const NOTHING: SheetCell = { text: '', taken: '', known: false }
const rowOf = (bed: LastBed, signal: string) => bed.rows.find((row) => row.signal === signal)

const single =
  (...signals: readonly string[]): Column['of'] =>
  (bed, when) => {
    const rows = signals.flatMap((signal) => rowOf(bed, signal) ?? [])
    const row = rows.find(({ known }) => known) ?? rows[0]
    if (!row) return NOTHING
    const mark = row.signal === signals[0] || signals.length === 1 ? '' : ` (${row.signal.toUpperCase()})`
    return { text: `${row.text}${row.known ? mark : ''}`, taken: when(row.at), known: row.known }
  }

/** "118/64 (82)" of the invasive line, else of the cuff, with which it is. */
const pressure: Column['of'] = (bed, when) => {
  for (const [line, words] of [
    ['art', 'ART'],
    ['nibp', 'NIBP'],
  ] as const) {
    const [sys, dia, mean] = (['sys', 'dia', 'mean'] as const).map((part) => rowOf(bed, `${line}-${part}`))
    const first = sys ?? mean
    if (!first?.known) continue
    const text = sys?.known ? `${sys.text}/${dia?.known ? dia.text : '?'}${mean?.known ? ` (${mean.text})` : ''}` : `(${mean?.text})`
    return { text: `${words} ${text}`, taken: when(first.at), known: true }
  }
  const row = rowOf(bed, 'art-sys') ?? rowOf(bed, 'nibp-sys')
  return row ? { text: row.text, taken: when(row.at), known: false } : NOTHING
}
/** "2 L/min, nasal cannula" */
const oxygen: Column['of'] = (bed, when) => {
  const rows = ['o2-flow', 'fio2', 'o2-device'].flatMap((signal) => rowOf(bed, signal) ?? []).filter(({ known }) => known)
  const last = rows.toSorted((a, b) => b.at - a.at)[0]
  if (!last) return NOTHING
  return { text: rows.map(({ text, unit }) => [text, unit].filter(Boolean).join(' ')).join(', '), taken: when(last.at), known: true }
}

/** TABLE: columns, in their order. */
export const DOWNTIME_COLUMNS: readonly Column[] = [
  { words: 'HR, bpm', of: single('hr', 'pr') },
  { words: 'SpO₂, %', of: single('spo2') },
  { words: 'Oxygen', of: oxygen },
  { words: 'Pressure', of: pressure },
  { words: 'RR, /min', of: single('rr') },
  { words: 'T', of: single('temp') },
  { words: 'EtCO₂', of: single('etco2') },
  { words: 'ACVPU', of: single('consciousness') },
]
/** Empty columns, to be written on by hand. */
export const BY_HAND = ['HR', 'SpO₂', 'BP', 'RR', 'T'] as const
