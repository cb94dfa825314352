// One export at a time: asked for, saved by the browser as it is made, looked at until it is over.
import { useCallback, useEffect, useState } from 'react'
import type { BodyOf } from '../../model/access.ts'
import type { ExportShown } from '../../model/exportapi.ts'
import { post } from '../access/api.ts'

/** Looked at so often while it runs, real ms. */
const EVERY = 500
const going = (job: ExportShown | null): boolean => job !== null && (job.state === 'waiting' || job.state === 'running')
export const fileOf = ({ id }: ExportShown): string => `/api/export/file?id=${encodeURIComponent(id)}`

function save(job: ExportShown): void {
  const link = document.createElement('a')
  link.href = fileOf(job)
  link.download = job.name
  link.click()
}

export function useExport() {
  const [job, setJob] = useState<ExportShown | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const wrong = useCallback((error: unknown): void => setFailed(error instanceof Error ? error.message : 'That did not work.'), [])
  const start = useCallback(
    (body: BodyOf<'POST /api/stay/export'>): void => {
      setFailed(null)
      setJob(null)
      post('POST /api/stay/export', body).then((made) => {
        setJob(made)
        save(made)
      }, wrong)
    },
    [wrong],
  )
  const id = job?.id ?? null
  const running = going(job)
  useEffect(() => {
    if (id === null || !running) return
    let gone = false
    const timer = setInterval(() => {
      post('POST /api/export/state', { id }).then(
        (next) => {
          if (!gone) setJob(next)
        },
        (error: unknown) => {
          if (!gone) wrong(error)
        },
      )
    }, EVERY)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [id, running, wrong])
  const cancel = useCallback((): void => {
    if (id !== null) post('POST /api/export/cancel', { id }).then(setJob, wrong)
  }, [id, wrong])
  return { job, failed, running, start, cancel }
}
