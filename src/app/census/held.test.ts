// The three answers about held values, as a nurse reads them.
import { expect, test } from 'vitest'
import { questionOf } from './held.ts'

const around = { device: 'wall monitor', here: '4B-06', who: 'Kenji Saltmarsh', there: null, since: '14:05' }
const held = { why: 'identity', since: 0, samples: 412, says: 'DOE', at: '4B-06' } as const

test('another name: the same patient, somebody else, nobody', () => {
  const { asks, answers } = questionOf(held, around)
  expect(asks).toBe('Since 14:05 wall monitor at 4B-06 calls the patient “DOE”. 412 values are held apart.')
  expect(answers.map(({ answer, words }) => [answer, words])).toEqual([
    ['same', 'It is still Kenji Saltmarsh'],
    ['other', 'Somebody else lies in 4B-06'],
    ['nobody', 'They are nobody’s'],
  ])
  expect(answers[1]?.sentence).toContain('The stay of Kenji Saltmarsh ended then.')
})
test('no name any more, and one value', () => {
  expect(questionOf({ ...held, says: null, samples: 1 }, around).asks).toMatch(/by no name any more. one value is held apart/)
})
test('worn, and on somebody else before: on who lies there now, or nobody’s; no stay ends by it', () => {
  const { asks, answers } = questionOf({ why: 'identity', says: null, at: '4B-06', since: 0, samples: 3 } as never, {
    ...around,
    loose: true,
  })
  expect(asks).toBe('Since 14:05 wall monitor sends at 4B-06. It was on somebody else before. 3 values are held apart.')
  expect(answers.map(({ answer, words }) => [answer, words])).toEqual([
    ['same', 'It is on Kenji Saltmarsh now'],
    ['nobody', 'They are nobody’s'],
  ])
})

test('two beds: here, there with who lies there, nobody', () => {
  const { answers } = questionOf({ ...held, why: 'bed', at: '4B-07' }, { ...around, there: 'Noor Basalt' })
  expect(answers.map(({ sentence }) => sentence)).toEqual([
    'The device is still with Kenji Saltmarsh in 4B-06: what names 4B-07 is wrong. The held values are this patient’s.',
    'The device is at 4B-07 since 14:05, with Noor Basalt. The held values go there.',
    expect.stringContaining('go to no stay'),
  ])
})
test('two wards: who lies in the other one is not known here, and is not said to be nobody', () => {
  const { answers } = questionOf({ ...held, why: 'bed', at: '1, Ward B' }, { ...around, there: undefined })
  expect(answers[1]?.sentence).toBe('The device is at 1, Ward B since 14:05. The held values go there.')
})
test('where nobody lies nobody can be the same', () => {
  expect(questionOf(held, { ...around, who: null }).answers.map(({ answer }) => answer)).toEqual(['other', 'nobody'])
})
