// One bed in detail beside the ward: larger waves, every signal with its age, source and quality, and what is not watched.
import { useEffect, useRef } from 'react'
import { settings } from '../stores/settings.ts'
import { sweepWords } from './calibration.ts'
import { isVital } from './mirror.ts'
import { useLink, useSession, useSettings, useWard } from './use.ts'
import { Tool } from './WardBar.tsx'

const SEX = { F: 'female', M: 'male', unknown: 'sex unknown' } as const

export function Detail({ bed, close }: { readonly bed: string; readonly close: () => void }) {
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
        <Who stay={snapshot?.stay ?? null} />
        <Tool icon="close" label="Close (Esc)" press={close} />
      </div>
      {known && snapshot === undefined ? (
        <p className="detail-note">There is no bed {bed} in this ward.</p>
      ) : (
        <>
          <Waves bed={bed} />
          <Rows bed={bed} />
          <Teaches stay={snapshot?.stay?.id ?? null} />
        </>
      )}
    </aside>
  )
}

function Who({ stay }: { readonly stay: { readonly id: string; readonly population: string; readonly age: number | null } | null }) {
  const privacy = useSettings((state) => state.privacy)
  const person = useWard((state) => (stay ? state.people.get(stay.id) : undefined))
  if (stay === null) return <p className="detail-who">nobody admitted</p>
  if (privacy) return <p className="detail-who">name hidden (privacy)</p>
  const age = stay.age === null ? 'age unknown' : `${stay.age} y`
  return (
    <p className="detail-who">
      <strong data-patient-name>{person?.name || 'name not known'}</strong>
      <span>
        {age} · {SEX[person?.sex ?? 'unknown']} · {stay.population}
      </span>
      {person && person.reason !== '' && <span>{person.reason}</span>}
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
        {words} · ECG {gain} mm/mV
      </figcaption>
    </figure>
  )
}

function Rows({ bed }: { readonly bed: string }) {
  const detail = useWard((state) => (state.detail?.bed === bed ? state.detail : null))
  // A veiled or lost screen vouches for nothing: the table goes with the picture.
  const trusted = useLink((state) => !state.veiled && state.link !== 'ended')
  if (detail === null || !trusted) return <p className="detail-note">Waiting for values…</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="detail-scroll" tabIndex={0} aria-label="All signals of this bed">
      <table className="detail-table">
        <thead>
          <tr>
            <th scope="col">Signal</th>
            <th scope="col">Value</th>
            <th scope="col">Age</th>
            <th scope="col">Source</th>
            <th scope="col">Quality</th>
          </tr>
        </thead>
        <tbody>
          {detail.rows.map((row) => (
            <tr key={row.signal} data-freshness={row.freshness}>
              <th scope="row">{row.name}</th>
              <td className="tabular">
                <span
                  {...(isVital(row.signal) ? { 'data-vital': row.signal } : { 'data-signal': row.signal })}
                  data-freshness={row.freshness}
                >
                  {row.text}
                </span>{' '}
                <small className="dim">{row.unit}</small>
              </td>
              <td className="dim tabular">{row.age}</td>
              <td className="dim">{row.source}</td>
              <td className="dim">{row.quality}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {detail.notWatched.length > 0 && (
        <p className="detail-note" data-not-watched>
          <strong>Not watched: </strong>
          {detail.notWatched.join(', ')}
        </p>
      )}
    </section>
  )
}

/** The demo's one sentence, off until asked for. */
function Teaches({ stay }: { readonly stay: string | null }) {
  const demo = useWard((state) => state.gateway?.demo === true)
  const sentence = useWard((state) => (stay === null ? null : (state.people.get(stay)?.teaches ?? null)))
  const on = useSettings((state) => state.teaches)
  if (!demo || sentence === null) return null
  return (
    <p className="detail-note">
      <button type="button" className="button" aria-expanded={on} onClick={() => settings.setState({ teaches: !on })}>
        What is this?
      </button>
      {on && <span data-teaches> {sentence}</span>}
    </p>
  )
}
