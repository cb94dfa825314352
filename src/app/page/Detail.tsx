// One bed in detail beside the ward: larger waves, every signal with its times, source and quality, all facts, and what is not watched.
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { ageWords } from '../../model/ages.ts'
import type { SnapshotBed } from '../../model/wire.ts'
import { limitsWords } from '../core/notices.ts'
import type { DetailRow } from '../messages.ts'
import { seenAs, vouches } from '../stores/link.ts'
import { settings } from '../stores/settings.ts'
import { ahead } from './ahead.ts'
import { sweepWords } from './calibration.ts'
import { DeviceRows, Duty, Notes, Notices, WaveRows } from './DetailFacts.tsx'
import { isVital } from './mirror.ts'
import { namelessWords } from './seat.ts'
import { useLink, useSession, useSettings, useWard } from './use.ts'
import { Tool } from './WardBar.tsx'
import { LINK_WORDS } from './words.ts'

const AlarmPanel = lazy(ahead(() => import('../alarms/Panel.tsx').then(({ AlarmPanel }) => ({ default: AlarmPanel }))))

const SEX = { F: 'female', M: 'male', unknown: 'sex unknown' } as const

interface Props {
  readonly bed: string
  readonly close: () => void
  /** What may be done with this bed. */
  readonly acts?: ((bed: string) => ReactNode) | undefined
}

export function Detail({ bed, close, acts }: Props) {
  const snapshot = useWard((state) => state.beds.find(({ id }) => id === bed))
  const known = useWard((state) => state.ward !== null)
  const label = snapshot?.label ?? bed
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <aside className="detail" data-detail={bed} aria-label={`Bed ${label} in detail`}>
      <div className="detail-head">
        <h2 ref={heading} tabIndex={-1}>
          {label}
        </h2>
        <Who bed={bed} stay={snapshot?.stay ?? null} />
        <Tool icon="close" label="Close (Esc)" press={close} />
      </div>
      {snapshot !== undefined && (
        <Suspense>
          <AlarmPanel key={bed} bed={bed} />
        </Suspense>
      )}
      {snapshot !== undefined && acts && <div className="detail-acts">{acts(bed)}</div>}
      {known && snapshot === undefined ? (
        <p className="detail-note">There is no bed {bed} in this ward.</p>
      ) : (
        <>
          <Waves bed={bed} />
          <Rows bed={bed} stay={snapshot?.stay ?? null} />
        </>
      )}
    </aside>
  )
}

function Who({ bed, stay }: { readonly bed: string; readonly stay: SnapshotBed['stay'] }) {
  const privacy = useSettings((state) => state.privacy)
  const person = useWard((state) => (stay ? state.people.get(stay.id) : undefined))
  const nameless = useWard((state) => namelessWords(state.authority, state.namesRefused, person?.name == null && person?.initials != null))
  const notices = useWard((state) => state.tiles.get(bed)?.notices)
  if (stay === null) return <p className="detail-who">nobody admitted</p>
  if (privacy) return <p className="detail-who">name hidden (privacy)</p>
  const facts = [ageWords(stay.age), person?.sex && SEX[person.sex], limitsWords(stay.population)].filter(Boolean).join(' · ')
  const named = person?.name != null && person.name !== ''
  const alike = person?.alike?.length ? `NAME ALERT: ${person.alike.join(', ')}` : undefined
  const nobody = notices?.includes('trial') ? 'TRIAL FEED' : notices?.includes('not-admitted') ? 'NOT ADMITTED' : null
  if (nobody !== null)
    return (
      <p className="detail-who">
        <strong data-nobody>{nobody}</strong>
        <span>{facts}</span>
      </p>
    )
  return (
    <p className="detail-who">
      {named ? (
        <strong data-patient-name title={alike}>
          {person.name}
        </strong>
      ) : (
        <>
          {person?.initials && <strong>{person.initials}</strong>}
          <span data-patient-name>{nameless}</span>
        </>
      )}
      {alike !== undefined && <strong data-name-alert>{alike}</strong>}
      {/* Two things beside the name by which the wrong patient is noticed. */}
      {person?.born && <span data-born>born {person.born}</span>}
      {person?.record && <span data-record>record {person.record}</span>}
      <span>{facts}</span>
      {person?.reason && <span>{person.reason}</span>}
    </p>
  )
}

