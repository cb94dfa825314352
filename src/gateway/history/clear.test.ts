// A day of one patient, whose every field holds words that stand nowhere else: of none of them, and of none of the values, a byte stands in
// clear in any file, while the gateway runs, after it ended, in its log, its backup or its temporary files.
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decodeFrame } from '../../model/frame.ts'
import { bedId } from '../../model/ids.ts'
import { setOf } from '../../model/observationstest.ts'
import { minutes } from '../../model/units.ts'
import type { Snapshot } from '../../model/wire.ts'
import { ask, fakeClock, START, testCensus, wallOf, watchT } from '../harness.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'
import { type TestFolder, testFolder } from '../store/testfolder.ts'
import { type Canaries, formsOfNumbers, formsOfText, foundBelow } from './canaries.ts'

const WORDS = {
  name: 'Canarié-Vogel, Örtrud',
  born: '1931-02-17',
  record: 'CNRY-REC-58213',
  reason: 'canary pneumonia äöü',
  'name of the source': 'Quellenkanari, Jörg',
  'name by monitor': 'CNRY-MON-77120',
  device: 'canarydevice-4711',
  note: 'canary "note" <b>über</b>\nsecond line',
  corrected: 'canary correction, zweite Fassung',
  limits: 'canary limits: athlete',
  off: 'canary off: lead torn',
  target: 'canary target: COPD',
  standby: 'canary standby CT',
  export: 'canary export: transfer',
} as const
/** Heart rates one after another, samples of lead II, and a value by hand: in this order they stand nowhere else. */
const RATES = [71, 143, 88, 167, 59, 121, 64, 155, 93, 178, 52, 136]
const LEAD = [811, -402, 1277, 33, -911, 604, 1499, -77, 250, -1203, 919, 46]
const LACTATE = 7.3

const CANARIES: Canaries = {
  ...Object.fromEntries(Object.entries(WORDS).map(([what, text]) => [what, formsOfText(text)])),
  rates: formsOfNumbers(RATES),
  lead: formsOfNumbers(LEAD),
  lactate: { json: Buffer.from(`"number":${LACTATE}`) },
}

let root: TestFolder
let real: RealHouse | null = null
const tmp = process.env.TMPDIR
beforeEach(() => {
  root = testFolder()
  for (const name of ['store', 'tmp', 'copy', 'keys']) mkdirSync(root.file(name), { mode: 0o700 })
  process.env.TMPDIR = root.file('tmp')
})
afterEach(async () => {
  if (tmp === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = tmp
  await real?.close()
  real = null
  root.remove()
})
const found = (): readonly string[] => foundBelow(root.path, CANARIES)

const turns = async (count = 3): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((done) => setImmediate(done))
}

