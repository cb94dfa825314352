// Who is signed in at this screen, and the one thing to be done about it.
import { Link } from 'wouter'
import { ACT_WORDS, type SeatAct, seatOf } from './seat.ts'
import { useWard } from './use.ts'

export function SeatCell({ act }: { readonly act: (act: SeatAct) => void }) {
  const authority = useWard((state) => state.authority)
  const seat = seatOf(authority)
  if (!seat) return null
  const { act: own } = seat
  const words = (
    <>
      <strong className="bar-cut" title={seat.who}>
        {seat.who}
      </strong>
      <small className="bar-cut" title={seat.more}>
        {seat.more}
      </small>
    </>
  )
  return (
    <div className="bar-seat" data-seat={authority?.is}>
      {authority?.is === 'person' ? (
        <Link href="/account" className="bar-cell bar-who">
          {words}
        </Link>
      ) : (
        <p className="bar-cell">{words}</p>
      )}
      {own && (
        <button type="button" className="bar-act" data-act={own} onClick={() => act(own)}>
          {ACT_WORDS[own]}
        </button>
      )}
    </div>
  )
}
