// Chance that belongs to a seed and a name: the same for the same pair, whoever asks first.

/** 32 bits of a seed and a text (FNV-1a, then mixed). */
export function hash(seed: number, text: string): number {
  let h = 0x811c9dc5 ^ (seed | 0)
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** In [0, 1). */
export const chance = (seed: number, text: string): number => hash(seed, text) / 2 ** 32

/** 16 bytes, for a random-looking id. */
export const bytes16 = (seed: number, text: string): Uint8Array => Uint8Array.from({ length: 16 }, (_, i) => hash(seed, `${text}/${i}`))
