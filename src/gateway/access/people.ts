// Accounts. Who they are and what they may is held in memory and decides at once; the last administrator cannot be removed.
import type { At } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { Store } from '../store/store.ts'
import { newId, type Random } from './chance.ts'
import { loadKept } from './kept.ts'
import type { People, Person } from './parts.ts'

/** Enabled, an administrator of the house now, without an end, and not by the word of an identity provider, which takes it back or is down. */
const administers = ({ disabled, external, grants }: Pick<Person, 'disabled' | 'external' | 'grants'>, now: At): boolean =>
  !disabled &&
  external === null &&
  grants.some(({ role, place, from, until }) => role === 'administrator' && place.of === 'house' && from <= now && until === null)

export async function openPeople(setup: {
  readonly store: Pick<Store, 'load' | 'write'>
  readonly real: () => At
  readonly random: Random
  readonly changed: () => void
}): Promise<People & { readonly administered: () => boolean }> {
  const { store, real, random, changed } = setup
  const kept = await loadKept<Person>(store, 'person', real)
  const administered = (): boolean => kept.all().some((person) => administers(person, real()))
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
    async change(id, part) {
      const before = kept.get(id)
      if (!before) throw new Refused('no-such-person')
      const person: Person = { ...before, ...part, id }
      // Checked and changed in one go: of two administrators who remove each other the second is refused.
      const others = kept.all().some((one) => one.id !== id && administers(one, real()))
      if (administers(before, real()) && !administers(person, real()) && !others) throw new Refused('last-administrator')
      const done = kept.set(person)
      changed()
      await done
      return person
    },
  }
}
