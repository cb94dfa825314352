// The smaller parts of the hub: sources that fall silent, the canary's hour, what is not recorded, alarms at the edge, the operator's program.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bedId, stayId, wardId } from '../../model/ids.ts'
import { createJudge } from '../../model/judge/judge.ts'
import type { Routed } from '../../model/sample.ts'
import { draft, newStayAlarms } from '../../model/stayalarms.ts'
import { type At, at } from '../../model/units.ts'
import { checkedAlarms } from '../edgealarms.ts'
import { Refused } from '../errors.ts'
import { act, house, START } from '../harness.ts'
import { createUnkept, MOST_UNKEPT } from '../store/unkept.ts'
import { createCanaries } from './canary.ts'
import { runsUnwatched } from './command.ts'
import { createFeeds } from './feeds.ts'
import { createKeeping } from './keeping.ts'
import { type KeptAlarms, keptInMemory } from './kept.ts'
import { createWatch } from './watch.ts'

const T = wardId('T')
const S = 1000

test.each([
  // [gap of its reports, beds, silence, silent]
  ['of one second, after five', 1, ['a', 'b'], 5, true],
  ['of one second, before five', 1, ['a', 'b'], 4.9, false],
  ['of ten seconds, before twice that', 10, ['a', 'b'], 19, false],
  ['of ten seconds, after twice that', 10, ['a', 'b'], 20, true],
  ['of one bed: that is the bed’s own alarm', 1, ['a'], 60, false],
] as const)('a source %s', (_, gap, beds, silence, expected) => {
  const feeds = createFeeds(1)
  let now = START as At
  const known = at(now - 2)
  for (const bed of beds) feeds.heard('s', bedId(bed), known)
  for (let n = 0; n < 10; n++) {
    for (const bed of beds) feeds.heard('s', bedId(bed), now)
    now = at(now + gap * S)
  }
  const last = at(now - gap * S)
  expect(feeds.silent(at(last + silence * S), () => true)).toEqual(expected ? [{ source: 's', since: last, beds }] : [])
  feeds.gone('s')
  expect(feeds.silent(at(last + 3600 * S), () => true)).toEqual([])
})

/** Canaries of ward T alone, from this instant, and what flew. `arrives`: the bus brings it. */
function canariesAt(start: number, over: Partial<Parameters<typeof createCanaries>[0]> = {}, arrives = true) {
  const own = { now: start as At, flown: [] as Routed[] }
  let n = 0
  const canaries = createCanaries({
    publish(one) {
      own.flown.push(one)
      if (arrives) canaries.heard({ samples: one.samples, canary: one.canary! })
    },
    now: () => own.now,
    real: () => own.now,
    newId: () => `c${++n}`,
    hour: '12:00',
    known: new Map(),
    ...over,
  })
  const pass = (seconds: number, onScreen = true): void => {
    own.now = at(own.now + seconds * S)
    canaries.tick([{ id: T, zone: 'Europe/Berlin', onScreen }])
  }
  return { ...canaries, own, pass }
}
const BEFORE_NOON = Date.UTC(2026, 10, 25, 10, 59)

test('the canary flies at its hour of each ward, and not for an hour that struck before', () => {
  const { own, tick, missed, proved, shown } = canariesAt(BEFORE_NOON, {}, false)
  const wards = [
    { id: T, zone: 'Europe/Berlin' },
    { id: wardId('N'), zone: 'America/New_York' },
  ]
  tick(wards)
  expect(own.flown).toEqual([])
  own.now = at(own.now + 60 * S)
  tick(wards)
  tick(wards)
  expect(own.flown.map(({ canary }) => canary?.ward)).toEqual(['T'])
  // Not come through the bus: no screen was told, and none can prove it.
  expect([shown(T), proved(T, 'c1', true)]).toEqual([null, false])
  own.now = at(own.now + 10 * S)
  tick(wards)
  expect(missed(T)).toBe(own.now - 10 * S)
})

