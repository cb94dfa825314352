// Runs of the gateway as they were kept, with a sign of life now and then: between two of them no gateway ran. Times are gateway time.
import type { Clock } from '../../feed/source.ts'
import type { Gap, Span } from '../../model/history.ts'
import { type At, at, seconds } from '../../model/units.ts'
import { z } from '../../model/zod.ts'
import type { Store } from '../store/store.ts'

const LIFE = seconds(30)

const Kept = z.discriminatedUnion('is', [
  /** `ended`: by a person who stopped it; else it goes on, or was cut off. */
  z.object({ is: z.literal('run'), from: z.number(), to: z.number(), ended: z.boolean() }),
  /** Said by hand: no gateway ran, whatever the runs say. */
  z.object({ is: z.literal('off'), from: z.number(), to: z.number(), words: z.string().max(120) }),
])
type Kept = z.infer<typeof Kept>

export interface Runs {
  /** Sorted. */
  downtimes(): readonly Gap[]
  /** The last sign of life of the run before; null: there was none. */
  last(): At | null
  /** From now on this one is kept. */
  begin(clock: Pick<Clock, 'now' | 'real' | 'every'>): Promise<void>
  /** No gateway ran then. */
  addDowntime(span: Span, words: string, real: At): Promise<void>
  close(): Promise<void>
}

export async function openRuns(store: Pick<Store, 'load' | 'write'>): Promise<Runs> {
  const kept = (await store.load('run')).map(({ content }) => Kept.parse(content))
  const offs = kept.filter((one) => one.is === 'off')
  const before = kept.filter((one) => one.is === 'run').toSorted((a, b) => a.from - b.from)
  let own: Kept & { is: 'run' } = { is: 'run', from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY, ended: false }
  let gaps: readonly Gap[] = []
  let end = async (): Promise<void> => {}

  function count(): void {
    const found: Gap[] = offs.map(({ from, to }) => ({ from: at(from), to: at(to), why: 'gateway-off' }))
    const runs = own.from < Number.POSITIVE_INFINITY ? [...before, own] : before
    for (const [i, run] of runs.entries()) {
      const next = runs[i + 1]
      if (next && next.from > run.to) found.push({ from: at(run.to), to: at(next.from), why: 'gateway-off' })
    }
    gaps = found.toSorted((a, b) => a.from - b.from)
  }
  const keep = (content: Kept, real: At): Promise<void> =>
    store.write([{ kind: 'run', id: `${content.is} ${content.from}`, content, changed: real }])

  count()
  return {
    downtimes: () => gaps,
    last: () => (before.length === 0 ? null : at(Math.max(...before.map(({ to }) => to)))),
    async begin(clock) {
      let writing: Promise<void> | null = null
      const live = (ended = false): Promise<void> => {
        own = { ...own, to: clock.now(), ended }
        return keep(own, clock.real())
      }
      own = { is: 'run', from: clock.now(), to: clock.now(), ended: false }
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
    async addDowntime({ from, to }, words, real) {
      if (offs.some((off) => off.from === from && off.to === to)) return
      const off: Kept = { is: 'off', from, to, words }
      await keep(off, real)
      offs.push(off)
      count()
    },
    close: () => end(),
  }
}
