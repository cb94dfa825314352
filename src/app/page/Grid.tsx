// Where the ward is painted: measures itself, tells the worker and the mirror where each tile lies, opens a bed by click.
import { useEffect, useRef, useState } from 'react'
import { gridLayout } from '../paint/layout.ts'
import type { LayoutKey } from '../tile.ts'
import { capacity, forcedLayout } from './shown.ts'
import { useLink, useSession } from './use.ts'

const GAP = 4

/** What the grid found out by measuring: how many beds a page holds, and its columns now. */
export interface GridFacts {
  readonly size: number
  readonly columns: number
}

interface Props {
  readonly beds: readonly string[]
  readonly open: (bed: string) => void
  readonly told: (facts: GridFacts) => void
}

export function Grid({ beds, open, told }: Props) {
  const session = useSession()
  const restarts = useLink((state) => state.restarts)
  const host = useRef<HTMLDivElement>(null)
  const layout = useRef<LayoutKey>('L')
  const [size, setSize] = useState({ width: 0, height: 0, dpr: 1 })

  useEffect(() => {
    const element = host.current!
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element
      const dpr = devicePixelRatio
      setSize((was) => (was.width === width && was.height === height && was.dpr === dpr ? was : { width, height, dpr }))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    addEventListener('resize', measure)
    return () => {
      observer.disconnect()
      removeEventListener('resize', measure)
    }
  }, [])

  useEffect(() => {
    const stops = [session.attach(host.current!), session.mirror.attach(host.current!)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [session])

  // `restarts`: a new worker has to be told again.
  useEffect(() => {
    const { width, height, dpr } = size
    if (width === 0 || height === 0) return
    const grid = gridLayout(beds.length, width, height, GAP)
    const shape = forcedLayout(location.search) ?? grid.layout
    layout.current = shape
    const tiles = beds.map((bed, at) => ({ bed, rect: grid.rects[at]! }))
    session.layout({ is: 'layout', layout: shape, width, height, dpr, tiles })
    session.mirror.place(shape, tiles)
    told({ size: capacity(width, height), columns: grid.columns })
  }, [session, beds.join('\n'), size, restarts, told])

  const bedAt = (target: EventTarget): string | null => (target as Element).closest<HTMLElement>('article[data-bed]')?.dataset.bed ?? null
  const touched = (bed: string | null): void => {
    // Only layout S has no wave of its own to show.
    if (layout.current === 'S') session.touch(bed)
  }
  const clicked = (target: EventTarget): void => {
    const bed = bedAt(target)
    // A reader who selects text wants the text, not the detail.
    if (bed !== null && getSelection()?.isCollapsed !== false) open(bed)
  }
  return (
    // biome-ignore lint/a11y: the tiles inside take focus and Enter; this only gathers their clicks
    <div
      ref={host}
      className="grid-host"
      onClick={({ target }) => clicked(target)}
      onFocus={({ target }) => touched(bedAt(target))}
      onBlur={() => touched(null)}
    />
  )
}
