// The planner on a clock of its own: rows of what is heard when, and what no list and no rhythm of ticks may break.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CATEGORIES, edgeOf, LEAST_REST, restOf, SOUND_KINDS } from '../../model/tones.ts'
import { type Audible, loudestOf, rankOf, united } from './audible.ts'
import { AHEAD, type Asked, type Burst, LEAD, plan, SILENT, silenced } from './schedule.ts'

const one = (id: string, priority: Audible['priority'] = 'high', over: Partial<Audible> = {}): Audible => ({
  id,
  ward: 'W',
  priority,
  category: 'cardiovascular',
  since: 0,
  ...over,
})

type Step = readonly [at: number, list: readonly Audible[], asked?: readonly Asked[]]
interface Heard {
  readonly begins: number
  readonly ends: number
  readonly kind: string
  readonly of: string
}
/** Does as the page does: hands out pulses, takes back those cancelled; what is left by the end was heard. */
function listen(
  steps: readonly Step[],
  until: number,
): { bursts: readonly Heard[]; pulses: readonly { from: number; to: number; of: string }[] } {
  let state = SILENT
  let handed: { from: number; to: number; burst: Burst }[] = []
  for (const [at, list, asked = []] of steps) {
    const { plan: next, cancelFrom, bursts } = plan(state, list, at, 'general', asked)
    state = next
    // The audio thread is past it: cancelling such a pulse would be heard as a click.
    if (cancelFrom !== null) {
      expect(cancelFrom).toBeGreaterThanOrEqual(at + LEAD)
      handed = handed.filter(({ from }) => from < cancelFrom)
    }
    for (const burst of bursts)
      for (const { at: full, long, rise } of burst.pulses) {
        expect(full - edgeOf(rise)).toBeGreaterThanOrEqual(at + LEAD - 1e-9)
        handed.push({ from: full - edgeOf(rise), to: full + long + edgeOf(rise), burst })
      }
  }
  const heard = handed.filter(({ from }) => from < until).toSorted((a, b) => a.from - b.from)
  const pulses = heard.map(({ from, to, burst }) => ({ from, to, of: burst.ids.join() }))
  const bursts = [...Map.groupBy(heard, ({ burst }) => burst)].map(([{ kind, ids }, all]) => ({
    begins: all[0]!.from,
    ends: all.at(-1)!.to,
    kind,
    of: ids.join(),
  }))
  return { bursts, pulses }
}
const each = (every: number, from: number, to: number, list: readonly Audible[]): Step[] =>
  Array.from({ length: Math.floor((to - from) / every) }, (_, tick) => [from + tick * every, list])
const begins = (steps: readonly Step[], until: number): [string, number][] =>
  listen(steps, until).bursts.map(({ of, begins: at }) => [of, Math.round(at * 100) / 100])

test('an alarm begins at once, and its bursts follow at their interval', () => {
  const high = begins(each(0.25, 0, 40, [one('a')]), 40)
  expect(high.map(([, at]) => at)).toEqual([0.03, 10.83, 21.63, 32.43])
  const low = begins(each(0.25, 0, 70, [one('a', 'low')]), 70)
  expect(low.map(([, at]) => at)).toEqual([0.03, 30.3, 60.57])
})

test('planned so far ahead that a page that stands still for ten seconds distorts nothing', () => {
  const list = [one('a')]
  const slow = each(10, 0, 60, list)
  expect(listen(slow, 50)).toEqual(listen(each(0.25, 0, 60, list), 50))
})

test('a higher one cuts after the pulse that sounds; when it ends its burst is finished, and the lower goes on at its pace', () => {
  const [low, high] = [one('m', 'medium'), one('h')]
  const steps: Step[] = [...each(0.1, 0, 0.4, [low]), ...each(0.1, 0.4, 1, [low, high]), ...each(0.1, 1, 40, [low])]
  const { bursts, pulses } = listen(steps, 30)
  expect(
    pulses
      .filter(({ of }) => of === 'm')
      .slice(0, 3)
      .map(({ from }) => from < 1),
  ).toEqual([true, true, false])
  expect(bursts.map(({ of }) => of)).toEqual(['m', 'h', 'm'])
  expect(bursts[1]!.begins).toBeLessThan(0.75)
  expect(pulses.filter(({ of }) => of === 'h')).toHaveLength(10)
  expect(bursts[2]!.begins - bursts[1]!.ends).toBeCloseTo(restOf('medium'), 5)
})

