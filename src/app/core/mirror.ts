// What changed in the tiles, cell by cell, for the DOM beside the canvas: the same description the painter got, at most four times a second.
import type { FromWorker, MirrorAlarms, MirrorRow } from '../messages.ts'
import type { TileView } from '../tile.ts'

/** Real ms between two messages. */
export const MIRROR_EVERY = 250

type Cell = readonly [text: string, freshness: MirrorRow[3]]
type TileMessage = Extract<FromWorker, { is: 'tile' }>

export interface Mirror {
  /** Remembers the newest tile of a bed; nothing leaves yet. */
  take(tile: TileView): void
  /** What differs from what left before. */
  flush(): { readonly rows: readonly MirrorRow[]; readonly alarms: readonly MirrorAlarms[]; readonly tiles: readonly TileMessage[] }
  /** The page starts anew: everything leaves again. */
  clear(): void
}

/** The cells of a tile by key; a vital that is at no place any more is sent once as ''. */
export function cellsOf(tile: TileView): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>([
    ['line', [tile.line ?? '', null]],
    ['patient', [tile.patient, null]],
    ['nurse', [tile.nurse ?? '', null]],
    ['notices', [tile.notices.join(' '), null]],
    ['score', [tile.score?.forms[0] ?? '', null]],
  ])
  for (const slot of tile.slots) {
    cells.set(`note-${slot.slot}`, [slot.notes.map(({ text }) => text).join(' · '), null])
    cells.set(`why-${slot.slot}`, [slot.why ?? '', null])
  }
  for (const { cells: values } of [...tile.slots, ...tile.others])
    for (const { vital, text, freshness } of values) cells.set(vital, [text, freshness])
  return cells
}

const tileMessage = ({ bed, presence, lineKind, notices, silent, marks, veiled, waves }: TileView): TileMessage => ({
  is: 'tile',
  bed,
  presence,
  lineKind,
  notices,
  silent,
  marks,
  veiled,
  waves: waves.map(({ signal }) => signal),
})

export const alarmsOf = ({ bed, alarms }: TileView): MirrorAlarms => [
  bed,
  alarms.map(({ id, rule, priority, state, silence, text, who }) => ({ id, rule, priority, state, silence, text, who })),
]

export function createMirror(): Mirror {
  const waiting = new Map<string, TileView>()
  const sent = new Map<string, { cells: ReadonlyMap<string, Cell>; tile: string; alarms: string }>()
  return {
    take: (tile) => void waiting.set(tile.bed, tile),
    flush() {
      const rows: MirrorRow[] = []
      const tiles: TileMessage[] = []
      const alarms: MirrorAlarms[] = []
      for (const [bed, tile] of waiting) {
        const before = sent.get(bed)
        const cells = cellsOf(tile)
        for (const [key, [text, fresh]] of cells) {
          const was = before?.cells.get(key)
          if (was?.[0] !== text || was[1] !== fresh) rows.push([bed, key, text, fresh])
        }
        for (const key of before?.cells.keys() ?? []) if (!cells.has(key)) rows.push([bed, key, '', null])
        const message = tileMessage(tile)
        const text = JSON.stringify(message)
        if (before?.tile !== text) tiles.push(message)
        const standing = alarmsOf(tile)
        const said = JSON.stringify(standing[1])
        if ((before?.alarms ?? '[]') !== said) alarms.push(standing)
        sent.set(bed, { cells, tile: text, alarms: said })
      }
      waiting.clear()
      return { rows, alarms, tiles }
    },
    clear() {
      waiting.clear()
      sent.clear()
    },
  }
}
