// TABLE: every error the gateway answers: its code, HTTP status and message. A test keeps the codes used and the rows alike.
import type { Refusal } from '../model/wire.ts'

export const ERRORS = {
  'bad-ask': [400, 'That ask does not fit its schema.'],
  'no-such-ask': [404, 'There is no such ask.'],
  'wrong-protocol': [409, 'This page is of another version than the gateway: reload it.'],
  'no-such-ward': [404, 'There is no such ward.'],
  'not-allowed': [403, 'This is not for you to see.'],
  'too-many-asks': [429, 'Too many asks at once: wait a second.'],
  'too-many-wards': [429, 'One screen watches at most four wards.'],
  'too-many-screens': [503, 'The gateway serves as many screens as it may.'],
  'foreign-origin': [403, 'This page does not belong to the gateway.'],
  'foreign-host': [421, 'The gateway is not known by this name.'],
  'not-found': [404, 'There is nothing here.'],
  'not-built': [503, 'The app has not been built yet: npm start builds it.'],
  'no-handler': [500, 'Something went wrong in the gateway; it was written to its log.'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type ErrorCode = keyof typeof ERRORS

/** What a socket is answered. `detail` says where, never what a patient's value was. */
export function refusal(code: ErrorCode, detail?: string): Refusal {
  const message = ERRORS[code][1]
  return { is: 'refused', code, message: detail ? `${message} (${detail})`.slice(0, 400) : message }
}

/** An ask that is refused on purpose, thrown by a handler. */
export class Refused extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined
  constructor(code: ErrorCode, detail?: string) {
    super(ERRORS[code][1])
    this.name = 'Refused'
    this.code = code
    this.detail = detail
  }
}
