// The page's link says what its reader looks at: window, second window, lanes, cursor.
import { useCallback, useEffect, useRef } from 'react'
import type { At } from '../../model/units.ts'
import type { LaneKey } from './lanes.ts'
import { printLink } from './link.ts'
import type { Stage } from './stage.ts'

/** It is printed no oftener, ms. */
const CALM = 400

interface Shown {
  readonly first: Stage
  readonly second: Stage | null
  /** Null: as they are without a choice. */
  readonly lanes: readonly LaneKey[] | null
  readonly cursor: At | null
}
/** Returns what is to be called when a window moved. */
export function useLinkPrinted({ first, second, lanes, cursor }: Shown): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const write = useCallback(() => {
    timer.current = null
    const search = printLink(location.search, { window: first.view(), beside: second?.view() ?? null, lanes, cursor })
    if (search !== location.search) history.replaceState(history.state, '', location.pathname + search + location.hash)
  }, [first, second, lanes, cursor])
  const print = useCallback(() => {
    timer.current ??= setTimeout(write, CALM)
  }, [write])
  useEffect(() => {
    print()
    return () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    }
  }, [print])
  return print
}
