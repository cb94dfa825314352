// Alarms from the gateway's bytes to the page: at once, whole, never older than what came before; what was painted and heard is told back.
import { expect, test } from 'vitest'
import { alarm } from '../gallery/makealarm.ts'
import type { FromWorker } from '../messages.ts'
import { createPainter } from '../paint/painter.ts'
import { createTrial } from './faults.ts'
import { createScreen } from './screen.ts'

function started(seed: number) {
  const trial = createTrial({ seed, beds: 3 })
  trial.live.stop()
  const said: FromWorker[] = []
  const screen = createScreen({
    machine: trial.machine,
    painter: createPainter(),
    post: (message) => said.push(structuredClone(message)),
    frames: (act) => trial.time.every(16, act),
    waves: async () => null,
    probe: false,
  })
  screen.start()
  screen.take({ is: 'watch', ward: 'w' })
  trial.time.pass(3000)
  const news = () => said.filter((one) => one.is === 'alarms')
  /** Rules at each bed as the page knows them. */
  const known = () => {
    const beds = new Map<string, string>()
    for (const { whole, beds: some } of news()) {
      if (whole) beds.clear()
      for (const [bed, { alarms }] of some) beds.set(bed, alarms.map(({ rule, claim }) => `${rule}${claim ? '*' : ''}`).join(' '))
    }
    return Object.fromEntries(beds)
  }
  return { ...trial, screen, said, news, known, pass: (ms: number) => trial.time.pass(ms) }
}
const TACHY = alarm('tachy-x', { priority: 'high', vital: 'hr', side: 'high', value: 148, limit: 140 })

test('a snapshot tells all beds; then a bed is told at once where its alarms changed, and no other', () => {
  const { gateway, known, news, pass, said } = started(1)
  expect(known()).toEqual({ b0: '', b1: '', b2: '' })
  const before = news().length
  gateway.alarm(1, { alarms: [TACHY] })
  pass(200)
  expect(known()).toEqual({ b0: '', b1: 'tachy-x', b2: '' })
  expect(news().slice(before)).toMatchObject([{ whole: false, beds: [['b1', {}]], ward: null }])
  const claim = { by: 'n', at: gateway.now(), until: gateway.now() + 60_000 }
  gateway.alarm(1, { alarms: [{ ...TACHY, claim }] })
  pass(200)
  expect(known().b1).toBe('tachy-x*')
  pass(500)
  const mirrored = said.filter((one) => one.is === 'mirror').flatMap(({ alarms }) => alarms)
  expect(mirrored.at(-1)).toMatchObject([
    'b1',
    [{ rule: 'tachy-x', priority: 'high', state: 'active', who: 'RW', text: '*** EXTREME TACHY 148' }],
  ])
})

test('the gateway runs anew: a snapshot replaces all, and what was cleared meanwhile is not there', () => {
  const { gateway, known, pass } = started(2)
  gateway.alarm(0, { alarms: [TACHY] })
  pass(500)
  expect(known().b0).toBe('tachy-x')
  gateway.restart()
  gateway.alarm(0, {})
  pass(8000)
  expect(known()).toEqual({ b0: '', b1: '', b2: '' })
})

test('the frame painted last is told to the page and to the gateway, with whether this screen could be heard', () => {
  const { gateway, screen, said, pass } = started(3)
  const painted = said.filter((one) => one.is === 'painted').at(-1)!
  expect(painted.epoch).toBe(gateway.epoch())
  expect(gateway.seq() - painted.seq).toBeLessThanOrEqual(1)
  expect(gateway.told.painted.at(-1)).toMatchObject({ ward: 'w', sound: 'off' })
  screen.take({ is: 'sound', sound: 'armed' })
  pass(1200)
  expect(gateway.told.painted.at(-1)).toMatchObject({ sound: 'armed' })
})

test('a canary reaches the page while it is hidden, too, and is answered once', () => {
  const { gateway, screen, news, pass } = started(4)
  screen.take({ is: 'visibility', hidden: true })
  gateway.alarmWard({ canary: { id: 'c1', at: gateway.now() } })
  pass(500)
  expect(news().at(-1)?.ward?.canary?.id).toBe('c1')
  for (const sounded of [true, false]) screen.take({ is: 'proved', canary: 'c1', sounded })
  pass(500)
  expect(gateway.told.proved).toEqual([{ ward: 'w', canary: 'c1', sounded: true }])
})
