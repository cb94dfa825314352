// TABLE: one row an alarm rule [WARD §8, its sources: DV = Dräger Vista, GE = GE B20; FACTS §2.7; else *design*]. Rules are data: what a
// condition of each kind means stands in judge/, and how an alarm lives in alarm.ts. A new rule is a row here and rows in its test.
import type { Category, Priority } from './priority.ts'
import { type Ms, minutes, seconds } from './units.ts'
import type { VitalKey } from './vitals.ts'

/** What stays of an alarm whose condition ended: nothing; "ended, not seen"; its sight; its sight and its sound. */
export type Latch = 'none' | 'unseen' | 'sight' | 'both'

/** `inside`: how far inside its limit a value must be, in its unit, and `settle`: for how long, before the condition has ended. */
interface Back {
  readonly inside: number
  readonly settle: Ms
}
export type Side = 'low' | 'high'
/** TABLE of kinds of conditions. Limits come from limits.ts: none of them stands here. */
export type Condition =
  /** Outside the stay's limit of any of `vitals`; several vitals of one line are one alarm. */
  | ({ readonly is: 'limit'; readonly vitals: readonly VitalKey[]; readonly side: Side | 'both' } & Back)
  /** Outside the limit by `step` more, or beyond `clamp`, whichever is farther in [FACTS §2.7]. */
  | ({ readonly is: 'extreme'; readonly vital: VitalKey; readonly side: Side; readonly step: number; readonly clamp?: number } & Back)
  /** Below `value`, and never above the low limit. */
  | ({ readonly is: 'deep'; readonly vital: VitalKey; readonly value: number } & Back)
  /** Above a target ordered for a stay on oxygen. */
  | ({ readonly is: 'over-target'; readonly vital: VitalKey } & Back)
  /** The device's own word of the rhythm. */
  | { readonly is: 'rhythm'; readonly code: string }
  | { readonly is: 'no-beat'; readonly least: Ms; readonly below: Ms | null; readonly beats: number }
  | { readonly is: 'no-breath'; readonly least: Ms; readonly breaths: number }
  | ({ readonly is: 'no-pulse'; readonly below: number } & Pick<Back, 'settle'>)
  | ({ readonly is: 'st'; readonly limit: number } & Back)
  /** Spikes without beats, with the paced mark. */
  | { readonly is: 'no-capture'; readonly spikes: number; readonly beats: number }
  /** Said by a device that sends alarms: with a row here, or without. */
  | { readonly is: 'device'; readonly code: string | null }
  /** True by the facts of the bed, its devices, this house or a score: judged where that is known, under this name. */
  | { readonly is: 'fact'; readonly fact: string }

export interface Rule {
  readonly kind: 'physiological' | 'technical' | 'notice'
  /** Whose it is: a stay's, or a ward's as a whole. */
  readonly of: 'stay' | 'ward'
  readonly priority: Priority
  readonly tone: Category
  /** Vitals that it watches: "Alarm off" of one of them is this rule's. */
  readonly vitals: readonly VitalKey[]
  readonly condition: Condition
  /** How long the condition must hold, in sample time. A ward may have another one within `delays`. */
  readonly delay: Ms
  readonly delays: readonly [least: Ms, most: Ms]
  /** Signal needed before it judges anything: see ARMING. */
  readonly arming: ArmingKey
  readonly latch: Latch
  /** Arrest: claims lapse soon, pauses and alarm off do not cover it, it breaks through [WARD §9]. */
  readonly arrest: boolean
  /** On a tile: 18 characters at most where the values are usual. */
  readonly tile: string
  readonly banner: string
  readonly source: string
}

/** TABLE: what must have been there before a rule is armed, after admission, standby, leads on [GE B20 p. 41, 45; *design*]. */
export const ARMING = {
  'at-once': { for: seconds(0), words: 'at once' },
  ecg: { for: seconds(30), words: '30 s of ECG' },
  pressure: { for: seconds(30), words: '30 s of pressure' },
  breathing: { for: seconds(30), words: '30 s of breathing' },
  spo2: { for: seconds(10), words: '10 s of pulse at the probe' },
  co2: { for: seconds(0), words: 'the first breath' },
  breaths: { for: minutes(1), words: '3 breaths in a minute' },
  reading: { for: seconds(0), words: 'the reading' },
} as const satisfies Record<string, { readonly for: Ms; readonly words: string }>
export type ArmingKey = keyof typeof ARMING

