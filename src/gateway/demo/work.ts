// The demo's staff at work: about once a second they look at what the screens of their wards show, and act through the doors of people.
import type { Clock, Source, Stop } from '../../feed/source.ts'
import { ALARM_ACTS, AlarmAct, type AlarmActAsked } from '../../model/alarmacts.ts'
import type { AuditActor, AuditKind } from '../../model/audit.ts'
import { bedOf, type KeptStay, wardOf } from '../../model/book.ts'
import { EARLY_ACTS, type EarlyAct } from '../../model/earlyacts.ts'
import { type StayId, type WardId, wardId } from '../../model/ids.ts'
import type { Grant, Subject, Who } from '../../model/may.ts'
import { type At, after, at, hours, ms } from '../../model/units.ts'
import type { OpenAccess } from '../access/openaccess.ts'
import type { Audit } from '../audit/audit.ts'
import { gatewayEvent } from '../audit/openaudit.ts'
import type { Door } from '../doors.ts'
import type { Gateway } from '../gateway.ts'
import { byOf, idOf, LOGINS, PEOPLE } from './people.ts'
import { answersTo, charted } from './rounds.ts'
import type { Login } from './script.ts'
import { type BedSeen, consider, NOTHING_SEEN } from './staff.ts'

const LOOK = ms(1000)
/** How far back rounds were charted before the start: a shift. */
const BEFORE = hours(12)

/** As whom they pass the doors: each with the grants of a person of that role. */
function whoOf(login: Login, wards: readonly string[]): Who {
  const { name, role } = PEOPLE[login]
  const grants = wards.map(
    (ward): Grant => ({
      id: `${idOf(login)}-${ward}`,
      role,
      place: { of: 'ward', ward: wardId(ward) },
      purpose: 'treatment',
      from: at(0),
      until: null,
    }),
  )
  return { is: 'person', id: idOf(login), name, grants, strong: false, local: true }
}

/** For the roster: who has an alarm is told by name. */
export const staffOf = (): readonly { readonly id: string; readonly name: string }[] =>
  LOGINS.map((login) => ({ id: idOf(login), name: PEOPLE[login].name }))

export interface WorkSetup {
  /** Without early warning they go no rounds. */
  readonly gateway: Pick<Gateway, 'census' | 'doors' | 'alarms'> & Partial<Pick<Gateway, 'early'>>
  readonly sources: readonly Pick<Source, 'rounds'>[]
  readonly people: Pick<OpenAccess['people'], 'get'>
  readonly audit: Pick<Audit, 'note'>
  readonly clock: Clock
  readonly wards: readonly string[]
  readonly failed: (place: string, error: unknown) => void
}

/** They come and work. The stop sends them home. */
export function startStaff({ gateway, sources, people, audit, clock, wards, failed }: WorkSetup): Stop {
  const { census, doors, alarms, early } = gateway
  const start = clock.now()
  const own = new Map(LOGINS.map((login) => [login, whoOf(login, wards)]))
  const ids = new Set(LOGINS.map(idOf))
  const nameOf = (id: string): string => people.get(id)?.name ?? LOGINS.map(byOf).find((by) => by.id === id)?.name ?? 'a colleague'
  let memory = NOTHING_SEEN
  let rounds: At = start

  /** The nurse of the bed, as the shift says; where nobody has it, it is R. Wren's. */
  function nurseOf(bed: string): Login {
    const duty = census.book().duty.get(bed as never)
    return duty && duty.until > clock.now() && people.get(duty.nurse.id)?.login === 'heron' ? 'heron' : 'wren'
  }
  function seen(): BedSeen[] {
    const book = census.book()
    return [...book.lying].flatMap(([bed, stay]): BedSeen[] => {
      const ward = book.bed.get(bed)?.ward
      if (ward === undefined || !wards.includes(ward) || !book.ward.get(ward)?.continuous) return []
      return [{ bed, stay, nurse: nurseOf(bed), alarms: alarms.shownOf(stay) }]
    })
  }
  function note(kind: AuditKind, login: Login, ward: WardId, stay: StayId, why: string | null): void {
    const { name, role } = PEOPLE[login]
    const actor: AuditActor = { is: 'person', id: idOf(login), name, roles: [role], station: null, address: null }
    audit
      .note({ ...gatewayEvent(kind, clock.real(), why), actor, purpose: 'treatment', ward, stays: [stay] })
      .catch((error: unknown) => failed('staff', error))
  }
  const lying = (id: StayId): KeptStay | null => {
    const stay = census.book().stay.get(id)
    return stay && !stay.ended ? stay : null
  }

  function act(login: Login, asked: AlarmActAsked): void {
    const ask = AlarmAct.parse(asked)
    if (!('stay' in ask)) return
    const stay = lying(ask.stay as StayId)
    if (!stay) return
    const ward = wardOf(stay)
    const subject: Subject = { of: 'stay', stay: stay.id, ward, bed: bedOf(stay) }
    doors.pass(`own:alarm:${ask.act}` as Door, own.get(login)!, subject)
    const answer = alarms.act(ask, { by: byOf(login), staff: () => null, nameOf })
    // A visitor was first.
    if (answer.is === 'refused') return
    answer.kept.catch((error: unknown) => failed('staff', error))
    note(ALARM_ACTS[ask.act].audit, login, ward, stay.id, 'reason' in ask ? (ask.reason ?? null) : null)
  }

  /** Charts, or answers a notice. */
  function warn(login: Login, ask: EarlyAct): void {
    const stay = lying(ask.stay as StayId)
    if (!stay || !early) return
    const ward = wardOf(stay)
    doors.pass(`own:early:${ask.act}` as Door, own.get(login)!, { of: 'stay', stay: stay.id, ward, bed: bedOf(stay) })
    const answer = early.act(ask, byOf(login))
    if (answer.is === 'refused') return
    answer.kept.catch((error: unknown) => failed('staff', error))
    note(EARLY_ACTS[ask.act].audit, login, ward, stay.id, ask.act === 'answer' ? ask.notice : null)
  }

  /** Sets of the last shift, one a patient, then each as it is taken. */
  function goRound(from: At, to: At, newest: boolean): void {
    const all = sources.flatMap((source) => source.rounds?.(from, to) ?? [])
    const last = new Map(all.map((round) => [round.stay, round]))
    for (const round of newest ? [...last.values()] : all) {
      const stay = lying(round.stay)
      if (!stay || stay.away || !wards.includes(wardOf(stay))) continue
      attempt(() => warn(nurseOf(bedOf(stay)), charted(round, bedOf(stay))))
    }
  }

  const attempt = (what: () => void): void => {
    try {
      what()
    } catch (error) {
      failed('staff', error)
    }
  }
  function look(): void {
    const now = clock.now()
    const next = consider(memory, seen(), { now, start, staff: ids })
    memory = next.memory
    for (const { who, ask } of next.deeds) attempt(() => act(who, ask))
    const from = rounds
    rounds = now
    attempt(() => goRound(from, now, false))
    for (const bed of seen()) for (const ask of answersTo(bed, now)) attempt(() => warn(bed.nurse, ask))
  }
  attempt(() => goRound(after(start, -BEFORE), start, true))
  // What those sets called for was answered before the start.
  for (const bed of seen()) for (const ask of answersTo(bed, start, true)) attempt(() => warn(bed.nurse, ask))
  return clock.every(LOOK, look)
}
