// TABLE: every error the gateway answers: its code, HTTP status and message. A test keeps the codes used and the rows alike.
import type { Refusal } from '../model/wire.ts'

export const ERRORS = {
  'bad-ask': [400, 'That ask does not fit its schema.'],
  'no-such-ask': [404, 'There is no such ask.'],
  'wrong-protocol': [409, 'This page is of another version than the gateway: reload it.'],
  'no-such-ward': [404, 'There is no such ward.'],
  'not-allowed': [403, 'This is not for you to see.'],
  'not-signed-in': [401, 'Nobody is signed in at this screen.'],
  'wrong-credentials': [401, 'Name or password is wrong.'],
  'wrong-code': [401, 'This code is wrong or was used before.'],
  'wrong-pin': [401, 'The PIN is wrong.'],
  'pin-locked': [403, 'Too many wrong PINs: sign in with your password once.'],
  'too-many-tries': [429, 'Too many tries: wait a little.'],
  'password-needed': [403, 'This needs your password: sign in with it first.'],
  'sign-in-again': [403, 'This needs a sign-in of the last five minutes: sign out, and in again.'],
  'second-factor-needed': [403, 'This needs your second factor.'],
  'weak-password': [422, 'This password is too short or too common.'],
  'weak-pin': [422, 'This PIN is too easy to guess.'],
  'login-taken': [409, 'This login is taken.'],
  'last-administrator': [409, 'The last administrator with an account of this gateway cannot be removed.'],
  'no-such-person': [404, 'There is no such person.'],
  'no-such-session': [404, 'There is no such session.'],
  'no-such-station': [404, 'There is no such station.'],
  'no-such-stay': [404, 'There is no such stay.'],
  'no-such-bed': [404, 'There is no such bed.'],
  'no-such-device': [404, 'There is no such device.'],
  'changed-meanwhile': [409, 'Somebody else was faster: nothing was changed.'],
  'trial-feed': [409, 'A trial feed runs in this bed: end it first. Nothing was changed.'],
  'bed-occupied': [409, 'Somebody lies in this bed: nothing was changed.'],
  'bed-not-empty': [409, 'Somebody lies in this bed: it cannot be taken away.'],
  'bed-in-use': [409, 'A device at this bed sends, or waits for an answer: the bed cannot be taken away.'],
  'bed-taken': [409, 'A colleague has this bed now. If you take it over, say so.'],
  'admitted-already': [409, 'A patient with this record number is admitted already: move that patient instead.'],
  'like-person': [409, 'A patient of this name is admitted already. If this is another person, say so.'],
  'two-identifiers': [422, 'A date of birth or a record number is needed beside the name.'],
  'bad-birth': [422, 'This date of birth is none, or lies ahead.'],
  'bad-window': [400, 'This window cannot be asked for.'],
  'no-such-note': [404, 'There is no such entry.'],
  'bad-value': [422, 'This value cannot be: look at it and its unit again.'],
  'bad-time': [422, 'This time lies in the past or too far ahead.'],
  'no-notice': [409, 'This notice was answered already, or has passed.'],
  'nothing-held': [409, 'Nothing waits for an answer here any more.'],
  'no-such-alarm': [404, 'This alarm is over, or there was none such: nothing was changed.'],
  'alarm-worse': [409, 'This alarm is another now than the screen showed: look again. Nothing was changed.'],
  'alarm-taken': [409, 'Somebody has this alarm already.'],
  'not-in-sync': [409, 'This screen did not show what is true now: nothing was changed.'],
  'not-yours': [409, 'A colleague has this alarm.'],
  'pause-too-long': [422, 'Alarms can be paused for three minutes at most.'],
  'review-too-long': [422, 'This must be looked at again within 24 hours.'],
  'arrest-needs-order': [403, 'Asystole, VF, VT and apnoea are off only by a physician’s order for the stay.'],
  'preset-not-of-age': [
    422,
    'These limits are not those of this age: take those that fit, or say that they are meant. Nothing was changed.',
  ],
  'limit-both-off': [422, 'Both limits off is an alarm off: use “Alarm off…”, which is looked at again. Nothing was changed.'],
  'limit-not-a-number': [422, 'A limit is not a number.'],
  'limit-low-above-high': [422, 'The low limit is not below the high one.'],
  'limit-implausible': [422, 'A limit lies outside of what can be measured.'],
  'no-such-export': [404, 'There is no such export, or it was taken already: start it anew.'],
  'too-many-exports': [429, 'Exports of yours wait or run already: take or cancel them first.'],
  'no-such-emergency': [404, 'There is no such emergency access.'],
  'not-a-station': [403, 'This browser is not enrolled as a station.'],
  'wall-display': [403, 'Nobody signs in at a wall display.'],
  'no-set-up': [409, 'The first account has been made already.'],
  'no-demo': [404, 'This is no demo.'],
  'no-single-sign-on': [404, 'There is no single sign-on here.'],
  'identity-provider': [
    502,
    'The identity provider did not answer as it should. Sign in with a local account, or use your PIN at a station.',
  ],
  'ward-taken': [409, 'There is a ward or bed of this name.'],
  'too-large': [413, 'That is more than the gateway takes at once.'],
  'audit-down': [503, 'The audit cannot be written, so names and records are not shown. Values go on.'],
  'store-down': [503, 'Done, but not recorded: the store cannot be written.'],
  'key-gone': [410, 'The key of this data has been ended.'],
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
