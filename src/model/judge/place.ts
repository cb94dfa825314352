// Where a value stands to its limit.
import type { Limit } from '../limits.ts'
import type { Side } from '../rules.ts'

/** Where a value stands to its limit: 'edge' while it is inside by less than `inside`. */
export function place(
  value: number,
  { low, high }: Limit,
  inside: number,
): { readonly is: 'out' | 'edge' | 'in'; readonly side: Side | null } {
  if (low !== null && value < low) return { is: 'out', side: 'low' }
  if (high !== null && value > high) return { is: 'out', side: 'high' }
  const room = low !== null && high !== null ? Math.min(inside, (high - low) / 2) : inside
  // Of 36.2 + 0.2 the computer makes a little more.
  const tiny = 1e-9
  const back = (low === null || value >= low + room - tiny) && (high === null || value <= high - room + tiny)
  return { is: back ? 'in' : 'edge', side: null }
}
