// TABLE: scenes of who lies where: nobody admitted, somebody else, away for too long, a child, a like name, and a ward with other units.
import { type DisplayUnits, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { WHY_WORDS } from '../../model/value.ts'
import { ART, ARTERIAL, ECG, marks, NIBP, PLETH, type Scene, scene, slot, slots, why } from './make.ts'

const KPA: DisplayUnits = { pressure: 'kPa', temperature: '°F', glucose: 'mg/dL' }
const unit = (from: ReturnType<typeof slot>, own: string): ReturnType<typeof slot> => ({ ...from, unit: own })
const kPa = (from: ReturnType<typeof slot>): ReturnType<typeof slot> => unit(from, 'kPa')

export const CENSUS: readonly Scene[] = [
  scene('not-admitted', 'not admitted: shown, kept, by the limits of the ward', {
    label: '14',
    patient: 'age unknown',
    patientShort: 'age?',
    nurse: '–',
    line: 'NOT ADMITTED · adult limits',
    lineShort: ['NOT ADMITTED'],
    lineKind: 'notice',
    notices: ['not-admitted'],
    marks: marks('not-admitted', 'demo'),
  }),
  scene('patient', 'the monitor names another patient: values are held apart', {
    label: '07',
    line: '** PATIENT?',
    lineKind: 'medium',
    notices: ['patient'],
    silent: true,
    slots: slots().map((one) => why(one, WHY_WORDS.held)),
    waves: [
      { ...ECG, shape: 'silent' },
      { ...PLETH, shape: 'silent' },
    ],
  }),
  scene('patient-empty', 'the same over an empty bed', {
    presence: 'empty',
    label: '07',
    patient: '',
    nurse: null,
    line: '** PATIENT?',
    lineKind: 'medium',
    notices: ['patient', 'still-sending'],
    slots: [],
    waves: [],
    marks: [],
  }),
  scene('two-beds', 'one device on two beds', {
    line: 'DEVICE ON TWO BEDS',
    lineShort: ['ON TWO BEDS'],
    lineKind: 'technical',
    notices: ['two-beds'],
  }),
  scene('away-late', 'away longer than planned', {
    presence: 'away',
    label: '13',
    patient: '',
    line: 'AWAY LONGER THAN PLANNED: CT, back 10:42',
    lineShort: ['AWAY LONGER THAN PLANNED'],
    lineKind: 'notice',
    notices: ['standby-over'],
    slots: [],
    waves: [],
    marks: [],
  }),
  scene('still-sending', 'an empty bed whose monitor still sends', {
    presence: 'empty',
    label: '14',
    patient: '',
    nurse: null,
    line: 'empty · monitor still sends',
    lineShort: ['monitor still sends'],
    lineKind: 'notice',
    notices: ['still-sending'],
    slots: [],
    waves: [],
    marks: [],
  }),
  scene('trial', 'a trial feed: never a patient', {
    label: 'A1',
    patient: 'trial, invented',
    patientShort: 'trial',
    nurse: null,
    line: 'TRIAL FEED: invented',
    lineShort: ['TRIAL FEED'],
    lineKind: 'notice',
    notices: ['trial'],
    marks: marks('trial'),
  }),
  scene('child', 'a child by limits of adults', {
    label: '08',
    patient: 'PT 9 y M · child',
    line: 'LIMITS NOT FOR AGE: adult limits, 9 y',
    lineShort: ['LIMITS NOT FOR AGE', 'CHECK LIMITS'],
    lineKind: 'notice',
    notices: ['preset-differs'],
    slots: slots({ hr: slot('hr', ['hr'], ['104']), pressure: slot('pressure', NIBP, ['98', '56', '70'], 'live', '14:05 · 12 min') }),
    waves: [
      { ...ECG, rate: 104 },
      { ...PLETH, rate: 104 },
    ],
  }),
  scene('newborn', 'a newborn: age in days', {
    label: 'N3',
    patient: 'BL 12 d F · newborn',
    slots: slots({
      hr: slot('hr', ['hr'], ['142']),
      pressure: slot('pressure', NIBP, ['64', '38', '47'], 'live', '14:05 · 12 min'),
      rr: slot('rr', ['rr'], ['46']),
    }),
    waves: [
      { ...ECG, rate: 142 },
      { ...PLETH, rate: 142 },
    ],
  }),
  scene('age-unknown', 'an age that nobody knows is unknown', {
    label: '05',
    patient: 'XX M · age unknown',
    patientShort: 'XX age? M',
    nurse: 'PH',
  }),
  scene('pregnant', 'pregnant and paced', {
    label: '10',
    patient: 'MC 31 F · adult',
    waves: [
      { ...ECG, shape: 'paced', rate: 60 },
      { ...PLETH, rate: 60 },
    ],
    marks: marks('paced', 'pregnant', 'demo'),
  }),
  scene('name-alert', 'a like name on this ward', { label: '12', patient: 'ML 66 F · adult', marks: marks('name-alert', 'demo') }),
  scene('no-nurse', 'nobody has this bed', { nurse: '–' }),
  scene('kpa', 'a ward with kPa, °F and mg/dL', {
    label: '03',
    units: KPA,
    slots: slots({
      pressure: kPa(slot('pressure', ART, ['21.6', '12.5', '16.0'])),
      temp: unit(slot('temp', ['temp'], ['101.3']), '°F'),
    }),
    others: [
      unit(slot('hr', ['glucose'], ['126'], 'live', '14:05 · 12 min'), 'mg/dL'),
      kPa(slot('rr', ['etco2'], ['5.1'])),
      kPa(slot('pressure', ['cvp'], ['1.1'])),
      kPa(slot('pressure', ['pap-sys', 'pap-dia', 'pap-mean'], ['3.7', '1.6', '2.4'])),
    ],
    waves: [{ ...ECG, rate: 92 }, ARTERIAL],
  }),
  scene('kpa-cuff', 'a cuff in kPa, late', {
    label: '03',
    units: { ...UNITS_OF_TABLE, pressure: 'kPa' },
    slots: slots({ pressure: kPa(slot('pressure', NIBP, ['21.6', '12.5', '16.0'], 'late', '13:05 · 72 min')) }),
  }),
]
