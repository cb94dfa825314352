import { afterEach, expect, test, vi } from 'vitest'
import { get, post } from './api.ts'

afterEach(() => void vi.unstubAllGlobals())
const answers = (status: number, body: unknown): void =>
  void vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }))
const wrong = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'none',
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  )

test('an answer is read by the schema of its door, and one that does not fit says so in words', async () => {
  answers(200, { sessions: [] })
  expect(await get('GET /api/sessions')).toEqual({ sessions: [] })
  answers(200, { sessions: 'all' })
  expect(await wrong(get('GET /api/sessions'))).toMatch(/^unknown: What the gateway answered cannot be read\./)
})

test('a refusal has the gateway’s words, and a line that is cut says that nothing was changed', async () => {
  answers(403, { is: 'refused', code: 'not-allowed', message: 'You may not.' })
  expect(await wrong(post('POST /api/sign-out', {}))).toBe('not-allowed: You may not.')
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('cut')))
  expect(await wrong(post('POST /api/sign-out', {}))).toMatch(/^unreachable: .*Nothing was changed/)
})
