// All tiles of a ward, made anew only where a bed changed or its next change of look is due: 64 beds cost 64 comparisons.
import type { At } from '../../model/units.ts'
import { type TileContext, type TileView, tileDue, tileView } from '../tile.ts'
import type { WardState } from './ward.ts'

export interface Tiles {
  /** Tiles that may say something else than at the last call. */
  update(ward: WardState, now: At | null, context: TileContext): readonly TileView[]
  readonly all: ReadonlyMap<string, TileView>
  /** Drops the tiles of beds that are not among `beds`; true where there were any. */
  forget(beds: ReadonlySet<string>): boolean
  /** Whatever comes next is made anew. Returns the beds that were known. */
  clear(): readonly string[]
}

interface Kept {
  readonly version: number
  readonly due: number
}

export function createTiles(): Tiles {
  const all = new Map<string, TileView>()
  const kept = new Map<string, Kept>()
  let before: WardState | null = null
  let context: TileContext | null = null

  const same = (next: TileContext): boolean =>
    context !== null &&
    context.link === next.link &&
    context.privacy === next.privacy &&
    context.zone === next.zone &&
    context.layout === next.layout

  return {
    all,
    update(ward, now, next) {
      if (ward !== before || !same(next)) kept.clear()
      before = ward
      context = next
      const made: TileView[] = []
      for (const bed of ward.beds) {
        const known = kept.get(bed.id)
        if (known && known.version === bed.version && now !== null && now <= known.due) continue
        // Unknown time looks the same at every moment.
        if (known && known.version === bed.version && now === null && known.due === Number.NEGATIVE_INFINITY) continue
        const view = tileView(bed, ward, now, next)
        all.set(bed.id, view)
        kept.set(bed.id, { version: bed.version, due: tileDue(bed, ward, now, next) })
        made.push(view)
      }
      return made
    },
    forget(beds) {
      const gone = [...all.keys()].filter((bed) => !beds.has(bed))
      for (const bed of gone) {
        all.delete(bed)
        kept.delete(bed)
      }
      return gone.length > 0
    },
    clear() {
      const beds = [...all.keys()]
      all.clear()
      kept.clear()
      return beds
    },
  }
}
