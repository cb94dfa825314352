// The list of a ward: what a column says and sorts by, which rows a filter leaves. Pure.
import { ageWords } from '../../model/ages.ts'
import type { ListRow } from '../../model/censusapi.ts'
import { plainName } from '../../model/names.ts'

export interface Words {
  /** "14:05", or with its day where that is another. */
  readonly when: (at: number) => string
}
interface Column {
  readonly words: string
  readonly say: (row: ListRow, words: Words) => string
  readonly by: (row: ListRow) => string | number | null
  /** Only of stays that have ended, or only of those that have not. */
  readonly of?: 'ended' | 'here'
}

/** TABLE: columns, in their order. */
const COLUMNS = {
  bed: { words: 'Bed', say: ({ bed }) => bed, by: ({ bed }) => bed },
  name: { words: 'Name', say: nameWords, by: ({ name }) => (name === null ? null : plainName(name)) },
  born: { words: 'Born', say: ({ born }) => born ?? 'unknown', by: ({ born }) => born },
  record: { words: 'Record', say: ({ record }) => record ?? 'none', by: ({ record }) => record },
  age: { words: 'Age, sex', say: ageSex, by: ({ age }) => age },
  population: { words: 'Limits for', say: ({ population }) => population, by: ({ population }) => population },
  reason: { words: 'Why here', say: ({ reason }) => reason ?? '', by: ({ reason }) => reason || null },
  since: { words: 'Since', say: ({ since }, { when }) => when(since), by: ({ since }) => since },
  nurse: { words: 'Nurse', say: nurseWords, by: ({ nurse }) => nurse, of: 'here' },
  state: { words: 'State', say: stateWords, by: (row) => stateOf(row), of: 'here' },
  ended: { words: 'Ended', say: endedWords, by: ({ ended }) => ended?.at ?? null, of: 'ended' },
} as const satisfies Record<string, Column>
export type ColumnKey = keyof typeof COLUMNS
export const LIST_COLUMNS: Readonly<Record<ColumnKey, Column>> = COLUMNS

export const columnsOf = (ended: boolean): readonly ColumnKey[] =>
  (Object.keys(COLUMNS) as ColumnKey[]).filter((key) => (LIST_COLUMNS[key].of ?? (ended ? 'ended' : 'here')) === (ended ? 'ended' : 'here'))

/** TABLE: states that a list is narrowed to. */
export const STATES = {
  all: 'all',
  here: 'here',
  away: 'away',
  'not-admitted': 'NOT ADMITTED',
  'no-nurse': 'without a nurse',
} as const
export type StateFilter = keyof typeof STATES

function nameWords({ name, trial }: ListRow): string {
  return trial ? 'trial feed: invented' : (name ?? 'NOT ADMITTED')
}
function ageSex({ age, sex }: ListRow): string {
  return [ageWords(age), sex === null || sex === 'unknown' ? '' : sex].filter(Boolean).join(' ')
}
function nurseWords({ nurse, buddy }: ListRow): string {
  return [nurse ?? 'nobody', buddy === null ? '' : `with ${buddy}`].filter(Boolean).join(', ')
}
const MARK: Readonly<Record<ListRow['marks'][number], string>> = {
  paced: 'paced',
  'rhythm-not-watched': 'rhythm not watched',
  'not-admitted': 'not admitted',
  'name-alert': 'NAME ALERT',
  'limit-changed': 'limits changed',
  'alarms-off-by-order': 'ALARMS OFF BY ORDER',
  'no-bedside-alarm': 'no bedside alarm',
  pregnant: 'pregnant',
}
function stateWords({ away, marks }: ListRow, { when }: Words): string {
  return [away === null ? '' : `away: ${away.reason}, back ${when(away.back)}`, ...marks.map((mark) => MARK[mark])]
    .filter(Boolean)
    .join(' · ')
}
function endedWords({ ended }: ListRow, { when }: Words): string {
  return ended === null ? '' : `${when(ended.at)}, ${ended.how === 'nobody' ? 'nobody was here' : 'discharged'}, by ${ended.by}`
}

function stateOf({ away, admitted, trial, marks }: ListRow): string {
  return `${admitted === null && !trial ? 0 : away === null ? 2 : 1}${marks.length > 0 ? 0 : 1}`
}
const fits = (row: ListRow, state: StateFilter): boolean => {
  const { away, admitted, nurse, trial } = row
  switch (state) {
    case 'all':
      return true
    case 'here':
      return away === null
    case 'away':
      return away !== null
    case 'not-admitted':
      return admitted === null && !trial
    case 'no-nurse':
      return nurse === null
    default:
      return state satisfies never
  }
}

export interface ListWish {
  readonly sort: ColumnKey
  readonly down: boolean
  readonly text: string
  readonly state: StateFilter
}
/** Numbers inside of labels count as numbers: bed 2 before bed 10. */
const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Every word of the text is somewhere in the row; what is unknown stands last, whichever way it is sorted. */
export function shownRows(rows: readonly ListRow[], { sort, down, text, state }: ListWish, words: Words): readonly ListRow[] {
  const asked = plainName(text).split(' ').filter(Boolean)
  const keys = Object.keys(COLUMNS) as ColumnKey[]
  const holds = (row: ListRow): boolean => {
    if (asked.length === 0) return true
    const whole = plainName(keys.map((key) => LIST_COLUMNS[key].say(row, words)).join(' '))
    return asked.every((word) => whole.includes(word))
  }
  const { by } = LIST_COLUMNS[sort]
  return rows
    .filter((row) => fits(row, state) && holds(row))
    .toSorted((a, b) => {
      const [left, right] = [by(a), by(b)]
      if (left === null || right === null) return left === right ? order.compare(a.bed, b.bed) : left === null ? 1 : -1
      const told = typeof left === 'number' && typeof right === 'number' ? left - right : order.compare(String(left), String(right))
      return told === 0 ? order.compare(a.bed, b.bed) : down ? -told : told
    })
}
