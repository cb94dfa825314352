// TABLE: what is told whom, by one touch; anything else is typed. Pure.
import type { EarlyNotice } from '../../model/earlynotices.ts'

export const TOLD = ['Doctor on call', 'Medical registrar', 'Critical care outreach', 'Nurse in charge', 'Nobody: I stay here'] as const
export const PLANS: Readonly<Record<EarlyNotice, readonly string[]>> = {
  'news2-7': ['Comes now', 'Full set now', 'Known: plan as agreed'],
  'news2-5': ['Comes within 60 min', 'Full set now', 'Known: plan as agreed'],
  'news2-3': ['Review asked for', 'Full set now', 'Known: plan as agreed'],
  'obs-due': ['Now', 'Within 30 min', 'Patient asleep: at the next round'],
  'shock-index': ['Looked for bleeding: none seen', 'Doctor comes now', 'Cuff pressure again now'],
}
/** TABLE: the title of the question. */
export const ASKS: Readonly<Record<EarlyNotice, string>> = {
  'news2-7': 'NEWS2 of 7 or more',
  'news2-5': 'NEWS2 of 5 or 6',
  'news2-3': 'NEWS2: 3 in one part',
  'obs-due': 'Observations due',
  'shock-index': 'Shock index',
}
