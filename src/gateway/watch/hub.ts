// What the hub of alarms is made of, and what it does for the rest of the gateway.
import type { Clock, Stop } from '../../feed/source.ts'
import type { AlarmAct } from '../../model/alarmacts.ts'
import type { BedAlarms, ScoreShown } from '../../model/alarmshown.ts'
import type { By } from '../../model/book.ts'
import type { BedId, StayId, WardId } from '../../model/ids.ts'
import type { Judge } from '../../model/judge/judge.ts'
import type { Routed } from '../../model/sample.ts'
import type { StayAlarms } from '../../model/stayalarms.ts'
import type { Found } from '../../model/staystep.ts'
import type { At } from '../../model/units.ts'
import type { Hour } from '../../model/zone.ts'
import type { Bus } from '../bus.ts'
import type { AlarmMark } from '../census/bedfacts.ts'
import type { CensusBook, Change } from '../census/census.ts'
import type { ErrorCode } from '../errors.ts'
import type { Metrics } from '../metrics.ts'
import type { WardView } from '../ward.ts'
import type { KeptAlarms, Told, Whose } from './kept.ts'
import type { Brought } from './seed.ts'

export interface WatchSetup {
  readonly census: CensusBook
  readonly bus: Pick<Bus<Routed>, 'publish' | 'subscribe'>
  readonly views: ReadonlyMap<WardId, WardView>
  readonly clock: Clock
  readonly kept: KeptAlarms
  readonly newId: () => string
  readonly count: Metrics['count']
  readonly set: Metrics['set']
  readonly failed: (place: string, error: unknown) => void
  /** A ward has no screen that confirms what it paints: done once each time. */
  readonly unwatched: (ward: WardId) => void
  /** When each day the alarm path is proven, by the ward's clock. */
  readonly proveAt: Hour
  /** Early warning of a stay, as its tile tells it. */
  readonly early?: (stay: StayId) => ScoreShown | null
  readonly judge?: () => Judge
  /** What sources bring of limits and orders, for stays of which nothing was kept. */
  readonly brought?: ReadonlyMap<StayId, Brought>
}

export interface AlarmContext {
  readonly by: By
  readonly staff: (person: string, ward: WardId) => By | null
  readonly nameOf: (person: string) => string
}
/** `kept`: resolves once it is kept; rejects with 'store-down' where it took effect and is not recorded. */
export type AlarmAnswer =
  | { readonly is: 'done'; readonly kept: Promise<void>; readonly ward: WardId; readonly stays: readonly StayId[] }
  | { readonly is: 'refused'; readonly code: ErrorCode; readonly detail?: string }

export interface AlarmHub extends Pick<WardHub, 'confirmed' | 'proved' | 'heard' | 'gone' | 'unwatched'> {
  act(ask: AlarmAct, context: AlarmContext): AlarmAnswer
  /** What was found elsewhere than in samples: by a score, by the facts of the house. */
  find(stay: StayId, found: readonly Found[]): void
  /** How it stands. */
  stateOf(stay: StayId): StayAlarms | null
  shownOf(stay: StayId): BedAlarms
  /** What is set for a stay, as its bed's marks; null: it is not known here. */
  marksOf(stay: StayId): readonly AlarmMark[] | null
  /** Told of elsewhere: any screen may act on it. */
  isElsewhere(stay: StayId): boolean
  journal(whose: Whose, from: number, to: number): Promise<readonly Told[]>
  lost(): number
  /** What is held of its past: with its key. */
  erase(stay: StayId): void
  /** Before the screens are told of a change of the ward book, and after. */
  learn(change: Change): void
  tell(change: Change): void
  /** What was measured just before the start, oldest first: what stood then stands at the start. Stays of which anything was kept know it already. */
  recall(before: Iterable<{ readonly at: At; readonly routed: readonly Routed[] }>): void
  start(): Stop
}

/** Of wards as a whole. */
export interface WardHub {
  /** A screen painted what it was sent. */
  confirmed(ward: WardId, sound: 'armed' | 'off'): void
  /** A screen presented the canary. */
  proved(ward: WardId, canary: string, sounded: boolean): void
  /** A source handed over a report for a bed. */
  heard(source: string, bed: BedId): void
  gone(source: string): void
  /** Wards on no screen. */
  unwatched(): readonly WardId[]
}