test('one of the same priority waits for the burst that began, and then no longer than bursts must be apart', () => {
  const [a, b] = [one('a'), one('b', 'high', { since: 1, category: 'oxygenation' })]
  const { bursts } = listen([...each(0.1, 0, 1, [a]), ...each(0.1, 1, 20, [a, b])], 12)
  expect(bursts.map(({ of }) => of)).toEqual(['a', 'b'])
  expect(bursts[1]!.begins - bursts[0]!.ends).toBeCloseTo(LEAST_REST, 5)
  // In the silence between two bursts it begins at once.
  const late = listen([...each(0.1, 0, 8, [a]), ...each(0.1, 8, 20, [a, b])], 12).bursts
  expect(late[1]!.begins).toBeCloseTo(8 + LEAD, 5)
})

test('what a person quieted ends with its pulse, and what nobody took from goes on', () => {
  const { pulses } = listen([...each(0.1, 0, 1, [one('a')]), ...each(0.1, 1, 20, [one('a', 'high', { hushed: true })])], 20)
  expect(pulses.length).toBeLessThan(10)
  expect(Math.max(...pulses.map(({ to }) => to))).toBeLessThan(1.3)
  const ended = listen([...each(0.1, 0, 1, [one('a')]), ...each(0.1, 1, 20, [])], 20)
  expect(ended.pulses).toHaveLength(10)
})

test('an alarm that rises in priority is heard as such at once; one that lapses sounds at once', () => {
  const steps: Step[] = [...each(0.1, 0, 3, [one('a', 'medium')]), ...each(0.1, 3, 10, [one('a', 'high')])]
  expect(listen(steps, 8).bursts.map(({ kind, begins: at }) => [kind, Math.round(at * 10) / 10])).toEqual([
    ['medium', 0],
    ['high', 3],
  ])
  const lapsed: Step[] = [
    ...each(0.1, 0, 1, [one('a')]),
    ...each(0.1, 1, 120, [one('a', 'high', { hushed: true })]),
    ...each(0.1, 120, 130, [one('a')]),
  ]
  expect(listen(lapsed, 125).bursts.at(-1)!.begins).toBeCloseTo(120 + LEAD, 3)
})

test('a notice sounds once, whatever stands; many at once are one tone; and a tick is heard beside an alarm', () => {
  const notices = [one('n', 'notice'), one('o', 'notice')]
  expect(begins(each(0.25, 0, 100, notices), 100)).toEqual([['n,o', 0.03]])
  const beside = listen(each(0.25, 0, 30, [one('a'), one('t', 'tick')]), 20).bursts
  expect(beside.map(({ kind }) => kind)).toEqual(['high', 'tick', 'high'])
  // Gone from the list and back: it was heard.
  expect(begins([...each(0.25, 0, 5, notices), ...each(0.25, 5, 6, []), ...each(0.25, 6, 9, notices)], 9)).toHaveLength(1)
})

test('a sound test plays its burst once, and an alarm cuts it', () => {
  const asked = [{ id: 'test', kind: 'high' as const }]
  const alone = listen(
    each(0.1, 0, 20, []).map(([at, list]) => [at, list, asked] as const),
    20,
  )
  expect(alone.pulses).toHaveLength(10)
  const cut = listen(
    each(0.1, 0, 20, []).map(([at]) => [at, at < 1 ? [] : [one('a', 'low')], asked] as const),
    20,
  )
  expect(cut.pulses.filter(({ of }) => of === 'test').length).toBeLessThan(5)
  expect(cut.bursts[1]).toMatchObject({ of: 'a' })
  expect(cut.bursts[1]!.begins).toBeLessThan(1.3)
})