test('it is judged, stands and sounds as an alarm does, and is told by the tick: a judge that finds nothing is not proven', () => {
  const one = canariesAt(BEFORE_NOON)
  one.prove(T)
  expect([one.shown(T), one.proved(T, 'c1', true)]).toEqual([null, false])
  one.pass(1)
  expect(one.shown(T)).toMatchObject({ id: 'c1' })
  expect([one.proved(T, 'c1', false), one.proved(T, 'c1', true), one.proven(T)]).toEqual([false, true, { at: one.own.now, took: S }])
  const deaf = canariesAt(BEFORE_NOON, { judge: () => ({ ...createJudge(), hear: () => [], tick: () => [] }) })
  deaf.prove(T)
  deaf.pass(9)
  expect([deaf.shown(T), deaf.proved(T, 'c1', true), deaf.missed(T)]).toEqual([null, false, null])
  deaf.pass(1)
  expect(deaf.missed(T)).not.toBeNull()
})

test('asked again while one is on its way it does not begin anew: it is missed all the same', () => {
  const one = canariesAt(BEFORE_NOON)
  for (let ask = 0; ask < 3; ask++) {
    one.prove(T)
    one.pass(4)
  }
  expect([one.own.flown.length, one.missed(T)]).toEqual([1, BEFORE_NOON])
})

test.each([
  // [hours since it was proven, a screen is there, flies at the start, missed after so many seconds, missed]
  ['an hour that was left out flies once a screen is there', 20, true, 1, 5, false],
  ['and waits for one', 20, false, 0, 3600, false],
  ['proven after the last hour', 1, true, 0, 3600, false],
  ['not proven for more than a day, and nobody there to hear it', 26, false, 0, 70, true],
] as const)('over a restart: %s', (_, since, onScreen, flies, wait, isMissed) => {
  const proven = { at: BEFORE_NOON - since * 3600 * S, took: 1 }
  const one = canariesAt(BEFORE_NOON, { known: new Map([[T, proven]]), hour: '06:00' })
  one.pass(0, onScreen)
  expect(one.own.flown).toHaveLength(flies)
  one.pass(wait, onScreen)
  expect(one.missed(T)).toBe(isMissed ? proven.at : null)
})

test('what the store does not take is not recorded, until it does', async () => {
  let isDown = false
  const kept: KeptAlarms = {
    ...keptInMemory(),
    write: async () => {
      if (isDown) throw new Refused('store-down')
    },
    journal: async () => [],
    state: () => (isDown ? 'down' : 'up'),
  }
  let now = START as At
  const keeping = createKeeping({ kept, now: () => now, real: () => now, failed: () => {} })
  const whose = { stay: stayId('s') }
  const before = newStayAlarms(1)
  const on = draft(before, now)
  on.care({ help: null }, 'help')
  const { state, entries } = on.done()
  await keeping.keep(whose, before, state, entries)
  expect(keeping.recorded(whose, null)).toBe(true)
  isDown = true
  await expect(keeping.keep(whose, before, state, entries)).rejects.toThrow('not recorded')
  expect([keeping.recorded(whose, null), keeping.tick(), keeping.downSince()]).toEqual([false, true, now])
  // The history tells it all the same.
  expect(await keeping.journal(whose, 0, now + 1)).toEqual([{ whose, entry: entries[0] }])
  isDown = false
  now = at(now + S)
  expect([keeping.tick(), keeping.recorded(whose, null), keeping.downSince()]).toEqual([true, true, null])
})

test('what the store refuses for itself stays not recorded until a later row of the same was taken', async () => {
  let isBad = true
  const kept: KeptAlarms = {
    ...keptInMemory(),
    write: async () => {
      if (isBad) throw new Error('cannot be sealed')
    },
    journal: async () => [],
  }
  const keeping = createKeeping({ kept, now: () => START, real: () => START, failed: () => {} })
  const whose = { stay: stayId('s') }
  const before = newStayAlarms(1)
  const on = draft(before, START)
  on.care({ help: null }, 'help')
  const { state, entries } = on.done()
  await expect(keeping.keep(whose, before, state, entries)).rejects.toThrow('sealed')
  for (let tick = 0; tick < 3; tick++) keeping.tick()
  expect(keeping.recorded(whose, null)).toBe(false)
  expect(await keeping.journal(whose, 0, START + 1)).toHaveLength(1)
  isBad = false
  await keeping.keep(whose, before, state, entries)
  expect([keeping.tick(), keeping.recorded(whose, null)]).toEqual([true, true])
})

