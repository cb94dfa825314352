// The replay of a seeded demo: at a handful of moments of a shift in which much happens to patients and in the ward book, what a snapshot of
// the ward and its roster said live is what the replay of that moment says afterwards: numbers, freshness, alarms, silences, nurse, marks, score.
import { isDeepStrictEqual } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { createMock } from '../../feed/mock/mock.ts'
import { WARD_4B } from '../../feed/mock/ward4b.ts'
import { decodeAlarms } from '../../model/alarmbytes.ts'
import { type BedAlarms, NO_ALARMS, type ScoreShown } from '../../model/alarmshown.ts'
import { type BedFacts, type DeviceFacts, EMPTY_BED } from '../../model/facts.ts'
import { decodeFrame, PROTOCOL } from '../../model/frame.ts'
import { freshness, spotLook } from '../../model/freshness.ts'
import { decodeState } from '../../model/half.ts'
import { bedId } from '../../model/ids.ts'
import { REPLAY_ANSWERS, type Replayed, type ReplayedBed, signalOfShown } from '../../model/replayapi.ts'
import { heldAt } from '../../model/replayed.ts'
import { QUALITY } from '../../model/sample.ts'
import { type At, after, at, minutes, ms, seconds } from '../../model/units.ts'
import { WHYS } from '../../model/value.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import type { Roster, Snapshot } from '../../model/wire.ts'
import { ask, type Client, START } from '../harness.ts'
import { createPlain } from '../history/plain.ts'
import { type Browser, type RealHouse, startHouse } from '../realhouse.ts'
import { TREND_STEP, TREND_STEPS } from '../trend.ts'

const SEEDS = process.env.WARDLIGHT_SOAK ? [1, 2, 3, 4, 5] : [3]
const BEDS = 6
const WARD = [{ ...WARD_4B, beds: WARD_4B.beds.slice(0, BEDS) }]
let real: RealHouse
afterEach(() => real.close())

/** What a reader sees of a number: its value or why there is none, and how fresh it looks. */
interface Number {
  readonly at: number
  readonly received: number
  readonly value: number | string
  readonly quality: number
  readonly looks: string
}
function looksOf(signal: VitalKey, measured: number, source: DeviceFacts | undefined, now: At): string {
  const cadence = ms(source?.cadence?.[signal] ?? VITALS[signal].cadence)
  return VITALS[signal].clock === 'spot' ? spotLook(at(measured), cadence, now) : freshness(at(measured), cadence, now)
}
/** What is blank stands no longer; that it once was there is no news. */
const isSeen = ([, { looks, value }]: readonly [string, Number]): boolean => looks !== 'blank' && !(looks === 'none' && value === 'no-data')
const alarmsTold = ({ alarms, silence, pause, help, limits, off, order, target, confirmAge }: BedAlarms) => ({
  alarms: alarms.map(({ id, rule, priority, phase, claim, silence: quiet, limit, sounds, raised, told }) => ({
    id,
    rule,
    priority,
    phase,
    claim,
    quiet,
    limit,
    sounds,
    raised,
    told,
  })),
  ...{ silence, pause, help, limits, off, order, target, confirmAge },
})
const SET: readonly string[] = ['limit-changed', 'alarms-off-by-order']
const factsTold = ({ presence, away, marks, notices, valuesOnRequest }: ReplayedBed['told'][number]['facts']) => ({
  presence,
  away,
  marks: marks.filter((mark) => !SET.includes(mark)).toSorted(),
  // What a device sends that is on nobody is kept nowhere: of then it is not known.
  notices: notices.filter(({ key }) => key !== 'still-sending'),
  valuesOnRequest,
})

async function liveAt(client: Client, now: At) {
  const snapshot = (await ask(client, 'watch', { protocol: PROTOCOL, ward: '4B' })) as unknown as Snapshot
  const roster = (await ask(client, 'roster', { ward: '4B' })) as unknown as Roster
  const parts = decodeFrame(new Uint8Array(snapshot.frame as Uint8Array)).parts
  const beds = snapshot.beds.map(({ id, stay }, place) => {
    const part = parts.find(({ bed }) => bed === place)
    const state = part?.state ? decodeState(part.state) : null
    const told = part?.alarms ? decodeAlarms(part.alarms) : NO_ALARMS
    const alarms = told.of === 'bed' ? told : NO_ALARMS
    const facts: BedFacts | null = state?.facts ?? null
    const numbers = (state?.entries ?? []).flatMap((entry): [string, Number][] => {
      // What a second device brings is not on the tile.
      if (entry.kind !== 'number' || entry.quality & QUALITY.second) return []
      const { signal, at: when, received, value, quality, source } = entry
      const looks = looksOf(signal, when, facts?.devices[source], now)
      return [[signal, { at: when, received, value: value.is === 'known' ? value.value : value.why, quality, looks }]]
    })
    const person = stay && roster.people.find((one) => one.stay === stay.id)
    return {
      stay,
      who: person ? { initials: person.initials, sex: person.sex } : null,
      nurse: roster.duties.find((duty) => duty.bed === id)?.nurse.id ?? null,
      // Who is away is told no values.
      numbers: facts?.presence === 'occupied' ? Object.fromEntries(numbers.filter(isSeen)) : {},
      facts: factsTold(facts ?? EMPTY_BED),
      ...alarmsTold(alarms),
      score: alarms.score,
    }
  })
  return { now, beds }
}
type Live = Awaited<ReturnType<typeof liveAt>>

