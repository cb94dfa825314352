// React's way to what the lanes read from: made once a stay, told when something came.
import { useEffect, useRef, useState } from 'react'
import { MOST } from '../../model/history.ts'
import type { SignalKey } from '../../model/signals.ts'
import type { Story } from '../../model/story.ts'
import { type At, at, hours } from '../../model/units.ts'
import type { VitalKey } from '../../model/vitals.ts'
import { post, RefusedByGateway } from '../access/api.ts'
import { gatewayNow } from '../census/use.ts'
import { useWard } from '../page/use.ts'
import { fetchWindow } from './client.ts'
import { LANE_KEYS, LANES, type LaneKey } from './lanes.ts'
import type { Source } from './source.ts'
import { oxygenSteps } from './steps.ts'
import { createWindows } from './windows.ts'

/** Between two looks at what is told beside the numbers, ms. */
const STORY = 15_000
/** Between two counts of what came, ms. */
const CALM = 400
/** What is told beside the numbers waits for the lanes no longer than this, ms. */
const PATIENCE = 800
/** Of two clocks that agree nearly, ms. */
const OPENING = 2000
const OXYGEN: readonly SignalKey[] = ['o2-device', 'o2-flow', 'fio2']
/** Without a word of the stay's own start. */
const BACK = hours(72)

export const nowOrClock = (): At => gatewayNow() ?? at(Date.now())

export interface Told {
  readonly source: Source
  readonly story: Story | null
  readonly since: At
  /** Signals of which anything is kept; null: not told yet. */
  readonly has: ReadonlySet<string> | null
  readonly failed: string | null
  /** Counts up when something came. */
  readonly came: number
  /** Counts up when something came of a time that had been read. */
  readonly late: number
}

const later = (act: () => void, ms: number): (() => void) => {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}

/** Null until the stay's own start is known. `hear`: something came, to be painted at once. */
export function useSource(stay: string, hear: () => void): Told | null {
  const zone = useWard((state) => state.ward?.zone ?? 'UTC')
  const units = useWard((state) => state.ward?.units)
  const bed = useWard((state) => state.beds.find((one) => one.stay?.id === stay) ?? null)
  const [has, setHas] = useState<ReadonlySet<string> | null>(null)
  const [first, setFirst] = useState<number | null>(null)
  const [story, setStory] = useState<Story | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [came, setCame] = useState(0)
  const [late, setLate] = useState(0)
  const hears = useRef(hear)
  hears.current = hear
  const began = useRef(0)
  const bedSince = useRef<number | null>(null)
  bedSince.current = bed?.stay?.since ?? null
  const source = useRef<Source | null>(null)
  const [, made] = useState(0)

  useEffect(() => {
    let counted: ReturnType<typeof setTimeout> | null = null
    let calm = 0
    const tell = (): void => {
      hears.current()
      // What React shows of it follows a little later, once for much that comes at once; the first at once.
      counted ??= setTimeout(() => {
        counted = null
        setCame((before) => before + 1)
      }, calm)
      calm = CALM
    }
    const windows = createWindows({
      ask: (span, signals, width, signal) => fetchWindow(stay, span, signals, width, signal),
      now: nowOrClock,
      since: () => began.current,
      told: (words) => {
        setFailed(words)
        tell()
        begin()
      },
      later,
    })
    source.current = { windows, story: null, oxygen: [], zone: 'UTC', units: undefined, now: nowOrClock }
    made((n) => n + 1)
    let gone = false
    const say = (error: unknown): void => {
      if (!gone) setFailed(error instanceof RefusedByGateway ? error.message : 'The history could not be read.')
    }
    const look = async (): Promise<void> => {
      try {
        const { extents } = await post('POST /api/stay/extents', { stay })
        if (gone) return
        setHas(new Set(extents.map(({ signal }) => signal)))
        setFirst(extents.length > 0 ? Math.min(...extents.map(({ from }) => from)) : nowOrClock() - BACK)
        const from = at(Math.min(nowOrClock() - BACK, ...extents.map((one) => one.from)))
        const to = at(nowOrClock() + 1000)
        const asked = extents.some(({ signal }) => OXYGEN.includes(signal)) ? await fetchWindow(stay, { from, to }, OXYGEN, 2000) : []
        if (gone || !source.current) return
        source.current.oxygen = oxygenSteps(asked)
        tell()
      } catch (error) {
        say(error)
      }
    }
    // Numbers of what came late are gateway time: what came before the page opened is in what it read.
    let read: number = nowOrClock() - OPENING
    const caughtUp = (all: Story['late']): void => {
      const last = all.at(-1)?.n ?? read
      const before = read
      read = last
      if (last === before) return
      // Of what fell out of the list nothing is known, nor where the gateway's time went back: all is read again.
      const missed = last < before || (all.length === MOST.late && all[0]!.n > before)
      if (missed) windows.forget({ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY })
      else for (const one of all) if (one.n > before) windows.forget(one)
      setLate(last)
      void look()
    }
    const lookStory = async (): Promise<void> => {
      try {
        const told = await post('POST /api/stay/story', { stay, from: nowOrClock() - hours(24 * 60), to: nowOrClock() + 1000 })
        if (gone || !source.current) return
        source.current.story = told
        setStory(told)
        caughtUp(told.late)
        tell()
      } catch (error) {
        say(error)
      }
    }
    const timers: ReturnType<typeof setInterval>[] = []
    function begin(): void {
      if (gone || timers.length > 0) return
      void lookStory()
      void look()
      timers.push(
        setInterval(() => void lookStory(), STORY),
        setInterval(() => void look(), 4 * STORY),
      )
    }
    // The lanes first, where their start is known: the gateway reads one thing after the other.
    const patience = bedSince.current === null ? null : setTimeout(begin, PATIENCE)
    if (patience === null) begin()
    return () => {
      gone = true
      if (patience !== null) clearTimeout(patience)
      for (const timer of timers) clearInterval(timer)
      if (counted !== null) clearTimeout(counted)
      windows.stop()
      source.current = null
    }
  }, [stay])

  const now = source.current
  if (now) {
    // The ward's own words about its clock and units; the stay's where the ward is not on this screen.
    ;(now as { zone: string }).zone = story?.patient.zone ?? zone
    ;(now as { units: Source['units'] }).units = story?.patient.units ?? units
  }
  // A bed of the ward on this screen tells its start: the lanes are asked for without waiting for what else is kept.
  const start = first ?? bed?.stay?.since ?? null
  if (!now || start === null)
    return failed !== null && now ? { source: now, story, since: at(nowOrClock() - BACK), has, failed, came, late } : null
  const since = at(Math.min(start, bed?.stay?.since ?? start, story?.patient.since ?? start))
  began.current = since
  return { source: now, story, since, has, failed, came, late }
}

/** Lanes that there is something to show in, and those that a reader always looks for. */
export function lanesWith(has: ReadonlySet<string> | null, story: Story | null): readonly LaneKey[] {
  return LANE_KEYS.filter((key) => {
    const { always, signals, hand } = LANES[key]
    return always || signals.some((signal) => has?.has(signal)) || (hand !== null && story?.hand.some(({ value }) => value === hand))
  })
}
export const signalsOf = (shown: readonly LaneKey[], has: ReadonlySet<string> | null): readonly VitalKey[] => {
  const all = [...new Set(shown.flatMap((key) => (LANES[key].draw === 'oxygen' ? [] : LANES[key].signals)))]
  return has === null ? all : all.filter((signal) => has.has(signal))
}
