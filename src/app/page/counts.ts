// How many beds are watched, and what is so of the rest: each bed of the ward is counted once.
import type { TileFacts } from '../stores/ward.ts'

export interface Counts {
  /** Somebody admitted lies there, in a ward that is watched continuously, with values coming, and it is no recording. */
  readonly watched: number
  /** Values are held apart until somebody says whose they are, whatever else is so. */
  readonly patient: number
  /** Values come, and nobody said who lies there. */
  readonly notAdmitted: number
  /** Invented. */
  readonly trial: number
  /** Somebody lies there, but readings come now and then, or it is a recording. */
  readonly notWatched: number
  /** Should be watched, and nothing comes; or nothing was told of it yet. */
  readonly noData: number
  readonly away: number
  readonly empty: number
}

type Facts = Pick<TileFacts, 'presence' | 'silent' | 'marks' | 'notices'>

function standing(facts: Facts | undefined, continuous: boolean): keyof Counts {
  if (facts === undefined) return 'noData'
  const { presence, silent, marks, notices } = facts
  if (notices.includes('patient')) return 'patient'
  if (presence !== 'occupied') return presence
  if (notices.includes('trial')) return 'trial'
  const watched = continuous && !marks.some(({ mark }) => mark === 'recording')
  if (watched && silent) return 'noData'
  if (notices.includes('not-admitted')) return 'notAdmitted'
  return watched ? 'watched' : 'notWatched'
}

/** `continuous`: of the ward. Sums up to the count of `beds`. */
export function countsOf(beds: readonly { readonly id: string }[], tiles: ReadonlyMap<string, Facts>, continuous: boolean): Counts {
  const counts = { watched: 0, patient: 0, notAdmitted: 0, trial: 0, notWatched: 0, noData: 0, away: 0, empty: 0 }
  for (const { id } of beds) counts[standing(tiles.get(id), continuous)] += 1
  return counts
}

const WORDS: Readonly<Record<keyof Counts, string>> = {
  watched: 'watched',
  patient: 'patient?',
  notAdmitted: 'not admitted',
  trial: 'trial',
  notWatched: 'not watched',
  noData: 'no data',
  away: 'away',
  empty: 'empty',
}

/** "1 no data", "1 away": those of `kinds` that any bed is. */
export const restOf = <K extends keyof Counts>(
  counts: Counts,
  kinds: readonly K[],
): readonly { readonly kind: K; readonly words: string }[] =>
  kinds.flatMap((kind) => (counts[kind] > 0 ? [{ kind, words: `${counts[kind]} ${WORDS[kind]}` }] : []))
