// The block codec of what is kept: bytes from samples and back, without keys and without a database. What a caller may use:
//
//   packSamples, unpackSamples                      fresh samples of a second, quick
//   packSpan → Map(wire number or CLOCK → bytes)    all of a span of NUMBER_SPAN that is no wave, sealed; the same samples in any order and
//                                                   with duplicates give the same bytes
//   openClock, then unpackNumbers(clock, block)     numbers as columns, one entry a source; codedSteps, eventSamples likewise
//   unpackSpan                                      every sample again, for merging late ones and exports
//   packWaves, unpackWaves, wavePieces              one wave over a span of WAVE_SPAN
//
// Everything read throws BadBlock where the bytes are damaged, of another kind or of a newer format.
export { BadBlock } from './bytes.ts'
export { CLOCK, type Clock, openClock } from './clock.ts'
export { packSamples, unpackSamples } from './head.ts'
export { unpackNumbers } from './numbers.ts'
export { type Blocks, packSpan, unpackSpan } from './span.ts'
export { codedSamples, eventSamples } from './steps.ts'
export { packWaves, unpackWaves, wavePieces } from './waves.ts'

/** TABLE: what one sealed block spans, ms; spans begin at whole multiples since the epoch. */
export const NUMBER_SPAN = 15 * 60_000
export const WAVE_SPAN = 30_000