/** The worker's second canvas. A canvas can be handed over once: each opening makes its own. */
function Waves({ bed }: { readonly bed: string }) {
  const session = useSession()
  const restarts = useLink((state) => state.restarts)
  const host = useRef<HTMLDivElement>(null)
  const words = useSettings((state) => sweepWords(state.sweep, state.pxPerMm))
  const gain = useSettings((state) => state.gain)

  // `restarts`: a new worker has no canvas yet.
  useEffect(() => {
    const element = host.current!
    const canvas = document.createElement('canvas')
    canvas.className = 'screen'
    canvas.setAttribute('aria-hidden', 'true')
    element.append(canvas)
    let handed: OffscreenCanvas | null = canvas.transferControlToOffscreen()
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element
      if (width === 0 || height === 0) return
      canvas.style.width = `${width}px`
      canvas.style.height = `${height}px`
      session.detail({ is: 'detail', bed, canvas: handed, width, height, dpr: devicePixelRatio })
      handed = null
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      observer.disconnect()
      session.closeDetail()
      canvas.remove()
    }
  }, [session, bed, restarts])

  return (
    <figure className="detail-waves">
      <div ref={host} className="detail-canvas" />
      <figcaption>
        {words} · ECG {gain} mm/mV, unless a lane says less
      </figcaption>
    </figure>
  )
}

function Rows({ bed, stay: whole }: { readonly bed: string; readonly stay: SnapshotBed['stay'] }) {
  const stay = whole?.id ?? null
  const detail = useWard((state) => (state.detail?.bed === bed ? state.detail : null))
  const veiled = useLink((state) => state.veiled)
  const link = useLink((state) => state.link)
  const vouched = useLink(vouches)
  // Under the veil the table goes with the picture.
  if (veiled || detail === null) return <p className="detail-note">Waiting for values…</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="detail-scroll" tabIndex={0} aria-label="All signals of this bed" data-untrusted={!vouched || undefined}>
      {!vouched && (
        <p className="detail-note detail-untrusted">
          <span aria-hidden="true">{LINK_WORDS[link].symbol} </span>
          Link {LINK_WORDS[link].word}: what stands here is the last known, not watched.
        </p>
      )}
      {vouched && detail.notWatched.length > 0 && (
        <p className="detail-note" data-not-watched>
          <strong>Not watched: </strong>
          {detail.notWatched.join(', ')}
        </p>
      )}
      <Notices facts={detail.facts} stay={whole} />
      <Duty bed={bed} />
      <Notes detail={detail} stay={stay} />
      <Teaches stay={stay} />
      {detail.rows.length > 0 && <Signals rows={detail.rows} vouched={vouched} />}
      <WaveRows waves={detail.waves} vouched={vouched} />
      <DeviceRows devices={detail.facts.devices} />
    </section>
  )
}

/** The element that holds a signal's value; a second one is never taken for it. */
const hookOf = ({ signal, second }: DetailRow): Readonly<Record<string, string>> =>
  second ? {} : isVital(signal) ? { 'data-vital': signal } : { 'data-signal': signal }

function Signals({ rows, vouched }: { readonly rows: readonly DetailRow[]; readonly vouched: boolean }) {
  return (
    <table className="detail-table">
      <thead>
        <tr>
          <th scope="col">Signal</th>
          <th scope="col">Value</th>
          <th scope="col">Measured</th>
          <th scope="col">Source, quality</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const fresh = seenAs(row.freshness, vouched)
          return (
            <tr key={`${row.signal} ${row.second}`} data-freshness={fresh} data-second={row.second ? row.signal : undefined}>
              <th scope="row">{row.name}</th>
              <td className="tabular">
                <span {...hookOf(row)} data-freshness={fresh}>
                  {row.text}
                </span>{' '}
                <small className="dim">{row.unit}</small>
              </td>
              <td className="dim tabular">
                {row.age} <small data-expected>{row.expected}</small>
              </td>
              <td className="dim">
                {row.source} <small data-quality>{row.quality}</small>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** The demo's one sentence, off until asked for. */
function Teaches({ stay }: { readonly stay: string | null }) {
  const demo = useWard((state) => state.gateway?.demo === true)
  const sentence = useWard((state) => (stay === null ? null : (state.people.get(stay)?.teaches ?? null)))
  const on = useSettings((state) => state.teaches)
  const privacy = useSettings((state) => state.privacy)
  if (!demo || sentence === null || privacy) return null
  return (
    <p className="detail-note">
      <button type="button" className="button" aria-expanded={on} onClick={() => settings.setState({ teaches: !on })}>
        What is this?
      </button>
      {on && <span data-teaches> {sentence}</span>}
    </p>
  )
}
