// TABLE: scenes of alarms: three priorities, who has one, what quiets them, what has ended, and sixty-four at once.
import { type AlarmShown, type BedAlarms, NO_ALARMS } from '../../model/alarmshown.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import { alarmLine, alarmsOf, withAlarms } from '../core/tilealarms.ts'
import type { BedView } from '../core/view.ts'
import type { Mark } from '../tile.ts'
import { ART, ARTERIAL, ECG, marks, NIBP, PLETH, type Scene, scene, slot, slots, why } from './make.ts'
import { alarm, NOW } from './makealarm.ts'

export const CARERS = new Map([
  ['wren', { id: 'wren', initials: 'RW', name: 'R. Wren' }],
  ['heron', { id: 'heron', initials: 'PH', name: 'P. Heron' }],
])

const TACHY = { priority: 'high', vital: 'hr', side: 'high', value: 148, limit: 140, worst: 152 } as const
const SPO2 = { priority: 'medium', vital: 'spo2', side: 'low', value: 84, limit: 90, worst: 82, say: { on: ', on 2 L' } } as const
const taken = (by: string, left: number): Pick<AlarmShown, 'claim' | 'silence' | 'sounds'> => ({
  claim: { by, at: NOW - 40_000, until: NOW + left },
  silence: 'acknowledged',
  sounds: false,
})
const timed = (left: number) => ({ by: 'wren', at: NOW - 20_000, until: NOW + left })

const FAST = slots({ hr: slot('hr', ['hr'], ['148']) })
const LOW = slots({ spo2: slot('spo2', ['spo2'], ['84'], 'live', 'on 2 L') })
const WAVES = { fast: [{ ...ECG, rate: 148 }, PLETH], usual: [ECG, PLETH] } as const

type Own = Parameters<typeof scene>[2]
function alarmed(key: string, title: string, given: Partial<BedAlarms>, own: Own = {}, more: readonly Mark[] = []): Scene {
  const alarms: BedAlarms = { ...NO_ALARMS, ...given }
  const told = alarmsOf({ alarms } as BedView, { units: UNITS_OF_TABLE, zone: 'UTC', now: at(NOW), carers: CARERS })
  const line = alarmLine(told)
  const base = scene(key, title, own)
  const { tile } = base
  return {
    ...base,
    alarms,
    tile: {
      ...tile,
      alarms: told,
      alarm: line,
      ...(line && { line: line.forms[0] ?? '', lineShort: line.forms.slice(1), lineKind: line.kind }),
      slots: withAlarms(tile.slots, alarms, told, UNITS_OF_TABLE),
      others: withAlarms(tile.others, alarms, told, UNITS_OF_TABLE),
      marks: [...more, ...tile.marks],
    },
  }
}
const mark = (key: Mark['mark'], text: string | null = null): Mark => ({ mark: key, text })