const MOST = minutes(10)
const at = (value: number) => seconds(value)
type Given = Pick<Rule, 'priority' | 'tone' | 'condition' | 'tile' | 'banner' | 'source'> & Partial<Rule>
const row = (kind: Rule['kind'], latch: Latch, given: Given): Rule => ({
  kind,
  of: 'stay',
  vitals: vitalsOf(given.condition),
  delay: at(0),
  delays: [at(0), MOST],
  arming: 'at-once',
  latch,
  arrest: false,
  ...given,
})
function vitalsOf(condition: Condition): readonly VitalKey[] {
  if (condition.is === 'limit') return condition.vitals
  return 'vital' in condition ? [condition.vital] : []
}
const high = (given: Omit<Given, 'priority'>): Rule => row('physiological', 'sight', { priority: 'high', ...given })
const medium = (given: Omit<Given, 'priority'>): Rule => row('physiological', 'unseen', { priority: 'medium', ...given })
const technical = (priority: Priority, given: Omit<Given, 'priority' | 'tone' | 'source'> & Partial<Rule>): Rule =>
  row('technical', 'none', { priority, tone: 'power', source: 'design', ...given })
const notice = (given: Omit<Given, 'priority' | 'tone' | 'source'> & Partial<Rule>): Rule =>
  row('notice', 'none', { priority: 'notice', tone: 'general', source: 'design', ...given })
const fact = (name: string): Condition => ({ is: 'fact', fact: name })
const back = (inside: number, settle: number): Back => ({ inside, settle: at(settle) })

const ART = ['art-sys', 'art-dia', 'art-mean'] as const
const NIBP = ['nibp-sys', 'nibp-dia', 'nibp-mean'] as const
const limit = (vitals: readonly VitalKey[], side: Side | 'both', inside: number, settle: number): Condition => ({
  is: 'limit',
  vitals,
  side,
  ...back(inside, settle),
})

