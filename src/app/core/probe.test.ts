// The log of what was painted is bounded, loses the oldest first and says how much.
import { expect, test } from 'vitest'
import { createProbe } from './probe.ts'

const COUNTS = { frames: 0, malformed: 0, gaps: 0, resumed: 0, snapshots: 0, listeners: 0, paints: 0, sweeps: 0 }
const value = (seq: number) => ({
  bed: 'b',
  vital: 'hr',
  text: '72',
  freshness: 'live' as const,
  at: 0,
  gatewayNow: 0,
  painted: 0,
  seq,
  arrived: 0,
  received: 0,
})

test('what does not fit is dropped, oldest first, and counted', () => {
  const probe = createProbe(10)
  for (let seq = 0; seq < 25; seq++) probe.value(value(seq))
  const log = probe.log(0, COUNTS)
  expect(log.values.map(({ seq }) => seq)).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23, 24])
  expect([log.dropped, log.next]).toEqual([15, 25])
  probe.value(value(25))
  expect(probe.log(log.next, COUNTS).values.map(({ seq }) => seq)).toEqual([25])
})

test('spans that join are one row, until they were handed out; the link is logged where it changes', () => {
  const probe = createProbe()
  for (let from = 0; from < 20; from += 4) probe.wave({ bed: 'b', ch: 0, from, to: from + 4, hole: from >= 12 })
  probe.link('live', 1)
  probe.link('live', 2)
  probe.link('late', 3)
  const log = probe.log(0, COUNTS)
  expect(log.waves.map(({ from, to, hole }) => [from, to, hole])).toEqual([
    [0, 12, false],
    [12, 20, true],
  ])
  expect(log.link.map(({ link }) => link)).toEqual(['live', 'late'])
  probe.wave({ bed: 'b', ch: 0, from: 20, to: 24, hole: true })
  expect(probe.log(log.next, COUNTS).waves).toHaveLength(1)
})
