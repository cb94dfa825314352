// The sound of a tab with an audio of its own making: what it hands out when it is armed, taken away, standing still, and beside another tab.
import { expect, test } from 'vitest'
import { createFakeTime, type FakeTime } from '../core/faketime.ts'
import { sound } from '../stores/sound.ts'
import type { Audible } from './audible.ts'
import { createSound } from './sound.ts'

const HIGH: Audible = { id: 'a', ward: 'W', priority: 'high', category: 'general', since: 0 }

/** An audio whose clock runs by fake time, and what was scheduled on it. `lets`: the browser lets sound out. */
function fakeAudio(time: FakeTime, lets = true) {
  const begun = time.now()
  const pulses: number[] = []
  const audio = { lets, stands: null as number | null, pulses, made: 0 }
  const param = () => ({ value: 0, setValueAtTime: () => {}, linearRampToValueAtTime: () => {}, cancelScheduledValues: () => {} })
  const node = (): object => ({
    connect: (to: object) => to,
    disconnect: () => {},
    gain: param(),
    frequency: param(),
    setPeriodicWave: () => {},
  })
  const make = () => {
    audio.made += 1
    const context = {
      state: 'suspended',
      onstatechange: null as (() => void) | null,
      destination: node(),
      get currentTime() {
        return ((audio.stands ?? time.now()) - begun) / 1000
      },
      createGain: node,
      createPeriodicWave: () => ({}),
      createOscillator() {
        let from = 0
        const start = (at: number): void => {
          from = at
          pulses.push(at)
        }
        const stop = (at?: number): void => {
          if (at === undefined) pulses.splice(pulses.indexOf(from), 1)
        }
        return { ...node(), start, stop }
      },
      resume: async () => {
        if (!audio.lets) return
        context.state = 'running'
        context.onstatechange?.()
      },
      suspend() {
        context.state = 'suspended'
        context.onstatechange?.()
      },
      close: async () => {},
    }
    last.context = context
    return context as unknown as AudioContext
  }
  const last: { context: { suspend(): void } | null } = { context: null }
  return { audio, make, suspend: () => last.context?.suspend() }
}

/** Tabs of one machine. */
function machine() {
  const time = createFakeTime()
  const hears = new Set<(said: unknown) => void>()
  const open = (id: string, lets = true) => {
    const { audio, make, suspend } = fakeAudio(time, lets)
    let own: ((said: unknown) => void) | null = null
    const made = createSound({
      id,
      born: time.now(),
      mono: time.now,
      context: make,
      every: time.every,
      after: time.after,
      channel: {
        say: (said) => {
          for (const hear of hears) if (hear !== own) hear(structuredClone(said))
        },
        hear(act) {
          own = act
          hears.add(act)
          return () => hears.delete(act)
        },
      },
      theme: () => 'general',
      volume: () => 1,
    })
    time.pass(1000)
    return { sound: made, audio, suspend }
  }
  return { time, open }
}

test('nothing is handed out before it is armed; then what stands begins at once', async () => {
  const { time, open } = machine()
  const tab = open('a')
  tab.sound.setAudible([HIGH])
  time.pass(5000)
  expect([tab.sound.state(), tab.audio.made]).toEqual(['off', 0])
  await tab.sound.arm()
  expect(tab.sound.state()).toBe('armed')
  // Two bursts within what is planned ahead, the first of them now.
  expect(tab.audio.pulses).toHaveLength(20)
  expect(tab.audio.pulses[0]! * 1000 - time.now()).toBeLessThan(50)
  tab.sound.stop()
})

test('taken away or standing still it is off and plans nothing; when it goes on the alarm begins anew', async () => {
  const { time, open } = machine()
  const tab = open('a')
  await tab.sound.arm()
  tab.sound.setAudible([HIGH])
  tab.suspend()
  expect(tab.sound.state()).toBe('off')
  expect(tab.audio.pulses).toEqual([])
  await tab.sound.arm()
  expect(tab.audio.pulses).toHaveLength(20)
  // A device that is gone: it says that it runs, and its clock stands.
  tab.audio.stands = time.now()
  time.pass(2000)
  expect(tab.sound.state()).toBe('off')
  expect(tab.audio.pulses).toEqual([])
  tab.audio.stands = null
  time.pass(400)
  expect(tab.sound.state()).toBe('armed')
  expect(tab.audio.pulses.length).toBeGreaterThan(0)
  // A touch while it stands looks for another device.
  tab.audio.stands = time.now()
  time.pass(2000)
  const { made } = tab.audio
  tab.audio.stands = null
  await tab.sound.arm()
  expect([tab.audio.made, tab.sound.state()]).toEqual([made + 1, 'armed'])
  tab.sound.stop()
})

test('a browser that lets no sound out leaves it off', async () => {
  const { open } = machine()
  const tab = open('a', false)
  await tab.sound.arm()
  expect(tab.sound.state()).toBe('off')
  tab.sound.setAudible([HIGH])
  expect(tab.audio.pulses).toEqual([])
  tab.sound.stop()
})

test('of two tabs the elder sounds for both, and both say that sound is on; a test is heard in the tab that asked', async () => {
  const { time, open } = machine()
  const [elder, younger] = [open('a'), open('b')]
  await elder.sound.arm()
  await younger.sound.arm()
  time.pass(1000)
  younger.sound.setAudible([HIGH])
  expect([elder.audio.pulses.length, younger.audio.pulses.length]).toEqual([20, 0])
  expect(sound.getState()).toEqual({ state: 'armed', elsewhere: true })
  younger.sound.test('low')
  expect(younger.audio.pulses).toHaveLength(1)
  elder.sound.stop()
  time.pass(400)
  expect(younger.audio.pulses.length).toBeGreaterThan(10)
  younger.sound.stop()
  expect(sound.getState().state).toBe('off')
})
