// How many CSS pixels this screen has a millimetre, found once with a bank card; assumed, and said, until then.

/** Width of an identification card, ID-1: 85.60 mm [ISO/IEC 7810, mem]. */
export const CARD_MM = 85.6
export const CARD_HEIGHT_MM = 53.98
/** CSS's own idea of a millimetre: 96 pixels an inch. */
export const ASSUMED_PX_PER_MM = 96 / 25.4

/** The bar may be this wide: a phone to a wall display. CSS pixels. */
export const BAR = { least: 160, most: 1200 } as const

/** The bar's width that a calibration stands for, whole CSS pixels. */
export const barWidth = (pxPerMm: number | null): number => Math.round((pxPerMm ?? ASSUMED_PX_PER_MM) * CARD_MM)
/** Pixels a millimetre from a bar held against the card; the width is clamped to what a screen can be. */
export const pxPerMmOf = (width: number): number => Math.max(BAR.least, Math.min(BAR.most, width)) / CARD_MM

/** "25 mm/s", and that it is a guess where it is one. */
export const sweepWords = (sweep: number, pxPerMm: number | null): string =>
  `${sweep} mm/s${pxPerMm === null ? ' (screen not calibrated)' : ''}`
