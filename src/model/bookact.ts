// What an act makes of the ward book: the rows it changes, or why it is refused. Pure: time, ids and people are handed in.
import type { Act } from './acts.ts'
import { ageAt, ageWords, fitting, mismatch, presetOf } from './ages.ts'
import {
  type Book,
  type By,
  backFrom,
  bedOf,
  type Changed,
  devicesIn,
  edited,
  type Identity,
  type KeptStay,
  placeOf,
  sameRecord,
  stayIn,
  wardOf,
} from './book.ts'
import { bound, confirmed } from './bookdevice.ts'
import { bindAll, boundTo, ended, joins, meanwhile, moved, newStay, ofDevice, ofStay } from './bookedits.ts'
import { type ActContext, done, type Outcome, refused } from './bookoutcome.ts'
import { BOOK } from './bookpolicy.ts'
import { wardAct } from './bookward.ts'
import { type BedId, bedId, type StayId, stayId } from './ids.ts'
import { plainName } from './names.ts'
import type { At } from './units.ts'

/** The stay that the asker saw in the bed where it was seen, or why not. */
function seen(book: Book, ask: { readonly stay: string; readonly bed: string }): KeptStay | Outcome {
  const stay = book.stay.get(stayId(ask.stay))
  if (!stay) return refused('no-such-stay')
  if (stay.trial) return refused('trial-feed')
  const there = stay.ended === null && bedOf(stay) === ask.bed
  return there ? stay : refused('changed-meanwhile', meanwhile(book, stay, bedId(ask.bed)))
}
const isOutcome = (one: KeptStay | Outcome): one is Outcome => 'is' in one

export function act(book: Book, ask: Act, context: ActContext): Outcome {
  const { by, now, newId } = context
  switch (ask.act) {
    case 'admit':
      return admit(book, ask, context)
    case 'correct': {
      const stay = seen(book, ask)
      if (isOutcome(stay)) return stay
      if (!stay.identity) return refused('changed-meanwhile', 'not admitted')
      const bad = wrong(ask.identity, now) ?? twice(book, ask.identity, stay.id, true)
      if (bad) return bad
      const next = { ...described(book, stay, ask, now), patient: whose(book, stay, ask.identity, newId) }
      return misfit(next, now) ?? done([ofStay(next)], [stay.id])
    }
    case 'move': {
      const stay = seen(book, { stay: ask.stay, bed: ask.from })
      if (isOutcome(stay)) return stay
      const to = bedId(ask.to)
      const bed = book.bed.get(to)
      if (!bed) return refused('no-such-bed')
      if (book.lying.has(to)) return refused('bed-occupied', bed.label)
      const changes = moved(book, stay, to, bed.ward, now, by)
      return done([...changes, ...settled(book, changes, [[to, stay.id]], now, by)], [stay.id])
    }
    case 'swap': {
      const one = seen(book, { stay: ask.stay, bed: ask.from })
      if (isOutcome(one)) return one
      const other = seen(book, { stay: ask.with, bed: ask.to })
      if (isOutcome(other)) return other
      if (one.id === other.id) return refused('no-such-stay')
      const changes = [...moved(book, one, bedOf(other), wardOf(other), now, by), ...moved(book, other, bedOf(one), wardOf(one), now, by)]
      const pairs = [[bedOf(other), one.id] as const, [bedOf(one), other.id] as const]
      return done([...changes, ...settled(book, changes, pairs, now, by)], [one.id, other.id])
    }
    case 'discharge': {
      const stay = seen(book, ask)
      return isOutcome(stay) ? stay : done(ended(book, stay, now, by, 'discharged'), [stay.id])
    }
    case 'nobody': {
      const stay = seen(book, ask)
      if (isOutcome(stay)) return stay
      if (stay.admitted) return refused('changed-meanwhile', `admitted by ${stay.admitted.by.name}`)
      return done(ended(book, stay, now, by, 'nobody'), [stay.id])
    }
    case 'standby': {
      const stay = seen(book, ask)
      if (isOutcome(stay)) return stay
      if (stay.away) return refused('changed-meanwhile', meanwhile(book, stay, bedOf(stay)))
      if (ask.back <= now || ask.back > now + BOOK.standbyMost) return refused('bad-time')
      return done([ofStay({ ...stay, away: { reason: ask.reason, with: '', since: now, back: ask.back as At, by } })], [stay.id])
    }
    case 'resume': {
      const stay = seen(book, ask)
      if (isOutcome(stay)) return stay
      return stay.away ? done([ofStay(backFrom(stay, now))], [stay.id]) : refused('changed-meanwhile', 'no longer away')
    }
    case 'confirm':
      return confirmed(book, ask, context)
    case 'bind':
    case 'unbind':
      return bound(book, ask, context)
    default:
      return wardAct(book, ask, context)
  }
}

/** After moves: devices that are left at a bed with nobody come to be on who lies there now. */
function settled(
  book: Book,
  changes: readonly Changed[],
  pairs: readonly (readonly [BedId, StayId])[],
  now: At,
  by: By,
): readonly Changed[] {
  const next = edited(book, changes)
  return pairs.flatMap(([bed, id]) =>
    devicesIn(next, bed)
      .filter((device) => placeOf(device).stay === null && joins(device))
      .map((device) => ofDevice(boundTo(device, bed, next.stay.get(id) ?? null, now, by))),
  )
}