test('a day of one patient: nothing of it stands in clear', { timeout: 240_000 }, async () => {
  const clock = fakeClock(60)
  const census = testCensus(2, { empty: true, names: WORDS['name of the source'] })
  const log = pino({ level: 'debug', base: null }, pino.destination({ dest: root.file('log'), sync: true }))
  real = await startHouse({ folder: root.file('store'), clock, census, log })
  const { gateway, source } = real
  const as = async (role: Parameters<Browser['demo']>[0]): Promise<Browser> => {
    const browser = real!.browser()
    await browser.demo(role)
    return browser
  }
  let physician = await as('physician')
  const charge = await as('charge-nurse')
  const post = async (browser: Browser, path: string, body: object) => {
    const { status, body: said, text } = await browser.post(path, body)
    expect([path, status, said.code, text.length > 0]).toEqual([path, 200, undefined, true])
    return said
  }
  const bed = 'T-02'
  const { name, born, record, reason } = WORDS
  const identity = { name, born, sex: 'F', record, reason }
  await post(charge, '/api/act', {
    ask: { act: 'admit', bed, stay: null, identity, population: 'adult', paced: 'no', pregnant: 'no' },
  })
  const stay = gateway.census.book().lying.get(bedId(bed))!
  const device = { id: WORDS.device as never, name: `${WORDS.device} at ${bed}`, kind: 'wall', link: 'on' } as const
  source.push({ bed: bedId(bed), samples: [], facts: { devices: [device] } })
  source.push({ bed: bedId('T-01'), patient: WORDS['name by monitor'], samples: [] })

  const hour = async (): Promise<void> => {
    // A minute of the day in a second.
    for (let minute = 0; minute < 60; minute++) {
      const common = { at: clock.now(), received: clock.now(), source: WORDS.device as never, quality: 0 }
      const seq = Math.round((clock.now() - START) / 1000)
      source.push({
        bed: bedId(bed),
        samples: [
          { kind: 'number', signal: 'hr', value: { is: 'known', value: RATES[minute % RATES.length]! }, seq, ...common },
          {
            kind: 'wave',
            signal: 'ecg-ii',
            data: Int16Array.from({ length: 240 }, (_, i) => LEAD[i % LEAD.length]!),
            rate: 250 as never,
            gain: 400,
            baseline: 0,
            unit: 'mV',
            seq: seq * 250,
            ...common,
          },
        ],
      })
      source.number('T-01', 'hr', RATES[minute % RATES.length]!, { source: wallOf('T-01') })
      clock.pass(1000)
      await turns()
    }
  }
  await hour()

  const client = await physician.connect()
  const { frame } = (await ask(client, 'watch', watchT)) as unknown as Snapshot
  const { epoch, seq } = decodeFrame(new Uint8Array(frame as Uint8Array))
  const alarm = (asked: object) => post(physician, '/api/alarm', { ask: { stay, bed, ...asked }, seen: { ward: 'T', epoch, seq } })
  await alarm({ act: 'limits', vital: 'hr', low: 50, high: 190, reason: WORDS.limits })
  await alarm({ act: 'off', vital: 'rr', reason: WORDS.off })
  await alarm({ act: 'target', low: 88, high: 92, reason: WORDS.target })
  const at = clock.now()
  const first = await post(physician, '/api/stay/note', { stay, kind: 'note', at, text: WORDS.note })
  await post(physician, '/api/stay/note', { stay, kind: 'note', at, text: WORDS.corrected, corrects: first.id })
  await post(physician, '/api/stay/hand', { stay, value: 'lactate', at, number: LACTATE })
  const { by: _, ...set } = setOf({ at, pulse: { value: RATES[1]!, from: 'typed' } })
  await post(physician, '/api/early', { ask: { act: 'observe', stay, bed, set } })
  for (let passed = 0; passed < 22; passed++) await hour()
  // The next shift.
  physician = await as('physician')
  await post(await as('nurse'), '/api/act', { ask: { act: 'standby', stay, bed, reason: WORDS.standby, back: clock.now() + minutes(90) } })
  await hour()

  const span = { stay, from: START, to: clock.now() }
  const tracks = await physician.post('/api/stay/window', { ...span, width: 500, signals: ['hr', 'ecg-ii'] })
  expect([tracks.status, tracks.text.length > 5000]).toEqual([200, true])
  await post(physician, '/api/stay/story', span)
  await post(physician, '/api/stay/table', { ...span, interval: '15', statistic: 'median', signals: ['hr'] })
  await post(physician, '/api/stay/figures', { stay, window: { from: span.from, to: span.to }, signals: ['hr'] })
  const job = await post(physician, '/api/stay/export', { ...span, ward: 'T', what: 'csv', why: WORDS.export })
  const file = await physician.get(`/api/export/file?id=${String(job.id)}`)
  // What leaves holds them: there was something to find.
  expect(file.text).toContain(WORDS.device)
  const command = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../store/backup.ts'), ...args, '--data', root.file('store')], {
      encoding: 'utf8',
    }).stdout
  expect(command('backup', '--to', root.file('copy/a'))).toMatch(/^copied/)
  expect(command('keys-backup', '--to', root.file('keys/a'))).toMatch(/^copied/)
  // While it runs, with all that stands in the write-ahead logs; and when it has ended.
  expect(found()).toEqual([])
  await real.close()
  real = null
  expect(found()).toEqual([])
  const stays = new DatabaseSync(root.file('store/stays.db'), { readOnly: true })
  expect(Number(stays.prepare('SELECT count(*) AS blocks FROM block').get()?.blocks)).toBeGreaterThan(100)
  stays.close()
})

test('each of them is found where it does stand in clear: in a table, a write-ahead log, a log, a file', () => {
  const db = new DatabaseSync(root.file('store/house.db'))
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (x)')
  expect(found()).toEqual([])
  for (const text of Object.values(WORDS)) db.prepare('INSERT INTO t VALUES (?)').run(text)
  for (const numbers of [RATES, LEAD]) db.prepare('INSERT INTO t VALUES (?)').run(new Uint8Array(Int16Array.from(numbers).buffer))
  appendFileSync(root.file('log'), `${JSON.stringify({ hand: { number: LACTATE, all: Object.values(WORDS) } })}\n`)
  const inWal = found().filter((line) => line.startsWith('store/house.db-wal'))
  for (const what of Object.keys(WORDS)) expect(inWal).toContainEqual(`store/house.db-wal: ${what} (utf-8)`)
  for (const what of ['rates', 'lead']) expect(inWal).toContainEqual(`store/house.db-wal: ${what} (int16)`)
  db.close()
  expect(found()).toContainEqual('store/house.db: name (utf-8)')
  for (const what of [...Object.keys(WORDS), 'lactate']) expect(found()).toContainEqual(`log: ${what} (json)`)
  for (const [what, forms] of Object.entries(CANARIES))
    for (const [form, bytes] of Object.entries(forms)) {
      writeFileSync(root.file('tmp/one'), Buffer.concat([Buffer.from('xyz'), bytes, Buffer.from('xyz')]))
      expect(found()).toContainEqual(`tmp/one: ${what} (${form})`)
    }
})
