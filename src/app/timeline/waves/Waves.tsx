// The waves beside the lanes: at the cursor, else where the window ends.

import { at } from '../../../model/units.ts'
import type { PanelProps } from '../panel.ts'
import { WavesAt } from './WavesAt.tsx'

/** A window that ends now has no waves at its very end: so long before it, ms. */
const BEFORE_END = 6000

export function Waves({ stay, to, cursor, story, late, go }: PanelProps) {
  return (
    <WavesAt
      stay={stay}
      at={cursor ?? to - BEFORE_END}
      alarms={story?.alarms ?? []}
      moved={(moment) => go(at(Math.round(moment)))}
      late={late}
      page={cursor ?? to - BEFORE_END}
    />
  )
}
