// TABLE: the bits of a sample's quality in words, as they leave the system.
import { QUALITY, type Quality } from './sample.ts'

const WORDS = {
  derived: 'derived',
  questionable: 'questionable',
  manual: 'by hand',
  demo: 'invented',
  late: 'came late',
  motion: 'motion',
  weakPulse: 'weak pulse',
  second: 'second device',
} as const satisfies Record<keyof typeof QUALITY, string>

/** Nothing of a plain, good measurement. */
export const qualityWords = (quality: Quality): readonly string[] =>
  (Object.keys(WORDS) as (keyof typeof WORDS)[]).filter((key) => (quality & QUALITY[key]) !== 0).map((key) => WORDS[key])
