// What is true of a bed at one instant: presence, marks and notices by the ward book, devices and waves by the gear.
import { ageAt, fitting, mismatch } from '../../model/ages.ts'
import { type Book, devicesIn, heldFor, type KeptStay, placeOf, stayIn } from '../../model/book.ts'
import { overdue } from '../../model/bookclock.ts'
import { awayTold, type BedFacts, EMPTY_BED, type NoticeKey } from '../../model/facts.ts'
import type { BedId, StayId } from '../../model/ids.ts'
import type { FeedFacts } from '../../model/sample.ts'
import type { At } from '../../model/units.ts'

export interface Around {
  readonly gear: FeedFacts
  /** Stays with a name that is like another's of the ward. */
  readonly alike: ReadonlySet<StayId>
  /** Whether anything came of a device lately. */
  readonly sends: (device: string) => boolean
  /** What is set for the alarms of a stay, as marks; null: as the book has them from the start. */
  readonly set?: (stay: StayId) => readonly AlarmMark[] | null
}
/** Marks that follow from what is set for the alarms of a stay. */
const ALARM_MARKS = ['limit-changed', 'alarms-off-by-order'] as const
export type AlarmMark = (typeof ALARM_MARKS)[number]
const isAlarmMark = (mark: string): mark is AlarmMark => (ALARM_MARKS as readonly string[]).includes(mark)

/** Years now; null where neither a date of birth nor an age is known. */
export const ageOf = (stay: Pick<KeptStay, 'identity' | 'age'>, now: At): number | null =>
  ageAt(stay.identity?.born ?? null, now) ?? stay.age

type Notice = BedFacts['notices'][number]

function noticesOf(book: Book, bed: BedId, stay: KeptStay | null, now: At, { gear, sends }: Around): Notice[] {
  const found = new Map<NoticeKey, number>()
  const add = (key: NoticeKey, since: number): void => void found.set(key, Math.min(since, found.get(key) ?? since))
  const off = new Set(gear.devices.filter(({ link }) => link === 'off').map(({ id }) => id))
  for (const device of [...devicesIn(book, bed), ...heldFor(book, bed)]) {
    const { hold, quiet } = device
    const here = placeOf(device).bed === bed
    if (hold) add(hold.why === 'identity' ? 'patient' : 'two-beds', hold.since)
    if (quiet && here && stay === null && !off.has(device.id) && sends(device.id)) add('still-sending', quiet.since)
  }
  if (stay?.trial) add('trial', stay.since)
  else if (stay && !stay.admitted) add('not-admitted', stay.since)
  if (stay && overdue(stay, now)) add('standby-over', stay.away!.back)
  const meant = stay !== null && stay.meant === fitting(stay.population, ageOf(stay, now))
  if (stay && !meant && mismatch(stay.population, ageOf(stay, now))) add('preset-differs', stay.since)
  return [...found].map(([key, since]) => ({ key, since }))
}

export function bedFacts(book: Book, bed: BedId, now: At, around: Around): BedFacts {
  const { gear, alike, set } = around
  const stay = stayIn(book, bed)
  const notices = noticesOf(book, bed, stay, now, around)
  if (!stay) return { ...EMPTY_BED, ...gear, notices }
  const { away, marks, notes, valuesOnRequest, paced, pregnant } = stay
  const alarms = set?.(stay.id) ?? null
  const own = new Set<BedFacts['marks'][number]>(alarms ? [...alarms, ...marks.filter((mark) => !isAlarmMark(mark))] : marks)
  if (gear.recording) own.add('rhythm-not-watched')
  if (paced === 'yes') own.add('paced')
  if (pregnant === 'yes') own.add('pregnant')
  if (!stay.admitted && !stay.trial) own.add('not-admitted')
  if (alike.has(stay.id)) own.add('name-alert')
  return {
    ...gear,
    presence: away ? 'away' : 'occupied',
    away: away && { reason: awayTold(away.reason), with: away.with, since: away.since, back: away.back },
    marks: [...own].slice(0, 8),
    notices,
    valuesOnRequest,
    notes: [...gear.notes, ...notes].slice(0, 4),
  }
}
