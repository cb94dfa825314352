// What the page and its worker say to each other. The worker owns socket, rings and canvases; the page owns the DOM.
import type { BedAlarms, WardAlarms } from '../model/alarmshown.ts'
import type { BedFacts, NoticeKey } from '../model/facts.ts'
import type { Freshness } from '../model/freshness.ts'
import type { Authority, GatewayFacts, Roster, RosterRow, SnapshotBed, WardFacts } from '../model/wire.ts'
import type { Held, Link } from './core/view.ts'
import type { LayoutKey, LineKind, Mark, TileAlarm } from './tile.ts'

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const THEMES = ['dark', 'dim', 'day'] as const
export type ThemeKey = (typeof THEMES)[number]

export interface Settings {
  readonly theme: ThemeKey
  /** Hides initials, age and sex. */
  readonly privacy: boolean
  /** Sweep, mm/s. */
  readonly sweep: 12.5 | 25 | 50
  /** CSS pixels a millimetre of this screen; null: not calibrated, 96 / 25.4 is assumed and said. */
  readonly pxPerMm: number | null
  /** ECG gain, mm/mV. */
  readonly gain: 5 | 10 | 20
  readonly reducedMotion: boolean
}

export type ToWorker =
  | {
      readonly is: 'start'
      readonly url: string
      readonly canvas: OffscreenCanvas
      readonly probe: boolean
      readonly fonts: { readonly regular: string; readonly bold: string }
    }
  /** The ward to watch; null: none. */
  | { readonly is: 'watch'; readonly ward: string | null }
  /** CSS pixels of the ward canvas, and where each shown bed's tile lies. Beds not named are not painted (other page, filtered). */
  | {
      readonly is: 'layout'
      readonly layout: LayoutKey
      readonly width: number
      readonly height: number
      readonly dpr: number
      readonly tiles: readonly { readonly bed: string; readonly rect: Rect }[]
    }
  | { readonly is: 'settings'; readonly settings: Settings }
  /** Opens one bed in detail on a canvas of its own; canvas null: the one given before, in a new size or for another bed. */
  | {
      readonly is: 'detail'
      readonly bed: string
      readonly canvas: OffscreenCanvas | null
      readonly width: number
      readonly height: number
      readonly dpr: number
    }
  | { readonly is: 'detail-closed' }
  /** A reader touched this bed's tile (focus or finger): layout S shows its wave. null: none. */
  | { readonly is: 'touch'; readonly bed: string | null }
  | { readonly is: 'visibility'; readonly hidden: boolean }
  /** Somebody signed in, out or took over in this browser: connect anew as whoever it is now. */
  | { readonly is: 'redial' }
  /** Who might see names is gone as far as the page can tell: they are void until the gateway tells them anew. */
  | { readonly is: 'forget' }
  /** Whether this screen could be heard, as far as the page knows. */
  | { readonly is: 'sound'; readonly sound: 'armed' | 'off' }
  /** A canary was presented, and its tick was scheduled or not. */
  | { readonly is: 'proved'; readonly canary: string; readonly sounded: boolean }
  /** Asks for the last numbers of every bed, for paper. */
  | { readonly is: 'numbers'; readonly id: number }
  /** Asks for what was painted; demo only. */
  | { readonly is: 'probe'; readonly id: number; readonly since: number }
  | { readonly is: 'stop' }

/** [bed, key, text, freshness]: a cell of the mirror that changed. `key` is a vital's key, or 'line' | 'patient' | 'nurse' | 'notices' | 'note-<slot>' | 'why-<slot>'. */
export type MirrorRow = readonly [bed: string, key: string, text: string, freshness: Freshness | null]

/** Alarms of a bed's tile, all of them: for the mirror. */
export type MirrorAlarms = readonly [
  bed: string,
  alarms: readonly Pick<TileAlarm, 'id' | 'rule' | 'priority' | 'state' | 'silence' | 'text' | 'who'>[],
]

export interface DetailRow {
  readonly signal: string
  /** Another device brings it, too, and leads: named so, under its row. */
  readonly second: boolean
  readonly name: string
  readonly text: string
  readonly unit: string
  readonly freshness: Freshness
  /** "0:03", "47 min"; "14:05 · 12 min" of a reading now and then; "taken 06:10 · received 07:30" */
  readonly age: string
  /** "each 1 s": the cadence by which its freshness is judged. */
  readonly expected: string
  readonly source: string
  /** "derived", "motion", "not measured", … */
  readonly quality: string
}

/** The last number or state of a signal, however old: `text` says why where it is not known. */
interface LastNumber {
  readonly signal: string
  readonly text: string
  readonly known: boolean
  readonly unit: string
  /** When it was measured, gateway time. */
  readonly at: number
}
export interface LastBed {
  readonly bed: string
  readonly label: string
  readonly stay: string | null
  readonly presence: 'occupied' | 'away' | 'empty'
  /** Values are kept for request only: none are told. */
  readonly onRequest: boolean
  readonly rows: readonly LastNumber[]
}

