// Oxygen given as steps in time, and the running early-warning score by pixels. Pure.

import { codeWords } from '../../model/codes.ts'
import type { CodedTrack, NumberTrack, Track } from '../../model/history.ts'
import type { Story } from '../../model/story.ts'

/** Oxygen from one instant until the next step. */
export interface OxygenStep {
  readonly from: number
  readonly device: string | null
  readonly flow: number | null
  readonly fio2: number | null
}

/** Of three tracks one list of steps: what each said last counts. */
export function oxygenSteps(tracks: readonly Track[]): readonly OxygenStep[] {
  const device = tracks.find((track): track is CodedTrack => track.kind === 'coded' && track.signal === 'o2-device')
  const number = (signal: string) => tracks.find((track): track is NumberTrack => track.kind === 'number' && track.signal === signal)
  const changes: { readonly at: number; readonly set: Partial<OxygenStep> }[] = (device?.steps ?? []).map(({ at, code }) => ({
    at,
    set: { device: code, ...(code === 'A' && { flow: null, fio2: null }) },
  }))
  for (const [key, track] of [
    ['flow', number('o2-flow')],
    ['fio2', number('fio2')],
  ] as const)
    for (const [i, at] of (track?.at ?? []).entries()) {
      const value = track!.value[i]!
      changes.push({ at, set: { [key]: Number.isNaN(value) ? null : value } })
    }
  changes.sort((a, b) => a.at - b.at)
  const steps: OxygenStep[] = []
  for (const { at, set } of changes) {
    const last = steps.at(-1) ?? { from: at, device: null, flow: null, fio2: null }
    const next = { ...last, ...set, from: at }
    if (steps.length > 0 && last.from === at) steps[steps.length - 1] = next
    else if (steps.length === 0 || next.device !== last.device || next.flow !== last.flow || next.fio2 !== last.fio2) steps.push(next)
  }
  return steps
}

/** "2 L/min nasal cannula", "air", "28 % Venturi mask" */
export function oxygenWords({ device, flow, fio2 }: Omit<OxygenStep, 'from'>): string {
  if (device === 'A') return 'air'
  const amount = [flow !== null && flow > 0 ? `${flow} L/min` : null, fio2 !== null ? `${fio2} %` : null].filter(Boolean).join(' ')
  const by = device === null ? (amount ? 'oxygen' : 'not charted') : codeWords('o2-device', device)
  return [amount, by].filter(Boolean).join(' ')
}

export interface ScoreCell {
  readonly from: number
  readonly to: number
  readonly low: number
  readonly high: number
}
const QUARTER = 900_000
/**
 * The running score in cells that are no narrower than `least` ms: of each the highest lower and the highest upper score of the quarter
 * hours in it, so that what calls for somebody at one zoom does so at all.
 */
export function scoreCells(
  running: Story['running'],
  { from, to }: { readonly from: number; readonly to: number },
  least: number,
): readonly ScoreCell[] {
  const wide = Math.max(QUARTER, Math.ceil(least / QUARTER) * QUARTER)
  const cells = new Map<number, ScoreCell>()
  for (const { at, low, high } of running) {
    const start = Math.floor(at / wide) * wide
    if (start + wide <= from || start >= to) continue
    const cell = cells.get(start)
    cells.set(start, { from: start, to: start + wide, low: Math.max(low, cell?.low ?? low), high: Math.max(high, cell?.high ?? high) })
  }
  return [...cells.values()].sort((a, b) => a.from - b.from)
}
export const scoreWords = ({ low, high }: Pick<ScoreCell, 'low' | 'high'>): string => (low === high ? String(low) : `${low}–${high}`)
