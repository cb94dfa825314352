// What another signal says beside an alarm: shown beside it, never instead [WARD §8.1].
import { QUALITY } from '../sample.ts'
import type { At } from '../units.ts'
import { knownOf, qualityOf, type Seen, trackOf, whyOf } from './seen.ts'

/** A pulse rate and pressures are averages: those of before would still be shown, ms [FACTS §7.2 mem; pleth keeps its rate for 5 s]. */
const PLETH_KNOWS = 6000
const ART_KNOWS = 10_000
const PULSATION = 15

/** "pulse 72 by pleth: check leads": only of what was measured long enough after the onset. */
export function pulseBeside(seen: Seen, onset: At): string | null {
  const age = (vital: 'pr' | 'art-sys'): number => (trackOf(seen, vital)?.last.at ?? onset) - onset
  const pr = knownOf(seen, 'pr')
  const clear = !(qualityOf(seen, 'pr') & QUALITY.motion)
  const pleth = pr !== null && clear && age('pr') >= PLETH_KNOWS
  const [sys, dia] = [knownOf(seen, 'art-sys'), knownOf(seen, 'art-dia')]
  const art = sys !== null && dia !== null && sys - dia >= PULSATION && age('art-sys') >= ART_KNOWS
  if (pleth) return `pulse ${pr} by pleth${art ? ' and ART' : ''}: check leads`
  if (art) return 'pulse by ART: check leads'
  const whys = [whyOf(seen, 'pr'), whyOf(seen, 'art-sys')]
  return whys.includes('no-pulse') && pr === null && sys === null ? 'pulse absent' : null
}

/** Heart rate and pulse rate told apart, where they differ by more than ten. */
export function otherRate(seen: Seen): string | null {
  const [hr, pr] = [knownOf(seen, 'hr'), knownOf(seen, 'pr')]
  if (hr === null || pr === null || qualityOf(seen, 'pr') & QUALITY.motion) return null
  return Math.abs(hr - pr) > 10 ? `pulse ${pr} by pleth` : null
}

/** Why a saturation is to be doubted. */
export function doubt(seen: Seen): string | null {
  const quality = qualityOf(seen, 'spo2')
  if (quality & QUALITY.motion) return 'the hand moves'
  return quality & QUALITY.weakPulse ? 'weak pulse at the probe' : null
}
