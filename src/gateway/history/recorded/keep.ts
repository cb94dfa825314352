// Recordings whose all is past, kept as the history of their stays: made by a thread of their own while the ward lives.
import { Worker } from 'node:worker_threads'
import type { Recorded, Source, Stop } from '../../../feed/source.ts'
import type { StayId } from '../../../model/ids.ts'
import type { Packed } from '../../store/asks.ts'
import type { History } from '../history.ts'

type Piece = { readonly packed: readonly Packed[]; readonly share: number } | null

/** Resolves once all of one is kept, or `ended` was called for. Rejects where it cannot be read or kept. */
function keepOne(history: Pick<History, 'fillPacked'>, recorded: Recorded, worker: Worker, told: (share: number) => void): Promise<void> {
  return new Promise((done, fail) => {
    worker.on('error', fail)
    worker.on('exit', () => done())
    worker.on('message', (piece: Piece) => {
      if (piece === null) {
        told(1)
        done()
        return
      }
      history
        .fillPacked(recorded.stay, piece.packed)
        .then(() => {
          told(piece.share)
          worker.postMessage('next')
        })
        .catch(fail)
    })
    worker.postMessage('next')
  })
}

/** One after another. `done` resolves when there is nothing left to keep. */
export function keepRecorded(setup: {
  readonly sources: readonly Pick<Source, 'recorded'>[]
  readonly history: Pick<History, 'fillPacked'>
  /** False for a stay that no book holds: a book kept from an earlier run has another in that bed. Under it nothing is kept. */
  readonly known: (stay: StayId) => boolean
  readonly skipped: (recorded: Recorded) => void
  /** Share of one that is kept, 0 to 1. */
  readonly told: (recorded: Recorded, share: number) => void
  readonly failed: (error: unknown) => void
}): { readonly stop: Stop; readonly done: Promise<void> } {
  const { sources, history, known, skipped, told, failed } = setup
  let running: Worker | null = null
  let stopped = false
  const done = (async () => {
    for (const recorded of sources.flatMap((source) => source.recorded ?? [])) {
      if (stopped) return
      if (!known(recorded.stay)) {
        skipped(recorded)
        continue
      }
      running = new Worker(new URL('./worker.ts', import.meta.url), { workerData: recorded, env: {}, execArgv: [], name: 'recorded' })
      running.unref()
      try {
        await keepOne(history, recorded, running, (share) => told(recorded, share))
      } catch (error) {
        if (!stopped) failed(error)
      } finally {
        await running.terminate()
        running = null
      }
    }
  })()
  return {
    done,
    stop() {
      stopped = true
      void running?.terminate()
    },
  }
}
