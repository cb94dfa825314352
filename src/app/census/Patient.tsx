// A patient in a dialog: the bed large, the name, and two things beside it by which the wrong patient is noticed.
import type { ReactNode } from 'react'
import { called, identifiers, type Lying } from './patients.ts'

/** A name in its own writing direction, so that it cannot turn the words around it. */
export const Name = ({ of }: { readonly of: Lying }) => <bdi>{called(of)}</bdi>

interface Props {
  readonly of: Lying
  /** What this bed is in the act: "from", "to". */
  readonly place?: string
  readonly children?: ReactNode
}

export function Patient({ of, place, children }: Props) {
  const { label, stay, admitted, trial, person, away } = of
  return (
    <section className="patient-card" data-patient-of={of.bed} aria-label={`${place ? `${place} ` : ''}bed ${label}`}>
      <p className="patient-bed">
        {place && <small>{place}</small>}
        {label}
      </p>
      <div className="patient-who">
        {stay === null ? (
          <p>empty: nobody lies here</p>
        ) : trial ? (
          <p>Trial feed: an invented patient.</p>
        ) : !admitted ? (
          <p>
            <strong>NOT ADMITTED</strong>: nobody said yet who lies here
          </p>
        ) : (
          <>
            <p>
              <strong className="patient-name" data-patient-name>
                <Name of={of} />
              </strong>
            </p>
            <p className="patient-ids">
              {identifiers(of).map((line) => (
                <span key={line}>{line}</span>
              ))}
            </p>
          </>
        )}
        {person?.alike && person.alike.length > 0 && (
          <p className="patient-alert">
            <strong>NAME ALERT:</strong> not to be mistaken for{' '}
            {person.alike.map((other, index) => (
              <span key={other}>
                {index > 0 && ', '}
                <bdi>{other}</bdi>
              </span>
            ))}
          </p>
        )}
        {away && <p>away now</p>}
        {children}
      </div>
    </section>
  )
}