function wrong({ born, record }: Identity, now: At): Outcome | null {
  if (born === null && record === null) return refused('two-identifiers')
  if (born !== null && ageAt(born, now) === null) return refused('bad-birth', born)
  return null
}

/** Somebody under this record lies somewhere already; or, where nobody said it is another, somebody of this name and date of birth. */
function twice(book: Book, asked: Identity, own: StayId | null, sure: boolean): Outcome | null {
  const others = [...book.stay.values()].filter(({ id, ended: over, identity }) => id !== own && over === null && identity !== null)
  const where = (stay: KeptStay): string => book.bed.get(bedOf(stay))?.label ?? bedOf(stay)
  const same = others.find(({ identity }) => asked.record !== null && identity?.record != null && sameRecord(asked.record, identity.record))
  if (same) return refused('admitted-already', where(same))
  // Two record numbers that differ are two people.
  const like = others.find(
    ({ identity }) =>
      (asked.record === null || identity!.record === null) &&
      plainName(identity!.name) === plainName(asked.name) &&
      (identity!.born === asked.born || identity!.born === null || asked.born === null),
  )
  return like && !sure ? refused('like-person', where(like)) : null
}

/** Whose stay it is: of who was here under this record before, else of nobody else. A link that rested on another record is undone. */
function whose(book: Book, own: KeptStay, { record }: Identity, newId: () => string): string {
  const others = [...book.stay.values()].filter(({ id }) => id !== own.id)
  const before = others.find(({ identity }) => identity?.record != null && record !== null && sameRecord(identity.record, record))
  if (before) return before.patient
  return others.some(({ patient }) => patient === own.patient) ? newId() : own.patient
}

type Patient = Pick<Extract<Act, { act: 'admit' }>, 'identity' | 'population' | 'paced' | 'pregnant' | 'meant'>

/** The stay with what is known of the patient now. What a monitor was heard to call somebody else is forgotten, so that it is asked. */
function described(book: Book, stay: KeptStay, { identity, population, paced, pregnant, meant }: Patient, now: At): KeptStay {
  const says = Object.fromEntries(
    Object.entries(stay.says).filter(([, name]) => name === null || (identity.record !== null && sameRecord(name, identity.record))),
  )
  const preset = population ?? presetOf(ageAt(identity.born, now)) ?? book.ward.get(wardOf(stay))?.preset ?? 'unknown'
  const age = identity.born === null ? stay.age : null
  const said = meant && { meant: fitting(preset, ageAt(identity.born, now) ?? age) }
  return { ...stay, identity, population: preset, paced, pregnant, says, age, ...said }
}

/** Limits that are not those of the age, and nobody says that they are meant. */
const misfit = (stay: KeptStay, now: At): Outcome | null => {
  const age = ageAt(stay.identity?.born ?? null, now) ?? stay.age
  return mismatch(stay.population, age) && stay.meant !== fitting(stay.population, age)
    ? refused('preset-not-of-age', ageWords(age!))
    : null
}

type Admit = Extract<Act, { act: 'admit' }>

function admit(book: Book, ask: Admit, { by, now, newId }: Pick<ActContext, 'by' | 'now' | 'newId'>): Outcome {
  const bed = bedId(ask.bed)
  const place = book.bed.get(bed)
  if (!place) return refused('no-such-bed')
  const here = stayIn(book, bed)
  if ((here?.id ?? null) !== ask.stay || here?.admitted) return refused('changed-meanwhile', meanwhile(book, undefined, bed))
  const bad = wrong(ask.identity, now) ?? twice(book, ask.identity, here?.id ?? null, ask.sure === true)
  if (bad) return bad
  if (here?.trial) return instead(book, here, ask, { by, now, newId })
  const fresh = { id: stayId(newId()), patient: newId(), ward: place.ward, bed, population: 'unknown' as const, since: now, by }
  const base = here ?? newStay(fresh)
  const stay = { ...described(book, base, ask, now), patient: whose(book, base, ask.identity, newId), admitted: { at: now, by } }
  const unfit = misfit(stay, now)
  if (unfit) return unfit
  const changes = [ofStay(stay)]
  return done([...changes, ...bindAll(edited(book, changes), bed, stay, now, by)], [stay.id])
}

/** A patient in place of a trial feed: it ends as nobody's, its feed is gone, and what else hangs at the bed is on the patient. */
function instead(book: Book, trial: KeptStay, ask: Admit, context: Pick<ActContext, 'by' | 'now' | 'newId'>): Outcome {
  const over = ended(book, trial, context.now, context.by, 'nobody')
  const next = admit(edited(book, over), { ...ask, stay: null }, context)
  if (next.is === 'refused') return next
  const rows = [...over, ...next.changes]
  return done([...new Map(rows.map((row) => [`${row.section} ${row.id}`, row])).values()], next.stays)
}
