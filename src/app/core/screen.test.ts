// What the page is told by a screen that runs on fake time, with the real core and the real painter (without a canvas).
import { expect, test } from 'vitest'
import { deviceId } from '../../model/ids.ts'
import { hz } from '../../model/units.ts'
import type { FromWorker } from '../messages.ts'
import { createPainter } from '../paint/painter.ts'
import { NURSE, STATION, WHY_GONE } from './fakegateway.ts'
import { createTrial } from './faults.ts'
import type { AskWaves, WavesAsked } from './fills.ts'
import { createScreen } from './screen.ts'

function started(seed: number, probe = false, waves: AskWaves = async () => null) {
  const trial = createTrial({ seed, beds: 3 })
  trial.live.stop()
  const said: FromWorker[] = []
  let sweeps = 0
  const screen = createScreen({
    machine: trial.machine,
    painter: createPainter(),
    post: (message) => said.push(structuredClone(message)),
    frames: (act) =>
      trial.time.every(16, () => {
        sweeps += 1
        act()
      }),
    waves,
    probe,
  })
  const of = <Is extends FromWorker['is']>(is: Is) =>
    said.filter((message): message is Extract<FromWorker, { is: Is }> => message.is === is)
  const stop = screen.start()
  screen.take({ is: 'watch', ward: 'w' })
  /** Newest text and freshness of a cell. */
  const cell = (bed: string, key: string) =>
    of('mirror')
      .flatMap(({ rows }) => rows)
      .findLast((row) => row[0] === bed && row[1] === key)
      ?.slice(2)
      .join(' ')
  return { ...trial, screen, stop, said, of, cell, sweeps: () => sweeps, pass: (ms: number) => trial.time.pass(ms) }
}

test('wards, ward, roster, tiles and values reach the page; the link beats each second; fresh is said once', () => {
  const { said, of, cell, pass, stop } = started(1)
  pass(5000)
  expect(of('wards')).toHaveLength(1)
  expect(of('ward')[0]!.beds.map(({ id }) => id)).toEqual(['b0', 'b1', 'b2'])
  expect(of('roster').at(-1)).toMatchObject({ refused: null, people: [{ initials: '<O' }, {}, {}] })
  expect(of('authority').map(({ authority }) => authority.name)).toEqual(['R. Wren'])
  expect(new Set(of('tile').map(({ bed }) => bed)).size).toBe(3)
  expect(cell('b1', 'hr')).toMatch(/^\d+ live$/)
  expect(cell('b1', 'patient')).toBe('<O 60 F · adult ')
  expect(of('fresh')).toHaveLength(1)
  expect(of('link').length).toBeGreaterThanOrEqual(5)
  expect(of('link').length).toBeLessThan(9)
  const before = of('mirror').length
  pass(10_000)
  expect(of('mirror').length - before).toBeLessThanOrEqual(40)
  expect(said.filter(({ is }) => is === 'failed')).toEqual([])
  stop()
  const count = said.length
  pass(5000)
  expect(said.length).toBe(count)
})

test('privacy hides the patient, and a bed in detail tells all its signals', () => {
  const { of, cell, pass, screen } = started(2)
  pass(3000)
  screen.take({
    is: 'settings',
    settings: { theme: 'dark', privacy: true, sweep: 25, pxPerMm: null, gain: 10, reducedMotion: false },
  })
  screen.take({ is: 'detail', bed: 'b1', canvas: null, width: 300, height: 200, dpr: 1 })
  pass(1000)
  expect(cell('b1', 'patient')).toBe(' ')
  expect(
    of('detail')
      .at(-1)!
      .rows.map(({ signal }) => signal),
  ).toEqual(['hr', 'spo2', 'temp'])
  expect(of('detail').at(-1)!.notWatched).toContain('rhythm not watched')
  screen.take({ is: 'detail-closed' })
  const before = of('detail').length
  pass(3000)
  expect(of('detail').length).toBe(before)
})

test('a lost link veils every tile, and fresh is said again when it is back', () => {
  const { of, cell, pass, line } = started(3)
  pass(4000)
  line.cut('drop')
  pass(5300)
  expect(of('link').at(-1)!.link).toBe('lost')
  for (const bed of ['b0', 'b1', 'b2']) {
    expect(of('tile').findLast((tile) => tile.bed === bed)).toMatchObject({ veiled: true, lineKind: 'technical' })
    expect(cell(bed, 'line')).toMatch(/^LINK LOST 0:0[45] $/)
  }
  expect(of('fresh')).toHaveLength(1)
  line.cut(null)
  pass(5000)
  expect(of('fresh')).toHaveLength(2)
  expect(of('tile').findLast((tile) => tile.bed === 'b0')!.veiled).toBe(false)
})

