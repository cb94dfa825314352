// Faults on the way from gateway to screen, on fake time: what is shown is so, or is not shown as so. `npm run soak` runs all 200 cuts.
import { expect, test } from 'vitest'
import { decodeFrame } from '../../model/frame.ts'
import { createLive, type Machine } from '../live.ts'
import { compare, createTrial, runCut } from './faults.ts'

const CUTS = process.env.WARDLIGHT_SOAK ? 200 : 20
const MINUTE = 60_000

test(`${CUTS} seeded cuts (soak: 200): what is shown was sent, nothing old looks live, lost within 5 s, live within 5 s`, {
  timeout: 120_000,
}, () => {
  const results = Array.from({ length: CUTS }, (_, seed) => ({ seed, ...runCut(seed + 1) }))
  expect(results.filter(({ errors }) => errors.length > 0).map(({ seed, how, length, errors }) => ({ seed, how, length, errors }))).toEqual(
    [],
  )
  expect(results.some(({ resumed }) => resumed > 0)).toBe(true)
  expect(new Set(results.map(({ how }) => how)).size).toBe(3)
})

test.each([3, 60])('the same in a ward that runs %i times as fast: silence is counted in real time', (speed) => {
  for (let seed = 500; seed < 505; seed++) expect(runCut(seed, speed).errors).toEqual([])
})

test('a black hole is called lost within 5 s on every tile', () => {
  const trial = createTrial({ seed: 3 })
  trial.pass(5000)
  trial.line.cut('drop')
  trial.pass(5000)
  expect(trial.live.link().link).toBe('lost')
  expect(trial.tiles.all.size).toBe(4)
  for (const tile of trial.tiles.all.values())
    expect([tile.veiled, tile.lineKind, tile.line?.slice(0, 9)]).toEqual([true, 'technical', 'LINK LOST'])
  expect(trial.errors).toEqual([])
})

test('a black hole opened and closed by nobody is dialled again, with waits of 0.2 to 2 s', () => {
  const trial = createTrial({ seed: 4 })
  trial.pass(5000)
  const before = trial.live.counts().dialled
  trial.line.cut('drop')
  trial.pass(60_000)
  const tries = trial.live.counts().dialled - before
  expect(tries).toBeGreaterThan(60 / 4.1)
  expect(tries).toBeLessThan(60 / 2)
  trial.line.cut(null)
  trial.pass(5000)
  expect(trial.live.link().link).toBe('live')
  expect(trial.errors).toEqual([])
})

const dayOrMinutes = [24 * MINUTE, -24 * MINUTE, 24 * 60 * MINUTE, -24 * 60 * MINUTE]

test.each(dayOrMinutes)('a browser wall clock wrong by %i ms changes nothing but its own notice', (wallAhead) => {
  const picture = (ahead: number) => {
    const trial = createTrial({ seed: 5, wallAhead: ahead })
    trial.pass(9000)
    expect(trial.errors).toEqual([])
    return { tiles: [...trial.tiles.all.values()], link: trial.live.link() }
  }
  const right = picture(0)
  const wrong = picture(wallAhead)
  expect(wrong.tiles).toEqual(right.tiles)
  expect(wrong.link.link).toBe('live')
  expect(wrong.link.gatewayNow).toBe(right.link.gatewayNow)
  expect(wrong.link.wallOffset! - right.link.wallOffset!).toBeCloseTo(wallAhead, 3)
})

test('a wall clock set while watching counts as sleep, and is over within a second', () => {
  const trial = createTrial({ seed: 6 })
  trial.pass(5000)
  expect(trial.links).toEqual(['late', 'live'])
  trial.setWall(24 * MINUTE)
  trial.pass(1000)
  expect(trial.links).toEqual(['late', 'live', 'asleep', 'live'])
  expect(trial.errors).toEqual([])
})

test.each([
  ['stopped, its clock counting on', 0],
  ['asleep, its clock standing', 60_000],
])('a machine %s for 60 s is veiled until something made since is there, within 3 s', (_, clockLost) => {
  const trial = createTrial({ seed: 7 })
  trial.pass(5000)
  trial.hold(true)
  trial.pass(60_000)
  trial.sleepClock(clockLost)
  const woke = trial.gateway.now()
  const seen: string[] = []
  trial.hold(false)
  for (let waited = 0; waited < 3000; waited += 10) {
    const { link } = trial.live.link()
    const newest = Math.max(...[...(trial.live.view()?.beds[0]?.numbers.values() ?? [])].map(({ at }) => at))
    if (seen.at(-1) !== link) seen.push(link)
    if (link === 'live' && newest < woke - 1000) trial.complain('live before anything new')
    trial.pass(10)
  }
  expect(seen.at(-1)).toBe('live')
  expect(seen[0]).not.toBe('live')
  expect(trial.errors).toEqual([])
})

