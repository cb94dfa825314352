// Early warning in the store: sets, orders and answers as they were made, each a row of its own, and what is remembered of a stay as one row
// that is written again. All are sealed under the stay's key.
import { NoticeAnswer } from '../../model/earlyapi.ts'
import { type Called, NOTHING_CALLED } from '../../model/earlynotices.ts'
import { type StayId, stayId } from '../../model/ids.ts'
import { Observations, ScaleOrder } from '../../model/observations.ts'
import { type Memory, NO_MEMORY, type Rise } from '../../model/running.ts'
import { TRIGGER_KEYS, type TriggerKey } from '../../model/scores.ts'
import type { At } from '../../model/units.ts'
import { z } from '../../model/zod.ts'
import type { Change, RowKind, Store } from '../store/store.ts'

const instant = z.custom<At>((value) => typeof value === 'number' && Number.isFinite(value))
const trigger = z.enum(TRIGGER_KEYS as [TriggerKey, ...TriggerKey[]])
const Sight = z.object({ at: instant, trigger, risen: z.boolean() }).nullable()
/** Rises of the risk remembered of a stay, newest. */
export const RISES = 200
const Remembered = z.object({
  memory: z.object({ consciousness: Sight, oxygen: Sight }),
  called: z.object({
    score: z
      .object({ trigger, since: instant, by: z.enum(['charted', 'running']), answered: z.boolean(), better: instant.nullable() })
      .nullable(),
    shock: z.object({ since: instant, index: z.number(), pressure: z.number().nullable(), answered: z.boolean() }).nullable(),
    lateUntil: instant.nullable(),
  }),
  rises: z
    .array(z.object({ part: z.enum(['consciousness', 'oxygen']), seen: instant, at: instant }))
    .max(RISES)
    .optional(),
})
const SCHEMAS = { observations: Observations, 'scale-order': ScaleOrder, 'notice-answer': NoticeAnswer, early: Remembered } as const

/** Of one stay. Lists are oldest first. */
export interface EarlyOfStay {
  readonly sets: readonly Observations[]
  readonly orders: readonly ScaleOrder[]
  readonly answers: readonly NoticeAnswer[]
  readonly memory: Memory
  readonly called: Called
  readonly rises?: readonly Rise[] | undefined
  /** Of the next row. */
  readonly n: number
}
export const NOTHING_YET: EarlyOfStay = { sets: [], orders: [], answers: [], memory: NO_MEMORY, called: NOTHING_CALLED, n: 1 }
/** Held in memory of each list, newest; all of them stay in the store. */
const HELD = 500

/** One row: `n` counts within its stay. */
export type EarlyRow =
  | { readonly kind: 'observations'; readonly stay: StayId; readonly n: number; readonly content: Observations }
  | { readonly kind: 'scale-order'; readonly stay: StayId; readonly n: number; readonly content: ScaleOrder }
  | { readonly kind: 'notice-answer'; readonly stay: StayId; readonly n: number; readonly content: NoticeAnswer }
  | { readonly kind: 'early'; readonly stay: StayId; readonly n: 0; readonly content: Pick<EarlyOfStay, 'memory' | 'called' | 'rises'> }

const idOf = (stay: string, n: number): string => `${stay} ${n}`
const KINDS = Object.keys(SCHEMAS) as (keyof typeof SCHEMAS & RowKind)[]

export const earlyChange = ({ kind, stay, n, content }: EarlyRow, changed: At): Change => ({
  kind,
  id: idOf(stay, n),
  content,
  changed,
  stay,
})

/** Of stays that `lie`. Throws where a row does not fit: a chart with a hole would pass for the truth. */
export async function loadEarly(
  store: Pick<Store, 'load'>,
  lie: (stay: StayId) => boolean,
  held = HELD,
): Promise<Map<StayId, EarlyOfStay>> {
  const stays = new Map<StayId, EarlyOfStay>()
  for (const kind of KINDS) {
    const rows = (await store.load(kind)).map(({ id, content }) => {
      const parsed = SCHEMAS[kind].safeParse(content)
      const [stay = '', n = ''] = id.split(' ')
      if (!parsed.success) throw new Error(`a row of early warning (${kind}) does not fit: ${parsed.error.issues[0]?.path.join('.')}`)
      return { stay: stayId(stay), n: Number(n), content: parsed.data }
    })
    for (const { stay, n, content } of rows.filter((row) => lie(row.stay)).toSorted((a, b) => a.n - b.n)) {
      const own = withRow(stays.get(stay) ?? NOTHING_YET, { kind, content } as EarlyRow, held)
      stays.set(stay, { ...own, n: Math.max(own.n, n + 1) })
    }
  }
  return stays
}

const added = <T>(list: readonly T[], one: T, held: number): readonly T[] => [...list.slice(1 - held), one]
export function withRow(own: EarlyOfStay, row: Pick<EarlyRow, 'kind' | 'content'>, held = HELD): EarlyOfStay {
  const { kind, content } = row as EarlyRow
  switch (kind) {
    case 'observations':
      return { ...own, sets: added(own.sets, content, held) }
    case 'scale-order':
      return { ...own, orders: added(own.orders, content, held) }
    case 'notice-answer':
      return { ...own, answers: added(own.answers, content, held) }
    case 'early':
      return { ...own, ...content }
    default:
      return kind satisfies never
  }
}