/** A wave of the bed in detail: physical = (sample − baseline) / gain, in `unit`; `rate` in samples a second. */
export interface DetailWave {
  readonly ch: number
  readonly signal: string
  readonly name: string
  readonly rate: number
  readonly gain: number
  readonly baseline: number
  readonly unit: string
  readonly source: string
  readonly state: 'live' | 'gap' | 'ended'
  /** What of it did not come as it was measured, in words. */
  readonly filled: string | null
}

/** One thing painted, for the oracle: what was shown as how fresh, by which clock. */
export interface PaintedValue {
  readonly bed: string
  readonly vital: string
  readonly text: string
  readonly freshness: Freshness
  /** When it was measured, and the gateway time at which it was painted as the worker knew it. */
  readonly at: number
  readonly gatewayNow: number
  /** The worker's own clock, ms since the epoch by performance.timeOrigin + performance.now(). */
  readonly painted: number
  /** Sequence of the frame that brought it, when that frame reached the worker (same clock), and when the gateway had it on its bus. */
  readonly seq: number
  readonly arrived: number
  readonly received: number
}
export interface ProbeLog {
  readonly values: readonly PaintedValue[]
  /** Wave spans painted: samples [from, to) of a bed's channel, or a hole. */
  readonly waves: readonly {
    readonly bed: string
    readonly ch: number
    readonly from: number
    readonly to: number
    readonly hole: boolean
  }[]
  readonly link: readonly { readonly link: Link; readonly painted: number }[]
  readonly counts: {
    readonly frames: number
    readonly malformed: number
    readonly gaps: number
    readonly resumed: number
    readonly snapshots: number
    readonly listeners: number
    /** Rounds in which tiles' text changed, and animation frames in which the waves went on. */
    readonly paints: number
    readonly sweeps: number
  }
  readonly dropped: number
  /** Serial number up to which this log reaches: the next `since`. */
  readonly next: number
}

export type FromWorker =
  | { readonly is: 'wards'; readonly gateway: GatewayFacts; readonly wards: readonly WardFacts[] }
  /** A snapshot came: the ward's beds in order. */
  | { readonly is: 'ward'; readonly ward: WardFacts; readonly gateway: GatewayFacts; readonly beds: readonly SnapshotBed[] }
  /** Replaces all names and duties. `refused`: the code by which the gateway keeps them back. */
  | {
      readonly is: 'roster'
      readonly people: readonly RosterRow[]
      readonly duties: Roster['duties']
      readonly charge: Roster['charge']
      readonly carers: Roster['carers']
      readonly refused: string | null
    }
  /** Who the gateway takes this screen for. */
  | { readonly is: 'authority'; readonly authority: Authority }
  /** Nothing of the ward is known, or may be shown, any more. */
  | { readonly is: 'left' }
  /** Rare: presence, marks and line kind of a bed's tile, for the mirror and the counts of the ward bar. */
  | {
      readonly is: 'tile'
      readonly bed: string
      readonly presence: 'occupied' | 'away' | 'empty'
      readonly lineKind: LineKind
      /** What waits for an answer at this bed. */
      readonly notices: readonly NoticeKey[]
      /** Nothing of what is to be watched reaches this screen: NO DATA, or held back on a slow line. */
      readonly silent: boolean
      readonly marks: readonly Mark[]
      readonly veiled: boolean
      readonly waves: readonly string[]
    }
  /** At most four times a second. */
  | { readonly is: 'mirror'; readonly rows: readonly MirrorRow[]; readonly alarms: readonly MirrorAlarms[] }
  /** At once where they changed. `whole`: replaces all known before. `ward` null: the ward's own are as before. */
  | {
      readonly is: 'alarms'
      readonly whole: boolean
      readonly beds: readonly (readonly [bed: string, alarms: BedAlarms])[]
      readonly ward: WardAlarms | null
    }
  /** The frame that was painted last: what an act names as seen. */
  | { readonly is: 'painted'; readonly ward: string; readonly epoch: number; readonly seq: number }
  | {
      readonly is: 'detail'
      readonly bed: string
      readonly rows: readonly DetailRow[]
      readonly waves: readonly DetailWave[]
      readonly notWatched: readonly string[]
      readonly facts: BedFacts
      /** Every one that stands, also those a tile has no room for. */
      readonly marks: readonly Mark[]
    }
  /** At each change, and once a second as the worker's heartbeat: the page calls the link lost when it stays away. */
  | {
      readonly is: 'link'
      readonly link: Link
      readonly silentFor: number
      readonly reason: string | null
      /** It ended because nobody is signed in here. */
      readonly signedOut: boolean
      readonly gatewayNow: number | null
      readonly wallOffset: number | null
      readonly speed: number
      /** What the gateway holds back because this line is slow. */
      readonly held?: Held
    }
  /** Nothing painted before this was fresh after the last sleep or loss; now it is. */
  | { readonly is: 'fresh' }
  | { readonly is: 'numbers'; readonly id: number; readonly now: number | null; readonly beds: readonly LastBed[] }
  | { readonly is: 'probed'; readonly id: number; readonly log: ProbeLog }
  | { readonly is: 'failed'; readonly code: string; readonly message: string }
