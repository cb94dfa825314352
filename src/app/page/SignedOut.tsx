// What stays on a screen at which nobody is signed in: that it does not monitor, why, and the way back. Nothing of a patient.
import { useTitle } from './title.ts'

export function SignedOut({ reason }: { readonly reason: string | null }) {
  useTitle('Signed out')
  return (
    <main className="notice-page signed-out" data-link="ended" data-signed-out>
      <div role="alert">
        <h1>
          <span aria-hidden="true">■ </span>
          Signed out: this screen is not monitoring
        </h1>
      </div>
      {reason !== null && <p data-why>{reason}</p>}
      <p>Look at the bedside monitors.</p>
      {/* A new page: nothing of the one before is left in it. */}
      <a href="/" className="plain-link">
        Sign in
      </a>
    </main>
  )
}
