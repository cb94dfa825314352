// Asks that change nothing, answered one by one: the same in the reader's thread and, with everything in memory, in the writer's.
import type { DatabaseSync } from 'node:sqlite'
import type { Ask } from './asks.ts'
import type { KeyReader } from './keys.ts'
import { loadRows } from './rows.ts'
import type { Waiting } from './serve.ts'

/** What is about a stay's sealed content can never be what is about a row or a key. */
export const aboutStay = (about: string): string => `wardlight stay ${about}`

function answerTo(ask: Ask, db: DatabaseSync, keys: KeyReader): unknown {
  switch (ask.is) {
    case 'load':
      return loadRows(db, keys, ask.kind, ask.where)
    case 'open':
      return keys.open({ stay: ask.stay }, ask.sealed, aboutStay(ask.about))
    case 'forget':
      keys.forget(ask.stay)
      return null
    case 'write':
    case 'ensure':
    case 'destroy':
    case 'seal':
    case 'keep':
    case 'fill':
    case 'settle':
    case 'prune':
    case 'prune-told':
    case 'prune-rows':
    case 'pruned-told':
    case 'pruned-rows':
    case 'window':
    case 'numbers':
    case 'whole':
    case 'waves':
    case 'extents':
    case 'broken':
    case 'close':
      throw new Error(`not asked of this thread: ${ask.is}`)
    default:
      ask satisfies never
  }
}

export function answerReading({ ask, answer, fail }: Waiting, db: DatabaseSync, keys: KeyReader): void {
  try {
    answer(answerTo(ask, db, keys))
  } catch (error) {
    fail(error)
  }
}
