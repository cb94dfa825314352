// Beds beyond the demo's sixteen: stable patients with invented names of plants, birds and stones, for wards of up to 128 beds.
import type { BedRow } from './bedrow.ts'
import { chance } from './seed.ts'
import { oxygen } from './stories.ts'

const GIVEN = [
  'Ada',
  'Bela',
  'Cosmo',
  'Dilys',
  'Elke',
  'Florin',
  'Greta',
  'Hari',
  'Ione',
  'Jonas',
  'Kirsi',
  'Lucan',
  'Mirela',
  'Nils',
] as const
const GIVEN_SEX = ['F', 'M', 'M', 'F', 'F', 'M', 'F', 'M', 'F', 'M', 'F', 'M', 'F', 'M'] as const
const FAMILY = ['Bramble', 'Curlew', 'Dogwood', 'Flint', 'Goldcrest', 'Hornbeam', 'Jasper', 'Lapwing', 'Marl', 'Nuthatch', 'Onyx', 'Pipit', 'Rowan', 'Siskin', 'Tansy', 'Yarrow', 'Shale', 'Dunnock'] as const // biome-ignore format: a list of names
const REASON = [
  'hernia repair, day 1',
  'pyelonephritis',
  'ankle fracture',
  'diverticulitis',
  'colonoscopy, overnight',
  'asthma, settling',
] as const

/** `count` rows after 4B-16, the same for the same seed; no two names alike. */
export function spare(seed: number, count: number): BedRow[] {
  return Array.from({ length: Math.max(0, count) }, (_, index): BedRow => {
    const bed = `4B-${String(17 + index).padStart(2, '0')}`
    const of = (what: string, low: number, high: number): number => Math.round(low + (high - low) * chance(seed, `${bed}/${what}`))
    const given = index % GIVEN.length
    const family = (index + 5 * Math.floor(index / GIVEN.length)) % FAMILY.length
    const sys = of('sys', 112, 138)
    const dia = of('dia', 64, 76)
    const nasal = chance(seed, `${bed}/oxygen`) < 0.2 ? oxygen(1, 'N') : {}
    return {
      bed,
      person: [
        `${GIVEN[given]} ${FAMILY[family]}`,
        of('age', 24, 90),
        GIVEN_SEX[given] ?? 'F',
        REASON[of('reason', 0, REASON.length - 1)] ?? '',
      ],
      days: of('days', 1, 5),
      teaches: 'One of many: a stable patient in a large ward.',
      gear: ['W'],
      course: {
        stable: {
          hr: of('hr', 60, 92),
          rr: of('rr', 13, 18),
          spo2: of('spo2', 95, 98),
          sys,
          dia,
          mean: Math.round(dia + 0.36 * (sys - dia)),
          temp: of('temp', 366, 374) / 10,
          ...nasal,
        },
      },
    }
  })
}