/** What is asked of the history, and always answered in full. */
function history() {
  const asked: WavesAsked[] = []
  const kept: AskWaves = async (what) => {
    asked.push(what)
    const piece = { signal: 'ecg-ii', source: deviceId('m'), rate: hz(250), gain: 200, baseline: 0, unit: 'mV', quality: 0 } as const
    return [{ ...piece, at: what.from, data: new Int16Array(Math.ceil((what.to - what.from) / 4)).fill(9) }]
  }
  return { asked, kept }
}
const OPENED = { is: 'detail', bed: 'b1', canvas: null, width: 300, height: 200, dpr: 1 } as const

test('after a long cut the waves of the bed in detail are filled from what was kept, and say so', async () => {
  const { asked, kept } = history()
  const { of, pass, line, screen } = started(11, false, kept)
  screen.take(OPENED)
  pass(10_000)
  expect(of('detail').at(-1)!.waves[0]).toMatchObject({ state: 'live', filled: null })
  line.cut('reset')
  pass(40_000)
  expect(asked).toEqual([])
  line.cut(null)
  pass(3000)
  // What was asked is answered behind it.
  await Promise.resolve()
  pass(500)
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ stay: 'stay-1', signals: ['ecg-ii'] })
  expect(asked[0]!.to - asked[0]!.from).toBeGreaterThan(15_000)
  const words = expect.stringMatching(/^filled from the history: \d\d:\d\d:\d\d to \d\d:\d\d:\d\d$/)
  expect(of('detail').at(-1)!.waves[0]).toMatchObject({ state: 'live', filled: words })
  // It leaves with the sweep.
  pass(30_000)
  expect(of('detail').at(-1)!.waves[0]).toMatchObject({ state: 'live', filled: null })
})

test('a station with nobody at it asks for no history: the hole stays one', () => {
  const { asked, kept } = history()
  const { of, pass, line, screen, gateway } = started(12, false, kept)
  gateway.authorise(STATION)
  screen.take(OPENED)
  pass(10_000)
  line.cut('reset')
  pass(40_000)
  line.cut(null)
  pass(20_000)
  expect(of('detail').at(-1)!.waves[0]).toMatchObject({ state: 'live', filled: null })
  expect(asked).toEqual([])
})

test('hidden, nothing is painted and all is veiled; shown, fresh is said only after the new', () => {
  const { of, cell, pass, screen, sweeps } = started(4)
  pass(4000)
  screen.take({ is: 'visibility', hidden: true })
  pass(300)
  expect(of('tile').at(-1)!.veiled).toBe(true)
  expect(cell('b0', 'hr')).toBe('-- none')
  const painted = sweeps()
  pass(60_000)
  expect(sweeps()).toBe(painted)
  expect(of('link').at(-1)!.link).toBe('asleep')
  expect(of('fresh')).toHaveLength(1)
  screen.take({ is: 'visibility', hidden: false })
  expect(of('fresh')).toHaveLength(1)
  pass(1000)
  expect(of('fresh')).toHaveLength(2)
  expect(cell('b0', 'hr')).toMatch(/^\d+ live$/)
})

test('signed out, the page is told to forget, every tile and cell is gone and nothing more is told of the ward', () => {
  const { of, said, pass, gateway, screen } = started(7)
  pass(3000)
  screen.take({ is: 'detail', bed: 'b1', canvas: null, width: 300, height: 200, dpr: 1 })
  pass(1000)
  gateway.authorise(null)
  pass(1000)
  const at = said.findIndex(({ is }) => is === 'left')
  expect(at).toBeGreaterThan(0)
  const after = new Set(said.slice(at + 1).map(({ is }) => is))
  expect(after).toEqual(new Set(['link']))
  expect(of('link').at(-1)).toMatchObject({ link: 'ended', signedOut: true, reason: WHY_GONE.message })
  pass(20_000)
  expect(new Set(said.slice(at + 1).map(({ is }) => is))).toEqual(new Set(['link']))
})

