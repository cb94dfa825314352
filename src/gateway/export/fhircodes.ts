// TABLES: how our signals, reasons and people are said in FHIR R4 [FACTS §3.1, §3.2, §3.4; codes of HL7 terminology: mem].

import type { Person } from '../../model/census.ts'
import type { GapWhy } from '../../model/history.ts'
import type { Priority } from '../../model/priority.ts'
import type { PartKey } from '../../model/scores.ts'
import { VITALS, type VitalKey } from '../../model/vitals.ts'
import { WAVES, type WaveKey } from '../../model/waves.ts'

export const LOINC = 'http://loinc.org'
export const UCUM = 'http://unitsofmeasure.org'
const MDC = 'urn:iso:std:iso:11073:10101'
const ABSENT = 'http://terminology.hl7.org/CodeSystem/data-absent-reason'
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category'

export interface Coding {
  readonly system: string
  readonly code: string
  readonly display?: string
}
const loinc = (code: string): Coding => ({ system: LOINC, code })
const mdc = (code: number): Coding => ({ system: MDC, code: String(code) })

/** The vital-signs profile asks for these codes beside ours [FACTS §3.4]. */
const ALSO: Partial<Record<VitalKey, string>> = { spo2: '2708-6', pr: '8867-4' }

export function codeOf(vital: VitalKey): object {
  const { loinc: own, mdc: term, name } = VITALS[vital]
  const codes = [own, ALSO[vital]].flatMap((code) => (code == null ? [] : [loinc(code)]))
  return { coding: [...codes, ...(term === null ? [] : [mdc(term)])], text: name }
}
export const waveCode = (wave: WaveKey): object => ({ coding: [mdc(WAVES[wave].mdc)], text: `${WAVES[wave].name}, waveform` })
export const VITAL_SIGNS = [{ coding: [{ system: CATEGORY, code: 'vital-signs', display: 'Vital Signs' }] }]
export const LABORATORY = [{ coding: [{ system: CATEGORY, code: 'laboratory', display: 'Laboratory' }] }]
export const PROCEDURE = [{ coding: [{ system: CATEGORY, code: 'procedure', display: 'Procedure' }] }]
export const PANEL = { coding: [loinc('85354-9')], text: 'cuff pressure' }
/** Parts of a cuff pressure in the order of the panel. */
export const CUFF = ['nibp-sys', 'nibp-dia', 'nibp-mean'] as const satisfies readonly VitalKey[]

const NOT_DONE = { code: 'not-performed', display: 'Not Performed' }
const ERROR = { code: 'error', display: 'Error' }
const UNKNOWN = { code: 'unknown', display: 'Unknown' }
/** TABLE: why nothing is known. The exact word goes with it as text. */
const REASONS: Readonly<Record<GapWhy, typeof NOT_DONE | typeof ERROR | typeof UNKNOWN>> = {
  'not-measured': NOT_DONE,
  'no-data': UNKNOWN,
  'lead-off': ERROR,
  'probe-off': ERROR,
  'cuff-arm': ERROR,
  motion: ERROR,
  'low-perfusion': ERROR,
  noise: ERROR,
  implausible: ERROR,
  invalid: ERROR,
  'no-pulse': ERROR,
  'no-beat': ERROR,
  flush: ERROR,
  'device-off': NOT_DONE,
  standby: NOT_DONE,
  arming: ERROR,
  'recording-ended': UNKNOWN,
  'not-charted': NOT_DONE,
  discharged: NOT_DONE,
  held: UNKNOWN,
  'gateway-off': UNKNOWN,
  'nothing-came': UNKNOWN,
  damaged: ERROR,
  pruned: UNKNOWN,
}
export const absent = (why: GapWhy): object => ({ coding: [{ system: ABSENT, ...REASONS[why] }], text: why })

export const quantity = (vital: VitalKey, value: number): object => ({
  value,
  unit: VITALS[vital].unit,
  system: UCUM,
  code: VITALS[vital].ucum,
})

/** DetectedIssue.severity. */
export const SEVERITY: Partial<Record<Priority, 'high' | 'moderate' | 'low'>> = { high: 'high', medium: 'moderate', low: 'low' }
export const GENDER: Readonly<Record<Person['sex'], string>> = { F: 'female', M: 'male', unknown: 'unknown' }
/** Test data, wherever it is read [FACTS §3.6: HTEST, mem]. */
export const INVENTED = {
  security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST', display: 'test health data' }],
}

/** TABLE: parts of NEWS2, and the total [FACTS §3.1; the UK's SNOMED code: mem]. */
export const NEWS2 = {
  coding: [{ system: 'http://snomed.info/sct', code: '1104051000000101', display: 'Royal College of Physicians NEWS2 total score' }],
  text: 'NEWS2, charted',
}
export const PART_CODES: Readonly<Record<PartKey, object>> = {
  rr: codeOf('rr'),
  spo2: codeOf('spo2'),
  oxygen: { coding: [loinc('3151-8')], text: 'oxygen flow' },
  sys: codeOf('nibp-sys'),
  pulse: codeOf('hr'),
  consciousness: { coding: [loinc('67775-7')], text: 'level of responsiveness' },
  temp: codeOf('temp'),
}
/** Answers of LOINC 67775-7. */
export const ACVPU: Readonly<Record<string, string>> = { A: 'LA9340-6', C: 'LA6560-2', V: 'LA17108-4', P: 'LA17107-6', U: 'LA9343-0' }
