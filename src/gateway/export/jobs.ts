// Exports that are asked for, under way and over. Nothing of them is kept: a file is made while it is fetched, piece by piece, and a piece is
// made only once the one before has left. So no patient's value waits in memory or on a disk, and the loop is free between two pieces.
import { Readable } from 'node:stream'
import type { ExportKey, ExportShown, ExportState } from '../../model/exportapi.ts'
import { minutes } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { Encoder, Exporting, Part } from './exporting.ts'

export interface Job {
  readonly id: string
  readonly session: string
  readonly what: ExportKey
  /** Name of the file. */
  readonly name: string
  state: ExportState
  done: number
  bytes: number
  /** Real time of its last change of state. */
  changed: number
}
export interface Jobs {
  /** Throws a Refused 'too-many-exports'. */
  open(asked: Pick<Job, 'id' | 'session' | 'what' | 'name'>): Job
  /** Throws a Refused 'no-such-export' for what is another session's too. */
  find(id: string, session: string): Job
  /** Makes the file; once. `may`: whether it may go on, asked again and again. Throws a Refused 'no-such-export' where it was taken already. */
  take(job: Job, encoder: Encoder, of: Exporting, may: () => boolean): Readable
  /** True where it was still to end. */
  cancel(job: Job): boolean
}

/** Waiting or running: of one session, and of all. */
const MOST = { session: 2, all: 8 } as const
/** An export that nobody fetches is over after so long, and forgotten so long after its end. */
const PATIENCE = minutes(2)
const REMEMBERED = minutes(10)
const ALL = 256
/** Bytes made ahead of what the browser took. */
const AHEAD = 256 * 1024

const open = ({ state }: Job): boolean => state === 'waiting' || state === 'running'
export const shown = ({ id, name, state, done, bytes }: Job): ExportShown => ({ id, name, state, done, bytes })

/** `over`: told of each that ended before it was whole. */
export function createJobs(setup: {
  readonly real: () => number
  readonly over: (job: Job) => void
  readonly failed: (error: unknown) => void
}): Jobs {
  const { real, over, failed } = setup
  const jobs = new Map<string, Job>()

  const end = (job: Job, state: ExportState): void => {
    if (!open(job)) return
    job.state = state
    job.changed = real()
    if (state !== 'done') over(job)
  }
  function sweep(): void {
    for (const job of jobs.values()) {
      if (job.state === 'waiting' && real() - job.changed > PATIENCE) end(job, 'cancelled')
      if (!open(job) && (real() - job.changed > REMEMBERED || jobs.size > ALL)) jobs.delete(job.id)
    }
  }

  return {
    open(asked) {
      sweep()
      const running = [...jobs.values()].filter(open)
      if (running.length >= MOST.all || running.filter(({ session }) => session === asked.session).length >= MOST.session)
        throw new Refused('too-many-exports')
      const job: Job = { ...asked, state: 'waiting', done: 0, bytes: 0, changed: real() }
      jobs.set(job.id, job)
      return job
    },
    find(id, session) {
      sweep()
      const job = jobs.get(id)
      if (job?.session !== session) throw new Refused('no-such-export')
      return job
    },
    take(job, encoder, of, may) {
      if (job.state !== 'waiting') throw new Refused('no-such-export')
      job.state = 'running'
      job.changed = real()
      const parts = encoder(of)
      const next = async (): Promise<IteratorResult<Part>> => {
        try {
          return await parts.next()
        } catch (error) {
          failed(error)
          end(job, 'failed')
          throw error
        }
      }
      async function* pieces(): AsyncGenerator<Uint8Array> {
        try {
          for (let part = await next(); !part.done; part = await next()) {
            const { bytes, done } = part.value
            if (job.state === 'running' && !may()) end(job, 'ended')
            // What is not whole must not look so: the browser sees the answer break off.
            if (job.state !== 'running') throw new Refused('no-such-export')
            job.done = Math.max(job.done, Math.min(1, done))
            job.bytes += bytes.length
            if (bytes.length > 0) yield bytes
            await new Promise((go) => setImmediate(go))
          }
          end(job, 'done')
        } finally {
          // The browser went away, or somebody stopped the download.
          end(job, 'cancelled')
          await parts.return(undefined).catch(() => {})
        }
      }
      return Readable.from(pieces(), { objectMode: false, highWaterMark: AHEAD })
    },
    cancel(job) {
      const was = open(job)
      end(job, 'cancelled')
      return was
    },
  }
}
