// The arrows of the house: model ← feed ← gateway, model ← app. Reads every import and holds it against the table.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const src = import.meta.dirname

/** What each room may import beside itself and packages. */
const ARROWS: Record<string, readonly string[]> = {
  model: [],
  feed: ['model'],
  gateway: ['model', 'feed'],
  app: ['model'],
}
/** File → the one place outside its arrows that it may load, lazily: a demo with no gateway. */
const EXCEPTION = { from: /^app\/gallery(\.tsx|\/)/, to: /^feed\/mock\// }

const filesOf = (room: string): string[] =>
  readdirSync(path.join(src, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$/.test(name))
    .map((name) => path.join(room, name))

interface Import {
  readonly file: string
  readonly target: string
  readonly lazy: boolean
}
function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(src, file), 'utf8')
  const found = text.matchAll(/(import\s*\(\s*|(?:import|export)\s[^'"`;]*?from\s*|import\s*)['"]([^'"]+)['"]/g)
  return [...found].map(([, how, target]) => ({ file, target: target!, lazy: how!.startsWith('import(') }))
}
const imports = Object.keys(ARROWS).flatMap((room) => filesOf(room).flatMap(importsOf))

test.each(Object.keys(ARROWS))('%s imports only what its arrows allow', (room) => {
  const wrong = imports
    .filter(({ file, target }) => file.startsWith(`${room}/`) && target.startsWith('.'))
    .map((found) => ({ ...found, place: path.join(path.dirname(found.file), found.target) }))
    .filter(({ place }) => ![room, ...ARROWS[room]!].some((allowed) => place.startsWith(`${allowed}/`)))
    .filter(({ file, place, lazy }) => !(lazy && EXCEPTION.from.test(file) && EXCEPTION.to.test(place)))
  expect(wrong).toEqual([])
})

test.each(['model', 'feed/mock', 'app'])('%s imports nothing of Node', (place) => {
  expect(imports.filter(({ file, target }) => file.startsWith(`${place}/`) && target.startsWith('node:'))).toEqual([])
})

test.each(['model', 'feed/mock'])('%s reads no clock and no chance', (place) => {
  const guilty = filesOf(place.split('/')[0]!)
    .filter((file) => file.startsWith(`${place}/`))
    .filter((file) =>
      /\bDate\.now\(|\bnew Date\(\s*\)|Math\.random\(|performance\.now\(|\bset(Timeout|Interval)\(/.test(
        readFileSync(path.join(src, file), 'utf8'),
      ),
    )
  expect(guilty).toEqual([])
})

test('the table of arrows names rooms that exist', () => {
  for (const room of Object.keys(ARROWS)) expect(filesOf(room), room).not.toHaveLength(0)
})
