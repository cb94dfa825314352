// TABLE: the demo's six patients at home [WARD §4]: readings now and then, at hours of the ward's clock. All people are invented.
import type { BedRow, WardRow } from './bedrow.ts'
import { AIR, oxygen } from './stories.ts'

/** mmHg in one kPa. */
const KPA = 7.50062

const BEDS: readonly BedRow[] = [
  {
    bed: 'H1',
    person: ['Beatriz Foxglove', 72, 'F', 'heart failure'],
    days: 9,
    teaches: 'A slow change: weight is a vital too.',
    gear: [],
    course: { stable: { hr: 82, spo2: 95, sys: 138, dia: 84, ...AIR } },
    readings: [
      {
        device: 'scale',
        signals: ['weight'],
        hours: ['07:12'],
        known: [
          { taken: '07:12', values: [71.9] },
          { taken: '07:12', values: [71.3] },
          { taken: '07:12', values: [70.6] },
          { taken: '07:12', values: [70.1] },
        ],
      },
      { device: 'cuff', signals: ['nibp-sys', 'nibp-dia'], hours: ['07:15'], known: [{ taken: '07:15', values: [138, 84] }] },
      { device: 'oximeter', signals: ['spo2', 'pr'], hours: ['07:17'], known: [{ taken: '07:17', values: [95, 82] }] },
    ],
  },
  {
    bed: 'H2',
    person: ['Samuel Larkspur', 66, 'M', 'COPD, home oxygen'],
    days: 21,
    teaches: 'Late data is shown with both its times, and never as if it were now.',
    gear: [],
    course: { stable: { hr: 92, spo2: 89, ...oxygen(1, 'N') } },
    alarms: {
      by: 'Dr A. Rook',
      why: 'COPD, SpO₂ scale 2',
      limits: [{ vital: 'spo2', low: 86, high: null }],
      target: { low: 88, high: 92 },
      scale2: true,
    },
    notes: ['SpO₂ scale 2 by order, target 88–92 %'],
    orders: ['SpO₂ scale 2 by Dr A. Rook, target 88–92 %'],
    readings: [
      {
        device: 'oximeter',
        signals: ['spo2', 'pr'],
        hours: ['06:10', '14:05', '21:40'],
        known: [
          { taken: '06:10', received: '07:30', values: [84, 104] },
          { taken: '21:40', values: [88, 95] },
          { taken: '14:05', values: [89, 92] },
        ],
      },
    ],
  },
  {
    bed: 'H3',
    person: ['Ilse Nightjar', 59, 'F', 'hypertension'],
    days: 30,
    teaches: 'A cuff in kPa: converted, with its original beside it.',
    gear: [],
    course: { stable: { hr: 76, sys: 162, dia: 94, ...AIR } },
    readings: [
      {
        device: 'cuff',
        signals: ['nibp-sys', 'nibp-dia'],
        read: { unit: 'kPa', factor: KPA, digits: 1 },
        hours: ['08:05', '19:30'],
        known: [
          { taken: '08:05', values: [21.6, 12.5] },
          { taken: '19:30', values: [20.9, 12.1] },
        ],
      },
    ],
  },
  {
    bed: 'H4',
    person: ['Mateo Snowberry', 31, 'M', 'diabetes type 1'],
    days: 14,
    teaches: 'A gap is not calm: the curve ends and no line is drawn on.',
    gear: [],
    course: { stable: { glucose: 7.2, ...AIR } },
    readings: [{ device: 'sensor', signals: ['glucose'], every: 5, phase: 0, silent: [-34, 180], sway: 1.4 }],
  },
  {
    bed: 'H5',
    person: ['Priya Riverstone', 27, 'F', '34 weeks pregnant, blood pressure watch'],
    days: 12,
    teaches: 'No score where none is valid: NEWS2 is not made for pregnancy.',
    gear: [],
    course: { stable: { hr: 88, sys: 148, dia: 96, ...AIR } },
    pregnant: true,
    notes: ['NEWS2 not in pregnancy'],
    readings: [
      {
        device: 'cuff',
        signals: ['nibp-sys', 'nibp-dia'],
        hours: ['07:40', '18:30'],
        known: [
          { taken: '07:40', values: [148, 96] },
          { taken: '18:30', values: [138, 88] },
        ],
      },
    ],
  },
  {
    bed: 'H6',
    person: ['Gus Marzipan', 84, 'M', 'pneumonia, home since yesterday'],
    days: 1,
    teaches: 'The end of data is an event.',
    gear: ['P'],
    course: { stable: { hr: 78, rr: 17, temp: 37.2, ...AIR } },
    battery: { percent: 9, empty: 9, changed: 240 },
    marks: ['rhythm-not-watched', 'no-bedside-alarm'],
  },
]

export const HOME: WardRow = {
  ward: 'Home',
  name: 'Home',
  note: 'HOME: readings are not watched continuously. Breaches are tasks with a phone number’s place, not sounding alarms.',
  continuous: false,
  beds: BEDS,
}
