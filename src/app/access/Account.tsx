// One's own account: sessions with "End", password, PIN, second factor.
import { useState } from 'react'
import { post } from './api.ts'
import { Enrol } from './Enrol.tsx'
import { NewPassword } from './Enter.tsx'
import { Failed, Field, Form, Page, Sure, when } from './parts.tsx'
import { useAsk, useGot, useMe } from './use.ts'
import { Ways } from './Ways.tsx'
import { BY } from './words.ts'

export function Account() {
  const account = useMe((state) => state.me?.account ?? null)
  const name = useMe((state) => state.me?.authority.name ?? '')
  const [done, setDone] = useState<string | null>(null)
  const [enrolling, setEnrolling] = useState(false)
  const { busy, failed, run } = useAsk()
  const said = (words: string) => (): void => setDone(words)
  return (
    <Page title={`My account: ${name}`} tab="My account">
      <Ways />
      <Sessions />
      {done !== null && (
        <p role="status" className="done">
          ● {done}
        </p>
      )}
      <Failed words={failed} />
      {account?.local && (
        <>
          <h2>Password</h2>
          <Form
            act="Change the password"
            busy={busy}
            send={({ before = '', password = '' }) =>
              run(() =>
                post('POST /api/account/password', { before, password }).then(
                  said('The password was changed. Your other sessions have ended.'),
                ),
              )
            }
          >
            <Field label="Password until now" name="before" type="password" autoComplete="current-password" />
            <NewPassword />
          </Form>
        </>
      )}
      <h2>PIN for stations</h2>
      <p>{account?.pin ? 'You have one. A new one replaces it.' : 'You have none yet.'}</p>
      <Form
        act="Keep this PIN"
        busy={busy}
        send={({ password = '', pin = '' }) => run(() => post('POST /api/account/pin', { password, pin }).then(said('The PIN was kept.')))}
      >
        {account?.local && <Field label="Your password" name="password" type="password" autoComplete="current-password" />}
        <Field
          label="New PIN"
          name="pin"
          type="password"
          inputMode="numeric"
          autoComplete="off"
          pattern="\d{6,12}"
          hint="6 to 12 digits, no runs, no years."
        />
      </Form>
      <h2>Second factor</h2>
      <p>{account?.secondFactor ? 'On.' : 'Off.'}</p>
      {enrolling ? (
        <Enrol />
      ) : (
        <button type="button" className="button button-link" onClick={() => setEnrolling(true)}>
          {account?.secondFactor ? 'Replace it' : 'Turn it on'}
        </button>
      )}
    </Page>
  )
}

function Sessions() {
  const { data, failed, again } = useGot('GET /api/sessions')
  const { busy, failed: refused, run } = useAsk()
  return (
    <>
      <h2>Where I am signed in</h2>
      <table className="table">
        <thead>
          <tr>
            <th>Place</th>
            <th>Since</th>
            <th>Last touched</th>
            <th>By</th>
            <th>
              <span className="sr-only">Act</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data?.sessions.map(({ id, begun, seen, place, by, own }) => (
            <tr key={id}>
              <td>
                {place} {own && <strong>(here)</strong>}
              </td>
              <td className="tabular">{when(begun)}</td>
              <td className="tabular">{when(seen)}</td>
              <td>{BY[by]}</td>
              <td className="table-act">
                <Sure
                  act={own ? 'Sign out' : 'End'}
                  asks={own ? 'Sign out here?' : `End the session at ${place}?`}
                  busy={busy}
                  run={() => run(() => post('POST /api/sessions/end', { id }).then(again))}
                >
                  {own ? 'This screen then shows nothing, or the beds of its station without names.' : 'That screen is signed out at once.'}
                </Sure>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Failed words={failed ?? refused} />
    </>
  )
}
