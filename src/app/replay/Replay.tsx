// The screen of the ward as it was: framed, grey, and never to be taken for what is. The live banner stays above, and sound goes on.
import { useEffect, useMemo, useRef, useState } from 'react'
import { Failed } from '../access/parts.tsx'
import { gatewayNow, useNow, useZone } from '../census/use.ts'
import { usePosted } from '../census/usewardask.ts'
import { useSettings } from '../page/use.ts'
import './replay.css'
import { pressed, REPLAY_KEYS } from './keys.ts'
import { Scrubber } from './Scrubber.tsx'
import { agoWords, frameOf, momentIn } from './shown.ts'
import { Tile } from './Tile.tsx'
import { usePast } from './use.ts'
import { BACK, EDGE, momentOf, type Raised, replayPath, SPEEDS, type SpeedKey, within } from './windows.ts'

/** Where nothing else is asked for, the replay begins so long ago, ms. */
const BEGIN = 15 * 60_000

/** The moment, kept in the address. */
function useMoment(ward: string, now: number | null) {
  const [wished, wish] = useState(() => momentOf(location.search))
  const moment = now === null ? null : within(wished ?? now - BEGIN, now)
  useEffect(() => {
    // What was not asked for stays where it began.
    if (wished === null && moment !== null) wish(moment)
    if (moment === null) return
    const timer = setTimeout(() => {
      const search = new URLSearchParams(location.search)
      search.set('at', String(moment))
      if (location.pathname.endsWith('/replay'))
        history.replaceState(history.state, '', `${replayPath(ward, moment).split('?')[0]}?${search}`)
    }, 300)
    return () => clearTimeout(timer)
  }, [ward, wished, moment])
  return [moment, wish] as const
}

/** Alarms of high and medium priority, of 72 hours: asked once. */
function useRaised(ward: string, now: number | null): readonly Raised[] {
  const [asked] = useState(() => now ?? gatewayNow())
  const { data } = usePosted(
    'POST /api/alarms/history',
    asked === null ? null : { ward, stay: null, from: asked - BACK, to: asked, priorities: ['high', 'medium'] },
  )
  return useMemo(
    () => (data?.lines ?? []).flatMap(({ at, what, priority }) => (what === 'raised' ? [{ at, high: priority === 'high' }] : [])),
    [data],
  )
}

const useStill = (): boolean => {
  const [query] = useState(() => matchMedia('(prefers-reduced-motion: reduce)'))
  const [still, setStill] = useState(query.matches)
  useEffect(() => {
    const hear = (): void => setStill(query.matches)
    query.addEventListener('change', hear)
    return () => query.removeEventListener('change', hear)
  }, [query])
  return still
}

/** Keys that scroll what has the focus. */
const SCROLLS: readonly string[] = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']

export function Replay({ ward }: { readonly ward: string }) {
  const now = useNow()
  const [moment, wish] = useMoment(ward, now)
  if (now === null || moment === null) return <p role="status">Waiting for the ward’s clock…</p>
  return <Shown ward={ward} now={now} moment={moment} wish={wish} />
}

interface Props {
  readonly ward: string
  readonly now: number
  readonly moment: number
  readonly wish: (moment: number) => void
}
function Shown({ ward, now, moment, wish }: Props) {
  const zone = useZone()
  const still = useStill()
  const alarms = useRaised(ward, now)
  const [playing, play] = useState<SpeedKey | null>(null)
  const { step, each } = SPEEDS[playing ?? '1×']
  const { answer, k, failed } = usePast(ward, moment, step, playing !== null, now - EDGE)
  const privacy = useSettings((state) => state.privacy)
  const frame = useMemo(() => answer && frameOf(answer, k, privacy), [answer, k, privacy])
  const latest = useRef({ moment, ready: answer !== null })
  latest.current = { moment, ready: answer !== null }

  const go = (to: number): void => wish(within(to, now))
  useEffect(() => {
    if (playing === null || still) return
    const timer = setInterval(() => {
      const { moment: at, ready } = latest.current
      const present = gatewayNow()
      // What has not been read yet is waited for, never left out.
      if (!ready || present === null) return
      const next = Math.floor(at / step) * step + step
      if (next > present - EDGE) play(null)
      else wish(next)
    }, each)
    return () => clearInterval(timer)
  }, [playing, still, step, each, wish])

  const host = useRef<HTMLDivElement>(null)
  const press = useRef<(event: KeyboardEvent) => void>(() => {})
  press.current = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // Wherever in the sheet the focus is, also on its frame; a dialog above it has keys of its own.
    const dialog = (event.target as Element | null)?.closest('dialog') ?? null
    if (dialog !== null && !dialog.contains(host.current)) return
    const grid = (event.target as Element | null)?.closest('.replay-grid')
    // Beds below the fold are scrolled to.
    if (grid && grid.scrollHeight > grid.clientHeight && SCROLLS.includes(event.key)) return
    const to = pressed(event, moment, now, alarms)
    if (to === null) return
    event.preventDefault()
    play(null)
    go(to)
  }
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => press.current(event)
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])

  // What stands in the frame is named by its own time: while it is played fast, a frame is not each second.
  const time = frame?.time ?? moment
  return (
    <div ref={host} className="replay" data-replay={time}>
      <p className="replay-banner">
        <strong>REPLAY, not live</strong>
        <span className="tabular">{momentIn(zone, time)}</span>
        <span>({agoWords(now - time)})</span>
        {frame?.unknown && <span>{frame.unknown}</span>}
        <small>
          {zone} · keys: {REPLAY_KEYS.map(({ shown, does }) => `${shown} ${does}`).join(' · ')}
        </small>
      </p>
      <Failed words={failed} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="replay-grid" tabIndex={0} aria-label="The ward as it was" aria-busy={frame === null}>
        {frame === null && failed === null && <p role="status">Reading what was on the screen…</p>}
        {frame?.off && <p className="replay-off">{frame.off}</p>}
        {frame?.tiles.map((tile) => (
          <Tile key={tile.bed} tile={tile} />
        ))}
      </section>
      <Scrubber moment={moment} now={now} zone={zone} alarms={alarms} playing={playing} still={still} go={go} play={play} />
    </div>
  )
}
