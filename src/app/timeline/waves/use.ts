// React's way to waves: a window of them that is kept, or one stretch.
import { useEffect, useMemo, useState } from 'react'
import type { WaveKey } from '../../../model/waves.ts'
import { gatewayNow } from '../../census/use.ts'
import { createWaveCache, type Read } from './cache.ts'
import { type Loaded, loadWaves } from './load.ts'
import type { Stretch } from './trace.ts'

const LIVE = 3000

/** Waves of a stay in a window that moves; with a minute beside it, so that scrolling does not wait. */
export function useWaves(stay: string, { from, to }: Stretch): Read & { again(): void } {
  const cache = useMemo(
    () => createWaveCache({ load: (stretch, signal) => loadWaves(stay, stretch, signal), now: () => gatewayNow() ?? Date.now() }),
    [stay],
  )
  const [turn, setTurn] = useState(0)
  useEffect(() => cache.hear(() => setTurn((before) => before + 1)), [cache])
  useEffect(() => () => cache.close(), [cache])
  const beside = (to - from) / 2
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
/** One stretch, asked once; `signals` by value. */
export function useStretch(stay: string, { from, to }: Stretch, only?: WaveKey): Held & { again(): void } {
  const key = `${stay} ${from} ${to} ${only}`
  const [turn, setTurn] = useState(0)
  const [held, setHeld] = useState<(Held & { readonly key: string }) | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    loadWaves(stay, { from, to }, signal, only && [only]).then(
      (loaded) => !signal.aborted && setHeld({ key, loaded, failed: null, took: gatewayNow() }),
      (error: unknown) => {
        if (!signal.aborted)
          setHeld({ key, loaded: null, failed: error instanceof Error ? error.message : 'That did not work.', took: null })
      },
    )
    return () => controller.abort()
  }, [key, stay, from, to, only, turn])
  const own = held?.key === key ? held : null
  return { loaded: own?.loaded ?? null, failed: own?.failed ?? null, took: own?.took ?? null, again: () => setTurn((before) => before + 1) }
}
