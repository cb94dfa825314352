// Accounts. Who they are and what they may is held in memory and decides at once; the last administrator cannot be removed.
import { type Grant, running } from '../../model/may.ts'
import type { At } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { Store } from '../store/store.ts'
import { newId, type Random } from './chance.ts'
import { loadKept } from './kept.ts'
import type { Ends, People, Person } from './parts.ts'

/**
 * Enabled, an administrator of the house without an end, and not by the word of an identity provider, which takes it back or is down.
 * From when on does not count: a clock may have been set back.
 */
const administers = ({ disabled, external, grants }: Pick<Person, 'disabled' | 'external' | 'grants'>): boolean =>
  !disabled &&
  external === null &&
  grants.some(({ role, place, until }) => role === 'administrator' && place.of === 'house' && until === null)

const placeOf = ({ role, place }: Grant): string =>
  `${role} ${place.of === 'ward' ? `ward ${place.ward}` : place.of === 'stay' ? `stay ${place.stay}` : place.of}`
/** Whether something may no longer be done that may be done now. Grants are compared by what they open: each change makes them anew. */
function loses(before: Person, after: Person, now: At): boolean {
  const kept = new Set(after.grants.filter((grant) => running(grant, now)).map(placeOf))
  return before.grants.some((grant) => running(grant, now) && !kept.has(placeOf(grant)))
}

export async function openPeople(setup: {
  readonly store: Pick<Store, 'load' | 'write'>
  readonly real: () => At
  readonly random: Random
  readonly changed: () => void
  /** Ends a person's sessions, in memory at once. */
  readonly end: (person: string, ends: Ends) => Promise<void>
}): Promise<People & { readonly administered: () => boolean }> {
  const { store, real, random, changed, end } = setup
  const kept = await loadKept<Person>(store, 'person', real)
  const administered = (): boolean => kept.all().some((person) => administers(person))
  const byLogin = (login: string) => kept.all().find((person) => person.login === login.toLowerCase())

  return {
    all: kept.all,
    administered,
    get: kept.get,
    byLogin,
    byExternal: (issuer, subject) =>
      kept.all().find(({ external }) => external !== null && external.issuer === issuer && external.subject === subject),
    async make(given) {
      if (byLogin(given.login)) throw new Refused('login-taken')
      const person: Person = { ...given, login: given.login.toLowerCase(), id: newId(random) }
      const done = kept.set(person)
      changed()
      await done
      return person
    },
    async change(id, part, ends) {
      const before = kept.get(id)
      if (!before) throw new Refused('no-such-person')
      const person: Person = { ...before, ...part, id }
      // Checked and changed in one go: of two administrators who remove each other the second is refused.
      const others = kept.all().some((one) => one.id !== id && administers(one))
      if (administers(before) && !administers(person) && !others) throw new Refused('last-administrator')
      const why: Ends | null =
        ends ??
        (person.disabled && !before.disabled ? { why: 'disabled' } : loses(before, person, real()) ? { why: 'grants-removed' } : null)
      // Sessions first, so that their screens are told why; and nothing is waited for: a store that is down keeps no session alive.
      const ended = why && end(id, why)
      const done = kept.set(person)
      changed()
      await Promise.all([done, ended])
      return person
    },
  }
}
