// TABLE: every state of a tile, one row each, as what the tile says and what its waves do. A newcomer's state is a new row.
import { WHY_WORDS, WHYS } from '../../model/value.ts'
import { MARKS } from '../tile.ts'
import { ALARMS, FLOOD } from './alarms.ts'
import { CENSUS } from './census.ts'
import { EARLY } from './early.ts'
import {
  ART,
  ARTERIAL,
  absent,
  asFresh,
  doubted,
  ECG,
  look,
  marks,
  NIBP,
  nothing,
  PLETH,
  type Scene,
  scene,
  slot,
  slots,
  why,
} from './make.ts'

const STATES: readonly Scene[] = [
  scene('live', 'all live: grey where nothing is wrong'),
  scene('late', 'late: dimmed, with a clock', { slots: asFresh('late') }),
  scene('stale', 'stale: struck through', { slots: asFresh('stale') }),
  scene('none', 'none: -- and why', {
    slots: asFresh('none'),
    waves: [
      { ...ECG, shape: 'silent' },
      { ...PLETH, shape: 'silent' },
    ],
    line: 'NO DATA 0:14',
    lineKind: 'technical',
  }),
  scene('icu', 'intensive care: ART, CVP, CO₂', {
    label: 'ICU-2',
    patient: 'LB 70 F · adult',
    slots: slots({
      hr: slot('hr', ['hr'], ['92']),
      pressure: slot('pressure', ART, ['118', '62', '80']),
      spo2: slot('spo2', ['spo2'], ['95'], 'live', 'on 40 %'),
    }),
    others: [
      slot('hr', ['pr'], ['92']),
      slot('rr', ['etco2'], ['38']),
      slot('hr', ['pi'], ['1.4']),
      slot('pressure', ['cvp'], ['8']),
      slot('pressure', ['icp'], ['11']),
      slot('pressure', ['pap-sys', 'pap-dia', 'pap-mean'], ['28', '12', '18']),
    ],
    waves: [{ ...ECG, rate: 92 }, ARTERIAL],
  }),
  scene('wide', 'the widest numbers keep their box', {
    slots: slots({
      hr: slot('hr', ['hr'], ['188']),
      spo2: slot('spo2', ['spo2'], ['100'], 'live', 'on 15 L'),
      pressure: slot('pressure', NIBP, ['288', '188', '228'], 'live', '14:05 · 0 min'),
      rr: slot('rr', ['rr'], ['148']),
    }),
    waves: [
      { ...ECG, rate: 188 },
      { ...PLETH, rate: 188 },
    ],
  }),
  scene('narrow', 'the narrowest, too', {
    slots: slots({
      hr: slot('hr', ['hr'], ['9']),
      spo2: slot('spo2', ['spo2'], ['71']),
      rr: slot('rr', ['rr'], ['4']),
      pressure: slot('pressure', NIBP, ['42', '28', '33'], 'live', '14:16 · 1 min'),
    }),
    waves: [
      { ...ECG, rate: 30 },
      { ...PLETH, rate: 30 },
    ],
  }),
  scene('leads-off', 'ECG leads off: rate from pleth, rhythm not watched', {
    slots: slots({ hr: slot('hr', ['pr'], ['74']) }),
    waves: [{ ...ECG, shape: 'invalid' }, PLETH],
    leadsOff: true,
    line: 'ECG LEADS OFF',
    lineKind: 'technical',
    marks: marks('rhythm-not-watched', 'demo'),
  }),
  scene('torn', 'holes in a wave are gaps, never joined', { waves: [{ ...ECG, shape: 'torn' }, PLETH] }),
  scene('weak', 'weak pulse stays small', {
    slots: slots({ spo2: doubted(slot('spo2', ['spo2'], ['91'], 'live', 'weak pulse', 'on 2 L')) }),
    waves: [ECG, { ...PLETH, shape: 'weak' }],
    others: [slot('hr', ['pi'], ['0.2'])],
  }),
  scene('doubtful', 'in doubt, and fresh: as bright as ever, with a question mark', {
    slots: slots({
      hr: doubted(slot('hr', ['hr'], ['128'], 'live', 'doubtful')),
      spo2: doubted(slot('spo2', ['spo2'], ['86'], 'live', 'motion', 'derived', 'on 1 L')),
    }),
  }),
  scene('doubtful-late', 'in doubt and late: both are said', {
    slots: slots({ spo2: doubted(slot('spo2', ['spo2'], ['86'], 'late', 'motion', 'on 1 L')) }),
  }),
  scene('held-waves', 'a slow line: waves are held, numbers come', {
    held: 'waves',
    waves: [
      { ...ECG, shape: 'silent' },
      { ...PLETH, shape: 'silent' },
    ],
  }),
  scene('held', 'a slower line: numbers are held, too', {
    held: 'state',
    slots: asFresh('none').map((one) => (one.why === null ? one : { ...one, why: 'HELD' })),
    line: 'HELD: SLOW LINE',
    lineKind: 'technical',
    waves: [
      { ...ECG, shape: 'silent' },
      { ...PLETH, shape: 'silent' },
    ],
  }),
  scene('found-late', 'a reading that came late says both times and its age', {
    label: 'H2',
    patient: 'SL 66 M · adult',
    slots: nothing().map((one) =>
      one.slot === 'hr'
        ? slot('hr', ['pr'], ['104'], 'live', '06:10, received 07:30 · 8 h')
        : one.slot === 'spo2'
          ? slot('spo2', ['spo2'], ['84'], 'live', '06:10, received 07:30 · 8 h', 'on 1 L')
          : one,
    ),
    waves: [],
  }),
  scene('glucose', 'a bed at home: what it has takes the free room', {
    label: 'H4',
    patient: 'MS 31 M · adult',
    slots: nothing(),
    others: [slot('hr', ['glucose'], ['7.2'], 'stale', '13:51 · 35 min'), slot('hr', ['weight'], ['71.9'], 'live', '07:12 · 7 h 05')],
    waves: [],
  }),
  scene('readings', 'readings beside waves keep unit and age', {
    label: '07',
    others: [
      slot('hr', ['glucose'], ['4.0'], 'live', '14:05 · 12 min'),
      slot('rr', ['etco2'], ['38']),
      slot('hr', ['pi'], ['1.4']),
      slot('hr', ['pr'], ['81']),
    ],
  }),
  scene('v-off', 'one lead off: the rhythm is still watched', { label: '09', line: 'LEAD V OFF', lineKind: 'notice' }),
  scene('mean-only', 'of a pressure only the mean is known', {
    slots: slots({
      pressure: {
        ...slot('pressure', ART, ['--', '--', '25'], 'live', 'NO PULSE'),
        cells: [look('art-sys', '', 'none'), look('art-dia', '', 'none'), look('art-mean', '25')],
      },
    }),
    waves: [ECG, ARTERIAL],
  }),
  scene('paced', 'paced: spikes are drawn', {
    label: '10',
    patient: 'ZÅ 81 F · adult',
    waves: [
      { ...ECG, shape: 'paced', rate: 60 },
      { ...PLETH, rate: 60 },
    ],
    marks: marks('paced', 'demo'),
  }),
  scene('fib', 'no beat to measure', {
    slots: slots({
      hr: why(slot('hr', ['hr'], ['']), WHY_WORDS['no-beat']),
      spo2: why(slot('spo2', ['spo2'], ['']), WHY_WORDS['no-pulse']),
    }),
    waves: [
      { ...ECG, shape: 'fib', rate: 12 },
      { ...PLETH, shape: 'invalid' },
    ],
  }),
  scene('patch', 'a patch: one number a minute, no wave', {
    label: '12',
    patient: 'ML 66 F · adult',
    slots: slots({
      hr: slot('hr', ['hr'], ['76'], 'live', '1/min'),
      spo2: absent(slot('spo2', ['spo2'], [''])),
      pressure: absent(slot('pressure', NIBP, [])),
      rr: slot('rr', ['rr'], ['14'], 'live', '1/min'),
      temp: slot('temp', ['temp'], ['36.9'], 'live', '1/min'),
    }),
    waves: [],
    marks: marks('rhythm-not-watched', 'battery', 'name-alert', 'demo'),
  }),
  scene('derived', 'rate derived from the wave, recording', {
    slots: slots({ hr: slot('hr', ['hr'], ['82'], 'live', 'derived') }),
    line: 'v102s · 10/10/2896 00:31:25',
    marks: marks('derived', 'recording'),
  }),
  scene('ended', 'recording ended', {
    slots: slots().map((one) => why(one, WHY_WORDS['recording-ended'])),
    waves: [
      { ...ECG, shape: 'silent' },
      { ...PLETH, shape: 'silent' },
    ],
    line: 'recording ended',
    ended: true,
    marks: marks('recording'),
  }),
  scene('overdue', 'cuff overdue: dimmed', {
    slots: slots({ pressure: slot('pressure', NIBP, ['124', '72', '89'], 'late', '13:05 · 72 min') }),
  }),
  scene('comfort', 'comfort care: alarms off by order, values on request', {
    label: '15',
    slots: slots().map((one) => why(one, 'ON REQUEST')),
    waves: [],
    line: 'ALARMS OFF BY ORDER',
    lineKind: 'notice',
    marks: marks('alarms-off-by-order', 'demo'),
  }),
  scene('battery', 'battery low, limit changed', { label: '16', marks: marks('limit-changed', 'battery', 'link', 'demo') }),
  scene('clock', 'a device with a wrong clock', { line: 'DEVICE CLOCK +24 min', lineKind: 'notice' }),
  scene('privacy', 'privacy: who lies here is not said', { patient: '' }),
  scene('station', 'a locked station: initials, no sex, no name', { patient: 'AT 67 · adult' }),
  scene('wall-display', 'a wall display: not even initials', { patient: '67 · adult' }),
  scene('long', 'long words are cut cleanly', {
    label: 'Observation Bay 3 West 12',
    patient: 'WFG 88 F · adolescent, age class unknown',
    line: 'not assessable: sedated, and a note of some length that will not fit',
    marks: marks('alarms-off-by-order', 'limit-changed', 'paced', 'no-bedside-alarm', 'rhythm-not-watched', 'battery'),
  }),
  scene('all-marks', 'marks: six at most, the least needed are counted', {
    marks: MARKS.map((mark) => ({ mark, text: mark === 'battery' ? '18 %' : null })),
  }),
  scene('markup', 'a name is text, never markup', { label: '<b>7</b>', patient: '<img src=x onerror=alert(1)>' }),
  scene('away', 'away: dim and small', {
    presence: 'away',
    label: '13',
    patient: '',
    line: 'away: CT, with P. Heron, back 10:42',
    slots: [],
    waves: [],
    marks: [],
  }),
  scene('empty', 'an empty bed', {
    presence: 'empty',
    label: '14',
    patient: '',
    nurse: null,
    line: 'empty',
    slots: [],
    waves: [],
    marks: [],
  }),
  scene('lost', 'link lost: veiled', { veiled: true, line: 'LINK LOST 0:08', lineKind: 'technical', slots: asFresh('stale') }),
  scene('slept', 'the screen slept: veiled until fresh', {
    veiled: true,
    line: 'SCREEN SLEPT',
    lineKind: 'technical',
    slots: asFresh('none'),
  }),
]

/** Each reason in a number's place. */
const REASONS: readonly Scene[] = WHYS.map((reason) =>
  scene(`why-${reason}`, `unknown: ${reason}`, {
    slots: slots().map((one) => why(one, WHY_WORDS[reason])),
    waves: [
      { ...ECG, shape: 'invalid' },
      { ...PLETH, shape: 'invalid' },
    ],
  }),
)

export const SCENES: readonly Scene[] = [...STATES, ...ALARMS, ...CENSUS, ...EARLY, ...REASONS]

/** What hangs: all scenes, or by `?scenes=` alarms alone, or sixty-four of them at once. */
export function hanging(search: string): readonly Scene[] {
  const asked = new URLSearchParams(search).get('scenes')
  return asked === 'flood' ? FLOOD : asked === 'alarms' ? ALARMS : SCENES
}
/** Whatever may hang. */
export const EVERY_SCENE: readonly Scene[] = [...SCENES, ...FLOOD]
