// The downtime sheet: the last numbers of each bed on paper, with room to write on by hand. It needs no gateway: also while the line is lost
// it prints what this screen was told last.
import { useEffect, useState } from 'react'
import { useMe } from '../access/use.ts'
import { lyingWords } from '../census/patients.ts'
import { useLyings, useNow, useZone } from '../census/use.ts'
import { timeIn } from '../census/words.ts'
import { clockTime } from '../core/words.ts'
import type { LastNumbers } from '../page/session.ts'
import { useLink, useSession, useSettings } from '../page/use.ts'
import { BY_HAND, DOWNTIME_COLUMNS } from './downtime.ts'
import { Printed } from './Printed.tsx'

/** Looked at anew so often while it is open, real ms. */
const EVERY = 10_000

export function Downtime() {
  const session = useSession()
  const [last, setLast] = useState<LastNumbers | null>(null)
  useEffect(() => {
    let gone = false
    const look = (): void => {
      session.numbers().then(
        (numbers) => {
          // A worker that was just begun knows nothing: what was told before stands.
          if (!gone && (numbers.beds.length > 0 || last === null)) setLast(numbers)
        },
        () => {},
      )
    }
    look()
    const timer = setInterval(look, EVERY)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [session, last === null])
  const zone = useZone()
  const now = useNow()
  const lost = useLink((state) => state.link !== 'live' && state.link !== 'late')
  const beds = useLyings()
  const person = useMe((state) => state.me?.authority.is === 'person')
  const privacy = useSettings((state) => state.privacy)
  const when = timeIn(zone, now)
  const rows = last?.beds.filter(({ presence }) => presence !== 'empty') ?? []
  const empty = last?.beds.filter(({ presence }) => presence === 'empty').map(({ label }) => label) ?? []
  return (
    <>
      <div className="sheet-tools no-print">
        <p>Print it before a planned downtime, or now: each number stands with the time it was measured.</p>
        <span className="sheet-acts">
          <button type="button" className="button" disabled={rows.length === 0} onClick={() => print()}>
            Print
          </button>
        </span>
      </div>
      <p className="list-told">
        {last?.now == null
          ? 'Nothing was told to this screen yet.'
          : `Last numbers as this screen knew them at ${clockTime(last.now, zone)}.`}
        {lost && <strong> The line is lost: nothing newer comes. Watch the bedside monitors.</strong>}
        {empty.length > 0 && ` Empty: ${empty.join(', ')}.`}
        {!person && ' Initials only: a person signs in to see names.'}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="sheet-scroll" tabIndex={0} aria-label="Last numbers">
        <table className="list downtime" data-list="downtime">
          <thead>
            <tr>
              <th scope="col">Bed</th>
              <th scope="col">Patient</th>
              {DOWNTIME_COLUMNS.map(({ words }) => (
                <th key={words} scope="col">
                  {words}
                </th>
              ))}
              <th scope="col" className="only-print-cell">
                Time
              </th>
              {BY_HAND.map((words) => (
                <th key={words} scope="col" className="only-print-cell">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((bed) => {
              const lying = beds.find((one) => one.bed === bed.bed && one.stay === bed.stay)
              return (
                <tr key={bed.bed} data-downtime={bed.bed}>
                  <th scope="row">{bed.label}</th>
                  <td>
                    <bdi>{lying && !privacy ? lyingWords(lying) : ''}</bdi>
                    {bed.presence === 'away' && !lying?.away && ' away'}
                    {bed.onRequest && <small> values on request</small>}
                  </td>
                  {DOWNTIME_COLUMNS.map(({ words, of }) => {
                    const { text, taken, known } = of(bed, when)
                    return (
                      <td key={words} data-known={known} className="tabular">
                        {text}
                        {taken && text && <small>{taken}</small>}
                      </td>
                    )
                  })}
                  <td className="only-print-cell" />
                  {BY_HAND.map((words) => (
                    <td key={words} className="only-print-cell" />
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      <Printed names={person} />
    </>
  )
}
