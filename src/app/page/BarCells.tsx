// What the ward bar tells: link, gateway time, who is watched and who is not, demo and speed, the waves' scale, a slow line.
import { useEffect, useRef } from 'react'
import { gatewayTime, link as linkStore, vouches } from '../stores/link.ts'
import { type Counts as CountsOf, countsOf, restOf } from './counts.ts'
import { useLink, useSettings, useWard } from './use.ts'
import { clockIn, HELD_WORDS, LINK_WORDS, zoneName } from './words.ts'

export function LinkState() {
  const link = useLink((state) => state.link)
  const { symbol, word } = LINK_WORDS[link]
  return (
    <p className="bar-cell bar-link" data-state={link}>
      <small>Link</small>
      <span role="status">
        <span aria-hidden="true">{symbol}</span> {word}
      </span>
    </p>
  )
}

/** Waves have a true scale only on a screen that was measured: says so where it was not, and leads to where it is done. */
export function Sweep({ open }: { readonly open: () => void }) {
  const sweep = useSettings((state) => state.sweep)
  const calibrated = useSettings((state) => state.pxPerMm !== null)
  return (
    <button type="button" className="bar-sweep" title="Speed of the waves: measure this screen" onClick={open} data-sweep>
      {sweep} mm/s{!calibrated && ', screen not calibrated'}
    </button>
  )
}

/** One place for what comes and goes, the worse first: the bar keeps its length. */
export function Told() {
  const held = useLink((state) => state.held)
  const dark = useLink((state) => state.mayGoDark)
  const vouched = useLink(vouches)
  const words = vouched ? HELD_WORDS[held] : null
  if (words === null) return dark && <MayGoDark />
  return (
    <strong className="bar-small bar-filled" role="status" data-held={held}>
      <span aria-hidden="true">◔ </span>SLOW LINE: {words}
    </strong>
  )
}

function MayGoDark() {
  return (
    <span className="bar-small" data-may-sleep title="The browser refused to keep this screen awake: set the computer not to sleep">
      <span aria-hidden="true">◌ </span>screen may sleep
    </span>
  )
}

/** Written by hand each second: no render for a tick. */
export function Clock() {
  const zone = useWard((state) => state.ward?.zone ?? 'UTC')
  const text = useRef<HTMLTimeElement>(null)
  const name = useRef<HTMLElement>(null)
  useEffect(() => {
    const format = clockIn(zone)
    let named: number | null = null
    const tick = (): void => {
      const state = linkStore.getState()
      const now = state.link === 'live' || state.link === 'late' ? gatewayTime(state, performance.now()) : null
      const words = now === null ? '--:--:--' : format(now)
      if (text.current && text.current.textContent !== words) text.current.textContent = words
      // A zone's name changes with summer: looked up once a minute.
      const minute = now === null ? null : Math.floor(now / 60_000)
      if (minute === named || minute === null || !name.current) return
      named = minute
      name.current.textContent = zoneName(zone, minute * 60_000)
    }
    tick()
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [zone])
  return (
    <p className="bar-cell bar-clock" title={`The ward's clock: ${zone}`}>
      <small>
        <span className="bar-word">Gateway </span>time <span ref={name} data-zone />
      </small>
      <time ref={text} className="tabular" data-gateway-time>
        --:--:--
      </time>
    </p>
  )
}

/** What somebody has to see to. */
const STRONG = new Set<keyof CountsOf>(['patient', 'noData', 'notAdmitted'])

/** One count a string, so that the bar renders anew only where a number changed. */
export function Counts() {
  const said = useWard(({ beds, tiles, ward }) => {
    const counts = countsOf(beds, tiles, ward?.continuous ?? false)
    return JSON.stringify([beds.length, counts])
  })
  const [beds, counts] = JSON.parse(said) as [number, CountsOf]
  const vouched = useLink(vouches)
  return (
    <p className="bar-cell" data-counts>
      <span>
        <span data-watched>{vouched ? `${counts.watched} watched` : 'none watched'}</span>
        {vouched &&
          restOf(counts, ['patient', 'noData', 'notAdmitted', 'notWatched', 'trial']).map(({ kind, words }) => (
            <span key={kind} data-rest={kind}>
              {' · '}
              {STRONG.has(kind) ? (
                <strong>
                  {kind !== 'notAdmitted' && '▲ '}
                  {words}
                </strong>
              ) : (
                words
              )}
            </span>
          ))}
      </span>
      <small>{[`${beds} beds`, ...restOf(counts, ['away', 'empty']).map(({ words }) => words)].join(' · ')}</small>
    </p>
  )
}

export function Demo() {
  const demo = useWard((state) => state.gateway?.demo === true)
  const speed = useLink((state) => state.speed)
  return (
    <>
      {demo && (
        <strong className="badge" title="Invented patients: nothing here is real">
          DEMO
        </strong>
      )}
      {speed !== 1 && (
        <strong className="badge" title="Time runs faster or slower than real time">
          ×{speed}
        </strong>
      )}
    </>
  )
}
