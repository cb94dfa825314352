// The ring of frames, bounded thrice; and a frame's bytes in each mode.
import { expect, test } from 'vitest'
import { decodeFrame, HELD } from '../model/frame.ts'
import { wardId } from '../model/ids.ts'
import { at } from '../model/units.ts'
import { createRing, makeFrame } from './ring.ts'

const header = (seq: number) => ({ ward: wardId('T'), epoch: 1, seq, rev: 0, now: at(0) })
const frame = (seq: number, bytes = 0) =>
  makeFrame(header(seq), [{ bed: 2, held: 0, state: new Uint8Array(8), waves: new Uint8Array(bytes), alarms: null }], 4)
const LIMITS = { frames: 5, bytes: 100_000, ticks: 10 }

test('keeps so many frames, so many bytes, for so long', () => {
  const ring = createRing(LIMITS)
  for (let seq = 1; seq <= 8; seq++) ring.push(frame(seq), 0)
  expect(ring.after(2)).toBeNull()
  expect(ring.after(3)?.map(({ seq }) => seq)).toEqual([4, 5, 6, 7, 8])
  expect(ring.after(8)).toEqual([])
  expect(ring.after(9)).toBeNull()
  ring.push(frame(9, 90_000), 5)
  ring.push(frame(10, 90_000), 5)
  expect(ring.size.frames).toBe(1)
  ring.push(frame(11), 16)
  expect(ring.after(9)).toBeNull()
  expect(ring.after(10)).toHaveLength(1)
  ring.clear()
  expect(ring.size).toEqual({ frames: 0, bytes: 0 })
  expect(ring.after(11)).toBeNull()
})

test('state alone names the waves it holds; a pulse names both halves of every bed', () => {
  const made = frame(7, 50)
  expect(made.bytes(6, 'full')).toBe(made.bytes(6, 'full'))
  expect(decodeFrame(made.bytes(6, 'full')).parts).toMatchObject([{ bed: 2, held: 0 }])
  const [part] = decodeFrame(made.bytes(6, 'state')).parts
  expect([part?.held, part?.waves, part?.state?.length]).toEqual([HELD.waves, null, 8])
  const pulse = decodeFrame(made.bytes(3, 'pulse'))
  expect(pulse.prev).toBe(3)
  expect(pulse.parts).toEqual([0, 1, 2, 3].map((bed) => ({ bed, held: HELD.state | HELD.waves, state: null, waves: null, alarms: null })))
  for (const mode of ['full', 'state', 'pulse'] as const) expect(made.bytes(1, mode).length).toBeLessThanOrEqual(made.sizes[mode])
})
