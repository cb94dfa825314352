// The wrong patient: ways by which a value of one could come to another, each as it would happen at a bedside.
import { expect, test } from 'vitest'
import { bedId, deviceId } from '../../model/ids.ts'
import type { Routed } from '../../model/sample.ts'
import { at } from '../../model/units.ts'
import { type TestCensus, testCensus } from './censustest.ts'

/** Whose the values are that came. */
const stays = (routed: readonly Routed[]): readonly string[] => routed.flatMap(({ stay, samples }) => samples.map(() => stay))
const noticesOf = (own: TestCensus, bed: string): readonly string[] => own.census.factsOf(bedId(bed)).notices.map(({ key }) => key)
const rowOf = (own: TestCensus, device: string) => own.census.book().device.get(deviceId(device))
const wear = (own: TestCensus, bed: string): void =>
  void own.report({ bed: bedId(bed), samples: [], facts: { devices: [{ id: 'patch', name: 'patch', kind: 'patch', link: 'on' }] } })

test('a real patient connected to a bed with a trial feed ends the trial, and is NOT ADMITTED', () => {
  const own = testCensus()
  own.act({ act: 'trial', bed: 'A-1', on: true })
  const trial = own.lying('A-1')
  expect(stays(own.hear('trial-A-1', 'A-1', { patient: 'TRIAL' }))).toEqual([trial])
  own.wait(1000)
  const [real] = stays(own.hear('wall', 'A-1', { patient: 'W-77' }))
  expect(real).not.toBe(trial)
  expect([own.lying('A-1'), noticesOf(own, 'A-1')]).toEqual([real, ['not-admitted']])
  expect(own.census.book().stay.get(trial as never)?.ended?.how).toBe('nobody')
  // What the feed still brings is nobody's, also of a patient whom it could be taken for.
  own.wait(1000)
  expect(own.hear('trial-A-1', 'A-1', { patient: 'TRIAL' })).toEqual([])
  expect(own.act({ act: 'discharge', stay: real!, bed: 'A-1' }).is).toBe('done')
  own.admit('A-1', 'Ada Lovage', 'TRIAL')
  own.wait(200_000)
  expect(own.hear('trial-A-1', 'A-1', { patient: 'TRIAL' })).toEqual([])
})

test.each(['discharge', 'nobody', 'resume'] as const)('a trial is nobody to %s', (what) => {
  const own = testCensus()
  own.act({ act: 'trial', bed: 'A-1', on: true })
  expect(own.act({ act: what, stay: own.lying('A-1')!, bed: 'A-1' })).toMatchObject({ is: 'refused', code: 'trial-feed' })
})

test('a trial is neither moved nor swapped, and no device is put on it', () => {
  const own = testCensus()
  own.act({ act: 'trial', bed: 'A-1', on: true })
  own.hear('trial-A-1', 'A-1', { patient: 'TRIAL' })
  const stay = own.lying('A-1')!
  const ada = own.admit('A-2', 'Ada Lovage')
  own.hear('wall', 'A-2')
  for (const asked of [
    { act: 'move', stay, from: 'A-1', to: 'A-3' },
    { act: 'swap', stay: ada, from: 'A-2', with: stay, to: 'A-1' },
    { act: 'bind', device: 'wall', bed: 'A-1' },
    { act: 'bind', device: 'trial-A-1', bed: 'A-2' },
  ] as const)
    expect(own.act(asked)).toMatchObject({ is: 'refused', code: 'trial-feed' })
})

test('a trial that is switched off and on plays at once', () => {
  const own = testCensus()
  for (const _ of [1, 2, 3]) {
    own.act({ act: 'trial', bed: 'A-1', on: true })
    own.wait(1000)
    expect(stays(own.hear('trial-A-1', 'A-1', { patient: 'TRIAL' }))).toEqual([own.lying('A-1')])
    own.act({ act: 'trial', bed: 'A-1', on: false })
    own.wait(1000)
    expect(own.hear('trial-A-1', 'A-1', { patient: 'TRIAL' })).toEqual([])
  }
})

test('held by two beds, released to the bed: not to who came there after it was measured', () => {
  const own = testCensus()
  const first = own.admit('A-2', 'Cara Sorrel', 'W-3')
  own.hear('cart', 'A-1')
  own.wait(1000)
  // Measured while somebody else lay there.
  expect(own.hear('cart', 'A-2')).toEqual([])
  own.act({ act: 'discharge', stay: first, bed: 'A-2' })
  own.wait(60_000)
  const next = own.admit('A-2', 'Ben Sage', 'W-2')
  own.wait(1000)
  expect(own.hear('cart', 'A-2')).toEqual([])
  expect(own.act({ act: 'confirm', device: 'cart', bed: 'A-2', answer: 'other' }).is).toBe('done')
  expect(stays(own.released)).toEqual([next])
  expect(own.counted.get('unrouted')).toBe(1)
})

