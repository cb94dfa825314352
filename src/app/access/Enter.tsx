// The ways in: the demo's one click, password, second factor, the first account, a password of one's own.
import { lazy, Suspense } from 'react'
import { DEMO_ROLES, type DemoRole, PASSWORD } from '../../model/me.ts'
import { post } from './api.ts'
import type { Gate } from './gate.ts'
import { Failed, Field, Form, Page } from './parts.tsx'
import { useAsk, useMe } from './use.ts'

const Enrol = lazy(() => import('./Enrol.tsx').then(({ Enrol }) => ({ default: Enrol })))

const AS: Readonly<Record<DemoRole, readonly [string, string]>> = {
  nurse: ['nurse', 'R. Wren: watches 4B, the ICU and Home'],
  'charge-nurse': ['charge nurse', 'L. Kestrel: the same wards'],
  physician: ['physician', 'Dr A. Rook: the same wards'],
  administrator: ['administrator', 'S. Plover: people, stations, wards; no patient’s data'],
  'privacy-officer': ['privacy officer', 'M. Dunlin: who looked at whom'],
  'wall-display': ['wall display', 'a screen for all to see: values without any name, nobody can act'],
}

function Ended() {
  const ended = useMe((state) => state.me?.authority.ended ?? null)
  return ended === null ? null : (
    <div className="refused" role="status" data-why>
      <p>■ Signed out: this screen is not monitoring.</p>
      <p>{ended.message}</p>
    </div>
  )
}

function Demo() {
  const { busy, failed, run } = useAsk()
  return (
    <Page title="Look around" width="door">
      <Ended />
      <p>Every patient here is invented. Continue as whom you like; on this machine it is one click.</p>
      <ul className="choices">
        {DEMO_ROLES.map((as) => (
          <li key={as}>
            <button
              type="button"
              className="button choice-button"
              disabled={busy}
              data-as={as}
              onClick={() => run(() => post('POST /api/demo', { as }))}
            >
              Continue as {AS[as][0]}
              <small>{AS[as][1]}</small>
            </button>
          </li>
        ))}
      </ul>
      <Failed words={failed} />
    </Page>
  )
}

/** Also over a station's beds, where the PIN does not serve. */
export function SignInForm({ done }: { readonly done?: () => void }) {
  const { busy, failed, run } = useAsk()
  const provider = useMe((state) => state.me?.singleSignOn ?? null)
  return (
    <>
      <Form
        act="Sign in"
        busy={busy}
        send={({ login = '', password = '' }) => run(() => post('POST /api/sign-in', { login, password }).then(done))}
      >
        <Field label="Login" name="login" autoComplete="username" autoFocus data-first />
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
      </Form>
      <Failed words={failed} />
      {provider !== null && (
        <a className="button button-link" href="/api/oidc/start">
          Sign in with {provider}
        </a>
      )}
    </>
  )
}

function SignIn() {
  return (
    <Page title="Sign in" width="door">
      <Ended />
      <SignInForm />
    </Page>
  )
}

function SecondFactor() {
  const { busy, failed, run } = useAsk()
  return (
    <Page title="Second factor" width="door">
      <Form act="Go on" busy={busy} send={({ code = '' }) => run(() => post('POST /api/second-factor', { code }))}>
        <Field label="Code of your authenticator" name="code" inputMode="numeric" autoComplete="one-time-code" autoFocus />
      </Form>
      <Failed words={failed} />
      <Leave />
    </Page>
  )
}

function SetUp() {
  const { busy, failed, run } = useAsk()
  return (
    <Page title="The first account" width="door">
      <p>This gateway has no administrator yet. The code stands on the console where it was started.</p>
      <Form
        act="Make the account"
        busy={busy}
        send={({ code = '', name = '', login = '', password = '' }) => run(() => post('POST /api/set-up', { code, name, login, password }))}
      >
        <Field label="Code from the console" name="code" autoComplete="off" autoFocus />
        <Field label="Your name, as on a badge" name="name" autoComplete="name" />
        <Field label="Login" name="login" autoComplete="username" />
        <NewPassword />
      </Form>
      <Failed words={failed} />
    </Page>
  )
}

export function NewPassword() {
  return (
    <Field
      label="New password"
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={PASSWORD.least}
      maxLength={PASSWORD.most}
      hint={`At least ${PASSWORD.least} characters, whatever they are; a few words do well.`}
    />
  )
}

function ChangePassword() {
  const { busy, failed, run } = useAsk()
  return (
    <Page title="A password of your own" width="door">
      <p>The password you were given is good for this once.</p>
      <Form
        act="Keep it"
        busy={busy}
        send={({ before = '', password = '' }) => run(() => post('POST /api/account/password', { before, password }))}
      >
        <Field label="Password you were given" name="before" type="password" autoComplete="current-password" autoFocus />
        <NewPassword />
      </Form>
      <Failed words={failed} />
      <Leave />
    </Page>
  )
}

function Leave() {
  const { run } = useAsk()
  return (
    <>
      <button type="button" className="button" onClick={() => run(() => post('POST /api/sign-out', {}))}>
        Not now: sign out
      </button>
      <p>Meanwhile this screen is not monitoring.</p>
    </>
  )
}

export function Enter({ gate }: { readonly gate: Exclude<Gate, 'app' | 'wait'> }) {
  switch (gate) {
    case 'demo':
      return <Demo />
    case 'sign-in':
      return <SignIn />
    case 'set-up':
      return <SetUp />
    case 'second-factor':
      return <SecondFactor />
    case 'change-password':
      return <ChangePassword />
    case 'enrol-second-factor':
      return (
        <Page title="Second factor" width="door">
          <p>Your role can change who sees what: it needs a second factor beside the password.</p>
          <Suspense>
            <Enrol />
          </Suspense>
          <Leave />
        </Page>
      )
    default:
      return gate satisfies never
  }
}
