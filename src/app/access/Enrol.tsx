// A second factor: the secret as a picture and as text for the authenticator, and a first code to prove that it took it.
import { useCallback, useEffect, useState } from 'react'
import { encode } from 'uqr'
import type { BodyOf } from '../../model/access.ts'
import { type AnswerOf, post, refreshMe } from './api.ts'
import { Failed, Field, Form } from './parts.tsx'
import { useAsk, useMe } from './use.ts'

const EDGE = 4

/** One path for all dark squares. */
function Code({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { border: 0 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + EDGE} ${y + EDGE}h1v1h-1z`] : []))).join('')
  const whole = size + 2 * EDGE
  return (
    <svg
      viewBox={`0 0 ${whole} ${whole}`}
      className="qr"
      role="img"
      aria-label="Code to be read by an authenticator; the same secret stands below as text"
    >
      <rect width={whole} height={whole} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

export function Enrol() {
  const [made, setMade] = useState<AnswerOf<'POST /api/account/second-factor/begin'> | null>(null)
  const { busy, failed, run } = useAsk()
  const local = useMe((state) => state.me?.account?.local === true)
  // Who was let in to do just this has given the password a moment ago; where it was longer ago the gateway asks for it again.
  const goesOn = useMe((state) => state.me?.next === 'enrol-second-factor') || !local
  const begin = useCallback(
    (body: BodyOf<'POST /api/account/second-factor/begin'>) => run(() => post('POST /api/account/second-factor/begin', body).then(setMade)),
    [run],
  )
  useEffect(() => {
    if (goesOn) begin({})
  }, [goesOn, begin])
  return (
    <>
      {!made && local && (!goesOn || failed !== null) && (
        <Form act="Go on" busy={busy} send={({ password = '' }) => begin({ password })}>
          <Field label="Your password" name="password" type="password" autoComplete="current-password" />
        </Form>
      )}
      {made && (
        <>
          <Code text={made.uri} />
          <p>
            Or type this secret: <code className="secret">{(made.secret.match(/.{1,4}/g) ?? []).join(' ')}</code>
          </p>
          <Form
            act="Turn it on"
            busy={busy}
            send={({ code = '' }) => run(() => post('POST /api/account/second-factor/confirm', { code }).then(() => refreshMe()))}
          >
            <Field label="Code that the authenticator shows now" name="code" inputMode="numeric" autoComplete="one-time-code" />
          </Form>
        </>
      )}
      <Failed words={failed} />
    </>
  )
}
