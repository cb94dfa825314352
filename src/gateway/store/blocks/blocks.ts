// The block codec of what is kept: bytes from samples and back, without keys and without a database. What a caller may use:
//
//   packSamples, unpackSamples                      fresh samples of a second, quick
//   packSpan → Map(wire number or CLOCK → bytes)    all of a span of NUMBER_SPAN that is no wave; the same samples in any order and with
//                                                   duplicates give the same bytes
//   closeSpan, openSpan                             these as one block, small
//   openClock, then unpackNumbers(clock, block)     numbers as columns, one entry a source; codedSteps likewise: a state a step
//   unpackSpan                                      every sample again, for merging late ones and exports
//   packWaves, unpackWaves, wavePieces              one wave over a span of WAVE_SPAN
//   rollNumbers, rollWaves                          roll-ups of a span's columns, of the leading sources
//   replaceRolls(old, from, to, fresh)              a longer roll-up in which a span is put in, or put in again after a late sample
//   pack… and unpack…NumberRolls, …WaveRolls        their blocks, one a signal and ROLLS[…].span
//   planThin, then thinNumbers or thinWaves         what to read for a window at a width, and the track it makes
//
// Everything read throws BadBlock where the bytes are damaged, of another kind or of a newer format.
export { BadBlock } from './bytes.ts'
export { CLOCK, type Clock, openClock } from './clock.ts'
export { planThin, type ThinPlan } from './columns4.ts'
export { packSamples, unpackSamples } from './head.ts'
export { cutNumbers } from './lines.ts'
export { unpackNumbers } from './numbers.ts'
export { packNumberRolls, packWaveRolls, unpackNumberRolls, unpackWaveRolls } from './rollblock.ts'
export { type NumberRolls, replaceRolls, rollNumbers } from './rolls.ts'
export { type Blocks, closeSpan, openSpan, packSpan, unpackSpan } from './span.ts'
export { codedSteps } from './steps.ts'
export { thinNumbers, thinWaves } from './thin.ts'
export { rollWaves, type WaveRolls } from './waverolls.ts'
export { packWaves, unpackWaves, wavePieces } from './waves.ts'

/** TABLE: what one sealed block spans, ms; spans begin at whole multiples since the epoch. */
export const NUMBER_SPAN = 15 * 60_000
export const WAVE_SPAN = 60_000
/** TABLE: roll-ups: the interval, and what one block of them spans, ms; both begin at whole multiples since the epoch. */
export const ROLLS = {
  minute: { step: 60_000, span: 6 * 3_600_000 },
  quarter: { step: 15 * 60_000, span: 96 * 3_600_000 },
  second: { step: 1000, span: 15 * 60_000 },
} as const
