// What the lanes read from: the numbers of the stay, its story, oxygen, now. One object a page; it tells when something came.

import type { DisplayUnits } from '../../model/shownunits.ts'
import type { Story } from '../../model/story.ts'
import type { OxygenStep } from './steps.ts'
import type { Windows } from './windows.ts'

export interface Source {
  readonly windows: Windows
  story: Story | null
  oxygen: readonly OxygenStep[]
  readonly zone: string
  readonly units: DisplayUnits | undefined
  now(): number
}
