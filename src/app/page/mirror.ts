// The ward in the DOM, in place over the canvas at opacity 0: for screen readers, selection and tests. Filled by hand, never by React:
// at 64 beds some hundred values change each second, and none of them may cost a render.
import type { Freshness } from '../../model/freshness.ts'
import { type DisplayUnits, shownUnit, UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { VITALS } from '../../model/vitals.ts'
import type { SnapshotBed } from '../../model/wire.ts'
import type { MirrorAlarms, MirrorRow, Rect } from '../messages.ts'
import type { LayoutKey } from '../tile.ts'
import { placesOf } from './places.ts'

interface Cell {
  text: string
  freshness: Freshness | null
}
interface Shown {
  readonly article: HTMLElement
  readonly values: HTMLElement
  /** Text nodes and their elements by key. */
  readonly alarms: HTMLElement
  readonly cells: Map<string, { readonly element: HTMLElement; readonly text: Text }>
  placed: string
}

export interface Tile {
  readonly bed: string
  readonly rect: Rect
}

export interface Mirror {
  /** Fills `host` from now on; returns the undo. */
  attach(host: HTMLElement): () => void
  /** The tiles on the screen, in order; all others leave the DOM, their values are remembered. */
  place(layout: LayoutKey, tiles: readonly Tile[]): void
  apply(rows: readonly MirrorRow[]): void
  /** All alarms of a bed, the worst first. */
  alarms(bed: string, standing: MirrorAlarms[1]): void
  /** A snapshot came: beds that are gone are forgotten, labels are those of the snapshot, and so are the units that values are told in. */
  keepOnly(beds: readonly SnapshotBed[], units?: DisplayUnits): void
  /** Nothing shown may be trusted: every value reads as none. */
  distrust(): void
  /** Marks the tile whose bed is open in detail; null: none. */
  current(bed: string | null): void
  /** Puts the focus on a bed's tile; false where it is not on the screen. */
  focus(bed: string): boolean
}

export const isVital = (key: string): key is keyof typeof VITALS => Object.hasOwn(VITALS, key)

export function createMirror(): Mirror {
  const known = new Map<string, Map<string, Cell>>()
  const labels = new Map<string, string>()
  const standing = new Map<string, MirrorAlarms[1]>()
  const shown = new Map<string, Shown>()
  let host: HTMLElement | null = null
  let made = 0
  let units: DisplayUnits = UNITS_OF_TABLE
  let open: string | null = null
  let now: { layout: LayoutKey; tiles: readonly Tile[] } = { layout: 'L', tiles: [] }

  /** Read as "heart rate 72 bpm"; the number alone is the element's text. */
  const nameOf = (vital: keyof typeof VITALS): string => `${VITALS[vital].name}, ${shownUnit(vital, units)}`

  function write(tile: Shown, key: string, cell: Cell): void {
    // No words of the tile: what waits for an answer, all of it, where the line says one thing only.
    if (key === 'notices') {
      if (cell.text === '') delete tile.article.dataset.notice
      else tile.article.dataset.notice = cell.text
      return
    }
    let own = tile.cells.get(key)
    if (cell.text === '') {
      own?.element.remove()
      tile.cells.delete(key)
      return
    }
    if (!own) {
      own = makeCell(tile, key)
      tile.cells.set(key, own)
    }
    const { element, text } = own
    if (text.data !== cell.text) text.data = cell.text
    if (cell.freshness && element.dataset.freshness !== cell.freshness) element.dataset.freshness = cell.freshness
  }

  function makeCell(tile: Shown, key: string): { element: HTMLElement; text: Text } {
    const element = document.createElement('span')
    const text = document.createTextNode('')
    if (isVital(key)) {
      element.dataset.vital = key
      element.title = VITALS[key].name
      element.setAttribute('role', 'group')
      element.setAttribute('aria-label', nameOf(key))
    } else element.dataset.cell = key
    if (key === 'nurse') {
      element.setAttribute('role', 'group')
      element.setAttribute('aria-label', 'nurse')
    }
    element.append(text)
    tile.values.append(element)
    tile.placed = ''
    return { element, text }
  }

  function make(bed: string): Shown {
    const article = document.createElement('article')
    article.className = 'tile'
    article.dataset.bed = bed
    article.tabIndex = 0
    if (bed === open) article.setAttribute('aria-current', 'true')
    const label = document.createElement('span')
    label.className = 'tile-label'
    // Not the bed's own id: a space in it would break the reference.
    label.id = `tile-${made}`
    made += 1
    label.textContent = labels.get(bed) ?? bed
    article.setAttribute('aria-labelledby', label.id)
    article.setAttribute('aria-keyshortcuts', 'Enter')
    const values = document.createElement('div')
    values.className = 'values'
    values.append(label)
    const alarms = document.createElement('ul')
    alarms.className = 'tile-alarms'
    alarms.setAttribute('aria-label', 'Alarms')
    article.append(values)
    const tile: Shown = { article, values, alarms, cells: new Map(), placed: '' }
    writeAlarms(tile, standing.get(bed) ?? [])
    for (const [key, cell] of known.get(bed) ?? []) write(tile, key, cell)
    return tile
  }

  /** Elements stay where an alarm goes on: what is read from them, or tests hold of them, is not another. */
  function writeAlarms(tile: Shown, all: MirrorAlarms[1]): void {
    const { alarms, values } = tile
    const before = new Map([...alarms.children].map((one) => [(one as HTMLElement).dataset.id, one as HTMLElement]))
    for (const { id, rule, priority, state, silence, text, who } of all) {
      const element = before.get(id) ?? document.createElement('li')
      before.delete(id)
      const said = who === null ? text : `${text} · ${who} has it`
      Object.assign(element.dataset, { id, alarm: rule, priority, state, silence })
      if (who === null) delete element.dataset.who
      else element.dataset.who = who
      if (element.textContent !== said) element.textContent = said
      // Order in the DOM is the order of priority.
      alarms.append(element)
    }
    for (const gone of before.values()) gone.remove()
    if (all.length === 0) alarms.remove()
    else if (!alarms.isConnected || alarms.parentElement !== values) values.prepend(alarms)
  }

  function lay(bed: string, rect: Rect): void {
    const tile = shown.get(bed)
    if (!tile) return
    const want = `${now.layout} ${rect.x} ${rect.y} ${rect.width} ${rect.height}`
    if (tile.placed === want) return
    tile.placed = want
    put(tile.article, rect)
    const places = placesOf(now.layout, rect, [...tile.cells.keys()])
    for (const [key, { element }] of tile.cells) {
      const place = places.get(key)
      if (place) put(element, place)
    }
  }

  function place(layout: LayoutKey, tiles: readonly Tile[]): void {
    now = { layout, tiles }
    if (!host) return
    const wanted = new Set(tiles.map(({ bed }) => bed))
    for (const [bed, { article }] of shown) {
      if (wanted.has(bed)) continue
      article.remove()
      shown.delete(bed)
    }
    let after: Element | null = host.querySelector('canvas')
    for (const { bed, rect } of tiles) {
      let tile = shown.get(bed)
      if (!tile) {
        tile = make(bed)
        shown.set(bed, tile)
      }
      // Order in the DOM is order on the screen; nothing is touched that already stands right.
      const next: Element | null = after ? after.nextElementSibling : host.firstElementChild
      if (next !== tile.article) host.insertBefore(tile.article, next)
      after = tile.article
      lay(bed, rect)
    }
  }

  const laidOut = (bed: string): void => {
    const tile = shown.get(bed)
    if (tile?.placed !== '') return
    const at = now.tiles.find((one) => one.bed === bed)
    if (at) lay(bed, at.rect)
  }

  return {
    attach(to) {
      host = to
      place(now.layout, now.tiles)
      return () => {
        for (const { article } of shown.values()) article.remove()
        shown.clear()
        host = null
      }
    },
    place,
    apply(rows) {
      for (const [bed, key, text, freshness] of rows) {
        let cells = known.get(bed)
        if (!cells) {
          cells = new Map()
          known.set(bed, cells)
        }
        const cell = { text, freshness }
        if (text === '') cells.delete(key)
        else cells.set(key, cell)
        const tile = shown.get(bed)
        if (!tile) continue
        write(tile, key, cell)
        if (tile.placed === '') laidOut(bed)
      }
    },
    alarms(bed, all) {
      if (all.length === 0) standing.delete(bed)
      else standing.set(bed, all)
      const tile = shown.get(bed)
      if (tile) writeAlarms(tile, all)
    },
    keepOnly(beds, next = units) {
      units = next
      for (const { cells } of shown.values())
        for (const [key, { element }] of cells) if (isVital(key)) element.setAttribute('aria-label', nameOf(key))
      labels.clear()
      for (const { id, label } of beds) labels.set(id, label)
      for (const bed of known.keys()) if (!labels.has(bed)) known.delete(bed)
      for (const bed of standing.keys()) if (!labels.has(bed)) standing.delete(bed)
      for (const [bed, { article }] of shown) {
        const label = labels.get(bed)
        if (label !== undefined) {
          article.querySelector('.tile-label')!.textContent = label
          continue
        }
        article.remove()
        shown.delete(bed)
      }
    },
    distrust() {
      for (const [bed, cells] of known) {
        for (const [key, cell] of cells) {
          if (!isVital(key)) continue
          const blank: Cell = { ...cell, text: '--', freshness: 'none' }
          cells.set(key, blank)
          const tile = shown.get(bed)
          if (tile) write(tile, key, blank)
        }
      }
    },
    current(bed) {
      if (open !== null) shown.get(open)?.article.removeAttribute('aria-current')
      open = bed
      if (bed !== null) shown.get(bed)?.article.setAttribute('aria-current', 'true')
    },
    focus(bed) {
      const tile = shown.get(bed)
      tile?.article.focus()
      return tile !== undefined
    },
  }
}

function put(element: HTMLElement, { x, y, width, height }: Rect): void {
  const { style } = element
  style.transform = `translate(${x}px, ${y}px)`
  style.width = `${width}px`
  style.height = `${height}px`
}
