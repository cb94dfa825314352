// A recording whose alarm experts called false, judged by our rules: none of ours is high, and what is not watched is said.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { type Life, newLife, step } from '../../model/alarm.ts'
import { EMPTY_BED } from '../../model/facts.ts'
import { createJudge, type Found } from '../../model/judge/judge.ts'
import { at } from '../../model/units.ts'
import { handClock } from '../handclock.ts'
import { createReplay } from './replay.ts'
import { parseReplay } from './spec.ts'

const DATA = resolve(process.env.WARDLIGHT_DATA ?? resolve(import.meta.dirname, '../../../../shared/data'), 'wfdb')
const START = at(1_800_000_000_000)

test.skipIf(!existsSync(join(DATA, 'v102s.hea')))(`v102s [CINC15: false VT], skipped where ${DATA} is absent`, () => {
  const source = createReplay([parseReplay(join(DATA, 'v102s'))], { start: START, id: () => 's' })
  const [stay] = source.census.stays
  let facts = [...source.census.facts.values()][0] ?? EMPTY_BED
  const { clock, pass } = handClock(START)
  const judge = createJudge()
  const lives = new Map<string, Life>()
  const raised: string[] = []
  let judged = 0
  const around = () => ({
    population: stay!.population,
    overrides: [],
    target: null,
    paced: false,
    facts,
    continuous: true,
    speed: 1,
  })
  const live = (found: readonly Found[]): void => {
    judged += found.length
    for (const { rule, of, verdict } of found) {
      const key = `${rule} ${of}`
      const before = lives.get(key) ?? newLife(rule, of)
      const life = step(before, { is: 'judged', verdict }, clock.now())
      if (life.alarm && !before.alarm) raised.push(`${life.alarm.priority} ${rule}`)
      lives.set(key, life)
    }
  }
  const stop = source.start((report) => {
    facts = { ...facts, ...report.facts }
    live(judge.hear(report.samples, [], around(), clock.now()))
  }, clock)
  for (let s = 0; s < 330; s++) {
    pass(1000)
    live(judge.tick(around(), clock.now()))
    if (s === 100) expect(judge.notWatched(around(), clock.now())).toEqual(['rhythm', 'asystole', 'SpO₂', 'breathing'])
  }
  stop()
  expect(judged).toBeGreaterThan(1000)
  expect(raised.filter((one) => one.startsWith('high'))).toEqual([])
})
