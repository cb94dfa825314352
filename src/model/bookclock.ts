// What time does to the ward book: a standby ends by itself when the signal is back, a device that was cleared may be somebody's again.
import { type Book, type Changed, devicesOn, type KeptDevice, type KeptStay, placeOf } from './book.ts'
import { ofDevice, ofStay } from './bookedits.ts'
import { BOOK } from './bookpolicy.ts'
import type { DeviceId, StayId } from './ids.ts'
import type { At } from './units.ts'

/** When a device last brought a measured value, and since when without a break. */
export interface Sign {
  readonly last: At
  readonly run: At
}
/** The sign after a value measured at `when`. `gap`: a longer pause began it anew. */
export const signed = (before: Sign | undefined, when: At, gap: number): Sign =>
  before && when <= before.last ? before : { last: when, run: before && when - before.last <= gap ? before.run : when }

export type Signs = ReadonlyMap<DeviceId, Sign>

/** Why a standby ended by itself; in words for the record. */
export interface Resumed {
  readonly stay: StayId
  readonly why: string
}

/** Rows that change because it is `now`, and the stays whose standby ended. `gapOf`: the pause after which a device's signal is gone. */
export function passed(
  book: Book,
  signs: Signs,
  now: At,
  gapOf: (device: KeptDevice) => number,
): { readonly changes: readonly Changed[]; readonly resumed: readonly Resumed[] } {
  const changes: Changed[] = []
  const resumed: Resumed[] = []
  for (const id of book.lying.values()) {
    const stay = book.stay.get(id)!
    const why = stay.away && returned(book, stay, stay.away.since, signs, now, gapOf)
    if (!why) continue
    changes.push(ofStay({ ...stay, away: null }))
    resumed.push({ stay: id, why })
  }
  for (const device of book.device.values())
    if (cleared(device, signs.get(device.id), now, gapOf(device))) changes.push(ofDevice({ ...device, quiet: null }))
  return { changes, resumed }
}

function returned(book: Book, { id }: KeptStay, since: At, signs: Signs, now: At, gapOf: (device: KeptDevice) => number): string | null {
  for (const device of devicesOn(book, id)) {
    const sign = signs.get(device.id)
    if (device.hold || !sign || now - sign.last > gapOf(device)) continue
    // By what was measured, not by the clock: where values come seldom, their being awaited is no signal.
    if (sign.run > since && sign.last - sign.run >= BOOK.settle) return 'the signal is back'
    if (sign.run <= since && sign.last - since >= BOOK.neverLeft) return 'the signal never went'
  }
  return null
}

/** What a device sends may be somebody's again. */
function cleared({ quiet, places }: KeptDevice, sign: Sign | undefined, now: At, gap: number): boolean {
  if (!quiet || placeOf({ places }).stay !== null) return quiet !== null
  // Long silent, or it was so before what comes now.
  const pause = quiet.how === 'nobody' ? BOOK.nobodyClears : BOOK.clears
  const silent = now - Math.max(quiet.since, sign?.last ?? quiet.since)
  if (silent >= Math.max(pause, gap)) return true
  const newRun = sign !== undefined && sign.run > quiet.since && sign.run - quiet.since >= pause
  return newRun || (quiet.how !== 'nobody' && sign !== undefined && now - quiet.since >= BOOK.insists && now - sign.last <= gap)
}

/** Away for longer than was said. */
export const overdue = ({ away }: Pick<KeptStay, 'away'>, now: At): boolean => away !== null && now > away.back
