// TABLE: what can be done at a bed now, by what stands there: the words on the buttons, in their order (WARD.md §10). Pure.
import { ACTS } from '../../model/acts.ts'
import type { Action } from '../../model/may.ts'
import type { Authority } from '../../model/wire.ts'
import { rightTo } from './rights.ts'

/** What an act depends on. `free`, `taken`: other beds of the ward that are empty, that have a patient; `elsewhere`: there are other wards. */
export interface BedNow {
  readonly stay: boolean
  readonly admitted: boolean
  readonly trial: boolean
  readonly away: boolean
  /** Values are held apart here until somebody says whose they are. */
  readonly held: boolean
  readonly devices: boolean
  /** A notice of early warning waits for an answer. */
  readonly calls: boolean
  readonly free: number
  readonly taken: number
  readonly elsewhere: boolean
}

interface Row {
  readonly words: string
  readonly action: Action
  /** What the bed waits for: the button stands out. */
  readonly main: boolean
  readonly when: (bed: BedNow) => boolean
}
const patient = ({ stay, trial }: BedNow): boolean => stay && !trial

const ROWS = {
  confirm: { words: 'Whose values are these?', action: 'admit-and-move', main: true, when: ({ held }) => held },
  admit: { words: ACTS.admit.words, action: 'admit-and-move', main: true, when: ({ admitted }) => !admitted },
  nobody: { words: ACTS.nobody.words, action: 'admit-and-move', main: false, when: (bed) => patient(bed) && !bed.admitted },
  answer: { words: 'Answer the notice…', action: 'chart', main: true, when: (bed) => patient(bed) && bed.calls },
  observe: { words: 'Observations…', action: 'chart', main: false, when: (bed) => patient(bed) && !bed.away },
  resume: { words: ACTS.resume.words, action: 'stand-by', main: true, when: (bed) => patient(bed) && bed.away },
  standby: { words: 'Stand by…', action: 'stand-by', main: false, when: (bed) => patient(bed) && !bed.away },
  move: { words: ACTS.move.words, action: 'admit-and-move', main: false, when: (bed) => patient(bed) && (bed.free > 0 || bed.elsewhere) },
  swap: { words: ACTS.swap.words, action: 'admit-and-move', main: false, when: (bed) => patient(bed) && bed.taken > 0 },
  discharge: { words: ACTS.discharge.words, action: 'admit-and-move', main: false, when: patient },
  correct: { words: ACTS.correct.words, action: 'admit-and-move', main: false, when: (bed) => patient(bed) && bed.admitted },
  scale: { words: 'NEWS2 scale…', action: 'order-scale', main: false, when: (bed) => patient(bed) && bed.admitted },
  gear: { words: 'Beds and devices', action: 'watch', main: false, when: ({ stay, devices }) => stay || devices },
} as const satisfies Record<string, Row>
export type Deed = keyof typeof ROWS
const DEEDS: Readonly<Record<Deed, Row>> = ROWS

export interface Offer {
  readonly deed: Deed
  readonly words: string
  readonly main: boolean
}

/** What this person may do at this bed now; nothing at a wall display. Who may only watch is not offered the dated facts alone. */
export function offersAt(bed: BedNow, authority: Pick<Authority, 'is' | 'roles'> | null): readonly Offer[] {
  return (Object.keys(DEEDS) as Deed[])
    .filter((deed) => DEEDS[deed].when(bed) && rightTo(authority, DEEDS[deed].action) !== 'no')
    .map((deed) => ({ deed, words: DEEDS[deed].words, main: DEEDS[deed].main }))
}

/** Whether this person may do it at all: whatever stands at the bed, which may change under an open dialog. */
export const mayDeed = (deed: Deed, authority: Pick<Authority, 'is' | 'roles'> | null): boolean =>
  rightTo(authority, DEEDS[deed].action) !== 'no'

/** What touches nobody who is known by name: at a locked station it is done in one step, with name and PIN. */
export const nameless = (deed: Deed): boolean => deed === 'admit' || deed === 'nobody'
