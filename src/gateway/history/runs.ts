// Runs of the gateway as they were kept, with a sign of life now and then: between two of them no gateway ran. Times are gateway time.
import type { Clock } from '../../feed/source.ts'
import type { Gap } from '../../model/history.ts'
import { type At, at, seconds } from '../../model/units.ts'
import { z } from '../../model/zod.ts'
import type { Store } from '../store/store.ts'

const LIFE = seconds(30)

/** `ended`: by a person who stopped it; else it goes on, or was cut off. */
const Kept = z.object({ from: z.number(), to: z.number(), ended: z.boolean() })
type Kept = z.infer<typeof Kept>

export interface Runs {
  /** Sorted. */
  downtimes(): readonly Gap[]
  /** The last sign of life of the run before; null: there was none. */
  last(): At | null
  /** From now on this one is kept. */
  begin(clock: Pick<Clock, 'now' | 'real' | 'every'>): Promise<void>
  /** No gateway ran then either, as somebody else knows. */
  also(gaps: readonly Gap[]): void
  close(): Promise<void>
}

export async function openRuns(store: Pick<Store, 'load' | 'write'>): Promise<Runs> {
  const before = (await store.load('run')).map(({ content }) => Kept.parse(content)).toSorted((a, b) => a.from - b.from)
  let own: Kept | null = null
  let others: readonly Gap[] = []
  let gaps: readonly Gap[] = []
  let end = async (): Promise<void> => {}

  function count(): void {
    const found: Gap[] = [...others]
    const runs = own ? [...before, own] : before
    for (const [i, run] of runs.entries()) {
      const next = runs[i + 1]
      if (next && next.from > run.to) found.push({ from: at(run.to), to: at(next.from), why: 'gateway-off' })
    }
    gaps = found.toSorted((a, b) => a.from - b.from)
  }
  count()
  return {
    downtimes: () => gaps,
    last: () => (before.length === 0 ? null : at(Math.max(...before.map(({ to }) => to)))),
    async begin(clock) {
      let writing: Promise<void> | null = null
      const from = clock.now()
      const live = (ended = false): Promise<void> => {
        const content: Kept = { from, to: clock.now(), ended }
        own = content
        return store.write([{ kind: 'run', id: String(from), content, changed: clock.real() }])
      }
      own = { from, to: from, ended: false }
      count()
      // A store that can only be read keeps nobody from being watched.
      await live().catch(() => {})
      const stop = clock.every(LIFE, () => {
        writing ??= live()
          .catch(() => {})
          .finally(() => {
            writing = null
          })
      })
      end = async () => {
        stop()
        await writing
        await live(true).catch(() => {})
      }
    },
    also(more) {
      others = more
      count()
    },
    close: () => end(),
  }
}