function replayedAt({ beds, from, step }: Replayed, k: number) {
  const now = at(from + k * step)
  return beds.map((bed) => {
    const stay = heldAt(bed.lies, k)?.stay ?? null
    const told = stay && heldAt(bed.told, k)
    const begun = heldAt(bed.lies, k)?.k ?? 0
    const numbers = bed.numbers
      .filter(([of]) => of <= k && of >= begun)
      .map(([, index, when, lag, value, why, quality, source]): [string, Number] => {
        const signal = signalOfShown(index)!
        return [
          signal,
          { at: when, received: when + lag, value: value ?? WHYS[why]!, quality, looks: looksOf(signal, when, bed.devices[source], now) },
        ]
      })
    const alarms = stay ? (bed.alarms.findLast((one) => one.k <= k && one.k >= begun)?.alarms ?? NO_ALARMS) : NO_ALARMS
    return {
      stay: told && stay ? { ...stay, population: told.population, age: told.age } : null,
      who: told?.who ?? null,
      nurse: heldAt(bed.nurses, k)?.nurse?.id ?? null,
      numbers: told?.facts.presence === 'occupied' ? Object.fromEntries(Object.entries(Object.fromEntries(numbers)).filter(isSeen)) : {},
      facts: factsTold(told?.facts ?? EMPTY_BED),
      ...alarmsTold(alarms),
    }
  })
}
/** What of a score is told; when a missing part was seen is to the second of a look. */
const scoreTold = (score: ScoreShown | null) =>
  score && {
    charted: score.charted,
    running: score.running && { ...score.running, missing: score.running.missing.map(({ part, seen }) => [part, seen === null]) },
    scale: score.scale,
    refused: score.refused,
    shockIndex: score.shockIndex,
    map: score.map,
  }

/** Medians of pulse and pressure move by a beat between two looks. */
function isSame(one: ReturnType<typeof scoreTold>, other: ReturnType<typeof scoreTold>): boolean {
  if (!one || !other) return one === other
  const plain = ({ shockIndex, map, ...rest }: typeof one) => ({ ...rest, shock: shockIndex === null, map: map?.estimated })
  const near = (a: number | null | undefined, b: number | null | undefined, by: number): boolean => Math.abs((a ?? 0) - (b ?? 0)) <= by
  return (
    isDeepStrictEqual(plain(one), plain(other)) &&
    near(one.shockIndex, other.shockIndex, 0.025) &&
    near(one.map?.value, other.map?.value, 1)
  )
}

async function replay(browser: Browser, from: number, count: number): Promise<Replayed> {
  const { status, body, text } = await browser.post('/api/ward/replay', { ward: '4B', at: from, step: 1000, count })
  expect([status, status === 200 ? '' : text]).toEqual([200, ''])
  return REPLAY_ANSWERS['POST /api/ward/replay'].parse(body)
}

