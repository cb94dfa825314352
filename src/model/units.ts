// Branded numbers: a mere alias protects nothing, a brand stops a duration from passing for an instant.

declare const unit: unique symbol
type Branded<Name extends string> = number & { readonly [unit]: Name }

/** A duration in milliseconds. */
export type Ms = Branded<'ms'>
/** An instant: milliseconds since 1970-01-01T00:00Z in gateway time. */
export type At = Branded<'at'>
/** Samples a second. */
export type Hz = Branded<'Hz'>

export const ms = (value: number): Ms => value as Ms
export const seconds = (value: number): Ms => (value * 1000) as Ms
export const minutes = (value: number): Ms => (value * 60_000) as Ms
export const hours = (value: number): Ms => (value * 3_600_000) as Ms
export const at = (value: number): At => value as At
export const hz = (value: number): Hz => value as Hz

/** The instant `duration` after `from` (before, where it is negative). */
export const after = (from: At, duration: number): At => (from + duration) as At
/** The time from `from` to `to`, negative where `to` lies before. */
export const between = (from: At, to: At): Ms => (to - from) as Ms
