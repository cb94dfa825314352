// The writer's thread, the only one that changes the two files: all that waits goes into one transaction of each.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Refused } from '../errors.ts'
import { aboutStay, answerReading } from './answer.ts'
import type { Ask, Start } from './asks.ts'
import { transaction } from './database.ts'
import { type KeyWriter, openKeys } from './keys.ts'
import { HOUSE_FILE, KEY_STORE } from './master.ts'
import { HOUSE, openMigrated } from './migrations.ts'
import { writeRows } from './rows.ts'
import { serve, type Waiting } from './serve.ts'

type Of<Name extends Ask['is']> = Waiting & { readonly ask: Extract<Ask, { is: Name }> }
const is =
  <Name extends Ask['is']>(...names: readonly Name[]) =>
  (waiting: Waiting): waiting is Of<Name> =>
    names.includes(waiting.ask.is as Name)

serve(({ folder, master, at }: Start) => {
  const file = (name: string): string | null => (folder === null ? null : join(folder, name))
  const house = file(HOUSE_FILE)
  // Keys first: with a wrong master key the database is not so much as opened.
  const keys = openKeys(file(KEY_STORE), { bytes: master, from: 'the gateway' }, at, { fresh: house === null || !existsSync(house) })
  const db = openMigrated(house, HOUSE, 'WAL')
  const assertThere = house === null ? () => {} : watched(house)
  return {
    secrets: keys.secrets,
    work(waiting) {
      changeKeys(keys, waiting.filter(is('ensure', 'destroy')))
      writeAll(db, keys, waiting.filter(is('write')), assertThere)
      for (const one of waiting) if (is('seal')(one)) sealOne(keys, one)
      for (const one of waiting.filter(is('load', 'open', 'forget'))) answerReading(one, db, keys)
    },
    close() {
      db.close()
      keys.close()
    },
  }
})

/** SQLite goes on writing into a file that was moved or deleted, and a commit that nobody will find is none. */
function watched(path: string): () => void {
  const { ino, dev } = statSync(path)
  return () => {
    const now = statSync(path, { throwIfNoEntry: false })
    if (now?.ino !== ino || now.dev !== dev) throw new Error('the database file is gone from its folder')
  }
}

function all<One extends Waiting>(waiting: readonly One[], act: () => readonly (() => void)[]): void {
  if (waiting.length === 0) return
  let answers: readonly (() => void)[]
  try {
    answers = act()
  } catch (error) {
    for (const { fail } of waiting) fail(error)
    return
  }
  for (const answer of answers) answer()
}

function changeKeys(keys: KeyWriter, waiting: readonly Of<'ensure' | 'destroy'>[]): void {
  all(waiting, () => {
    const done = keys.change(waiting.map(({ ask }) => ask))
    return waiting.map(
      ({ answer, fail }, i) =>
        () =>
          done[i] === 'done' ? answer(null) : fail(new Refused('key-gone')),
    )
  })
}

/** A stay whose key was ended gets no second one: its rows then fail, and are told so. */
function ensureFor(keys: KeyWriter, waiting: readonly Of<'write'>[]): void {
  const stays = new Map(
    waiting.flatMap(({ ask }) => ask.changes.flatMap(({ stay, changed }) => (stay === undefined ? [] : [[stay, changed] as const]))),
  )
  if (stays.size > 0) keys.change([...stays].map(([stay, at]) => ({ is: 'ensure', stay, at })))
}

function writeAll(db: DatabaseSync, keys: KeyWriter, waiting: readonly Of<'write'>[], assertThere: () => void): void {
  all(waiting, () => {
    assertThere()
    // A stay's key is kept before the first row that it seals.
    ensureFor(keys, waiting)
    transaction(db, () => {
      for (const { ask } of waiting) writeRows(db, keys, ask.changes)
    })
    return waiting.map(
      ({ answer }) =>
        () =>
          answer(null),
    )
  })
}

function sealOne(keys: KeyWriter, { ask, answer, fail }: Of<'seal'>): void {
  try {
    answer(keys.seal({ stay: ask.stay }, ask.plain, aboutStay(ask.about), ask.at))
  } catch (error) {
    fail(error)
  }
}
