import { expect, test } from 'vitest'
import { NOTICES } from '../../model/facts.ts'
import { FRESHNESS } from '../../model/freshness.ts'
import { WHY_WORDS } from '../../model/value.ts'
import { LINE_KINDS, MARKS, SLOTS } from '../tile.ts'
import { SCENES } from './scenes.ts'

const cells = SCENES.flatMap(({ tile }) => tile.slots.flatMap((slot) => slot.cells))

test('the gallery shows every look, reason, mark, notice, presence and kind of line', () => {
  expect(new Set(cells.map(({ freshness }) => freshness))).toEqual(new Set(FRESHNESS))
  const said = new Set(SCENES.flatMap(({ tile }) => tile.slots.map(({ why }) => why)))
  for (const words of Object.values(WHY_WORDS)) expect(said).toContain(words)
  expect(new Set(SCENES.flatMap(({ tile }) => tile.marks.map(({ mark }) => mark)))).toEqual(new Set(MARKS))
  expect(new Set(SCENES.map(({ tile }) => tile.presence))).toEqual(new Set(['occupied', 'away', 'empty']))
  expect(new Set(SCENES.map(({ tile }) => tile.lineKind))).toEqual(new Set(LINE_KINDS))
  expect(new Set(SCENES.flatMap(({ tile }) => tile.notices))).toEqual(new Set(NOTICES))
  expect(SCENES.some(({ tile }) => tile.veiled)).toBe(true)
})

test('scenes are told apart by key, and keep the rules of a tile', () => {
  expect(new Set(SCENES.map(({ key }) => key)).size).toBe(SCENES.length)
  for (const { key, tile, waves } of SCENES) {
    expect(tile.bed).toBe(key)
    expect(tile.waves).toHaveLength(waves.length)
    if (tile.presence === 'occupied') expect(tile.slots.map(({ slot }) => slot)).toEqual([...SLOTS])
  }
  // Unknown is a value: it reads --, whatever the reason.
  for (const { text, freshness } of cells) expect(text === '--').toBe(freshness === 'none')
})
