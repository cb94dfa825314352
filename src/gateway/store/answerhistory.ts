// Asks about what stays produced, answered one by one: the same in the historian's thread and, with everything in memory, in the writer's.
import type { DatabaseSync } from 'node:sqlite'
import type { Ask } from './asks.ts'
import type { Broken } from './broken.ts'
import type { KeyReader } from './keys.ts'
import type { Waiting } from './serve.ts'
import type { Windows } from './windows.ts'

function answerTo(ask: Ask, windows: Windows, keys: KeyReader, broken: Broken): unknown {
  switch (ask.is) {
    case 'window':
      return windows.window(ask.asked, ask.downtimes, ask.raw)
    case 'numbers':
      return windows.numbers(ask.asked)
    case 'whole':
      return windows.whole(ask.asked)
    case 'waves':
      return windows.waves(ask.asked)
    case 'extents':
      return windows.extents(ask.stay)
    case 'broken':
      return broken.count()
    case 'forget':
      keys.forget(ask.stay)
      return null
    default:
      throw new Error(`not asked of this thread: ${ask.is}`)
  }
}

/** Buffers of columns, each once: handed over instead of copied. */
function buffersOf(answer: unknown): readonly ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  const numbers = answer !== null && typeof answer === 'object' && 'numbers' in answer ? answer.numbers : answer
  for (const one of Array.isArray(numbers) ? numbers : [])
    for (const column of Object.values(one as object))
      if (ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer) found.add(column.buffer)
  return [...found]
}

/** Of one state of the file, whatever the writer does meanwhile. */
export function answerHistory({ ask, answer, fail }: Waiting, db: DatabaseSync, windows: Windows, keys: KeyReader, broken: Broken): void {
  try {
    db.exec('BEGIN')
    try {
      const said = answerTo(ask, windows, keys, broken)
      answer(said, buffersOf(said))
    } finally {
      db.exec('COMMIT')
    }
  } catch (error) {
    fail(error)
  }
}
