// What happened since an hour as lines, each with the moment that it leads to. Pure.
import { longDuration } from '../../model/alarmwords.ts'
import type { Figures } from '../../model/figures.ts'
import { GONE, type GoneKey, type HoleWhy } from '../../model/history.ts'
import { rangeWords } from '../../model/running.ts'
import { oxygenWords, type Since } from '../../model/since.ts'

export interface SinceLine {
  readonly key: string
  readonly label: string
  /** What it was, most telling first. */
  readonly says: string
  readonly more: string
  /** null: there is no moment to go to. */
  readonly at: number | null
  /** Somebody should look at it: said by weight and a sign, never by colour alone. */
  readonly calls: boolean
}

const WENT = { up: 'up', down: 'down', same: 'as it was', other: 'another device', unknown: 'not known' } as const
/** "12 min", "under 1 min", "none" */
export function longWords(ms: number): string {
  if (ms <= 0) return 'none'
  if (ms < 60_000) return 'under 1 min'
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : longDuration(ms)
}
/** "8 %", "over 99 %"; '' where next to nothing is missing. */
export function missingWords(missing: number | null): string {
  if (missing === null || missing < 0.005) return ''
  if (missing < 0.01) return 'under 1 %'
  return missing < 1 && missing > 0.99 ? 'over 99 %' : `${Math.round(missing * 100)} %`
}

const LOST = { damaged: 'record damaged', pruned: 'no longer kept' } as const satisfies Record<HoleWhy, string>
/** Of what is no longer kept nothing found is not nothing happened. Null: all is kept. */
export const goneWords = (gone: readonly GoneKey[], of: readonly GoneKey[] = gone): string | null => {
  const told = of.filter((what) => gone.includes(what)).map((what) => GONE[what])
  return told.length === 0 ? null : `No longer kept: ${told.join(', ')}.`
}

/** "8 % (record damaged 3 %)"; '' where next to nothing is missing. */
export function missingAll({ missing, lost }: Pick<Figures, 'missing' | 'lost'>): string {
  const shares = lost.map(({ why, share }) => `${LOST[why]} ${missingWords(Math.max(share, 0.005))}`).join(', ')
  const words = missingWords(missing)
  return words && shares ? `${words} (${shares})` : words || shares
}

const joined = (...parts: readonly (string | null | undefined | false)[]): string => parts.filter(Boolean).join(', ')

function saturation(spo2: Figures | null): Pick<SinceLine, 'says' | 'more' | 'at' | 'calls'> {
  if (!spo2) return { says: 'no SpO₂ in this time', more: '', at: null, calls: false }
  const { below, belowTarget, min, longest, missing } = spo2
  if (spo2.count === 0) return { says: 'not known', more: missingAll(spo2), at: null, calls: false }
  const limit = below === null ? 'no limit in force' : `below limit ${longWords(below)}`
  return {
    says: joined(limit, belowTarget !== null && `below target ${longWords(belowTarget)}`),
    more: joined(
      min && `lowest ${Math.round(min.value)} %`,
      (missingWords(missing) || spo2.lost.length > 0) && `missing ${missingAll(spo2)}`,
    ),
    at: longest?.from ?? ((belowTarget ?? 0) > 0 ? (min?.at ?? null) : null),
    calls: (below ?? 0) > 0,
  }
}

export function sinceLines({ charted, running, spo2, oxygen, alarms, unseen, notes, gone }: Since): readonly SinceLine[] {
  const none = (what: GoneKey, words: string): string => (gone.includes(what) ? 'no longer kept' : words)
  const { went, before, now } = oxygen
  return [
    {
      key: 'charted',
      label: 'Highest NEWS2 charted',
      says: charted ? `${charted.total}` : none('charted', 'no full set'),
      more: charted ? `of ${charted.sets} ${charted.sets === 1 ? 'set' : 'sets'}` : '',
      at: charted?.at ?? null,
      calls: (charted?.total ?? 0) >= 5,
    },
    {
      key: 'running',
      label: 'Highest running score',
      says: running ? rangeWords(running) : 'none',
      more: running && running.high > running.low ? 'a range: not all parts were known' : '',
      at: running?.at ?? null,
      calls: (running?.low ?? 0) >= 5,
    },
    { key: 'spo2', label: 'SpO₂', ...saturation(spo2) },
    {
      key: 'oxygen',
      label: 'Oxygen',
      says: WENT[went],
      more:
        before && now ? (went === 'same' ? oxygenWords(now) : `${oxygenWords(before)} → ${oxygenWords(now)}`) : now ? oxygenWords(now) : '',
      at: oxygen.at,
      calls: went === 'up',
    },
    {
      key: 'unseen',
      label: 'High alarms not seen',
      says: unseen ? `${unseen.count}` : none('alarm', 'none'),
      more: gone.includes('alarm') ? '' : joined(unseen?.words, `${alarms.high} high and ${alarms.medium} medium in all`),
      at: unseen?.at ?? null,
      calls: unseen !== null,
    },
    {
      key: 'notes',
      label: 'Notes',
      says: notes ? `${notes.count}` : none('note', 'none'),
      more: notes?.words ?? '',
      at: notes?.at ?? null,
      calls: false,
    },
  ]
}
