// The privacy officer's view: every viewer of a patient, also of one who has left, without a cap; pages of an export; what cannot be read.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { AuditEvent } from '../../model/audit.ts'
import { POLICY } from '../../model/me.ts'
import { gatewayEvent } from '../audit/openaudit.ts'
import { ask, discharge, START, watchT } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'

let real: RealHouse
afterEach(() => real.close())
interface Report {
  patient: { stay: string; ended: boolean; name: string | null; ward: string }
  more: boolean
  unreadable: number
  lines: { name: string; what: string; from: number; long: number | null; purpose: string; why: string | null }[]
}
const report = async (officer: Browser, stay: string) =>
  (await officer.post('/api/audit/patient', { stay })).body as unknown as Report & { code?: string }
const officerOf = async (): Promise<Browser> => {
  const officer = real.browser()
  await officer.demo('privacy-officer')
  return officer
}
/** Some at a time, so that sockets take what they are sent. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 2000) {
    real.clock.pass(2000)
    await sleep(1)
  }
}
const opened = (index: number, over: Partial<AuditEvent> = {}): AuditEvent => ({
  ...gatewayEvent('opened', START + index * 200_000, null),
  actor: { is: 'person', id: `p${index}`, name: `Viewer ${index}`, roles: ['nurse'], station: null, address: null },
  purpose: 'treatment',
  ward: 'T',
  stays: ['stay-T-01'],
  ...over,
})

test('who began to watch is told at once; who left stays in the list, and so does everyone who saw them', async () => {
  real = await startHouse()
  const nurse = real.browser()
  await nurse.demo('nurse')
  const client = await nurse.connect()
  await ask(client, 'watch', watchT)
  const officer = await officerOf()
  const watched = ({ lines }: Report) => lines.find(({ what }) => what.startsWith('watched'))
  expect(watched(await report(officer, 'stay-T-01'))).toMatchObject({ name: 'R. Wren', from: START, long: null })
  await pass(60_000)
  discharge(real, 'T-01')
  await pass(POLICY.watched)
  expect(watched(await report(officer, 'stay-T-01'))).toMatchObject({ name: 'R. Wren', from: START, long: 60_000 })
  expect(watched(await report(officer, 'stay-T-02'))?.long).toBeGreaterThanOrEqual(POLICY.watched)
  const { patients, more } = (await officer.get('/api/audit/patients')).body as unknown as { patients: Report['patient'][]; more: boolean }
  expect(more).toBe(false)
  expect(patients.map(({ stay, ended, name, ward }) => [stay, ended, name, ward])).toEqual([
    ['stay-T-02', false, 'Robin Test', 'T'],
    ['stay-T-01', true, 'Robin Test', 'T'],
  ])
  expect((await report(officer, 'stay-T-01')).patient).toMatchObject({ ended: true, name: 'Robin Test' })
  expect((await report(officer, 'stay-of-nobody')).code).toBe('no-such-stay')
})

test('thousands of viewers are all told, and the reason of emergency access with them', async () => {
  real = await startHouse()
  const { audit } = real.house
  const count = 6000
  await Promise.all(Array.from({ length: count }, (_, index) => audit.write(opened(index))))
  const actor = opened(0).actor
  await audit.write(opened(1, { kind: 'emergency-begun', actor, stays: [], why: 'arrest on the corridor', purpose: 'emergency' }))
  await audit.write(opened(2, { actor, purpose: 'emergency' }))
  const officer = await officerOf()
  const { lines, more, unreadable } = await report(officer, 'stay-T-01')
  expect([lines.filter(({ name }) => name.startsWith('Viewer')).length, more, unreadable]).toEqual([count + 1, false, 0])
  expect(lines.find(({ purpose }) => purpose === 'emergency access')).toMatchObject({ name: 'Viewer 0', why: 'arrest on the corridor' })
  // Where it is more than an answer holds, it says so and keeps the newest.
  const cut = await audit.looked('stay-T-01', 10)
  expect([cut.more, JSON.parse(Buffer.from(cut.lines).toString()).length]).toEqual([true, 10])
})

test('an export comes in pages, all of it, made off the loop that frames wait for', async () => {
  real = await startHouse()
  const { audit } = real.house
  await Promise.all(
    Array.from({ length: 2500 }, (_, index) => audit.write(opened(index, { stays: Array.from({ length: 64 }, (__, bed) => `s${bed}`) }))),
  )
  const officer = await officerOf()
  const seqs: number[] = []
  let pages = 0
  for (let before: number | undefined; ; pages++) {
    const page = (await officer.post('/api/audit/fhir', before === undefined ? {} : { before })).body as {
      link?: { url: string }[]
      entry: { resource: { id: string } }[]
    }
    seqs.push(...page.entry.map(({ resource }) => Number(resource.id)))
    if (!page.link) break
    before = Number(page.link[0]!.url.slice('?before='.length))
    await sleep(60)
    real.clock.pass(250)
  }
  expect(pages).toBe(2)
  // Newest first, without a hole, from its own first record on.
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, index) => seqs.length - index))
  expect(seqs.length).toBeGreaterThanOrEqual(2500)
  // Bytes, made by the reader's worker.
  expect(await audit.fhir({ limit: 10 }, 'w')).toBeInstanceOf(Uint8Array)
})