export const ALARMS: readonly Scene[] = [
  alarmed(
    'alarm-high',
    'high: triangle, whole frame, 1.5 Hz',
    { alarms: [alarm('tachy-x', TACHY)] },
    { label: '06', slots: FAST, waves: WAVES.fast },
  ),
  alarmed('alarm-medium', 'medium: diamond, corners, 0.5 Hz', { alarms: [alarm('spo2-low', SPO2)] }, { label: '03', slots: LOW }),
  alarmed(
    'alarm-low',
    'low: dome, steady',
    { alarms: [alarm('probe', { priority: 'low', vital: null })] },
    {
      label: '11',
      slots: slots({ spo2: why(slot('spo2', ['spo2'], ['--']), 'PROBE OFF') }),
      waves: [ECG, { ...PLETH, shape: 'silent' }],
    },
  ),
  alarmed(
    'alarm-three',
    'the worst speaks, the others are counted',
    { alarms: [alarm('tachy-x', TACHY), alarm('spo2-low', SPO2), alarm('battery', { priority: 'low', say: { text: '18 %' } })] },
    {
      label: '06',
      slots: slots({ hr: slot('hr', ['hr'], ['148']), spo2: slot('spo2', ['spo2'], ['84'], 'live', 'on 2 L') }),
      waves: WAVES.fast,
    },
  ),
  alarmed(
    'alarm-claimed',
    'somebody has it: steady, with a timer',
    { alarms: [alarm('tachy-x', { ...TACHY, ...taken('wren', 80_000) }), alarm('af', { say: { since: '14:16' } })] },
    { label: '06', slots: FAST, waves: WAVES.fast },
  ),
  alarmed(
    'alarm-vf',
    'no number to violate',
    { alarms: [alarm('vf', { priority: 'high' })] },
    {
      label: 'ICU-1',
      slots: slots({ hr: slot('hr', ['hr'], ['212'], 'late'), pressure: slot('pressure', ART, ['24', '20', '21']) }),
      waves: [{ ...ECG, rate: 240 }, ARTERIAL],
    },
  ),
  alarmed(
    'alarm-nibp',
    'one alarm a cuff reading',
    {
      alarms: [
        alarm('nibp', {
          vital: 'nibp-mean',
          side: 'low',
          value: 54,
          limit: 60,
          say: { text: '82/40 (54)', taken: '14:05', which: 'M < 60' },
        }),
      ],
    },
    { label: '05', slots: slots({ pressure: slot('pressure', NIBP, ['82', '40', '54'], 'live', '14:05 · 12 min') }) },
  ),
  alarmed(
    'alarm-rr',
    'low breathing rate, on a small place',
    { alarms: [alarm('rr-low', { vital: 'rr', side: 'low', value: 7, limit: 8, say: { by: 'CO₂' } })] },
    { label: '03', slots: slots({ rr: slot('rr', ['rr'], ['7']) }) },
  ),
  alarmed(
    'alarm-silenced',
    'silence of a bed: still flashes, with a countdown',
    { alarms: [alarm('spo2-low', { ...SPO2, silence: 'audio-paused', sounds: false })], silence: timed(103_000) },
    { label: '03', slots: LOW },
    [mark('silence', '1:43')],
  ),
  alarmed(
    'alarm-paused',
    'pause for care: no signal, a countdown',
    { alarms: [alarm('spo2-low', { ...SPO2, silence: 'alarm-paused', sounds: false })], pause: timed(74_000) },
    { label: '03', slots: LOW },
    [mark('pause', '1:14')],
  ),
  alarmed(
    'alarm-off',
    'alarm off for one vital',
    { off: [{ vital: 'spo2', by: 'wren', at: NOW, review: NOW + 43_200_000 }] },
    { label: '08', slots: LOW },
    [mark('alarm-off', 'SpO₂')],
  ),
  alarmed(
    'alarm-order',
    'alarms off by order',
    { order: { by: 'rook', at: NOW, review: NOW + 43_200_000 } },
    {
      label: '15',
      line: 'ALARMS OFF BY ORDER',
      lineShort: ['OFF BY ORDER', 'OFF·ORDER'],
      lineKind: 'notice',
    },
    [mark('alarms-off-by-order')],
  ),
  alarmed(
    'alarm-latched',
    'ended, its sight and sound latched',
    { alarms: [alarm('vf', { priority: 'high', phase: 'latched', ended: NOW - 60_000 })] },
    { label: 'ICU-1' },
  ),
  alarmed(
    'alarm-unseen',
    'ended, not seen',
    { alarms: [alarm('spo2-low', { ...SPO2, phase: 'unseen', ended: NOW - 60_000, sounds: false })] },
    { label: '03' },
  ),
  alarmed(
    'alarm-last-known',
    'last known, beside the technical one',
    {
      alarms: [alarm('tachy-x', { ...TACHY, lastKnown: NOW - 8000 }), alarm('no-data', { since: NOW - 14_000 })],
    },
    {
      label: '06',
      slots: slots().map((one) => why(one, 'NO DATA')),
      waves: [
        { ...ECG, shape: 'silent' },
        { ...PLETH, shape: 'silent' },
      ],
    },
  ),
  alarmed('alarm-arming', 'arming: not watched yet, never "normal"', { arming: ['hr-high', 'hr-low', 'spo2-low'] }, { label: '13' }, [
    mark('arming'),
  ]),
  alarmed(
    'alarm-limits',
    'limits changed, off and extreme',
    { limits: [{ vital: 'hr', low: 38, high: 165, extreme: true }] },
    { label: '16', slots: slots({ hr: slot('hr', ['hr'], ['46']) }), waves: [{ ...ECG, rate: 46 }, PLETH] },
    [mark('limit-changed', 'HR extreme')],
  ),
  alarmed('alarm-age', 'limits to be confirmed for this age', { confirmAge: true }, { label: '08', patient: 'PT 9 y M · child' }, [
    mark('confirm-age'),
  ]),
  alarmed(
    'alarm-not-recorded',
    'done, not recorded',
    { alarms: [alarm('tachy-x', { ...TACHY, ...taken('heron', 110_000), recorded: false })], recorded: false },
    { label: '06', slots: FAST, waves: WAVES.fast },
    [mark('not-recorded')],
  ),
  alarmed('alarm-help', 'somebody calls for help', { help: timed(200_000) }, { label: '09', line: 'HELP CALLED', lineKind: 'help' }, [
    mark('help'),
  ]),
  alarmed(
    'alarm-all-marks',
    'more marks than there is room for',
    { alarms: [alarm('hr-high', { vital: 'hr', side: 'high', value: 124, limit: 120, say: { by: 'ECG' } })] },
    {
      label: '10',
      slots: slots({ hr: slot('hr', ['hr'], ['124']) }),
      marks: [
        mark('alarm-off', 'SpO₂ RR'),
        mark('silence', '1:43'),
        mark('limit-changed', 'RR off'),
        ...marks('paced', 'battery', 'link', 'name-alert', 'demo'),
      ],
    },
  ),
  alarmed(
    'alarm-other',
    'an alarm on a number beside the fixed places',
    { alarms: [alarm('etco2-high', { vital: 'etco2', side: 'high', value: 56, limit: 50 })] },
    { label: '03', others: [slot('hr', ['pi'], ['1.4']), slot('rr', ['etco2'], ['56'])] },
  ),
  alarmed(
    'alarm-marks',
    'an extreme limit beside an empty battery',
    {},
    {
      label: '16',
      marks: [
        mark('limit-changed', 'HR extreme'),
        ...marks('rhythm-not-watched'),
        mark('battery', '14 %'),
        ...marks('link', 'name-alert', 'demo'),
      ],
    },
  ),
]

const FLOODED = [
  alarm('tachy-x', TACHY),
  alarm('spo2-low', SPO2),
  alarm('rr-low', { vital: 'rr', side: 'low', value: 7, limit: 8, say: { by: 'CO₂' } }),
  alarm('apnoea', { priority: 'high', vital: null, value: 24, say: { value: '24', by: 'chest' } }),
] as const
/** Sixty-four alarms at once: by `?scenes=flood`. */
export const FLOOD: readonly Scene[] = Array.from({ length: 64 }, (_, index) => {
  const first = FLOODED[index % FLOODED.length]!
  const two = `${index + 1}`.padStart(2, '0')
  return alarmed(
    `flood-${two}`,
    `bed ${two}`,
    { alarms: [first] },
    {
      label: two,
      slots: slots({
        ...(first.vital === 'hr' && { hr: slot('hr', ['hr'], ['148']) }),
        ...(first.vital === 'spo2' && { spo2: slot('spo2', ['spo2'], ['84']) }),
        ...(first.vital === 'rr' && { rr: slot('rr', ['rr'], ['7']) }),
      }),
    },
  )
})
