// What a rule is called where no alarm of it stands: in filters and counts. Its words on a tile without the numbers; a TABLE of those whose
// words are all numbers, or another's, too.
import { RULE_KEYS, type RuleKey, ruleOf } from './rules.ts'

const OWN: Readonly<Partial<Record<RuleKey, string>>> = {
  st: 'ST',
  leads: 'ECG LEADS',
  disagree: 'RATES DIFFER',
  implausible: 'IMPLAUSIBLE VALUE',
  'hr-high': 'HR high',
  'hr-low': 'HR low',
  'spo2-low': 'SpO₂ low',
  'rr-high': 'RESP high',
  'rr-low': 'RESP low',
  'etco2-high': 'EtCO₂ high',
  'etco2-low': 'EtCO₂ low',
  'art-high': 'ART high',
  'art-low': 'ART low',
  'spo2-high-o2': 'SpO₂ ABOVE TARGET',
  'not-watched': 'ON NO SCREEN',
  'not-heard': 'SOUND OFF',
  store: 'NOT RECORDED',
  'store-damaged': 'RECORD DAMAGED',
  canary: 'ALARM PATH NOT PROVEN',
  'nibp-due': 'NIBP OVERDUE',
  'news2-7': 'NEWS2 7 or more',
  'news2-5': 'NEWS2 5 or 6',
  'news2-3': 'NEWS2 one part 3',
}

export const ruleName = (rule: RuleKey): string =>
  OWN[rule] ??
  ruleOf(rule)
    .tile.replace(/\{[^}]*\}\s?(s|%|min)?/g, '')
    .replace(/[<>]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
export const RULE_NAMES: readonly (readonly [RuleKey, string])[] = RULE_KEYS.map((key) => [key, ruleName(key)] as const).toSorted((a, b) =>
  a[1].localeCompare(b[1], 'en'),
)
