// What time does to the ward book: a standby ends by itself when the signal is back, a device that was cleared may be somebody's again.
import { type Book, backFrom, type Changed, devicesOn, type KeptDevice, type KeptStay, placeOf } from './book.ts'
import { ofDevice, ofStay } from './bookedits.ts'
import { BOOK } from './bookpolicy.ts'
import type { DeviceId, StayId } from './ids.ts'
import type { At } from './units.ts'

/** When a device last brought a measured value, since when without a break, and how long it was heard to be silent before that, ms. */
export interface Sign {
  readonly last: At
  readonly run: At
  readonly pause: number
}
/** The sign after a value measured at `when`. `gap`: a longer pause began it anew; what nobody heard, before `start`, is no pause. */
export function signed(before: Sign | undefined, when: At, gap: number, start: At): Sign {
  if (before && when <= before.last) return before
  if (before && when - before.last <= gap) return { ...before, last: when }
  return { last: when, run: when, pause: Math.max(0, when - (before?.last ?? start)) }
}

export type Signs = ReadonlyMap<DeviceId, Sign>

/** Why a standby ended by itself; in words for the record. */
export interface Resumed {
  readonly stay: StayId
  readonly why: string
}

/**
 * Rows that change because it is `now`, and the stays whose standby ended. `gapOf`: the pause after which a device's signal is gone;
 * `start`: nothing was heard before.
 */
export function passed(
  book: Book,
  signs: Signs,
  now: At,
  gapOf: (device: KeptDevice) => number,
  start: At,
): { readonly changes: readonly Changed[]; readonly resumed: readonly Resumed[] } {
  const changes: Changed[] = []
  const resumed: Resumed[] = []
  for (const id of book.lying.values()) {
    const stay = book.stay.get(id)!
    const why = stay.away && returned(book, stay, stay.away.since, signs, now, gapOf)
    if (!why) continue
    changes.push(ofStay(backFrom(stay, now)))
    resumed.push({ stay: id, why })
  }
  for (const device of book.device.values())
    if (cleared(device, signs.get(device.id), now, gapOf(device), start)) changes.push(ofDevice({ ...device, quiet: null }))
  return { changes, resumed }
}

function returned(book: Book, { id }: KeptStay, since: At, signs: Signs, now: At, gapOf: (device: KeptDevice) => number): string | null {
  for (const device of devicesOn(book, id)) {
    const sign = signs.get(device.id)
    const gap = gapOf(device)
    if (device.hold || !sign || now - sign.last > gap) continue
    // By what was measured, not by the clock: where values come seldom, their being awaited is no signal.
    const went = sign.run > since && sign.pause > gap
    if (went && sign.last - sign.run >= BOOK.settle) return 'the signal is back'
    if (!went && sign.last - Math.max(since, sign.run) >= BOOK.neverLeft) return 'the signal never went'
  }
  return null
}

/** What a device sends may be somebody's again. */
function cleared({ quiet, places }: KeptDevice, sign: Sign | undefined, now: At, gap: number, start: At): boolean {
  if (!quiet || placeOf({ places }).stay !== null) return quiet !== null
  // Long silent, or it was so before what comes now. Heard by this gateway: what was sent while none ran is not known.
  const pause = Math.max(quiet.how === 'nobody' ? BOOK.nobodyClears : BOOK.clears, gap)
  if (now - Math.max(quiet.since, start, sign?.last ?? start) >= pause) return true
  const newRun = sign !== undefined && Math.min(sign.pause, sign.run - quiet.since) >= pause
  const insists = now - Math.max(quiet.since, start) >= BOOK.insists
  return newRun || (quiet.how !== 'nobody' && sign !== undefined && insists && now - sign.last <= gap)
}

/** Away for longer than was said. */
export const overdue = ({ away }: Pick<KeptStay, 'away'>, now: At): boolean => away !== null && now > away.back