test.each(SEEDS)(
  `seed %i: the replay of a moment is what the ward’s snapshot said then (soak: ${SEEDS.length} seeds)`,
  async (seed) => {
    const history = createPlain()
    const source = createMock({ seed, start: START, wards: WARD })
    real = await startHouse({ history, sources: () => [source] })
    const { gateway, clock } = real
    // What the gateway knew of the half hour before is what was kept of it.
    for (const report of source.past!(after(START, -TREND_STEP * TREND_STEPS), START, ms(TREND_STEP)))
      for (const { stay, samples } of gateway.census.past(report)) await history.fill(stay, samples)
    const browser = real.browser()
    await browser.demo('charge-nurse')
    const client = await browser.connect()
    const bedOf = (place: number) => WARD[0]!.beds[place]!.bed
    const lying = (place: number) => gateway.census.book().lying.get(bedId(bedOf(place)))!
    const watched = async () => (await ask(client, 'watch', { protocol: PROTOCOL, ward: '4B' })) as unknown as Snapshot
    const post = async (path: string, asked: object): Promise<void> => {
      const { epoch, seq } = await watched()
      const { status, text } = await browser.post(path, { ask: asked, ...(path === '/api/alarm' && { seen: { epoch, seq } }) })
      expect([status, status === 200 ? '' : text]).toEqual([200, ''])
    }
    const about = (place: number) => ({ stay: lying(place), bed: bedOf(place) })
    const patient = (place: number, name: string, over: object = {}) => {
      const { identity, paced, pregnant } = gateway.census.book().stay.get(lying(place))!
      return { ...about(place), identity: { ...identity!, name }, population: null, paced, pregnant, meant: true, ...over }
    }
    const people = real.house.access.people
    const typed = (value: number) => ({ value, from: 'typed' as const })
    /** A full set: from then on consciousness and oxygen are known, as on a ward. */
    const charted = (place: number): object => ({
      act: 'observe',
      ...about(place),
      set: {
        at: clock.now(),
        ...{ consciousness: 'A', oxygen: { device: 'A', flow: null, fio2: null }, glucose: null },
        ...{ rr: typed(16), spo2: typed(96), sys: typed(124), pulse: typed(72), temp: typed(36.8) },
      },
    })
    /** TABLE: what is done, by the second. */
    const deeds: Readonly<Record<number, () => Promise<void>>> = {
      6: async () => {
        for (let place = 0; place < BEDS; place++) if (lying(place)) await post('/api/early', charted(place))
      },
      15: () =>
        post('/api/act', {
          act: 'assign',
          ward: '4B',
          beds: [bedOf(0), bedOf(1)],
          nurse: people.byLogin('heron')!.id,
          buddy: null,
          until: clock.now() + minutes(60),
          seen: Object.fromEntries([0, 1].map((place) => [bedOf(place), people.byLogin('wren')!.id])),
          sure: true,
        }),
      30: () => post('/api/act', { act: 'correct', ...patient(1, gateway.census.book().stay.get(lying(0))!.identity!.name) }),
      50: () => post('/api/alarm', { act: 'limits', ...about(1), vital: 'spo2', low: 97, high: null, reason: 'test' }),
      60: () => post('/api/act', { act: 'standby', ...about(2), reason: 'CT', back: clock.now() + minutes(10) }),
      65: () =>
        post('/api/act', {
          act: 'assign',
          ward: '4B',
          beds: [bedOf(0)],
          nurse: null,
          buddy: null,
          until: clock.now() + 1000,
          seen: { [bedOf(0)]: people.byLogin('heron')!.id },
          sure: true,
        }),
      70: () => post('/api/act', { act: 'swap', stay: lying(0), from: bedOf(0), with: lying(3), to: bedOf(3) }),
      80: () => post('/api/alarm', { act: 'pause', ...about(4), on: true }),
      90: () => post('/api/act', { act: 'correct', ...patient(5, 'Wanda Quill', { population: 'neonate' }) }),
      100: () => post('/api/act', { act: 'resume', ...about(2) }),
      105: () => post('/api/alarm', { act: 'silence', ...about(1), on: true }),
      110: () => post('/api/act', { act: 'discharge', ...about(4) }),
    }
    const SHOTS = [12, 28, 45, 58, 62, 67, 78, 88, 96, 107, 120]
    const lives: Live[] = []
    for (let second = 1; second <= 121; second++) {
      clock.pass(500)
      await deeds[second]?.()
      clock.pass(500)
      if (second % 5 === 0) await new Promise((done) => setImmediate(done))
      if (SHOTS.includes(second)) lives.push(await liveAt(client, clock.now()))
    }
    clock.pass(seconds(3))
    await new Promise((done) => setImmediate(done))
    // Something of each kind was there to be told.
    const every = lives.flatMap(({ beds }) => beds)
    expect(every.some(({ facts }) => facts.marks.includes('name-alert'))).toBe(true)
    expect(every.some(({ facts }) => facts.presence === 'away')).toBe(true)
    expect(every.some(({ pause }) => pause !== null)).toBe(true)
    expect(every.some(({ alarms }) => alarms.some(({ quiet }) => quiet === 'audio-paused'))).toBe(true)
    expect(new Set(every.map(({ nurse }) => nurse)).size).toBeGreaterThan(2)
    expect(every.some(({ score }) => score?.running)).toBe(true)
    expect(every.filter(({ numbers }) => Object.keys(numbers).length > 3).length).toBeGreaterThan(30)

    // The gateway looks at each score within five seconds.
    const looks = 6
    const from = lives[0]!.now - looks * 1000
    const answer = await replay(browser, from, (lives.at(-1)!.now - from) / 1000 + 1)
    for (const { now, beds } of lives) {
      const [second, k] = [(now - START) / 1000, (now - from) / 1000]
      const then = replayedAt(answer, k)
      for (const [place, live] of beds.entries()) {
        const { score, ...rest } = live
        expect([second, place, then[place]]).toEqual([second, place, rest])
        if (live.facts.presence !== 'occupied') continue
        const scores = answer.beds[place]!.scores
        const own = Array.from({ length: looks + 1 }, (_, back) => scoreTold(heldAt(scores, k - back)?.score ?? null))
        const told = scoreTold(score)
        expect([second, place, own.find((one) => isSame(one, told)) ?? own[0]]).toSatisfy(
          ([, , one]) => isSame(one, told),
          JSON.stringify([second, place, told]),
        )
      }
    }
    // What the ward book of before this start would have to tell is not known.
    const early = await replay(browser, START - minutes(5), 1)
    expect(early.beds.map(({ nurses }) => nurses[0])).toEqual(early.beds.map(() => ({ k: 0, nurse: null, known: false })))
  },
  120_000,
)
