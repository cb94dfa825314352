// Labels of beds as they are typed in: "01–16, A1 A2". Pure.
import { isBedLabel } from '../../model/labels.ts'

/** Beds of one ask. */
export const MOST_BEDS = 128

export type Labels = { readonly is: 'labels'; readonly labels: readonly string[] } | { readonly is: 'wrong'; readonly why: string }

/** "01–16" with a letter or word before: "A1-A9". The zeros before the first are kept. */
const RANGE = /^(?<word>\D*)(?<from>\d+)\s*(?:-|–|—|\.\.)\s*(?:(?<again>\D*))(?<to>\d+)$/u

/** Between commas, semicolons, new lines or spaces. A range may have spaces around its dash. */
export function labelsFrom(text: string): Labels {
  const parts = text
    .replace(/\s*(–|—|\.\.)\s*/gu, '–')
    .replace(/\s+-\s+/gu, '–')
    .split(/[\s,;]+/u)
    .filter(Boolean)
  const labels: string[] = []
  for (const part of parts) {
    const range = rangeOf(part)
    if (range === null) return { is: 'wrong', why: `“${part}” does not run upwards from one number to another` }
    labels.push(...range)
    if (labels.length > MOST_BEDS) return { is: 'wrong', why: `more than ${MOST_BEDS} beds` }
  }
  const odd = labels.find((label) => !isBedLabel(label))
  if (odd !== undefined) return { is: 'wrong', why: `“${odd}” is no label: 1 to 12 letters, digits, dashes` }
  const twice = labels.find((label, at) => labels.indexOf(label) !== at)
  if (twice !== undefined) return { is: 'wrong', why: `“${twice}” stands there twice` }
  return labels.length === 0 ? { is: 'wrong', why: 'no bed yet' } : { is: 'labels', labels }
}

/** The part itself where it is no range; null where the range is none. */
function rangeOf(part: string): readonly string[] | null {
  const { word = '', from, again = '', to } = RANGE.exec(part)?.groups ?? {}
  // A dash inside of a label is no range: "4B-01" is one bed.
  if (from === undefined || to === undefined || (part.includes('-') && (word !== again || /-/.test(word)))) return [part]
  if (again !== '' && again !== word) return null
  const [first, last] = [Number(from), Number(to)]
  if (last < first || last - first >= MOST_BEDS * 2) return null
  return Array.from({ length: last - first + 1 }, (_, at) => word + String(first + at).padStart(from.length, '0'))
}
