// The writer's thread, the only one that changes the three files: all that waits goes into one transaction of each.
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Refused } from '../errors.ts'
import { aboutStay, answerReading } from './answer.ts'
import { answerHistory } from './answerhistory.ts'
import type { Ask, Start } from './asks.ts'
import { countBroken } from './broken.ts'
import { createCheckpoint, transaction } from './database.ts'
import { type KeyWriter, openKeys } from './keys.ts'
import { HOUSE_FILE, KEY_STORE, STAYS_FILE } from './master.ts'
import { HOUSE, openMigrated, type Schema, STAYS } from './migrations.ts'
import { prune, tellPrunedBlocks } from './prune.ts'
import { prunedRows, pruneRows, tellPruned } from './prunerows.ts'
import { writeRows } from './rows.ts'
import { createSealing, type Sealing } from './sealing.ts'
import { serve, type Waiting } from './serve.ts'
import { readStays } from './stays.ts'
import { createWindows } from './windows.ts'

/** Throws where the file is gone; then the keys of these stays are there, or were ended. */
type Ready = (stays: readonly string[], at: number) => void
type Of<Name extends Ask['is']> = Waiting & { readonly ask: Extract<Ask, { is: Name }> }
const is =
  <Name extends Ask['is']>(...names: readonly Name[]) =>
  (waiting: Waiting): waiting is Of<Name> =>
    names.includes(waiting.ask.is as Name)

serve(({ folder, master, at }: Start) => {
  const file = (name: string): string | null => (folder === null ? null : join(folder, name))
  const house = file(HOUSE_FILE)
  // Keys first: with a wrong master key the database is not so much as opened.
  const keys = openKeys(file(KEY_STORE), { bytes: master, from: 'the gateway' }, at, {
    fresh: [house, file(STAYS_FILE)].every((path) => path === null || !existsSync(path)),
  })
  // What was opened before a refusal is closed: nothing of it stays beside the files.
  const opened = [keys as { close(): void }]
  const openFile = (path: string | null, schema: Schema): DatabaseSync => {
    try {
      const own = openMigrated(path, schema, 'WAL')
      opened.unshift(own)
      return own
    } catch (error) {
      for (const one of opened) one.close()
      throw error
    }
  }
  const db = openFile(house, HOUSE)
  const stays = openFile(file(STAYS_FILE), STAYS)
  const assertThere = house === null ? () => {} : watched(house)
  const assertStays = house === null ? () => {} : watched(join(dirname(house), STAYS_FILE))
  const known = createKnown(keys)
  const ready: Ready = (of, when) => {
    assertStays()
    known.ensure(of, when)
  }
  const sealing = createSealing(stays, keys)
  const checkpoint = createCheckpoint(stays)
  const broken = countBroken(readStays(stays, keys))
  const windows = createWindows(broken.reader, broken.unreadable)
  return {
    secrets: keys.secrets,
    work(waiting) {
      changeKeys(keys, waiting.filter(is('ensure', 'destroy')))
      for (const { ask } of waiting.filter(is('destroy'))) known.forget(ask.stay)
      writeAll(db, keys, waiting.filter(is('write')), assertThere)
      for (const one of waiting) if (is('seal')(one)) sealOne(keys, one)
      keepAll(stays, sealing, waiting.filter(is('keep')), ready)
      for (const one of waiting.filter(is('fill'))) fillOne(stays, sealing, one, ready)
      for (const one of waiting.filter(is('settle'))) {
        sealing.tell(one.ask.now, one.ask.at)
        one.answer({ ended: [], refused: 0, ...sealing.stands() })
      }
      for (const one of waiting.filter(is('prune'))) answered(one, () => prune(stays, one.ask))
      for (const one of waiting.filter(is('prune-told'))) answered(one, () => tellPrunedBlocks(stays, one.ask))
      for (const one of waiting.filter(is('prune-rows'))) answered(one, () => pruneRows(db, one.ask))
      for (const one of waiting.filter(is('pruned-told'))) answered(one, () => tellPruned(db, one.ask))
      for (const one of waiting.filter(is('pruned-rows'))) answered(one, () => prunedRows(db))
      for (const one of waiting.filter(is('load', 'open', 'forget'))) answerReading(one, db, keys)
      // With everything in memory no other thread sees it.
      for (const one of waiting.filter(is('window', 'numbers', 'whole', 'waves', 'extents', 'broken')))
        answerHistory(one, stays, windows, keys, broken)
    },
    rest() {
      const more = sealing.step()
      if (!more) checkpoint()
      return more
    },
    close() {
      stays.close()
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

/** Stays whose key is there, so that not each second asks for it. A stay whose key was ended gets no second one. */
function createKnown(keys: KeyWriter) {
  const known = new Set<string>()
  return {
    ensure(stays: readonly string[], at: number): void {
      const fresh = stays.filter((stay) => !known.has(stay))
      if (fresh.length === 0) return
      const done = keys.change(fresh.map((stay) => ({ is: 'ensure', stay, at })))
      for (const [i, stay] of fresh.entries()) if (done[i] === 'done') known.add(stay)
    },
    forget: (stay: string): void => void known.delete(stay),
  }
}

function keepAll(stays: DatabaseSync, sealing: Sealing, waiting: readonly Of<'keep'>[], ready: Ready): void {
  all(waiting, () => {
    for (const { ask } of waiting)
      ready(
        ask.batches.map(({ stay }) => stay),
        ask.at,
      )
    const kept = transaction(stays, () => waiting.map(({ ask }) => sealing.keep(ask.batches, ask.now, ask.at)))
    return waiting.map(
      ({ answer }, i) =>
        () =>
          answer({ ...kept[i], ...sealing.stands() }),
    )
  })
}

function answered({ answer, fail }: Waiting, act: () => unknown): void {
  try {
    answer(act())
  } catch (error) {
    fail(error)
  }
}

function fillOne(stays: DatabaseSync, sealing: Sealing, { ask, answer, fail }: Of<'fill'>, ready: Ready): void {
  try {
    ready([ask.stay], ask.at)
    transaction(stays, () => sealing.fill(ask.stay, ask.packed, ask.at))
    answer(null)
  } catch (error) {
    fail(error)
  }
}

function sealOne(keys: KeyWriter, { ask, answer, fail }: Of<'seal'>): void {
  try {
    answer(keys.seal({ stay: ask.stay }, ask.plain, aboutStay(ask.about), ask.at))
  } catch (error) {
    fail(error)
  }
}
