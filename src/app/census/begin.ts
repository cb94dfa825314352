// TABLE: the steps of a first installation, and by what the gateway knows which are done. Pure.

export interface Begun {
  readonly secondFactor: boolean
  readonly wards: number
  /** People with a clinical role on a ward. */
  readonly carers: number
  readonly stations: number
  /** A bed has a patient or a trial feed: something is there to be watched. */
  readonly watched: boolean
}

interface Row {
  readonly words: string
  readonly done: (begun: Begun) => boolean
  /** May be left out. */
  readonly optional?: true
}
const ROWS = {
  factor: { words: 'Your second factor', done: ({ secondFactor }) => secondFactor },
  ward: { words: 'The first ward and its beds', done: ({ wards }) => wards > 0 },
  people: { words: 'The first people who care for patients', done: ({ carers }) => carers > 0 },
  station: { words: 'This browser as a station of the ward', done: ({ stations }) => stations > 0, optional: true },
  wave: { words: 'A first wave: a device, or a trial feed', done: ({ watched }) => watched },
} as const satisfies Record<string, Row>
export type StepKey = keyof typeof ROWS
export const STEPS: Readonly<Record<StepKey, Row>> = ROWS
export const STEP_KEYS = Object.keys(ROWS) as readonly StepKey[]

/** The step that is next: the first to do that may not be left out; null: all is done. */
export const nextStep = (begun: Begun): StepKey | null => STEP_KEYS.find((key) => !STEPS[key].optional && !STEPS[key].done(begun)) ?? null

/** Beds are asked of a ward that exists, and so are grants: later steps wait for it. */
export const waits = (key: StepKey, begun: Begun): boolean => key !== 'factor' && key !== 'ward' && begun.wards === 0