test('hidden is veiled at once; shown again it is live only by a frame made since', () => {
  const trial = createTrial({ seed: 8 })
  trial.pass(5000)
  trial.live.hidden(true)
  trial.pass(20)
  expect(
    [...trial.tiles.all.values()].every(
      ({ veiled, slots }) => veiled && slots.every(({ cells }) => cells.every(({ text }) => text === '--')),
    ),
  ).toBe(true)
  trial.pass(30_000)
  expect(trial.live.link().link).toBe('asleep')
  const shown = trial.gateway.now()
  trial.live.hidden(false)
  expect(trial.live.link().link).toBe('asleep')
  let waited = 0
  for (; trial.live.link().link !== 'live' && waited < 3000; waited += 10) trial.pass(10)
  expect(trial.gateway.now() - shown).toBeLessThan(1000)
  expect(waited).toBeGreaterThan(10)
  expect(trial.errors).toEqual([])
})

test('a bed discharged during a cut is gone, with its waves, when the line is back', () => {
  for (const length of [1000, 12_000]) {
    const trial = createTrial({ seed: 9 })
    trial.pass(5000)
    expect(trial.live.view()!.beds[2]!.rings.size).toBe(1)
    trial.line.cut('drop')
    trial.pass(length)
    trial.gateway.discharge(2)
    trial.pass(length)
    trial.line.cut(null)
    trial.pass(8000)
    const bed = trial.live.view()!.beds[2]!
    expect([bed.stay, bed.numbers.size, bed.rings.size]).toEqual([null, 0, 0])
    expect(trial.tiles.all.get('b2')).toMatchObject({ presence: 'empty', line: 'empty', slots: [] })
    compare(trial)
    expect(trial.errors).toEqual([])
  }
})

test('a bed discharged while watching is gone at once; the others keep their waves', () => {
  const trial = createTrial({ seed: 10 })
  trial.pass(5000)
  const first = trial.live.view()!.beds[1]!.rings.get(0)!.first
  trial.gateway.discharge(2)
  trial.pass(500)
  expect(trial.live.view()!.beds[2]!.stay).toBeNull()
  expect(trial.live.view()!.beds[1]!.rings.get(0)!.first).toBe(first)
  expect(compare(trial)).toBe(0)
  expect(trial.errors).toEqual([])
})

test('one frame in a hundred damaged: counted, repaired, no tile dies', () => {
  const trial = createTrial({ seed: 11, damaged: 0.01 })
  trial.pass(5000)
  let worst = 0
  for (let second = 0; second < 180; second++) {
    trial.pass(1000)
    const dead = [...trial.tiles.all.values()].filter(({ line, slots }) => line || slots[0]?.cells[0]?.freshness !== 'live')
    worst = Math.max(worst, dead.length)
  }
  const { malformed, frames, snapshots, dialled } = trial.live.counts()
  expect(malformed).toBeGreaterThan(2)
  expect(frames).toBeGreaterThan(700)
  expect(snapshots).toBeLessThan(1 + malformed)
  expect(dialled).toBe(1)
  expect(worst).toBe(0)
  trial.pass(2000)
  compare(trial)
  expect(trial.errors.filter((error) => !error.includes('left out'))).toEqual([])
})

test('frames that vanish on an open line are seen as gaps, and asked again', () => {
  const trial = createTrial({ seed: 16, missing: 0.05 })
  trial.pass(60_000)
  const { gaps, resumed, snapshots } = trial.live.counts()
  expect(gaps).toBeGreaterThan(3)
  expect(resumed).toBeGreaterThan(3)
  expect(snapshots).toBe(1)
  const holes = compare(trial)
  expect(holes).toBe(0)
  expect(trial.errors).toEqual([])
})

test('nonsense of every kind from the gateway is counted and falls to nobody', () => {
  const trial = createTrial({ seed: 12 })
  trial.pass(5000)
  const before = trial.live.counts().malformed
  for (const nonsense of [null, 'x', 7, {}, new Uint8Array(0), new ArrayBuffer(3), [], undefined]) {
    trial.gateway.shout('frame', nonsense)
    trial.gateway.shout('snapshot', nonsense)
    trial.gateway.shout('evicted')
    trial.pass(3000)
  }
  expect(trial.live.counts().malformed - before).toBeGreaterThan(7)
  expect(trial.live.link().link).toBe('live')
  compare(trial)
  expect(trial.errors).toEqual([])
})

