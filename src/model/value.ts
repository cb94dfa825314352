// Unknown is a value: what is missing says why, and is never 0, "normal" or null.

/** Why a value is unknown. The order is part of the wire contract: append only. */
export const WHYS = [
  'not-measured', // the device measures it, but not now (before the first cuff reading)
  'no-data', // nothing arrives
  'lead-off', // ECG electrode off
  'probe-off', // SpO2 probe off the patient
  'cuff-arm', // SpO2 probe on the arm of the inflating cuff
  'motion', // motion artefact
  'low-perfusion', // pulse too weak at the probe
  'noise', // signal unreadable
  'implausible', // rejected by the plausible range
  'invalid', // marked invalid by the device
  'no-pulse', // no pulsation found
  'no-beat', // no beat to measure a rate from
  'flush', // arterial line flushed or sampled
  'device-off', // device switched off, battery empty, unplugged
  'standby', // monitoring is in standby
  'arming', // the signal is back, not yet settled
  'recording-ended', // a replayed recording is over
  'not-charted', // to be charted by a person, and was not
  'discharged', // the stay ended
  'held', // the monitor names another patient: kept apart until somebody says whose it is
] as const
export type Why = (typeof WHYS)[number]

export interface Known<T> {
  readonly is: 'known'
  readonly value: T
}
export interface Unknown {
  readonly is: 'unknown'
  readonly why: Why
}
export type Value<T> = Known<T> | Unknown

export const known = <T>(value: T): Known<T> => ({ is: 'known', value })
export const unknown = (why: Why): Unknown => ({ is: 'unknown', why })

/** The words a tile shows in a vital's place where it is unknown; at most 12 characters (WARD.md §10). */
export const WHY_WORDS: Record<Why, string> = {
  'not-measured': 'NOT MEASURED',
  'no-data': 'NO DATA',
  'lead-off': 'LEADS OFF',
  'probe-off': 'PROBE OFF',
  'cuff-arm': 'CUFF ON ARM',
  motion: 'MOTION',
  'low-perfusion': 'WEAK PULSE',
  noise: 'UNREADABLE',
  implausible: 'IMPLAUSIBLE',
  invalid: 'INVALID',
  'no-pulse': 'NO PULSE',
  'no-beat': 'NO BEAT',
  flush: 'ART FLUSH',
  'device-off': 'DEVICE OFF',
  standby: 'STANDBY',
  arming: 'ARMING',
  'recording-ended': 'ENDED',
  'not-charted': 'NOT CHARTED',
  discharged: 'DISCHARGED',
  held: 'PATIENT?',
}
