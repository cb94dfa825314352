// What stood at a past instant: by when it was received, whatever the order in which it is read; who lay there; which alarms stood.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_ALARMS } from './alarmshown.ts'
import { alarmsAt, frameFor, heldAt, layAt, presentAt } from './replayed.ts'
import { QUALITY } from './sample.ts'
import { type Entry, NO_CARE } from './stayalarms.ts'
import { at, ms } from './units.ts'

const frames = (count: number, from = 0) => ({ from: at(from), step: ms(1000), count })
const came = (measured: number, received: number, quality = 0) => ({ at: measured, received, quality })

test.each([
  ['nothing came yet', [came(5000, 5000)], 4, null],
  ['it came in this very instant', [came(5000, 5000)], 5, 5000],
  ['measured long before, received after: not shown yet', [came(1000, 1000), came(2000, 9000)], 5, 1000],
  ['received late, and newer than what stood', [came(1000, 1000), came(2000, 4000)], 5, 2000],
  ['received late, and older than what stood: what stood stays', [came(3000, 3000), came(2000, 4000)], 5, 3000],
  ['a second device never leads', [came(1000, 1000), came(3000, 3000, QUALITY.second)], 5, 1000],
] as const)('%s', (_, samples, k, expected) => {
  expect(heldAt(presentAt(samples, frames(10)), k)?.sample.at ?? null).toBe(expected)
})

test('what came before the gateway began anew is not shown', () => {
  expect(presentAt([came(1000, 1000)], frames(10), 1500)).toEqual([])
})

test('property: at every frame it is what a screen holds that took each sample as it came', () => {
  const sample = fc.record({
    at: fc.integer({ min: 0, max: 30_000 }),
    received: fc.integer({ min: 0, max: 30_000 }),
    quality: fc.constantFrom(0, QUALITY.late, QUALITY.second),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(sample, { selector: (one) => one.received, maxLength: 40 }),
      fc.integer({ min: 1, max: 40 }),
      (list, count) => {
        const steps = presentAt(list, frames(count))
        for (let k = 0; k < count; k++) {
          let held: (typeof list)[number] | null = null
          for (const one of list.toSorted((a, b) => a.received - b.received))
            if (one.received <= k * 1000 && !(one.quality & QUALITY.second) && (held === null || one.at >= held.at)) held = one
          expect(heldAt(steps, k)?.sample ?? null).toBe(held)
        }
      },
    ),
  )
})

test('who lay there, from the frame on in which it was so; nobody between two', () => {
  const lays = [
    { from: at(0), to: at(2500), stay: 'a' },
    { from: at(5000), to: null, stay: 'b' },
  ]
  expect(layAt(lays, frames(8))).toEqual([
    { k: 0, stay: 'a' },
    { k: 3, stay: null },
    { k: 5, stay: 'b' },
  ])
  expect([frameFor(frames(8), -5), frameFor(frames(8), 1500), frameFor(frames(8), 99_000)]).toEqual([0, 2, 8])
})

test('alarms and what quiets them by the journal so far, told again only where they are others', () => {
  const by = { is: 'person', id: 'p', name: 'P' } as const
  const set = (n: number, when: number, until: number | null): Entry => ({
    n,
    at: at(when),
    what: until === null ? 'pause-ended' : 'paused',
    by,
    why: null,
    alarm: null,
    gone: false,
    care: { ...NO_CARE, pause: until === null ? null : { by, at: at(when), until: at(until) } },
  })
  const steps = alarmsAt([set(1, 1500, 4000), set(2, 4000, null)], frames(7), ({ care }) => ({
    ...NO_ALARMS,
    pause: care.pause && { by: 'p', at: care.pause.at, until: care.pause.until },
  }))
  expect(steps.map(({ k, alarms }) => [k, alarms.pause?.until ?? null])).toEqual([
    [0, null],
    [2, 4000],
    [4, null],
  ])
})