test('a gateway started anew is taken whole, live within 5 s', () => {
  const trial = createTrial({ seed: 13 })
  trial.pass(5000)
  trial.gateway.restart()
  trial.pass(5000)
  expect(trial.live.view()!.epoch).toBe(trial.gateway.epoch())
  expect(trial.live.link().link).toBe('live')
  compare(trial)
  expect(trial.errors.filter((error) => !error.includes('left out'))).toEqual([])
})

test('after 100 reconnects as much is listened to as after one', () => {
  const trial = createTrial({ seed: 14, beds: 1 })
  trial.pass(3000)
  const { listeners } = trial.live.counts()
  for (let cut = 0; cut < 100; cut++) {
    trial.line.cut('reset')
    trial.pass(300)
    trial.line.cut(null)
    trial.pass(3000)
  }
  const counts = trial.live.counts()
  expect(counts.dialled).toBeGreaterThan(100)
  expect(counts.listeners).toBe(listeners)
  expect(trial.errors).toEqual([])
  trial.live.stop()
  expect(trial.live.counts().listeners).toBe(0)
})

test('what ends is ended: a page of another version is told so and dials no more', () => {
  const trial = createTrial({ seed: 15 })
  trial.pass(3000)
  trial.gateway.shout('evicted', { reason: 'protocol', message: 'reload' })
  trial.pass(10_000)
  expect(trial.live.link()).toMatchObject({ link: 'ended', reason: 'reload' })
  expect(trial.live.counts().dialled).toBe(1)
  trial.live.watch('another')
  expect(trial.live.link().link).toBe('ended')
})

test('a ward that does not exist ends the link until another is watched', () => {
  const trial = createTrial({ seed: 17 })
  trial.pass(3000)
  trial.live.watch('nowhere')
  trial.pass(10_000)
  expect(trial.live.link()).toMatchObject({ link: 'ended', reason: 'There is no such ward.' })
  expect(trial.live.counts().dialled).toBe(1)
  trial.live.watch('w')
  trial.pass(1000)
  expect(trial.live.link().link).toBe('live')
  expect(trial.errors).toEqual([])
})

test('too slow a screen is evicted, comes back and is given the ward anew', () => {
  const trial = createTrial({ seed: 18 })
  trial.pass(3000)
  trial.gateway.shout('evicted', { reason: 'slow', message: 'slow' })
  trial.pass(3000)
  expect(trial.live.link().link).toBe('live')
  expect(trial.live.counts()).toMatchObject({ dialled: 2, snapshots: 2, resumed: 0 })
  compare(trial)
  expect(trial.errors).toEqual([])
})

test('what came damaged is asked for again also where the line is cut before that', () => {
  const trial = createTrial({ seed: 6, beds: 3 })
  trial.live.stop()
  let snapshots = 0
  const spoilt = (answer: unknown): unknown => {
    if ((answer as { is?: string }).is !== 'snapshot' || ++snapshots > 1) return answer
    // Its line is gone in the same moment.
    trial.time.after(1, () => trial.line.cut('reset'))
    const { frame, ...rest } = answer as { frame: Uint8Array }
    const { state } = decodeFrame(frame).parts[1]!
    const copy = frame.slice()
    copy.fill(255, state!.byteOffset - frame.byteOffset, state!.byteOffset - frame.byteOffset + state!.length)
    return { ...rest, frame: copy }
  }
  const machine: Machine = {
    ...trial.machine,
    connect: () => {
      const socket = trial.machine.connect()
      const emit: typeof socket.emit = (event, payload, ack) =>
        socket.emit(event, payload, typeof ack === 'function' && event === 'watch' ? (answer: unknown) => ack(spoilt(answer)) : ack)
      return { ...socket, emit }
    },
  }
  const live = createLive(machine)
  const stop = live.start()
  live.watch('w')
  const presences = (): readonly string[] => live.view()?.beds.map(({ facts }) => facts.presence) ?? []
  for (let waited = 0; snapshots === 0 && waited < 5000; waited += 5) trial.pass(5)
  expect(presences()).toEqual(['occupied', 'empty', 'occupied'])
  trial.pass(500)
  trial.line.cut(null)
  trial.pass(5000)
  expect(presences()).toEqual(['occupied', 'occupied', 'occupied'])
  stop()
})
