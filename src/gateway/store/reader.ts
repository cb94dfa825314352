// The reader's thread: opens rows and sealed content away from the gateway's event loop, over files it cannot write.
import { join } from 'node:path'
import { answerReading } from './answer.ts'
import { openReadable } from './database.ts'
import { readKeys } from './keys.ts'
import { HOUSE_FILE, KEY_STORE } from './master.ts'
import { serve } from './serve.ts'

serve(({ folder, master }) => {
  if (folder === null) throw new Error('what is in memory has no second reader')
  const keys = readKeys(join(folder, KEY_STORE), { bytes: master, from: 'the gateway' })
  const db = openReadable(join(folder, HOUSE_FILE))
  return {
    secrets: null,
    work: (waiting) => {
      for (const one of waiting) answerReading(one, db, keys)
    },
    close() {
      db.close()
      keys.close()
    },
  }
})
