// The link says what is looked at: who opens it sees the same.
import { useEffect } from 'react'
import type { At } from '../../model/units.ts'
import type { LaneKey } from './lanes.ts'
import { printLink } from './link.ts'
import type { Stage } from './stage.ts'
import { isDefault, type Wish } from './wish.ts'

/** Printed no oftener, ms. */
const LINK = 400

interface Looked {
  readonly first: Stage
  readonly second: Stage | null
  readonly wish: Wish
  readonly shown: readonly LaneKey[]
  readonly pinned: At | null
}
/** `print`: to be called when a window moved. */
export function usePrinted({ first, second, wish, shown, pinned }: Looked, print: { current: () => void }): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const write = (): void => {
      timer = null
      const search = printLink(location.search, {
        window: first.view(),
        beside: second?.view() ?? null,
        lanes: isDefault(wish) ? null : shown,
        cursor: pinned,
      })
      if (search !== location.search) history.replaceState(history.state, '', location.pathname + search + location.hash)
    }
    print.current = () => {
      timer ??= setTimeout(write, LINK)
    }
    print.current()
    return () => {
      if (timer !== null) clearTimeout(timer)
    }
  }, [first, second, wish, shown, pinned, print])
}
