// Columns of one byte throughout, which most are: one for all that are as long, and known without being looked through.

/** By value, the last that was made: spans are mostly as long as the one before. Nobody writes to a column that was read. */
const made = new Map<number, Uint8Array>()
const evens = new WeakMap<Uint8Array, number>()

export function evenly(value: number, count: number): Uint8Array {
  const last = made.get(value)
  if (last?.length === count) return last
  const column = new Uint8Array(count).fill(value)
  if (count > 0) {
    made.set(value, column)
    evens.set(column, value)
  }
  return column
}

/** The value that all have; null: not all the same, or none. */
export function sameOf(column: Uint8Array): number | null {
  const known = evens.get(column)
  if (known !== undefined) return known
  const first = column[0] ?? null
  for (let i = 1; i < column.length; i++) if (column[i] !== first) return null
  return first
}