test.each([
  ['the same patient under another name', 'same', ['ada', 'ada', 'held', 'held']],
  ['somebody else', 'other', ['new', 'held', 'held', 'held']],
  ['nobody', 'nobody', ['none', 'none', 'none', 'none']],
] as const)('one answer is for one name: %s', (_, answer, whose) => {
  const own = testCensus()
  const ada = own.admit('A-1', 'Ada Lovage', 'W-1')
  own.hear('wall', 'A-1', { patient: 'W-1' })
  const numbers = ['W-8', 'W-1', 'W-9', 'W-1'].map((patient) => {
    own.wait(1000)
    own.hear('wall', 'A-1', { patient })
    return own.last()
  })
  expect(own.census.heldOf('wall')).toBe(4)
  own.act({ act: 'confirm', device: 'wall', bed: 'A-1', answer })
  const of = (seq: number): string => {
    const stay = own.released.find(({ samples }) => samples.some((one) => one.seq === seq))?.stay
    return stay === undefined ? (own.census.heldOf('wall') > 0 ? 'held' : 'none') : stay === ada ? 'ada' : 'new'
  }
  expect(numbers.map(of)).toEqual(whose)
  // A further name is a question of its own, and is asked.
  expect(noticesOf(own, 'A-1').includes('patient')).toBe(whose.some((one) => one === 'held'))
  expect(own.kept()).toEqual(own.census.book())
})

test('what the patient before still wears is asked about before it is the next one’s', () => {
  const own = testCensus()
  const ada = own.admit('A-1', 'Ada Lovage', 'W-1')
  wear(own, 'A-1')
  expect(stays(own.hear('patch', 'A-1'))).toEqual([ada])
  own.wait(1000)
  own.act({ act: 'discharge', stay: ada, bed: 'A-1' })
  own.wait(1000)
  const ben = own.admit('A-1', 'Ben Sage', 'W-2')
  expect(rowOf(own, 'patch')?.places.at(-1)).toMatchObject({ stay: null })
  const heard: string[] = []
  for (let second = 0; second < 300; second++) {
    own.wait(1000)
    heard.push(...stays(own.hear('patch', 'A-1')))
  }
  expect(heard).toEqual([])
  expect(noticesOf(own, 'A-1')).toContain('patient')
  expect(own.act({ act: 'confirm', device: 'patch', bed: 'A-1', answer: 'other' })).toMatchObject({ is: 'refused', code: 'bed-occupied' })
  own.act({ act: 'confirm', device: 'patch', bed: 'A-1', answer: 'same' })
  expect(new Set(stays(own.released))).toEqual(new Set([ben]))
  expect(stays(own.hear('patch', 'A-1', { at: at(own.now + 1) }))).toEqual([ben])
})

test('a question of who it is goes where the patient goes, and not to who lies there next', () => {
  const own = testCensus()
  const ada = own.admit('A-1', 'Ada Lovage', 'W-1')
  wear(own, 'A-1')
  own.hear('patch', 'A-1', { patient: 'W-1' })
  own.wait(1000)
  own.hear('patch', 'A-1', { patient: 'W-9' })
  own.wait(1000)
  own.act({ act: 'move', stay: ada, from: 'A-1', to: 'A-2' })
  own.admit('A-1', 'Ben Sage', 'W-2')
  expect([noticesOf(own, 'A-1'), noticesOf(own, 'A-2')]).toEqual([[], ['patient']])
  expect(own.act({ act: 'confirm', device: 'patch', bed: 'A-1', answer: 'other' })).toMatchObject({ is: 'refused' })
  expect(own.act({ act: 'confirm', device: 'patch', bed: 'A-2', answer: 'same' }).is).toBe('done')
  expect(stays(own.released)).toEqual([ada])
})

test('what a new device brings of before the patient came is nobody’s', () => {
  const own = testCensus()
  own.wait(1000)
  const ada = own.admit('A-1', 'Ada Lovage', 'W-1')
  own.wait(1000)
  expect(own.hear('box', 'A-1', { at: at(own.now - 1500) })).toEqual([])
  expect(stays(own.hear('box', 'A-1'))).toEqual([ada])
})
