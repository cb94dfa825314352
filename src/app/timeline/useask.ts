// What the windows on the screen show is asked for, as often as a move makes sense of it.
import { useEffect } from 'react'
import type { VitalKey } from '../../model/vitals.ts'
import type { Source } from './source.ts'
import type { Stage } from './stage.ts'

/** Asked no oftener while a reader moves, ms. */
const OFTEN = 80

/** `want`: to be called when a window moved. */
export function useAsk(
  source: Source,
  stages: { readonly current: readonly Stage[] },
  second: Stage | null,
  signals: readonly VitalKey[],
  want: { current: () => void },
): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    let last = 0
    const ask = (): void => {
      timer = null
      last = performance.now()
      for (const [i, stage] of stages.current.entries()) {
        const { from, to } = stage.view()
        source.windows.want({ from, to }, signals, i)
      }
    }
    want.current = () => {
      timer ??= setTimeout(ask, Math.max(0, OFTEN - (performance.now() - last)))
    }
    ask()
    return () => {
      if (timer !== null) clearTimeout(timer)
    }
  }, [source, signals, stages, second, want])
  useEffect(() => {
    if (second === null) source.windows.want(null, [], 1)
  }, [second, source])
}
