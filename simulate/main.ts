// `npm run simulate [-- --seeds N --from N --seed N]`: seeded streams through the real alarm engine on a virtual clock. A seed that fails is
// printed and may be run again alone.
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { type Ran, run } from '../src/gateway/simulate/run.ts'
import { createScreen } from './screens.ts'

const SEEDS = 10_000
/** Seeds that one worker runs before it tells. */
const SLICE = 20

interface Asked {
  readonly from: number
  readonly to: number
}
const runAll = async ({ from, to }: Asked): Promise<Ran[]> => {
  const out: Ran[] = []
  for (let seed = from; seed < to; seed++) out.push(await run({ seed, screens: createScreen }))
  return out
}

function option(name: string): number | null {
  const place = process.argv.indexOf(`--${name}`)
  if (place < 0) return null
  const value = Number(process.argv[place + 1])
  if (!Number.isInteger(value) || value < 0) {
    console.error(`--${name} wants a whole number`)
    process.exit(2)
  }
  return value
}

async function main(): Promise<void> {
  const single = option('seed')
  const from = single ?? option('from') ?? 1
  const seeds = single === null ? (option('seeds') ?? SEEDS) : 1
  const began = performance.now()
  const totals: Record<string, number> = {}
  const failed: Ran[] = []
  let next = from
  let done = 0
  const take = ({ seed, wrong, counts }: Ran): void => {
    done++
    for (const [what, count] of Object.entries(counts)) totals[what] = (totals[what] ?? 0) + count
    if (wrong.length === 0) return
    failed.push({ seed, wrong, counts })
    console.log(`\nseed ${seed} failed:\n  ${wrong.join('\n  ')}\n  again: npm run simulate -- --seed ${seed}`)
  }
  const workers = Array.from({ length: Math.min(availableParallelism(), Math.ceil(seeds / SLICE)) }, () => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { simulates: true } })
    return new Promise<void>((resolve, reject) => {
      const more = (): void => {
        if (next >= from + seeds) {
          void worker.terminate()
          resolve()
          return
        }
        const to = Math.min(next + SLICE, from + seeds)
        worker.postMessage({ from: next, to } satisfies Asked)
        next = to
      }
      worker.on('message', (ran: Ran[]) => {
        for (const one of ran) take(one)
        const spent = (performance.now() - began) / 1000
        if (done % 500 < SLICE) console.log(`${done} of ${seeds} seeds, ${failed.length} failed, ${spent.toFixed(0)} s`)
        more()
      })
      worker.on('error', reject)
      more()
    })
  })
  await Promise.all(workers)
  const spent = (performance.now() - began) / 1000
  console.log(
    Object.entries(totals)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([what, count]) => `  ${what}: ${count}`)
      .join('\n'),
  )
  console.log(`${seeds} seeds, ${failed.length} failed, ${spent.toFixed(0)} s (${((1000 * spent) / seeds).toFixed(1)} ms a seed)`)
  process.exit(failed.length > 0 ? 1 : 0)
}

if (isMainThread) await main()
else if ((workerData as { simulates?: boolean })?.simulates) {
  const port = parentPort!
  port.on('message', (asked: Asked) => void runAll(asked).then((ran) => port.postMessage(ran)))
}
