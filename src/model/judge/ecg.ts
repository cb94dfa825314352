// Technical: electrodes off, an ECG that cannot be read, a heart rate that is not the pulse rate.
import { QUALITY } from '../sample.ts'
import { type At, seconds } from '../units.ts'
import type { Why } from '../value.ts'
import type { Fact } from './facts.ts'
import { codeOf, knownOf, NOTHING, one, qualityOf, trackOf, whyOf } from './seen.ts'

export const leadsFact: Fact = (seen, key) => {
  const state = seen.memory.coded.get('leads')
  const hr = trackOf(seen, 'hr')
  if (!state && !hr) return NOTHING
  const leads = codeOf(seen, 'leads')
  const off = leads === 'off' || whyOf(seen, 'hr') === 'lead-off'
  const since = (leads === undefined || leads === 'on' ? hr?.none : state?.since) ?? seen.clock
  if (off) {
    const pulse = knownOf(seen, 'pr') === null ? '' : ', rate from pleth'
    return one(seen, key, { is: 'out', since, vital: 'hr', say: { leads: 'ECG LEADS OFF', more: `: rhythm not watched${pulse}` } })
  }
  if (leads === 'v-off')
    return one(seen, key, {
      is: 'out',
      since,
      priority: 'low',
      vital: 'hr',
      say: { leads: 'LEAD V OFF', more: ': rhythm is still watched' },
    })
  return one(seen, key, { is: leads === undefined && whyOf(seen, 'hr') === 'no-data' ? 'unknown' : 'in' })
}

const UNREADABLE: readonly Why[] = ['noise', 'motion', 'invalid']
export const noiseFact: Fact = (seen, key) => {
  const hr = trackOf(seen, 'hr')
  if (!hr) return NOTHING
  const why = whyOf(seen, 'hr')
  const noisy = why !== null && UNREADABLE.includes(why)
  return one(seen, key, noisy ? { is: 'out', since: hr.none ?? seen.clock, vital: 'hr' } : { is: 'in' })
}

const APART = 10
/** They must agree for so long [design]. */
const AGREE = seconds(10)
/** Beside fibrillation, or beats that come in pairs, not every beat is felt: a fact, no alarm [WARD §8.3]. */
const UNEVEN: readonly (string | undefined)[] = ['af', 'bigeminy', 'vt']

export const rateFact: Fact = (seen, key) => {
  const [hr, pr] = [trackOf(seen, 'hr'), trackOf(seen, 'pr')]
  if (!hr || !pr) return NOTHING
  const [heart, pulse] = [knownOf(seen, 'hr'), knownOf(seen, 'pr')]
  const doubted = ((qualityOf(seen, 'pr') | qualityOf(seen, 'hr')) & (QUALITY.motion | QUALITY.questionable)) !== 0
  if (heart === null || pulse === null || doubted) {
    seen.memory.apart = null
    return one(seen, key, { is: 'unknown' })
  }
  const differ = Math.abs(heart - pulse)
  if (differ <= APART) {
    seen.memory.apart = null
    return one(seen, key, { is: 'in', settle: AGREE })
  }
  seen.memory.apart ??= Math.max(hr.last.at, pr.last.at) as At
  return one(seen, key, {
    is: 'out',
    since: seen.memory.apart,
    settle: AGREE,
    priority: UNEVEN.includes(codeOf(seen, 'rhythm')) ? 'none' : 'low',
    vital: 'hr',
    value: heart,
    say: { other: String(pulse), by: String(differ) },
  })
}