export const RULES = {
  // 8.1 High.
  vf: high({
    tone: 'cardiovascular',
    condition: { is: 'rhythm', code: 'vf' },
    latch: 'both',
    arrest: true,
    tile: 'VENT FIB',
    banner: 'VENTRICULAR FIBRILLATION',
    source: 'WARD §8.1',
  }),
  asystole: high({
    tone: 'cardiovascular',
    condition: { is: 'no-beat', least: at(4), below: null, beats: 5 },
    latch: 'both',
    arrest: true,
    tile: 'ASYSTOLE',
    banner: 'ASYSTOLE, no beats for {value} s',
    source: 'FACTS §2.7 [CINC15]',
  }),
  vt: high({
    tone: 'cardiovascular',
    condition: { is: 'rhythm', code: 'vt' },
    latch: 'both',
    arrest: true,
    tile: 'VENT TACHY {value}',
    banner: 'VENTRICULAR TACHYCARDIA {value}/min',
    source: 'WARD §8.1',
  }),
  apnoea: high({
    tone: 'ventilation',
    condition: { is: 'no-breath', least: at(20), breaths: 3 },
    arming: 'breaths',
    latch: 'both',
    arrest: true,
    vitals: ['rr'],
    tile: 'APNOEA {for}',
    banner: 'NO BREATH for {for} · by {by}',
    source: 'FACTS §2.7 [TM80]',
  }),
  'art-lost': high({
    tone: 'cardiovascular',
    condition: { is: 'no-pulse', below: 30, settle: at(5) },
    delay: at(10),
    // A line that is only being zeroed is not armed.
    arming: 'pressure',
    arrest: true,
    vitals: [...ART],
    tile: 'ART NO PULSE',
    banner: 'ARTERIAL PRESSURE {value} {unit}, no pulsation: line or patient?',
    source: 'design',
  }),
  'brady-x': high({
    tone: 'cardiovascular',
    condition: { is: 'extreme', vital: 'hr', side: 'low', step: 10, clamp: 30, ...back(3, 5) },
    delay: at(4),
    arming: 'ecg',
    tile: 'EXTREME BRADY {value}',
    banner: 'HEART RATE {value} < {limit} extreme',
    source: 'FACTS §2.7 [MP2]; step design',
  }),
  'tachy-x': high({
    tone: 'cardiovascular',
    condition: { is: 'extreme', vital: 'hr', side: 'high', step: 20, ...back(5, 5) },
    delay: at(4),
    arming: 'ecg',
    tile: 'EXTREME TACHY {value}',
    banner: 'HEART RATE {value} > {limit} extreme',
    source: 'FACTS §2.7',
  }),
  desat: high({
    tone: 'oxygenation',
    condition: { is: 'deep', vital: 'spo2', value: 80, ...back(2, 10) },
    delay: at(20),
    arming: 'spo2',
    tile: 'DESATURATION {value}',
    banner: 'SpO₂ {value} % < {limit}, lowest {worst}',
    source: 'FACTS §2.7 [TM80]',
  }),
  'art-x': high({
    tone: 'cardiovascular',
    condition: { is: 'extreme', vital: 'art-mean', side: 'low', step: 10, ...back(3, 10) },
    delay: at(4),
    arming: 'pressure',
    tile: 'ART MEAN {value}',
    banner: 'ARTERIAL MEAN {value} < {limit} extreme',
    source: 'DV',
  }),
  // 8.2 Medium.
  'hr-high': medium({
    tone: 'cardiovascular',
    condition: limit(['hr', 'pr'], 'high', 2, 5),
    delay: at(10),
    arming: 'ecg',
    tile: 'HR {value} > {limit}',
    banner: 'HEART RATE {value} > {limit}, by {by}',
    source: 'WARD §8.2',
  }),
  'hr-low': medium({
    tone: 'cardiovascular',
    condition: limit(['hr', 'pr'], 'low', 2, 5),
    delay: at(10),
    arming: 'ecg',
    tile: 'HR {value} < {limit}',
    banner: 'HEART RATE {value} < {limit}, by {by}',
    source: 'WARD §8.2',
  }),
  pause: medium({
    tone: 'cardiovascular',
    condition: { is: 'no-beat', least: at(3), below: at(4), beats: 1 },
    vitals: ['hr'],
    tile: 'PAUSE {value} s',
    banner: 'PAUSE {value} s{more}',
    source: 'WARD §8.2',
  }),
  af: medium({
    tone: 'cardiovascular',
    condition: { is: 'rhythm', code: 'af' },
    delay: at(60),
    vitals: ['hr'],
    tile: 'AFIB NEW',
    banner: 'ATRIAL FIBRILLATION since {since}',
    source: 'WARD §8.2',
  }),
  st: medium({
    tone: 'cardiovascular',
    condition: { is: 'st', limit: 0.2, ...back(0.05, 60) },
    delay: at(60),
    arming: 'ecg',
    vitals: ['st-i', 'st-ii', 'st-iii', 'st-avr', 'st-avl', 'st-avf', 'st-v'],
    tile: 'ST {lead} {signed}',
    banner: 'ST ELEVATION {lead} {value} > {limit} mV',
    source: 'DV',
  }),
  'spo2-low': medium({
    tone: 'oxygenation',
    condition: limit(['spo2'], 'low', 1, 5),
    delay: at(15),
    arming: 'spo2',
    tile: 'SpO₂ {value} < {limit}',
    banner: 'OXYGEN SATURATION {value} % < {limit}, lowest {worst}{on}',
    source: 'WARD §8.2; FACTS §2.6 [RHEIN]',
  }),
  'spo2-high-o2': medium({
    tone: 'oxygenation',
    condition: { is: 'over-target', vital: 'spo2', ...back(0, 60) },
    delay: minutes(5),
    arming: 'spo2',
    tile: 'SpO₂ {value} ON O₂',
    banner: 'SATURATION {value} % ABOVE TARGET {target} ON OXYGEN: reduce oxygen?',
    source: 'WARD §8.2',
  }),
  'rr-high': medium({
    tone: 'ventilation',
    condition: limit(['rr'], 'high', 1, 10),
    delay: at(15),
    arming: 'breathing',
    tile: 'RESP {value} > {limit}',
    banner: 'BREATHING {value}/min > {limit}, by {by}',
    source: 'WARD §8.2; DV',
  }),
  'rr-low': medium({
    tone: 'ventilation',
    condition: limit(['rr'], 'low', 1, 10),
    delay: at(15),
    arming: 'breathing',
    tile: 'RESP {value} < {limit}',
    banner: 'BREATHING {value}/min < {limit}, by {by}',
    source: 'WARD §8.2; DV',
  }),
  'etco2-high': medium({
    tone: 'ventilation',
    condition: limit(['etco2'], 'high', 2, 10),
    delay: at(15),
    arming: 'co2',
    tile: 'EtCO₂ {value} > {limit}',
    banner: 'END-TIDAL CO₂ {value} > {limit} {unit}',
    source: 'WARD §8.2',
  }),
  'etco2-low': medium({
    tone: 'ventilation',
    condition: limit(['etco2'], 'low', 2, 10),
    delay: at(15),
    arming: 'co2',
    tile: 'EtCO₂ {value} < {limit}',
    banner: 'END-TIDAL CO₂ {value} < {limit} {unit}',
    source: 'WARD §8.2',
  }),
  nibp: medium({
    tone: 'cardiovascular',
    condition: limit([...NIBP], 'both', 0, 0),
    arming: 'reading',
    tile: 'NIBP {text}',
    banner: 'CUFF PRESSURE {text} at {taken}: {which} · measure again?',
    source: 'DV',
  }),
  'art-high': medium({
    tone: 'cardiovascular',
    condition: limit([...ART], 'high', 3, 10),
    delay: at(10),
    arming: 'pressure',
    tile: 'ART {text}',
    banner: 'ARTERIAL {text}: {which}',
    source: 'DV',
  }),
  'art-low': medium({
    tone: 'cardiovascular',
    condition: limit([...ART], 'low', 3, 10),
    delay: at(4),
    arming: 'pressure',
    tile: 'ART {text}',
    banner: 'ARTERIAL {text}: {which}',
    source: 'DV',
  }),
  temp: medium({
    tone: 'temperature',
    condition: limit(['temp'], 'both', 0.2, 0),
    delay: at(60),
    arming: 'reading',
    tile: 'TEMP {value} {sign} {limit}',
    banner: 'TEMPERATURE {value} {sign} {limit} {unit}',
    source: 'WARD §8.2',
  }),
  glucose: medium({
    tone: 'general',
    condition: limit(['glucose'], 'both', 0, 0),
    arming: 'reading',
    tile: 'GLUCOSE {value}',
    banner: 'GLUCOSE {value} {sign} {limit} {unit} at {taken}',
    source: 'WARD §8.2',
  }),
  pacer: medium({
    tone: 'cardiovascular',
    condition: { is: 'no-capture', spikes: 3, beats: 5 },
    tile: 'NOT CAPTURING',
    banner: 'PACEMAKER: spikes without beats{more}',
    source: 'WARD §8.2',
  }),
  'device-unknown': medium({
    tone: 'general',
    condition: { is: 'device', code: null },
    tile: 'CHECK MONITOR',
    banner: 'BEDSIDE ALARM "{text}"',
    source: 'WARD §8.2',
  }),
  patient: medium({
    tone: 'general',
    condition: fact('patient'),
    // A named person's answer is its end: nobody has to see it once more.
    latch: 'none',
    tile: 'PATIENT?',
    banner: 'Monitor says another identity: values held apart until confirmed',
    source: 'WARD §8.2',
  }),
  call: medium({
    tone: 'general',
    condition: { is: 'device', code: 'call' },
    latch: 'both',
    tile: 'PATIENT CALLS',
    banner: 'Patient pressed the call button',
    source: 'WARD §8.2',
  }),
  // 8.3 Technical.
  feed: technical('high', {
    of: 'ward',
    condition: fact('feed'),
    tile: 'FEED STOPPED',
    banner: 'NO DATA FROM {value} BEDS: watch the bedside monitors',
  }),
  'no-data': technical('medium', {
    condition: fact('no-data'),
    tile: 'NO DATA{on} {for}',
    banner: 'NO DATA from {bed}{more} for {for}: look at the bedside',
  }),
  'not-watched': technical('medium', {
    of: 'ward',
    condition: fact('not-watched'),
    tile: '',
    banner: 'WARD {ward} IS ON NO SCREEN for {for}',
  }),
  'not-heard': technical('medium', {
    of: 'ward',
    condition: fact('not-heard'),
    tile: '',
    banner: 'SOUND OFF on every screen of WARD {ward} for {for}',
  }),
  leads: technical('medium', {
    condition: fact('leads'),
    delay: at(5),
    tile: '{leads}',
    banner: '{leads}{more}',
  }),
  'ecg-noise': technical('medium', {
    condition: fact('ecg-noise'),
    delay: at(30),
    tile: 'ECG UNREADABLE',
    banner: 'CANNOT READ ECG for {for}: asystole not watched',
  }),
  probe: technical('low', {
    condition: fact('probe'),
    delay: at(15),
    vitals: ['spo2'],
    tile: 'SpO₂ PROBE OFF',
    banner: 'SpO₂ PROBE OFF {for}',
  }),
  perf: technical('low', {
    condition: fact('perf'),
    delay: at(30),
    vitals: ['spo2'],
    tile: 'SpO₂ LOW PERFUSION',
    banner: 'WEAK PULSE AT PROBE, PI {value}: move the probe',
  }),
  'cuff-arm': technical('none', {
    condition: fact('cuff-arm'),
    tile: 'SpO₂ CUFF SAME ARM',
    banner: 'SpO₂: cuff on same arm, {for}',
  }),
  'nibp-failed': technical('low', {
    condition: fact('nibp-failed'),
    vitals: [...NIBP],
    tile: 'NIBP FAILED',
    banner: 'CUFF FAILED{more}',
  }),
  'nibp-due': technical('low', {
    condition: fact('nibp-due'),
    vitals: [...NIBP],
    tile: 'NIBP {value} min OLD',
    banner: 'CUFF PRESSURE OVERDUE, every {every} min ordered',
  }),
  'art-damped': technical('low', {
    condition: fact('art-damped'),
    delay: at(60),
    vitals: [...ART],
    tile: 'ART DAMPED?',
    banner: 'ARTERIAL WAVE ROUNDED: trust the mean, flush the line',
  }),
  'art-flush': technical('none', {
    condition: fact('art-flush'),
    vitals: [...ART],
    tile: 'ART FLUSH',
    banner: 'flush or sample, {for}{more}',
  }),
  'co2-line': technical('low', {
    condition: fact('co2-line'),
    delay: at(20),
    vitals: ['etco2'],
    tile: 'CO₂ LINE?',
    banner: 'CO₂ IS 0 WHILE THE CHEST MOVES: check the line',
  }),
  frozen: technical('medium', {
    condition: fact('frozen'),
    // 'VALUES NOT CHANGING' is one character too long for a tile.
    tile: 'VALUES UNCHANGED',
    banner: 'SAME VALUES for {for} with new times: check the {name}',
  }),
  implausible: technical('low', {
    condition: fact('implausible'),
    tile: '{name} IMPLAUSIBLE',
    banner: '{name} REJECTED: not plausible',
  }),
  disagree: technical('low', {
    condition: fact('disagree'),
    delay: at(30),
    vitals: ['hr', 'pr'],
    tile: 'HR {value} / PR {other}',
    banner: 'RATES DIFFER BY {by} for {for}',
  }),
  battery: technical('low', {
    condition: fact('battery'),
    tile: 'BATTERY {text}',
    banner: 'BATTERY {text}{more}',
  }),
  'device-off': technical('medium', {
    condition: fact('device-off'),
    tile: 'DEVICE OFFLINE',
    banner: 'DEVICE OFFLINE: {name}',
  }),
  clock: technical('low', {
    condition: fact('clock'),
    tile: 'CLOCK {text}',
    banner: 'DEVICE CLOCK {more}: corrected, shown',
  }),
  store: technical('medium', {
    of: 'ward',
    condition: fact('store'),
    delay: at(5),
    tile: '',
    banner: 'NOT RECORDED: alarms go on, nothing is kept since {taken}',
  }),
  'store-damaged': technical('low', {
    of: 'ward',
    condition: fact('store-damaged'),
    tile: '',
    banner: 'RECORD DAMAGED: alarms go on, a part of the history does not open',
  }),
  canary: technical('medium', {
    of: 'ward',
    condition: fact('canary'),
    tile: '',
    banner: 'ALARM PATH NOT PROVEN since {taken}',
  }),
  // 8.4 Notices.
  'news2-7': notice({
    condition: fact('news2-7'),
    tile: 'NEWS2 {total}',
    banner: 'NEWS2 {text}: {more}',
  }),
  'news2-5': notice({
    condition: fact('news2-5'),
    tile: 'NEWS2 {total}',
    banner: 'NEWS2 {text}: {more}',
  }),
  'news2-3': notice({
    condition: fact('news2-3'),
    tile: 'NEWS2 {total}',
    banner: 'NEWS2 {text}, 3 in one part: {more}',
  }),
  'obs-due': notice({
    condition: fact('obs-due'),
    tile: 'OBSERVATIONS DUE',
    banner: 'OBSERVATIONS DUE since {text}, every {every} at NEWS2 {total}',
  }),
  'shock-index': notice({
    condition: fact('shock-index'),
    tile: 'SHOCK INDEX {index}',
    banner: 'SHOCK INDEX {index}, pulse pressure {text}: look for bleeding',
  }),
  late: notice({
    condition: fact('late'),
    latch: 'unseen',
    tile: 'FOUND LATE',
    banner: 'FOUND LATE: {name} {value} at {taken}, received {received}',
  }),
  'standby-over': notice({
    condition: fact('standby-over'),
    tile: 'AWAY TOO LONG',
    banner: 'AWAY LONGER THAN PLANNED: {text}, back expected {taken}',
  }),
  'not-admitted': notice({
    condition: fact('not-admitted'),
    tile: 'NOT ADMITTED',
    banner: 'NOT ADMITTED: {text} limits, alarms on',
  }),
  'name-alert': notice({
    condition: fact('name-alert'),
    tile: 'NAME ALERT',
    banner: 'NAME ALERT: two names of this ward are alike',
  }),
  'limits-differ': notice({
    condition: fact('limits-differ'),
    tile: 'LIMITS DIFFER',
    banner: 'LIMITS DIFFER FROM BEDSIDE: {name} {value} here, {other} there',
  }),
} as const satisfies Record<string, Rule>

export type RuleKey = keyof typeof RULES
export const RULE_KEYS = Object.keys(RULES) as readonly RuleKey[]
export const ruleOf = (key: RuleKey): Rule => RULES[key]
export const isRule = (key: string): key is RuleKey => Object.hasOwn(RULES, key)

/**
 * TABLE: one event, one alarm: while the first stands the others of the bed are hidden, and kept in the history [WARD §8.5]. It holds
 * through: what the hidden one hides is hidden, too.
 */
export const HIDES: Readonly<Partial<Record<RuleKey, readonly RuleKey[]>>> = {
  vf: ['asystole'],
  asystole: ['vt', 'brady-x', 'tachy-x'],
  vt: ['brady-x', 'tachy-x'],
  'brady-x': ['hr-low', 'hr-high', 'pause', 'af'],
  'tachy-x': ['hr-low', 'hr-high', 'pause', 'af'],
  desat: ['spo2-low'],
  apnoea: ['rr-low'],
  'art-lost': ['art-x'],
  'art-x': ['art-low'],
  'no-data': RULE_KEYS.filter((key) => RULES[key].kind === 'technical' && RULES[key].of === 'stay' && key !== 'no-data'),
}
