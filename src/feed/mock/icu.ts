// TABLE: the demo ICU, 8 beds [WARD §3]. All: ECG, pleth, ART; CVP on 2, 3, 5; CO2 on 3, 4, 7; cuff pressure by hand. All people are invented.
import { seconds } from '../../model/units.ts'
import type { BedRow, WardRow } from './bedrow.ts'
import { AIR, oxygen } from './stories.ts'
import type { Truth } from './truth.ts'

const ROOK = 'Dr A. Rook'

const VENTILATED: Partial<Truth> = { ventilated: true, ...oxygen(0, 'IV') }

const BEDS: readonly BedRow[] = [
  {
    bed: 'ICU-1',
    person: ['Björn Lanternfish', 63, 'M', 'chest pain'],
    days: 1,
    teaches: 'A claim does not cover a worse thing: fibrillation breaks through, and pleth and ART confirm it.',
    gear: ['W', 'A'],
    cuff: null,
    course: { story: 'stemi', minute: 47 },
    keeps: oxygen(4, 'N'),
  },
  {
    bed: 'ICU-2',
    person: ['Leocadia Brindle', 70, 'F', 'septic shock'],
    days: 1,
    teaches: 'Systolic and mean fall together: one alarm, updated.',
    gear: ['W', 'A', 'V'],
    cuff: null,
    course: { story: 'sepsis', minute: 590 },
    keeps: oxygen(40, 'HF'),
    // What WARD §3 has first, the systolic at minute 23, is first only where the rest of a septic shock is known and allowed for.
    marks: ['limit-changed'],
    alarms: {
      by: ROOK,
      why: 'septic shock, known and treated',
      limits: [
        { vital: 'hr', low: 50, high: 140 },
        { vital: 'art-dia', low: 40, high: 90 },
        { vital: 'temp', low: 36, high: 39.5 },
      ],
    },
    orders: ['HR high 140, ART diastolic low 40, T high 39.5 by Dr A. Rook'],
    happens: [{ at: 19, each: 480, is: 'device-alarm', code: null, text: 'SYRINGE PUMP 2: NEAR END', priority: 'low', seconds: 150 }],
  },
  {
    bed: 'ICU-3',
    person: ['Idris Lichen', 52, 'M', 'polytrauma'],
    days: 4,
    teaches: 'A score that is refused is better than a wrong one.',
    gear: ['W', 'A', 'V', 'C'],
    cuff: null,
    course: { stable: { hr: 82, rr: 14, spo2: 98, sys: 122, dia: 66, mean: 85, temp: 36.8, etco2: 38, cvp: 8, ...VENTILATED } },
    fio2: 40,
    sedated: true,
    notes: ['NEWS2 not assessable: sedated'],
  },
  {
    bed: 'ICU-4',
    person: ['Suri', 34, 'F', 'severe asthma'],
    days: 2,
    teaches: 'Two sensors are better evidence than one: CO₂ is 0 while the chest moves.',
    gear: ['W', 'A', 'C'],
    cuff: null,
    course: { stable: { hr: 104, rr: 12, spo2: 95, sys: 126, dia: 68, mean: 87, temp: 37.2, etco2: 47, sloping: true, ...VENTILATED } },
    fio2: 45,
    sedated: true,
    marks: ['limit-changed'],
    notes: ['EtCO₂ high 60 by order'],
    alarms: { by: ROOK, why: 'permissive in severe asthma', limits: [{ vital: 'etco2', low: 25, high: 60 }] },
    orders: ['EtCO₂ high 60 by Dr A. Rook'],
    happens: [{ at: 7, is: 'artefact', artefact: 'co2-water', seconds: 60 }],
  },
  {
    bed: 'ICU-5',
    person: ['Cornelius Pebble', 79, 'M', 'bypass surgery, day 1'],
    days: 1,
    teaches: 'On a damped line the mean is trustworthy and the systolic is not; and two clocks differ by 24 minutes.',
    gear: ['W', 'A', 'V'],
    cuff: null,
    course: { stable: { hr: 84, rr: 16, spo2: 96, sys: 118, dia: 62, mean: 80, temp: 36.9, cvp: 6, ...oxygen(2, 'N') } },
    paced: 'back-up',
    clockAhead: 24,
    happens: [{ at: 5, is: 'artefact', artefact: 'art-damped', seconds: 30 * 60 }],
  },
  {
    bed: 'ICU-6',
    person: ['Fatou Moonseed', 45, 'F', 'pancreatitis'],
    days: 3,
    teaches: 'An artefact is not an arrest: blood is drawn and the line flushed.',
    gear: ['W', 'A'],
    cuff: null,
    course: { stable: { rhythm: 'pvc', hr: 92, pr: 92, rr: 19, spo2: 95, sys: 124, dia: 70, mean: 88, temp: 37.8, ...oxygen(3, 'N') } },
    happens: [
      { at: 4, each: 20, is: 'spell', seconds: 120, truth: { rhythm: 'bigeminy' } },
      { at: 10, is: 'artefact', artefact: 'art-flush', seconds: 42 },
    ],
  },
  {
    bed: 'ICU-7',
    person: ['Ezekiel Quartz', 60, 'M', 'after cardiac arrest, 35.8 °C by order'],
    days: 1,
    teaches: 'A false ventricular tachycardia is not hidden, but shown with the pulse that contradicts it.',
    gear: ['W', 'A', 'C'],
    cuff: null,
    course: { stable: { hr: 78, rr: 14, spo2: 97, sys: 116, dia: 66, mean: 82, temp: 35.8, etco2: 37, ...VENTILATED } },
    fio2: 40,
    sedated: true,
    marks: ['limit-changed'],
    notes: ['T limits 35.0–36.6 by order', 'NEWS2 not assessable: sedated'],
    alarms: { by: ROOK, why: 'after cardiac arrest, 35.8 °C by order', limits: [{ vital: 'temp', low: 35, high: 36.6 }] },
    orders: ['temperature limits 35.0–36.6 °C by Dr A. Rook'],
    happens: [{ at: 14, is: 'artefact', artefact: 'device-vt', seconds: 20 }],
  },
  {
    bed: 'ICU-8',
    person: ['Pip Thistledown', 9, 'M', 'appendix perforation, no children’s bed free'],
    population: 'paediatric',
    days: 1,
    teaches: 'Limits fit the age, and a score that is not made for children is not shown.',
    gear: ['W', 'A'],
    cuff: null,
    course: { stable: { hr: 104, rr: 20, spo2: 98, sys: 98, dia: 56, mean: 70, temp: 37.4, ...AIR } },
    notes: ['NEWS2 not for under 16', 'limits for age 9 by order'],
    alarms: { by: ROOK, why: 'age 9', ageConfirmed: true },
    orders: ['paediatric limits confirmed for age 9 by Dr A. Rook'],
  },
]

export const ICU: WardRow = { ward: 'ICU', name: 'ICU', note: null, continuous: true, delays: { 'spo2-low': seconds(10) }, beds: BEDS }
