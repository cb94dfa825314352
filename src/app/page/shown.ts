// Which beds are on the screen, in which order. Never moves a bed unasked, never hides one in alarm, counts what it hides.
import type { DutyRow, RosterRow, SnapshotBed } from '../../model/wire.ts'
import { PAGE } from '../paint/layout.ts'
import type { TileFacts } from '../stores/ward.ts'
import { isFilled, type LayoutKey } from '../tile.ts'

export const SORTS = { bed: 'by bed', name: 'by name' } as const
export type Sort = keyof typeof SORTS
export const FILTERS = {
  all: 'all beds',
  mine: 'my beds',
  occupied: 'occupied beds',
  technical: 'with an alarm or technical line',
} as const
export type Filter = keyof typeof FILTERS

export interface Wish {
  readonly sort: Sort
  readonly filter: Filter
}
export interface Arrangement {
  /** Bed ids in screen order. */
  readonly order: readonly string[]
  readonly hidden: number
}

type Facts = Pick<TileFacts, 'presence' | 'lineKind'>
/** A bed that must be seen whatever was asked for. A bed of which nothing is known yet is one of them. */
export const mustBeSeen = (facts: Facts | undefined): boolean => facts === undefined || facts.lineKind !== 'quiet'

/** What a screen is told with the names. */
export interface Told {
  /** By stay. */
  readonly people: ReadonlyMap<string, Pick<RosterRow, 'name'>>
  /** Beds that the person at this screen has. */
  readonly mine: ReadonlySet<string>
}

/** Beds that the asker has by himself or as a buddy. */
export const ownBeds = (duties: ReadonlyMap<string, Pick<DutyRow, 'bed' | 'own'>>): ReadonlySet<string> =>
  new Set([...duties.values()].flatMap(({ bed, own }) => (own ? [bed] : [])))

const PASSES: Record<Filter, (facts: Facts, own: boolean) => boolean> = {
  all: () => true,
  mine: (_, own) => own,
  occupied: ({ presence }) => presence === 'occupied',
  technical: ({ lineKind }) => isFilled(lineKind),
}

/**
 * The beds to show. `kept`: what stands on the screen for this same wish, empty when it is newly asked. A bed that stands there keeps its
 * place until somebody asks again; a bed that must be seen and does not stand there is added at the end.
 */
export function arrange(
  beds: readonly SnapshotBed[],
  tiles: ReadonlyMap<string, Facts>,
  { people, mine }: Told,
  wish: Wish,
  kept: readonly string[],
): Arrangement {
  const ids = new Set(beds.map(({ id }) => id))
  const stays = kept.filter((id) => ids.has(id))
  const standing = new Set(stays)
  const wanted = beds.filter(({ id }) => {
    if (standing.has(id)) return false
    const facts = tiles.get(id)
    return mustBeSeen(facts) || (facts !== undefined && PASSES[wish.filter](facts, mine.has(id)))
  })
  // With nothing hidden by bed there is nothing to keep: the ward's own order is the fixed one.
  const plain = wish.sort === 'bed' && wish.filter === 'all'
  const order = plain ? beds.map(({ id }) => id) : [...stays, ...sorted(wanted, people, wish.sort)]
  return { order, hidden: beds.length - order.length }
}

function sorted(beds: readonly SnapshotBed[], people: ReadonlyMap<string, Pick<RosterRow, 'name'>>, sort: Sort): readonly string[] {
  if (sort === 'bed') return beds.map(({ id }) => id)
  const nameOf = (bed: SnapshotBed): string | null => (bed.stay ? (people.get(bed.stay.id)?.name ?? null) : null)
  const named = beds.map((bed) => ({ id: bed.id, name: nameOf(bed) }))
  // Beds with nobody in them, or whose names this screen is not told, last and in bed order (the sort is stable).
  named.sort((a, b) =>
    a.name === null || b.name === null ? Number(a.name === null) - Number(b.name === null) : a.name.localeCompare(b.name),
  )
  return named.map(({ id }) => id)
}

/** Below this a tile cannot be read; a small window pages instead. CSS pixels. */
const LEAST = { width: 132, height: 72 } as const

/** How many beds one page holds in a grid of this size. */
export const capacity = (width: number, height: number): number =>
  Math.max(1, Math.min(PAGE, Math.floor(width / LEAST.width) * Math.floor(height / LEAST.height)))

export interface Page {
  readonly index: number
  readonly pages: number
  readonly beds: readonly string[]
  /** Numbers of the first and last bed of the page, from 1. */
  readonly from: number
  readonly to: number
}

/** Page `index` (clamped) of the order. */
export function pageOf(order: readonly string[], index: number, size: number): Page {
  const pages = Math.max(1, Math.ceil(order.length / size))
  const at = Math.max(0, Math.min(index, pages - 1))
  const beds = order.slice(at * size, (at + 1) * size)
  return { index: at, pages, beds, from: order.length === 0 ? 0 : at * size + 1, to: at * size + beds.length }
}

/** The tile an arrow key leads to in a grid of `columns`; null: there is none. */
export function neighbour(beds: readonly string[], bed: string, columns: number, key: string): string | null {
  const at = beds.indexOf(bed)
  if (at < 0) return null
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -at, End: beds.length - 1 - at }[key]
  return step === undefined ? null : (beds[at + step] ?? null)
}

/** The layout forced by `?layout=L`, for comparing; null: by the count of beds. */
export const forcedLayout = (search: string): LayoutKey | null => {
  const asked = new URLSearchParams(search).get('layout')
  return asked === 'L' || asked === 'M' || asked === 'S' ? asked : null
}
