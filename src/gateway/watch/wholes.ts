// What was kept of wards as a whole in an earlier run, beside their alarms.
import { type BedId, bedId, type WardId, wardId } from '../../model/ids.ts'
import { type At, at } from '../../model/units.ts'
import type { KeptAlarms, Proven } from './kept.ts'

export function wholesOf({ loaded }: Pick<KeptAlarms, 'loaded'>): {
  /** When the alarm path was proven last. */
  readonly known: Map<WardId, Proven>
  /** Sources that were silent, and the beds they fed. */
  readonly silent: readonly { readonly source: string; readonly since: At; readonly beds: readonly BedId[] }[]
  /** Since when a proof is missed. */
  readonly lapsed: Map<WardId, At>
} {
  const rows = [...loaded].flatMap(([name, { proven, whole }]) =>
    name.startsWith('ward ') ? [{ ward: wardId(name.slice('ward '.length)), proven, whole }] : [],
  )
  const wholes = rows.flatMap(({ ward, whole }) => (whole ? [{ ward, ...whole }] : []))
  return {
    known: new Map(rows.flatMap(({ ward, proven }) => (proven ? [[ward, proven]] : []))),
    silent: wholes.flatMap(({ silent }) => silent.map(({ source, since, beds }) => ({ source, since: at(since), beds: beds.map(bedId) }))),
    lapsed: new Map(wholes.flatMap(({ ward, missed }) => (missed === null ? [] : [[ward, at(missed)] as const]))),
  }
}
