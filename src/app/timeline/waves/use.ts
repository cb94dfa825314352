// React's way to waves: a window of them that is kept, or one stretch.
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { WaveKey } from '../../../model/waves.ts'
import { gatewayNow } from '../../census/use.ts'
import { createWaveCache, type Read } from './cache.ts'
import { type Loaded, loadWaves } from './load.ts'
import type { Stretch } from './trace.ts'

const LIVE = 3000
/** What was measured is at the gateway after so long, ms; until then a stretch that still grows is asked for again. */
export const SETTLED = 2500

/** Waves of a stay in a window that moves; with a minute beside it, so that scrolling does not wait. Another `late`: all is read again. */
export function useWaves(stay: string, { from, to }: Stretch, late = 0): Read & { again(): void } {
  const cache = useMemo(
    () => createWaveCache({ load: (stretch, signal) => loadWaves(stay, stretch, signal), now: () => gatewayNow() ?? Date.now() }),
    [stay],
  )
  const [turn, setTurn] = useState(0)
  useEffect(() => cache.hear(() => setTurn((before) => before + 1)), [cache])
  useEffect(() => () => cache.close(), [cache])
  const beside = (to - from) / 2
  useEffect(() => {
    if (late > 0) cache.stale()
  }, [cache, late])
  useEffect(() => {
    const want = (): void => cache.want({ from: from - beside, to: to + beside })
    want()
    // The minute that runs goes on.
    const timer = setInterval(want, LIVE)
    return () => clearInterval(timer)
  }, [cache, from, to, beside])
  return useMemo(() => ({ ...cache.read({ from, to }), again: cache.again.bind(cache), turn }), [cache, from, to, turn])
}

export interface Held {
  readonly loaded: Loaded | null
  readonly failed: string | null
  /** Gateway time of the answer. */
  readonly took: number | null
}
/** A stretch that had not wholly come to pass when it was asked for. */
export const grows = ({ to }: Stretch, took: number | null): boolean => took !== null && took <= to + SETTLED

interface StretchWish {
  /** That wave alone. */
  readonly only?: WaveKey
  /** Asked for again after so long, ms, until all of it has come to pass. */
  readonly follow: number
  /** Another number: something came late, and it is asked for again. */
  readonly late?: number
}
/** One stretch. An ask that fails keeps what was here, and says so until one succeeds. */
export function useStretch(stay: string, { from, to }: Stretch, { only, follow, late = 0 }: StretchWish): Held & { again(): void } {
  const key = `${stay} ${from} ${to} ${only}`
  const [turn, setTurn] = useState(0)
  const [held, setHeld] = useState<(Held & { readonly key: string }) | null>(null)
  const again = useCallback(() => setTurn((before) => before + 1), [])
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    // The timer is this ask's own: what else is drawn meanwhile does not put it off.
    let timer: ReturnType<typeof setTimeout> | undefined
    loadWaves(stay, { from, to }, signal, only && [only]).then(
      (loaded) => {
        if (signal.aborted) return
        const took = gatewayNow()
        setHeld({ key, loaded, failed: null, took })
        if (grows({ from, to }, took)) timer = setTimeout(again, follow)
      },
      (error: unknown) => {
        if (signal.aborted) return
        const failed = error instanceof Error ? error.message : 'That did not work.'
        setHeld((before) => ({ key, loaded: null, took: null, ...(before?.key === key && before), failed }))
        timer = setTimeout(again, 2 * follow)
      },
    )
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [key, stay, from, to, only, follow, late, turn, again])
  const own = held?.key === key ? held : null
  return { loaded: own?.loaded ?? null, failed: own?.failed ?? null, took: own?.took ?? null, again }
}
