import { expect, test } from 'vitest'
import { createWard } from '../../../feed/mock/ward.ts'
import { after, at, hours, minutes } from '../../../model/units.ts'
import { NUMBER_SPAN, packSpan } from './blocks.ts'
import { packColumns, samplesOf } from './packcolumns.ts'

const start = at(Date.UTC(2026, 10, 25, 7, 30))
const ward = createWard({ seed: 7, start })

// A wall monitor with a cuff, two devices at once, an arterial line, a patch, a meter; the opioid story with its unknowns and doubts.
test.each([
  ['4B-01', 1],
  ['4B-09', 3],
  ['ICU-3', 2],
  ['4B-12', 5],
  ['4B-07', 1],
])('%s: a span of columns is the same bytes as the span of their samples', (bed, before) => {
  const from = at(Math.floor(after(start, -hours(before)) / NUMBER_SPAN) * NUMBER_SPAN)
  const to = after(from, NUMBER_SPAN)
  const columns = ward.columns(bed, from, to)
  const beside = [...columns.flatMap(({ coded }) => coded), ...ward.readings(bed, from, to).filter((one) => one.at >= from && one.at < to)]
  const plain = packSpan([...columns.flatMap(samplesOf), ...beside])
  const quick = packColumns(columns, beside)
  expect([...quick.keys()]).toEqual([...plain.keys()])
  for (const [wire, bytes] of plain)
    expect([wire, Buffer.from(quick.get(wire)!).toString('hex')]).toEqual([wire, Buffer.from(bytes).toString('hex')])
})

test('the columns of a bed are what its stream brings', () => {
  const [from, to] = [after(start, -minutes(9)), after(start, -minutes(4))]
  for (const bed of ['4B-09', 'ICU-2', '4B-16']) {
    const key = ({ signal, seq }: { signal: string; seq: number }): string => `${signal} ${seq}`
    const brought = ward
      .reports(from, after(to, 1000), { waves: false, events: false, bed })
      .flatMap(({ samples }) => samples)
      .filter((one) => one.kind === 'number' && one.at >= from && one.at < to && !one.signal.startsWith('nibp'))
    const made = ward.columns(bed, from, to).flatMap(samplesOf)
    expect(made.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))).toEqual(brought.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)))
  }
})
