// TABLE: what a notice says on a tile: its line, what that may be cut to, and how loud it is (WARD.md §8.2, 8.4). The first is the worst.
import { ageWords } from '../../model/ages.ts'
import type { Population } from '../../model/census.ts'
import type { BedFacts, NoticeKey } from '../../model/facts.ts'
import type { LineKind } from '../tile.ts'
import type { BedView } from './view.ts'
import { clockTime } from './words.ts'

/** "adult limits": by whose limits a stay is watched. */
export const limitsWords = (population: Population): string => (population === 'unknown' ? 'limits unknown' : `${population} limits`)

export interface Told {
  readonly facts: Pick<BedFacts, 'away'>
  readonly stay: { readonly population: Population; readonly age: number | null } | null
  readonly zone: string
  /** Nothing that tells of the patient is said. */
  readonly privacy: boolean
}
interface Row {
  readonly kind: Exclude<LineKind, 'quiet'>
  readonly line: (told: Told) => string
  readonly short: readonly string[]
}

export const NOTICE_LINES: Readonly<Record<NoticeKey, Row>> = {
  patient: { kind: 'medium', line: () => '** PATIENT?', short: [] },
  'two-beds': { kind: 'technical', line: () => 'DEVICE ON TWO BEDS', short: ['ON TWO BEDS'] },
  trial: { kind: 'notice', line: () => 'TRIAL FEED: invented', short: ['TRIAL FEED'] },
  'standby-over': {
    kind: 'notice',
    line({ facts: { away }, zone, privacy }) {
      const back = away && `back ${clockTime(away.back, zone)}`
      const why = away && !privacy ? `: ${away.reason}` : ''
      return [`AWAY LONGER THAN PLANNED${why}`, back].filter(Boolean).join(', ')
    },
    short: ['AWAY LONGER THAN PLANNED'],
  },
  'preset-differs': {
    kind: 'notice',
    line: ({ stay, privacy }) =>
      stay && !privacy ? `LIMITS NOT FOR AGE: ${limitsWords(stay.population)}, ${ageWords(stay.age)}` : 'LIMITS NOT FOR AGE',
    short: ['LIMITS NOT FOR AGE', 'CHECK LIMITS'],
  },
  'not-admitted': {
    kind: 'notice',
    line: ({ stay }) => (stay ? `NOT ADMITTED · ${limitsWords(stay.population)}` : 'NOT ADMITTED'),
    short: ['NOT ADMITTED'],
  },
  'still-sending': { kind: 'notice', line: () => 'empty · monitor still sends', short: ['monitor still sends'] },
}

export const hasNotice = ({ facts }: Pick<BedView, 'facts'>, key: NoticeKey): boolean => facts.notices.some((notice) => notice.key === key)

/** Those that stand, the worst first. */
export const noticesOf = ({ facts }: Pick<BedView, 'facts'>): readonly NoticeKey[] =>
  (Object.keys(NOTICE_LINES) as NoticeKey[]).filter((key) => facts.notices.some((notice) => notice.key === key))
