// The thread in which the demo's past is made: asked job by job, at a low share of the machine, for live beds come first.
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { buffersOf } from '../../history/past.ts'
import { type Invented, type Job, make, wardOf } from './make.ts'

/** Of all threads of the process this one alone: Linux counts niceness by thread. Elsewhere it runs as the others do. */
const NICE = 10
try {
  const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
  if (thread !== process.pid) setPriority(thread, NICE)
} catch {
  // No such place, or not allowed: it is a matter of speed alone.
}

const ward = wardOf(workerData as Invented)
parentPort!.on('message', ({ id, job }: { readonly id: number; readonly job: Job }) => {
  make(ward, job)
    .then((made) => parentPort!.postMessage({ id, made }, [...buffersOf(made.packed)]))
    .catch((error: unknown) =>
      parentPort!.postMessage({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
})
