// Several tabs on fake time: one sounds, whoever opens, dies, freezes or wakes, and it sounds for all.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFakeTime } from '../core/faketime.ts'
import type { Audible } from './audible.ts'
import { BEAT, createTabs, DEAD, type Said, type Tabs } from './tabs.ts'

const alarm = (id: string, ward = id): Audible => ({ id, ward, priority: 'high', category: 'general', since: 0 })
/** So often the page ticks, ms. */
const TICK = 200

/** One machine. `open` gives a tab; messages arrive after `late` ms. */
function machine(late = 5) {
  const time = createFakeTime()
  const tabs = new Map<string, { tabs: Tabs; frozen: boolean; waiting: Said[]; stop: () => void }>()
  const post = (from: string) => (said: Said) => {
    if (!tabs.has(from) && said.is !== 'bye') return
    time.after(late, () => {
      for (const [id, tab] of tabs)
        if (id !== from) {
          if (tab.frozen) tab.waiting.push(structuredClone(said))
          else tab.tabs.hear(structuredClone(said))
        }
    })
  }
  const get = (id: string) => tabs.get(id)!
  return {
    time,
    open(id: string, armed = true, audible: readonly Audible[] = []) {
      const made = createTabs({ id, born: time.now(), mono: time.now, post: post(id) })
      const stop = time.every(TICK, () => !get(id).frozen && made.tick())
      tabs.set(id, { tabs: made, frozen: false, waiting: [], stop })
      made.tell({ armed, audible, once: [] })
    },
    arm: (id: string, audible: readonly Audible[] = []) => get(id).tabs.tell({ armed: true, audible, once: [] }),
    kill(id: string) {
      get(id).stop()
      tabs.delete(id)
    },
    leave(id: string) {
      get(id).tabs.leave()
      this.kill(id)
    },
    freeze(id: string) {
      get(id).frozen = true
    },
    wake(id: string) {
      const tab = get(id)
      tab.frozen = false
      for (const said of tab.waiting.splice(0)) tab.tabs.hear(said)
    },
    ids: () => [...tabs.keys()],
    view: (id: string) => get(id).tabs.view(),
    /** Those that sound; a frozen one does not (its gate is shut). */
    sounding: () => [...tabs].filter(([, { tabs: one, frozen }]) => !frozen && one.view().sounds).map(([id]) => id),
  }
}

test('of armed tabs the oldest sounds, for the wards of all; one that is not armed leaves it to one that is', () => {
  const { time, open, arm, sounding, view } = machine()
  open('a', false, [alarm('4B')])
  time.pass(1000)
  expect(sounding()).toEqual(['a'])
  open('b', true, [alarm('ICU')])
  time.pass(1000)
  expect(sounding()).toEqual(['b'])
  expect(view('b').audible.map(({ ward }) => ward)).toEqual(['ICU', '4B'])
  expect(view('a')).toMatchObject({ elsewhere: true })
  open('c')
  time.pass(1000)
  expect(sounding()).toEqual(['b'])
  arm('a')
  time.pass(100)
  expect(sounding()).toEqual(['a'])
})

test.each([
  ['closed: said good-bye', (house: ReturnType<typeof machine>) => house.leave('a'), 100],
  ['killed without a word', (house: ReturnType<typeof machine>) => house.kill('a'), 2000],
  ['frozen', (house: ReturnType<typeof machine>) => house.freeze('a'), 2000],
] as const)('%s: another takes over in time', (_, act, within) => {
  for (let shift = 0; shift < BEAT; shift += 50) {
    const house = machine()
    house.open('a')
    house.open('b')
    house.open('c')
    house.time.pass(3000 + shift)
    expect(house.sounding()).toEqual(['a'])
    act(house)
    house.time.pass(within)
    expect(house.sounding()).toEqual(['b'])
  }
})

test('one that wakes after a freeze never sounds beside the one that took over', () => {
  const house = machine()
  house.open('a')
  house.open('b')
  house.time.pass(2000)
  house.freeze('a')
  house.time.pass(10_000)
  expect(house.sounding()).toEqual(['b'])
  house.wake('a')
  for (let at = 0; at < 2000; at += 10) {
    house.time.pass(10)
    expect(house.sounding().length).toBeLessThanOrEqual(1)
  }
  expect(house.sounding()).toEqual(['a'])
})

test('what is not a message of ours is not heard', () => {
  const time = createFakeTime()
  const tabs = createTabs({ id: 'a', born: 0, mono: time.now, post: () => {} })
  for (const said of [null, 'changed', { is: 'beat' }, { is: 'beat', from: 'x', born: 0, armed: true, audible: [{}], once: [] }])
    tabs.hear(said)
  time.pass(1000)
  expect(tabs.view()).toEqual({ sounds: true, elsewhere: false, audible: [], once: [] })
})

test('whatever tabs do, one of them sounds 2 s later', () => {
  const anyAct = fc.record({
    act: fc.constantFrom('open', 'open-unarmed', 'arm', 'kill', 'leave', 'freeze', 'wake'),
    which: fc.nat(3),
    wait: fc.integer({ min: 0, max: 4000 }),
  })
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 12 }), fc.integer({ min: 0, max: 30 }), (acts, late) => {
      const house = machine(late)
      const frozen = new Set<string>()
      let opened = 0
      for (const { act, which, wait } of acts) {
        const id = house.ids()[which % Math.max(1, house.ids().length)]
        if (act === 'open' || act === 'open-unarmed') house.open(`t${opened++}`, act === 'open')
        else if (id !== undefined) {
          if (act === 'arm') house.arm(id)
          else if (act === 'wake' && frozen.delete(id)) house.wake(id)
          else if (act === 'freeze') {
            house.freeze(id)
            frozen.add(id)
          } else if (act === 'kill' || act === 'leave') {
            house[act](id)
            frozen.delete(id)
          }
        }
        house.time.pass(wait)
      }
      house.time.pass(2000)
      const awake = house.ids().filter((id) => !frozen.has(id))
      expect(house.sounding()).toHaveLength(awake.length > 0 ? 1 : 0)
    }),
    { numRuns: 500 },
  )
  expect(DEAD + BEAT).toBeLessThan(2000)
})
