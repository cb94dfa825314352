// What every dialog at a bed is handed: the bed, the way back, and where to say what was done.
export interface DeedProps {
  readonly bed: string
  readonly close: () => void
  /** `words`: what was done, without a name. `stays`: those that were changed. */
  readonly done: (words: string, stays: readonly string[]) => void
}
