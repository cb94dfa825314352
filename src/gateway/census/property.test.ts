// Over any sequence of acts and samples each sample belongs to exactly one stay, or is held, or is nobody's; and none changes its stay.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ActAsked } from '../../model/acts.ts'
import { type Book, placeOf } from '../../model/book.ts'
import { belongs } from '../../model/bookhear.ts'
import { bedId } from '../../model/ids.ts'
import type { Routed } from '../../model/sample.ts'
import { type At, at } from '../../model/units.ts'
import { BEDS, type TestCensus, testCensus } from './censustest.ts'

const RUNS = process.env.WARDLIGHT_SOAK ? 3000 : 150
const DEVICES = [
  ['wall-A1', 'A-1'],
  ['wall-A2', 'A-2'],
  ['wall-B1', 'B-1'],
  ['patch', 'A-1'],
  ['trial-A-2', 'A-2'],
] as const
const PATIENTS = [undefined, undefined, null, 'W-1', 'W-2', 'W-3'] as const

const bed = fc.constantFrom(...BEDS)
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      is: fc.constant('hear' as const),
      device: fc.nat(4),
      patient: fc.constantFrom(...PATIENTS),
      late: fc.constantFrom(0, 0, 0, 700, 30_000),
      elsewhere: fc.constantFrom(false, false, false, false, true),
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('wait' as const), ms: fc.constantFrom(1, 400, 5000, 40_000, 130_000) }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('admit' as const), bed, record: fc.constantFrom('W-1', 'W-2', 'W-3', 'W-4') }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('move' as const), from: bed, to: bed }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('swap' as const), from: bed, to: bed }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('discharge' as const), bed }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('nobody' as const), bed }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('standby' as const), bed, minutes: fc.constantFrom(1, 30) }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('resume' as const), bed }) },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('confirm' as const),
      device: fc.nat(3),
      answer: fc.constantFrom('same' as const, 'other' as const, 'nobody' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('trial' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constantFrom('bind' as const, 'unbind' as const), device: fc.nat(3), bed }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function actOf(own: TestCensus, one: Step): ActAsked | null {
  const stay = (from: string) => own.lying(from) ?? 'none'
  switch (one.is) {
    case 'admit': {
      const identity = { name: `Patient ${one.record}`, born: null, sex: 'unknown' as const, record: one.record, reason: '' }
      return {
        act: 'admit',
        bed: one.bed,
        stay: own.lying(one.bed),
        identity,
        population: null,
        paced: 'no',
        pregnant: 'unknown',
        sure: true,
      }
    }
    case 'move':
      return { act: 'move', stay: stay(one.from), from: one.from, to: one.to }
    case 'swap':
      return { act: 'swap', stay: stay(one.from), from: one.from, with: stay(one.to), to: one.to }
    case 'discharge':
    case 'nobody':
    case 'resume':
      return { act: one.is, stay: stay(one.bed), bed: one.bed }
    case 'standby':
      return { act: 'standby', stay: stay(one.bed), bed: one.bed, reason: 'CT', back: own.now + one.minutes * 60_000 }
    case 'confirm': {
      const device = own.census.book().device.get(DEVICES[one.device]![0] as never)
      return device ? { act: 'confirm', device: device.id, bed: placeOf(device).bed, answer: one.answer } : null
    }
    case 'trial':
      return { act: 'trial', bed: 'A-2', on: one.on }
    case 'bind':
    case 'unbind':
      return { act: one.is, device: DEVICES[one.device]![0], bed: one.bed }
    default:
      return null
  }
}

/** What must hold of a book at any time. */
function whole(book: Book): void {
  const lying = [...book.stay.values()].filter(({ ended }) => ended === null)
  expect(new Map(lying.map((stay) => [stay.beds.at(-1)!.bed, stay.id]))).toEqual(new Map(book.lying))
  expect(book.lying.size).toBe(lying.length)
  for (const { beds, ended } of book.stay.values()) {
    for (const [i, one] of beds.entries()) {
      expect(one.to === null).toBe(i === beds.length - 1 && ended === null)
      if (one.to !== null) expect(one.to).toBeGreaterThanOrEqual(one.from)
      if (i > 0) expect(one.from).toBe(beds[i - 1]!.to)
    }
  }
  // Of one bed: who lay there, one after the other.
  const lines = [...book.stay.values()].flatMap(({ id, beds }) => beds.map((one) => ({ ...one, id }))).filter(({ from, to }) => to !== from)
  for (const own of BEDS) {
    const here = lines.filter((one) => one.bed === own).toSorted((a, b) => a.from - b.from)
    for (const [i, one] of here.entries()) if (i > 0) expect(here[i - 1]!.to ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(one.from)
  }
  for (const { places } of book.device.values())
    for (const [i, one] of places.entries()) {
      expect(one.to === null).toBe(i === places.length - 1)
      if (i > 0) expect(one.from).toBe(places[i - 1]!.to)
    }
}

test(`each sample of any run is one stay’s, or held, or nobody’s, and stays so (soak: ${RUNS} runs)`, () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const own = testCensus()
      own.report({ bed: bedId('A-1'), samples: [], facts: { devices: [{ id: 'patch', name: 'patch', kind: 'patch', link: 'on' }] } })
      /** Under which name each came, of which device; and names that a person said are this patient's. */
      const names = new Map<number, { readonly device: string; readonly says: string | null | undefined }>()
      const same = new Set<string>()
      /** By its number, whose a sample is. */
      const whose = new Map<number, string>()
      const held = new Set<number>()
      const heard: { seq: number; device: string; when: At }[] = []
      const belong = (routed: readonly Routed[]): void => {
        for (const { stay, samples } of routed)
          for (const { seq } of samples) {
            expect(whose.has(seq)).toBe(false)
            whose.set(seq, stay)
            // Never to a patient who is known under another name than it came under, but by a person's word; no trial to a patient.
            const { device, says } = names.get(seq)!
            const { identity, trial } = own.census.book().stay.get(stay)!
            expect([seq, trial]).toEqual([seq, device.startsWith('trial-')])
            if (identity?.record != null && says != null && !same.has(`${device} ${stay} ${says}`))
              expect([seq, says]).toEqual([seq, identity.record])
            held.delete(seq)
          }
      }
      const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1)
      let released = 0
      for (const one of steps) {
        own.now = at(own.now + 1)
        if (one.is === 'wait') own.wait(one.ms)
        else if (one.is === 'hear') {
          const [device, home] = DEVICES[one.device]!
          const before = own.counted.get('held') ?? 0
          names.set(own.last() + 1, { device, says: one.patient })
          const routed = own.hear(device, one.elsewhere ? 'A-3' : home, {
            at: at(own.now - one.late),
            ...(one.patient !== undefined && { patient: one.patient }),
          })
          const isHeld = (own.counted.get('held') ?? 0) > before
          // What is held comes under its own date, or later: who it is of is said then.
          if (!isHeld) heard.push({ seq: own.last(), device, when: at(own.now - one.late) })
          expect(routed.length + Number(isHeld)).toBeLessThanOrEqual(1)
          belong(routed)
          if (isHeld) held.add(own.last())
          count(isHeld ? 'held' : routed.length > 0 ? 'routed' : 'nobody')
        } else {
          const asked = actOf(own, one)
          const asks = asked?.act === 'confirm' ? own.census.book().device.get(asked.device as never) : undefined
          const lies = asks && (placeOf(asks).stay ?? own.census.book().lying.get(placeOf(asks).bed))
          // Before it is done: what was held is released at once.
          if (asks?.hold && asked?.act === 'confirm' && asked.answer === 'same') same.add(`${asks.id} ${lies} ${asks.hold.says}`)
          count(`${one.is} ${asked && own.act(asked).is}`)
        }
        belong(own.released.slice(released))
        released = own.released.length
        whole(own.census.book())
      }
      for (const seq of held) expect(whose.has(seq)).toBe(false)
      // None changed its stay: the book's own dates still say the same of each.
      for (const { seq, device, when } of heard) {
        // Of a trial that is over the book keeps no device.
        if (device.startsWith('trial-')) continue
        const now = belongs(own.census.book().device.get(device as never), when)
        if (whose.has(seq)) expect([seq, now]).toEqual([seq, whose.get(seq)])
      }
      expect(own.kept()).toEqual(own.census.book())
    }),
    { seed: 4, numRuns: RUNS },
  )
  for (const what of [
    'held',
    'routed',
    'nobody',
    'admit done',
    'move done',
    'swap done',
    'discharge done',
    'confirm done',
    'standby done',
    'resume done',
    'bind done',
    'trial done',
  ])
    expect([what, (seen.get(what) ?? 0) > 0]).toEqual([what, true])
})
