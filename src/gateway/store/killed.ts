// For a test: works on a store, or migrates a file, and prints a line for all that was acknowledged, until it is killed.
import { writeSync } from 'node:fs'
import { at } from '../../model/units.ts'
import { HOUSE, KEYS, openMigrated, type Schema } from './migrations.ts'
import { openStore } from './openstore.ts'
import { MASTER, NOW, SILENT } from './testfolder.ts'

/** As a newer program would bring it: long enough to be killed in the middle. */
export const NEXT: Schema['steps'][number] = {
  words: 'made up: a table more, filled from one that is there',
  sql: `CREATE TABLE more (number INTEGER PRIMARY KEY, twice TEXT NOT NULL) STRICT;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) INSERT INTO more SELECT i, hex(randomblob(40)) FROM n;
    CREATE INDEX twice ON more (twice);
    DELETE FROM more WHERE number % 2 = 0`,
}
export const nextOf = (schema: Schema): Schema => ({ ...schema, steps: [...schema.steps, NEXT] })
export const MIGRATED = { house: [HOUSE, 'WAL'], keys: [KEYS, 'PERSIST'] } as const

/** Not by a stream: a line must be with the parent before anything else is done. */
const say = (...words: readonly string[]): void => void writeSync(1, `${words.join(' ')}\n`)

async function work(folder: string, from: number): Promise<never> {
  const store = await openStore({ folder, master: MASTER, log: SILENT, now: () => NOW })
  const line = async (name: string): Promise<never> => {
    for (let index = from; ; index++) {
      const stay = `${name}-${index}` as never
      await store.keys.ensure(stay)
      const sealed = await store.keys.seal(stay, Buffer.from(`plain ${stay}`), 'about')
      say('made', stay, Buffer.from(sealed).toString('base64'))
      // Two rows of one change: both or neither.
      await store.write([1, 2].map((half) => ({ kind: 'setting', id: `${stay}-${half}`, content: index, changed: at(NOW + index) })))
      say('wrote', stay)
      if (index % 3 !== 0) continue
      await store.keys.destroy(stay)
      say('ended', stay)
    }
  }
  return Promise.race([line('a'), line('b'), line('c')])
}

if (import.meta.main) {
  const [what = '', where = '', given = ''] = process.argv.slice(2)
  if (what === 'work') await work(where, Number(given))
  else {
    const [schema, journal] = MIGRATED[given as keyof typeof MIGRATED]
    say('begins')
    openMigrated(where, nextOf(schema), journal).close()
    say('done')
  }
}
