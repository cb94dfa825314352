// What a screen is sent, as its line gets worse and better: told as steps of a quarter second.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMITS } from '../model/wire.ts'
import { judge, newView, painted, sent, type Verdict, type View } from './viewer.ts'

const SIZES = { full: 20_000, state: 2000, pulse: 300 }

/** Lets a screen live through ticks: `line` says how many bytes wait and what it painted last. */
function live(ticks: number, line: (tick: number, view: View) => { waiting?: number; painted?: number }, start = newView(0, 0)) {
  let view = start
  const verdicts: Verdict[] = []
  for (let tick = 1; tick <= ticks; tick++) {
    const { waiting = 0, painted: seq } = line(tick, view)
    if (seq !== undefined) view = painted(view, seq, tick)
    const judged = judge(view, waiting, SIZES, tick)
    view = judged.view
    verdicts.push(judged.verdict)
    if (judged.verdict.startsWith('evict')) break
    if (judged.verdict !== 'hold') view = sent(view, tick, tick)
  }
  return { view, verdicts }
}
const runs = (verdicts: readonly Verdict[]): Verdict[] => verdicts.filter((verdict, i) => verdict !== verdicts[i - 1])

test('a good line gets everything', () => {
  const { verdicts } = live(400, (_, view) => ({ painted: view.sent }))
  expect(new Set(verdicts)).toEqual(new Set(['full']))
})

test('one that never says what it painted is judged by its bytes alone', () => {
  expect(runs(live(400, () => ({})).verdicts)).toEqual(['full'])
})

test('bytes pile up: first no waves, then pulses, then nothing; 30 s later it is cut', () => {
  const piles = live(400, (tick, view) => ({ waiting: Math.min(900_000, tick * 30_000), ...(tick < 4 && { painted: view.sent }) }))
  expect(runs(piles.verdicts)).toEqual(['full', 'state', 'hold', 'evict-silent'])
  expect(piles.verdicts).toHaveLength(6 + 120)
  const painting = live(400, (tick, view) => ({ waiting: Math.min(900_000, tick * 30_000), painted: Math.min(view.sent, tick / 20) }))
  expect(painting.verdicts.at(-1)).toBe('evict-slow')
})

test('bytes that wait and do not leave, however few, are not left waiting', () => {
  const { verdicts } = live(400, (tick) => ({ waiting: tick < 5 ? 140_000 : 40_000 }))
  expect(runs(verdicts)).toEqual(['state', 'hold', 'evict-silent'])
  expect(verdicts).toHaveLength(122)
})

test('a tab in the background paints nothing: it is sent pulses, is never cut, and gets a snapshot once it paints again', () => {
  const back = 4 * 600
  const { verdicts } = live(back + 8, (tick, view) => (tick < 20 ? { painted: view.sent } : tick >= back ? { painted: view.sent } : {}))
  expect(runs(verdicts.slice(0, 60)).slice(0, 3)).toEqual(['full', 'state', 'pulse'])
  expect(verdicts.slice(60, back - 1).filter((verdict) => verdict === 'pulse')).toHaveLength(Math.floor((back - 61) / 4))
  expect(verdicts.slice(back - 1, back + 2)).toEqual(['snapshot', 'full', 'full'])
})