test('a station that is hidden loses the names at once, in page and mirror, and is a nurse again by a new line', () => {
  const { of, cell, pass, gateway, screen } = started(8)
  pass(3000)
  expect(cell('b1', 'patient')).toBe('<O 60 F · adult ')
  screen.take({ is: 'visibility', hidden: true })
  pass(1000)
  gateway.authorise(STATION)
  pass(1000)
  expect(cell('b1', 'patient')).toBe('<O 60 · adult ')
  const people = of('roster').at(-1)!.people
  expect(people.length).toBe(3)
  expect(JSON.stringify(people)).not.toMatch(/img|1966|R-stay/)
  screen.take({ is: 'visibility', hidden: false })
  gateway.authorise(NURSE, false)
  screen.take({ is: 'redial' })
  pass(2000)
  expect(of('authority').at(-1)!.authority.name).toBe('R. Wren')
  expect(cell('b1', 'patient')).toBe('<O 60 F · adult ')
  screen.take({ is: 'forget' })
  expect(of('roster').at(-1)!.people).toEqual([])
  expect(cell('b1', 'patient')).toBe('60 · adult ')
})

test('who has which bed goes with the names: to the tiles and to the page, and is void with them', () => {
  const { of, cell, pass, gateway, screen } = started(9)
  pass(3000)
  expect([of('roster').at(-1)!.duties, cell('b1', 'nurse')]).toEqual([[], ' '])
  const nurse = { id: 'n', initials: 'RW', name: 'R. Wren' }
  const until = gateway.now() + 3_600_000
  gateway.assign([{ bed: 'b1', nurse, buddy: null, until, own: true }], { nurse, until })
  pass(1000)
  expect(of('roster').at(-1)).toMatchObject({ duties: [{ bed: 'b1', own: true }], charge: { nurse }, refused: null })
  expect([cell('b1', 'nurse'), cell('b0', 'nurse')]).toEqual(['RW ', '– '])
  screen.take({ is: 'forget' })
  expect(of('roster').at(-1)).toMatchObject({ people: [], duties: [], charge: null })
  expect(cell('b1', 'nurse')).toBe(' ')
})

test('a ward that shows other units shows all its values anew', () => {
  const { of, cell, pass, gateway } = started(10)
  pass(3000)
  const celsius = Number(cell('b1', 'temp')!.split(' ')[0])
  gateway.show({ pressure: 'kPa', temperature: '°F', glucose: 'mg/dL' })
  pass(500)
  expect(of('ward').at(-1)!.ward.units.temperature).toBe('°F')
  expect(Number(cell('b1', 'temp')!.split(' ')[0])).toBeCloseTo(celsius * 1.8 + 32, 1)
})

test('another ward replaces the first; what the probe keeps is asked by number', () => {
  const { of, pass, screen } = started(5, true)
  pass(3000)
  screen.take({ is: 'watch', ward: null })
  pass(3000)
  expect(of('link').at(-1)!.link).toBe('live')
  screen.take({ is: 'watch', ward: 'w' })
  pass(3000)
  expect(of('ward')).toHaveLength(2)
  screen.take({ is: 'probe', id: 9, since: 0 })
  const probed = of('probed')[0]!
  expect(probed).toMatchObject({ id: 9, log: { counts: { snapshots: 2, gaps: 0, malformed: 0 } } })
  expect(probed.log.link.map(({ link }) => link)).toContain('live')
})

test('nothing is dialled, timed or painted before the start, and nothing after its stop', () => {
  const trial = createTrial({ seed: 6, beds: 1 })
  trial.live.stop()
  let dialled = 0
  let running = 0
  const counted = (stop: () => void) => {
    running += 1
    return () => {
      running -= 1
      stop()
    }
  }
  const machine = {
    ...trial.machine,
    connect: () => {
      dialled += 1
      return trial.machine.connect()
    },
    every: (period: number, act: () => void) => counted(trial.machine.every(period, act)),
  }
  const frames = (act: () => void) => counted(trial.time.every(16, act))
  const screen = createScreen({ machine, painter: createPainter(), post: () => {}, frames, waves: async () => null, probe: false })
  trial.time.pass(3000)
  expect([dialled, running]).toEqual([0, 0])
  const stop = screen.start()
  expect([dialled, running]).toEqual([1, 3])
  stop()
  expect(running).toBe(0)
})
