// Covers the ward while nothing on it may be trusted: hidden, slept, or the worker died. Lifted only by something fresh.
import { useLink } from './use.ts'

export function Veil() {
  const veiled = useLink((state) => state.veiled)
  const link = useLink((state) => state.link)
  return (
    veiled && (
      <div className="veil" data-veil>
        <p className="veil-words" role="status">
          <span aria-hidden="true">◌ </span>
          {link === 'lost' ? 'Nothing here is being watched. Trying again…' : 'This screen slept. Waiting for fresh values…'}
        </p>
        <p>Look at the bedside monitors until the picture is back.</p>
      </div>
    )
  )
}
