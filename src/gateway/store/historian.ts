// The historian's thread: answers windows of what stays produced, apart from the reader, so that a long look back delays no name.
import { join } from 'node:path'
import { constants } from 'node:sqlite'
import { answerHistory } from './answerhistory.ts'
import { countBroken } from './broken.ts'
import { openReadable } from './database.ts'
import { readKeys } from './keys.ts'
import { KEY_STORE, STAYS_FILE } from './master.ts'
import { serve } from './serve.ts'
import { readStays } from './stays.ts'
import { createWindows } from './windows.ts'

serve(({ folder, master }) => {
  if (folder === null) throw new Error('what is in memory has no second reader')
  const keys = readKeys(join(folder, KEY_STORE), { bytes: master, from: 'the gateway' })
  const db = openReadable(join(folder, STAYS_FILE), [constants.SQLITE_TRANSACTION])
  const broken = countBroken(readStays(db, keys))
  const windows = createWindows(broken.reader, broken.unreadable)
  return {
    secrets: null,
    work: (waiting) => {
      for (const one of waiting) answerHistory(one, db, windows, keys, broken)
    },
    close() {
      db.close()
      keys.close()
    },
  }
})
