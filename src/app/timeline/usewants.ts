// What the windows of the page look at is asked for, no oftener than the hand moves on.
import { useCallback, useEffect, useRef } from 'react'
import type { VitalKey } from '../../model/vitals.ts'
import type { Source } from './source.ts'
import type { Stage } from './stage.ts'

/** Between two asks, ms. */
const CALM = 80

/** Returns what is to be called when a window moved. */
export function useWants(
  source: Source,
  signals: readonly VitalKey[],
  stages: { readonly current: readonly Stage[] },
  second: Stage | null,
): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const last = useRef(Number.NEGATIVE_INFINITY)
  const ask = useCallback(() => {
    timer.current = null
    last.current = performance.now()
    for (const [i, stage] of stages.current.entries()) {
      const { from, to } = stage.view()
      source.windows.want({ from, to }, signals, i)
    }
  }, [source, signals, stages])
  useEffect(() => {
    ask()
    return () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    }
  }, [ask, second])
  useEffect(() => {
    if (second === null) source.windows.want(null, [], 1)
  }, [second, source])
  return useCallback(() => {
    timer.current ??= setTimeout(ask, Math.max(0, CALM - (performance.now() - last.current)))
  }, [ask])
}
