// Who this browser is: what every page needs of the HTTP doors before any other contract of theirs, and the policy of sign-in.
import { Authority } from './wire.ts'
import { z } from './zod.ts'

const id = z.string().min(1).max(64)
/** Length over composition (NIST SP 800-63B [mem]): no rule but a length, and none of the most common ones. */
export const PASSWORD = { least: 12, most: 200 } as const
export const PIN = /^\d{6,12}$/

/** How long a session lasts, real ms from now, and who it is: GET /api/me, and the answer of all that signs in or out. */
export const Me = z.object({
  authority: Authority,
  /** What must be done before anything else. */
  next: z.enum(['second-factor', 'enrol-second-factor', 'change-password']).nullable(),
  /** Real ms until the session ends without a touch, and in any case; null where nobody is signed in. */
  idleIn: z.number().nullable(),
  endsIn: z.number().nullable(),
  /** May change the password, and has a PIN. */
  account: z.object({ id, local: z.boolean(), pin: z.boolean(), secondFactor: z.boolean() }).nullable(),
  /** Actions of the gateway that this person may do: keys of model/may.ts ACTIONS. */
  may: z.array(z.string().max(40)).max(64),
  demo: z.boolean(),
  /** Of this demo run, shown on the lock screen; null without demo. */
  demoPin: z.string().nullable(),
  /** The first account is still to be made, with the code on the console. */
  setUp: z.boolean(),
  /** Name on the button of single sign-on, null where there is none. */
  singleSignOn: z.string().max(80).nullable(),
  /** Notices to the privacy officer that wait. */
  toReview: z.number(),
})
export type Me = z.infer<typeof Me>

export const DEMO_ROLES = ['nurse', 'charge-nurse', 'physician', 'administrator', 'privacy-officer', 'wall-display'] as const
export type DemoRole = (typeof DEMO_ROLES)[number]

/** TABLE: policy of sign-in and sessions, real ms and counts (*design*). */
export const POLICY = {
  /** Without a touch: at a ward station, and at a browser that is not enrolled or a personal workstation. */
  idle: { 'ward-station': 15 * 60_000, workstation: 2 * 60_000 },
  /** In any case: a shift and a little. */
  absolute: 12 * 3_600_000,
  /** A screen that ends is told so long before. */
  warning: 60_000,
  /** A new secret in the cookie after so long. */
  rotate: 3_600_000,
  emergency: 60 * 60_000,
  pinMisses: 5,
  /** A watched ward is one record in so long; in an emergency in so short. */
  watched: 5 * 60_000,
  watchedEmergency: 60_000,
} as const