test('a thin line gets state alone, whole and nearly fresh, and waves are tried less and less often', () => {
  // 2000 bytes a tick go through; the screen paints what has arrived.
  let through = 0
  let total = 0
  const under: { seq: number; bytes: number }[] = []
  let view = painted(newView(0, 0), 0, 0)
  const verdicts: Verdict[] = []
  const backlogs: number[] = []
  for (let tick = 1; tick <= 4 * 900; tick++) {
    through = Math.min(total, through + 2000)
    const arrived = under.findLast(({ bytes }) => bytes <= through)
    if (arrived && tick % 2 === 0) view = painted(view, arrived.seq, tick)
    const judged = judge(view, 0, { full: 7000, state: 1200, pulse: 240 }, tick)
    view = judged.view
    verdicts.push(judged.verdict)
    const bytes = { full: 7000, state: 1200, pulse: 240, snapshot: 16_000, hold: 0, 'evict-slow': 0, 'evict-silent': 0 }[judged.verdict]
    if (bytes > 0) {
      total += bytes
      under.push({ seq: tick, bytes: total })
      view = sent(view, tick, tick)
    }
    backlogs.push(total - through)
  }
  expect(verdicts.filter((verdict) => verdict.startsWith('evict'))).toEqual([])
  expect(Math.max(...backlogs)).toBeLessThan(80_000)
  // Half a minute in it has settled: for most of the time no more than a second's worth is under way.
  const settled = backlogs.slice(120)
  expect(settled.filter((bytes) => bytes <= 8000).length / settled.length).toBeGreaterThan(0.85)
  const tries = verdicts.flatMap((verdict, i) => (verdict === 'full' && verdicts[i - 1] !== 'full' ? [i] : []))
  expect(tries.length).toBeGreaterThan(2)
  expect(tries.length).toBeLessThan(7)
})

test('what waits and what is sent never pass the limit together; more than the limit is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ waiting: fc.nat(LIMITS.waiting), size: fc.nat(600_000), paints: fc.boolean() }), { maxLength: 80 }),
      (steps) => {
        let view = newView(0, 0)
        steps.forEach(({ waiting, size, paints }, tick) => {
          if (paints) view = painted(view, view.sent, tick)
          const sizes = { full: size, state: size >> 2, pulse: size >> 6 }
          const judged = judge(view, waiting, sizes, tick)
          view = judged.view
          if (judged.verdict === 'full' || judged.verdict === 'state' || judged.verdict === 'pulse') {
            expect(waiting + sizes[judged.verdict]).toBeLessThanOrEqual(LIMITS.waiting)
            view = sent(view, tick + 1, tick)
          }
          expect(view.unpainted.length).toBeLessThanOrEqual(480)
        })
      },
    ),
    { seed: 5, numRuns: 200 },
  )
  expect(judge(newView(0, 0), LIMITS.waiting + 1, SIZES, 1).verdict).toBe('evict-slow')
})

test('after frames were held only a snapshot follows, never a frame that seems whole', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ waiting: fc.nat(1_000_000), paints: fc.boolean() }), { maxLength: 120 }), (steps) => {
      let view = newView(0, 0)
      let held = false
      steps.forEach(({ waiting, paints }, tick) => {
        if (paints) view = painted(view, view.sent, tick)
        const { view: next, verdict } = judge(view, waiting, SIZES, tick)
        view = next
        if (verdict === 'snapshot') held = false
        if (held) expect(['hold', 'pulse', 'snapshot', 'evict-slow', 'evict-silent']).toContain(verdict)
        if (verdict === 'hold' || verdict === 'pulse') held = true
        else view = sent(view, tick + 1, tick)
      })
    }),
    { seed: 6, numRuns: 300 },
  )
})

test('what is remembered of unpainted frames is bounded: the oldest go, and are counted', () => {
  let view = painted(newView(0, 0), 0, 0)
  for (let seq = 1; seq <= 500; seq++) view = sent(view, seq, seq)
  expect([view.unpainted.length, view.unpainted[0]?.seq, view.unpainted.at(-1)?.seq, view.forgotten]).toEqual([480, 21, 500, 20])
  // The newest it was sent is still known as not painted.
  expect(painted(view, 499, 501).unpainted).toEqual([{ seq: 500, tick: 500 }])
})

test('a screen is not believed to have painted what it was never sent', () => {
  const view = sent(painted(newView(5, 0), 5, 0), 6, 1)
  expect(painted(view, 7, 2)).toBe(view)
  expect(painted(view, 4, 2)).toBe(view)
  expect(painted(view, 6, 2).unpainted).toEqual([])
})
