// Windows that nobody can mean, asked of every route that takes one: refused by name and with words, nothing is read, nothing is written down.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hours } from '../../model/units.ts'
import { START } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'

let real: RealHouse
let browser: Browser
beforeAll(async () => {
  real = await startHouse({ deaf: true })
  browser = real.browser()
  await browser.demo('physician')
})
afterAll(() => real.close())

const stay = 'stay-T-01'
interface Asked {
  readonly from: unknown
  readonly to: unknown
}
/** TABLE: routes that take a window, and how it stands in what they are asked. */
const ROUTES: Readonly<Record<string, (asked: Asked) => object>> = {
  '/api/stay/window': (asked) => ({ stay, width: 100, signals: ['hr'], ...asked }),
  '/api/stay/waves': (asked) => ({ stay, signals: ['ecg-ii'], ...asked }),
  '/api/stay/story': (asked) => ({ stay, ...asked }),
  '/api/stay/figures': (window) => ({ stay, window, signals: ['hr'] }),
  '/api/stay/since': (asked) => ({ stay, ...asked }),
  '/api/stay/table': (asked) => ({ stay, interval: '1', statistic: 'median', signals: ['hr'], ...asked }),
  '/api/stay/export': (asked) => ({ ward: 'T', stay, what: 'csv', why: 'test', ...asked }),
}
const TEN_YEARS = hours(24 * 3653)
/** What is no number at all is not an ask; what is one and cannot be meant is told why. */
const ABSURD: readonly (readonly [string, Asked, string, RegExp | null])[] = [
  ['end before start', { from: START, to: START - 1 }, 'bad-window', /ends before it starts/],
  ['nothing', { from: START, to: START }, 'bad-window', /ends before it starts/],
  ['ten years', { from: START - TEN_YEARS, to: START }, 'bad-window', /longer than 400 days/],
  ['all that numbers hold', { from: -Number.MAX_VALUE, to: Number.MAX_VALUE }, 'bad-window', /longer than 400 days/],
  ['no number', { from: Number.NaN, to: START }, 'bad-ask', null],
  ['words', { from: 'yesterday', to: START }, 'bad-ask', null],
]
const told = async (path: string, body: object | string): Promise<unknown> => {
  const answer = await browser.post(path, body)
  return { status: answer.status, code: answer.body.code, message: answer.body.message }
}

describe.each(Object.entries(ROUTES))('%s', (path, bodyOf) => {
  test.each(ABSURD)('%s is refused', async (_, asked, code, words) => {
    expect(await told(path, bodyOf(asked))).toEqual({
      status: 400,
      code,
      message: words ? expect.stringMatching(words) : expect.any(String),
    })
  })
  test('more than a number can hold is refused', async () => {
    const text = JSON.stringify(bodyOf({ from: 0, to: 7 })).replace('"to":7', '"to":1e999')
    expect(await told(path, text)).toMatchObject({ status: 400, code: 'bad-ask' })
  })
})

test.each([
  [1e9, /more than 4,000 columns/],
  [0, /no column/],
  [-5, /no column/],
])('a window of %d columns is refused', async (width, words) => {
  const asked = { ...ROUTES['/api/stay/window']!({ from: START - 1000, to: START }), width }
  expect(await told('/api/stay/window', asked)).toEqual({ status: 400, code: 'bad-window', message: expect.stringMatching(words) })
})

test('two hours of waves are refused, two days of single beats, and more signals than there are', async () => {
  const day = { from: START - hours(2), to: START }
  expect(await told('/api/stay/waves', ROUTES['/api/stay/waves']!(day))).toMatchObject({ code: 'bad-window' })
  const days = { ...ROUTES['/api/stay/window']!({ from: START - hours(48), to: START }), signals: ['hr', 'beat'] }
  expect(await told('/api/stay/window', days)).toMatchObject({ code: 'bad-window', message: expect.stringMatching(/a day at a time/) })
  const many = { ...ROUTES['/api/stay/window']!(day), signals: Array.from({ length: 500 }, () => 'hr') }
  expect(await told('/api/stay/window', many)).toMatchObject({ status: 400 })
})

test('none of them was written down as a read, or made a file', async () => {
  expect(await real.house.audit.query({ kinds: ['history-read', 'exported'], limit: 10 })).toEqual([])
})