test('after the clock of the audio stood, an alarm begins at once and a notice is not heard again', () => {
  const list = [one('a'), one('n', 'notice')]
  let state = SILENT
  for (const [at] of each(0.25, 0, 9, list)) state = plan(state, list, at, 'general').plan
  const { bursts } = plan(silenced(state), list, 9, 'general')
  expect(bursts.map(({ ids, begins: at }) => [ids[0], at])).toEqual([
    ['a', 9 + LEAD],
    ['a', expect.any(Number)],
  ])
})

test('of several screens: who lets it sound wins over who quieted it, and each alarm is there once', () => {
  const quiet = one('a', 'high', { hushed: true })
  expect(united([[quiet], [one('a')], [one('b', 'low')]])).toEqual([one('a'), one('b', 'low')])
  expect(loudestOf([quiet, one('b', 'low')])?.id).toBe('b')
})

const anyAudible = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  ward: fc.constant('W'),
  priority: fc.constantFrom(...SOUND_KINDS),
  category: fc.constantFrom(...CATEGORIES),
  since: fc.nat(5),
  hushed: fc.boolean(),
})
const anySteps = fc
  .array(
    fc.record({
      wait: fc.oneof(fc.double({ min: 0.01, max: 1, noNaN: true }), fc.double({ min: 1, max: 30, noNaN: true })),
      list: fc.uniqueArray(anyAudible, { maxLength: 4, selector: ({ id }) => id }),
      ticks: fc.integer({ min: 1, max: 6 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((changes) => {
    const steps: [number, Audible[]][] = []
    let now = 0
    for (const { wait, list, ticks } of changes)
      for (let tick = 0; tick < ticks; tick++) {
        steps.push([now, list])
        now += wait / ticks
      }
    return { steps, until: now }
  })

test('whatever comes and goes: one stream, no pulse over another, none later than a moment after it should', () => {
  fc.assert(
    fc.property(anySteps, ({ steps, until }) => {
      const { pulses, bursts } = listen(steps, until)
      for (const [at, pulse] of pulses.entries()) if (at > 0) expect(pulse.from).toBeGreaterThanOrEqual(pulses[at - 1]!.to - 1e-9)
      // A burst begins only for what was the loudest, or sounds once, when it was last planned.
      for (const { begins: from, of, kind } of bursts) {
        const [, list] = steps.findLast(([at]) => at + LEAD <= from + 1e-9)!
        if (rankOf(kind as Audible['priority']) > 0) expect(loudestOf(list)?.id).toBe(of)
      }
      // What is higher than all that was heard lately is heard within a pulse of its coming.
      for (const [at, [from, list]] of steps.entries()) {
        const loudest = loudestOf(list)
        const stays = (steps[at + 1]?.[0] ?? until) - from > 0.8
        if (!loudest || !stays) continue
        const held = bursts.some(
          ({ begins: began, ends, kind }) =>
            began < from + LEAD + 1e-9 && ends > from - 40 && rankOf(kind as Audible['priority']) >= rankOf(loudest.priority),
        )
        const soon = pulses.some((pulse) => pulse.of === loudest.id && pulse.from >= from && pulse.from < from + 0.8)
        if (!held) expect(soon).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

test('the same list gives the same pulses, however often it is asked', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyAudible, { maxLength: 4, selector: ({ id }) => id }),
      fc.array(fc.double({ min: 0.01, max: AHEAD - 5, noNaN: true }), { minLength: 12, maxLength: 30 }),
      (list, waits) => {
        const alarms = list.filter(({ priority }) => rankOf(priority) > 0)
        const times = [0]
        for (const wait of waits) times.push(times.at(-1)! + wait)
        const steps = times.map((at): Step => [at, alarms])
        const until = Math.min(times.at(-1)!, 40)
        const heard = ({ pulses }: ReturnType<typeof listen>) => pulses.map(({ from, of }) => [of, Math.round(from * 1e6)])
        expect(heard(listen(steps, until))).toEqual(heard(listen(each(0.25, 0, 60, alarms), until)))
      },
    ),
  )
})
