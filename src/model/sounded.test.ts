// The journal of a stay read as rows of the meter.
import { expect, test } from 'vitest'
import { raisedIn, soundedOf, type Told } from './sounded.ts'
import { at } from './units.ts'

const alarm = (over: Partial<NonNullable<Told['alarm']>> = {}): NonNullable<Told['alarm']> => ({
  id: 'spo2-low@10',
  rule: 'spo2-low',
  vital: 'spo2',
  priority: 'medium',
  phase: 'active',
  raised: at(25),
  ended: null,
  claim: null,
  worst: 88,
  limit: 90,
  evidence: null,
  ...over,
})
const told = (when: number, over: Partial<Told> = {}): Told => ({ at: at(when), alarm: null, gone: false, care: null, ...over })
const bedAt = (when: number): string => (when < 50 ? '1' : '2')

test('one life is one row: first taken, ended once, its worst and whether it was in doubt', () => {
  const claim = { by: 'r', at: at(40), until: at(400) }
  const { alarms } = soundedOf(
    [
      told(25, { alarm: alarm({ evidence: 'the hand moves' }) }),
      told(40, { alarm: alarm({ claim, worst: 84 }) }),
      told(60, { alarm: alarm({ claim: null, worst: 84 }) }),
      told(70, { alarm: alarm({ claim: { ...claim, at: at(70) }, worst: 83 }) }),
      told(90, { alarm: alarm({ worst: 83 }), gone: true }),
      told(99, { alarm: alarm({ id: 'hr-low@50', rule: 'hr-low', vital: 'hr', raised: at(99), priority: 'high', worst: null }) }),
    ],
    's',
    bedAt,
  )
  expect(alarms).toEqual([
    {
      stay: 's',
      bed: '1',
      rule: 'spo2-low',
      vital: 'spo2',
      priority: 'medium',
      raised: 25,
      ended: 90,
      claimed: 40,
      beyond: 7,
      motion: true,
    },
    {
      stay: 's',
      bed: '2',
      rule: 'hr-low',
      vital: 'hr',
      priority: 'high',
      raised: 99,
      ended: null,
      claimed: null,
      beyond: null,
      motion: false,
    },
  ])
  expect(raisedIn(alarms, at(0), at(99))).toEqual({ high: 0, medium: 1, low: 0 })
})

test('what ended and was seen later had ended then, not as it was seen', () => {
  const over = { phase: 'unseen', ended: at(60) } as const
  const { alarms } = soundedOf(
    [told(25, { alarm: alarm() }), told(60, { alarm: alarm(over) }), told(600, { alarm: alarm({ ...over }), gone: true })],
    's',
    bedAt,
  )
  expect(alarms[0]).toMatchObject({ raised: 25, ended: 60, claimed: null })
})

test('silence and pause are spans of their bed; one that runs has no end', () => {
  const care = (silence: boolean, pause: boolean): Told['care'] => ({ silence: silence ? {} : null, pause: pause ? {} : null })
  const { pauses } = soundedOf(
    [
      told(10, { care: care(true, false) }),
      told(15, { care: care(true, true) }),
      told(20, { care: care(false, true) }),
      told(30, { care: care(false, false) }),
      told(40, { care: care(false, false) }),
      told(60, { care: care(false, true) }),
    ],
    's',
    bedAt,
  )
  expect(pauses).toEqual([
    { bed: '1', from: 10, to: 30 },
    { bed: '2', from: 60, to: null },
  ])
})
