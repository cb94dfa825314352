// What can be wrong with a recording, said so that a reader finds the place: file, line and field.

/** Closed list of what goes wrong; `message` says where. */
export type WfdbCode =
  | 'option' // the text given to --replay
  | 'missing' // a header, segment or signal file that is not there
  | 'header' // a header that breaks the grammar
  | 'format' // a signal format that is not read (FLAC)
  | 'layout' // segments that do not fit together
  | 'truncated' // a signal file shorter than its header says
  | 'checksum' // samples whose sum is not the header's

export interface Place {
  /** File name without its folder. */
  readonly file: string
  readonly line?: number
  /** Number of the field in its line, from 1, and its name. */
  readonly field?: readonly [number, string]
}

/** "v102s.hea line 2, field 4 (adcres): not a number: "x"" */
export class WfdbError extends Error {
  readonly code: WfdbCode
  readonly place: Place
  constructor(code: WfdbCode, place: Place, what: string) {
    const line = place.line === undefined ? '' : ` line ${place.line}`
    const field = place.field === undefined ? '' : `, field ${place.field[0]} (${place.field[1]})`
    super(`${place.file}${line}${field}: ${what}`)
    this.name = 'WfdbError'
    this.code = code
    this.place = place
  }
}
