// A story's rows as a course: what is true at any instant between them, and in the calm before, after and until it comes again.
import { type At, after, hours, type Ms, minutes } from '../../model/units.ts'
import { STORIES, type Story, type StoryKey, type StoryRow } from './stories.ts'
import type { Course, Truth } from './truth.ts'

/** From the last row back to row 0 [WARD §1]. */
export const RECOVERY = minutes(30)
/** Rest before a story comes again, by seed [WARD §1]. */
export const restOf = (chance: number): Ms => hours(6 + 6 * chance)

const BLENDED = [
  'hr',
  'pr',
  'rr',
  'spo2',
  'sys',
  'dia',
  'mean',
  'temp',
  'etco2',
  'pi',
  'cvp',
  'papSys',
  'papDia',
  'icp',
  'stI',
  'stII',
  'stV',
  'glucose',
] as const satisfies readonly (keyof Truth)[]

type Writable = { -readonly [K in keyof Truth]: Truth[K] }

/** `share` of the way from one truth to another; codes, oxygen and flags stay those of `from`. */
function blend(from: Truth, to: Truth, share: number): Truth {
  const out: Writable = { ...from }
  for (const key of BLENDED) out[key] = from[key] + share * (to[key] - from[key])
  return out
}

const last = (story: Story): StoryRow => story.rows.at(-1) as StoryRow

function during(story: Story, minute: number): Truth {
  const { rows } = story
  let index = rows.length - 1
  while (index > 0 && (rows[index] as StoryRow).minute > minute) index--
  const row = rows[index] as StoryRow
  const next = rows[index + 1]
  let truth = row.truth
  if (next && !next.abrupt) {
    truth = blend(truth, next.truth, (minute - row.minute) / (next.minute - row.minute))
    if (next.oxygenFrom <= minute) truth = { ...truth, o2Flow: next.truth.o2Flow, o2Device: next.truth.o2Device }
    if (next.rhythmFrom <= minute) truth = { ...truth, rhythm: next.truth.rhythm }
  }
  const second = Math.round(minute * 60_000) / 1000
  const holds = story.apnoeas.some(([from, long]) => second >= from && second < from + long)
  return holds ? { ...truth, rr: 0 } : truth
}

/** How long a story lasts from its first row to its last. */
export const lengthOf = (key: StoryKey): Ms => minutes(last(STORIES[key]).minute)

/**
 * What is true `elapsed` after a story's beginning: row 0 before it, straight lines between the rows, oxygen, its device, ACVPU and
 * rhythm abruptly; then 30 min of recovery to row 0 with the last oxygen kept, a rest of `rest`, and the story again [WARD §1].
 */
export function storyAt(key: StoryKey, elapsed: Ms, rest: Ms = hours(6)): Truth {
  const story: Story = STORIES[key]
  const first = (story.rows[0] as StoryRow).truth
  if (elapsed < 0) return first
  const length = lengthOf(key)
  const into = elapsed % (length + RECOVERY + rest)
  if (into <= length) return during(story, into / 60_000)
  const end = last(story).truth
  if (into < length + RECOVERY) return blend(end, first, (into - length) / RECOVERY)
  return { ...first, o2Flow: end.o2Flow, o2Device: end.o2Device }
}

/** The course of a patient who is `offset` into a story at `start`. */
export function course(key: StoryKey, start: At, offset: Ms, rest: Ms = hours(6)): Course {
  const begin = after(start, -offset)
  return (t) => storyAt(key, (t - begin) as Ms, rest)
}
