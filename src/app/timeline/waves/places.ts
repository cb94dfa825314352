// The address of the waves at a moment. Pure.

export const wavesPath = (stay: string, at: number): string => `/patient/${encodeURIComponent(stay)}/waves?at=${Math.round(at)}`

/** The moment that an address names; null: none, or none that a clock shows. */
export function momentIn(search: string): number | null {
  const text = new URLSearchParams(search).get('at')
  const at = Number(text)
  return text !== null && text !== '' && Number.isFinite(at) && Math.abs(at) < 8.64e15 ? at : null
}