test('of too much that waits for the store the journal goes first: what stands now is kept', () => {
  const unkept = createUnkept()
  const row = (kind: 'journal' | 'alarm', id: string) => ({ kind, id, content: '1', changed: 0 })
  unkept.posted([row('alarm', 'first')])(false)
  unkept.posted(Array.from({ length: MOST_UNKEPT + 5 }, (_, n) => row('journal', String(n))))(false)
  expect([unkept.owed().length, unkept.dropped()]).toEqual([MOST_UNKEPT, 6])
  expect(unkept.owed()[0]).toMatchObject({ kind: 'alarm', id: 'first' })
})

test('of a stay whose key was ended nothing waits for the store, nor what was on its way then; all else does', () => {
  const unkept = createUnkept()
  const row = (stay: string) => ({ kind: 'note', id: `${stay} 1`, content: '1', changed: 0, stay }) as const
  unkept.posted([row('ended'), row('other')])(false)
  const onItsWay = unkept.posted([row('ended'), row('third')])
  unkept.forget('ended')
  expect(unkept.owed().map(({ stay }) => stay)).toEqual(['other'])
  onItsWay(false)
  expect(unkept.owed().map(({ stay }) => stay)).toEqual(['other', 'third'])
})

test('an act while the store is down takes effect, is answered and shown as not recorded; after 5 s the ward is told', async () => {
  let isDown = false
  const alarms: KeptAlarms = {
    ...keptInMemory(),
    write: async () => {
      if (isDown) throw new Refused('store-down')
    },
    state: () => (isDown ? 'down' : 'up'),
  }
  const here = await house(2, { watch: createWatch, alarms })
  const { alarms: hub } = here.gateway
  const stay = stayId('stay-T-01')
  isDown = true
  const answer = hub.act(
    { act: 'silence', stay, bed: 'T-01', on: true },
    { by: { is: 'person', id: 'p', name: 'P' }, staff: () => null, nameOf: (id) => id },
  )
  if (answer.is !== 'done') throw new Error(answer.code)
  await expect(answer.kept).rejects.toThrow()
  expect(hub.shownOf(stay)).toMatchObject({ silence: { by: 'p' }, recorded: false })
  here.clock.pass(6000)
  expect(hub.stateOf(stay)).not.toBeNull()
  const told = await here.gateway.metrics.total('alarms', { rule: 'store' })
  expect(told).toBe(1)
  isDown = false
  here.clock.pass(1000)
  expect(hub.shownOf(stay)).toMatchObject({ recorded: true })
  act(here, { act: 'discharge', stay, bed: 'T-01' })
  expect(hub.stateOf(stay)).toBeNull()
  await here.close()
})

test.each([
  ['nothing', undefined, 0, 0],
  ['no list', 'vf', 0, 1],
  ['one that fits', [{}], 1, 0],
  ['of the future', [{ at: START + 60_000 }], 0, 1],
  ['of a moment ahead', [{ at: START + 500 }], 1, 0],
  ['without a name', [{ id: '' }], 0, 1],
  ['of no priority', [{ priority: 'none' }], 0, 1],
] as const)('alarms of a device at the edge: %s', (_, given, passed, refused) => {
  const whole = { is: 'start', device: 'd', id: '1', code: null, text: ' LOW ', priority: 'low', at: START }
  let count = 0
  const list = Array.isArray(given) ? given.map((one: object) => ({ ...whole, ...one })) : given
  const taken = checkedAlarms(list, START, 2000, () => count++)
  expect([taken.length, count]).toEqual([passed, refused])
  for (const alarm of taken) expect([alarm.at <= START, alarm.text]).toEqual([true, 'LOW'])
})

test('the program for a ward on no screen is handed id and name, through no shell', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardlight-'))
  const file = join(folder, 'said')
  const program = join(folder, 'tell')
  writeFileSync(program, `#!/bin/sh\nprintf '%s|' "$@" > ${file}.new && mv ${file}.new ${file}\n`)
  chmodSync(program, 0o700)
  const failures: object[] = []
  const run = runsUnwatched(program, { warn: () => {}, error: (what) => void failures.push(what) })
  run({ id: T, name: 'Ward; touch x' })
  await expect.poll(() => readOr(file), { timeout: 10_000 }).toBe('T|Ward; touch x|')
  runsUnwatched(join(folder, 'none'), { warn: () => {}, error: (what) => void failures.push(what) })({ id: T, name: 'T' })
  await expect.poll(() => failures.length, { timeout: 10_000 }).toBe(1)
  rmSync(folder, { recursive: true })
})
function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
