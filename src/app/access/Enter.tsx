// The ways in: the demo's one click, password, second factor, the first account, a password of one's own.
import { lazy, Suspense } from 'react'
import { DEMO_ROLES, type DemoRole, PASSWORD } from '../../model/access.ts'
import { post } from './api.ts'
import type { Gate } from './gate.ts'
import { Failed, Field, Form, Page } from './parts.tsx'
import { useAsk, useMe } from './use.ts'

const Enrol = lazy(() => import('./Enrol.tsx').then(({ Enrol }) => ({ default: Enrol })))

const AS: Readonly<Record<DemoRole, readonly [string, string]>> = {
  nurse: ['nurse', 'R. Wren: watches 4B, the ICU and Home'],
  'charge-nurse': ['charge nurse', 'L. Kestrel'],
  physician: ['physician', 'Dr A. Rook'],
  administrator: ['administrator', 'S. Plover: people, stations, wards; no patient’s data'],
  'privacy-officer': ['privacy officer', 'M. Dunlin: who looked at whom'],
  'wall-display': ['wall display', 'values without any name, nobody can act'],
}

function Ended() {
  const ended = useMe((state) => state.me?.authority.ended ?? null)
  return ended === null ? null : (
    <p className="refused" role="status" data-why>
      Signed out: this screen is not monitoring. {ended.message}
    </p>
  )
}

function Demo() {
  const { busy, failed, run } = useAsk()
  return (
    <Page title="Wardlight, the demo">
      <Ended />
      <p>Every patient here is invented. Look around as whom you like; on this machine it is one click.</p>
      <ul className="choices">
        {DEMO_ROLES.map((as) => (
          <li key={as}>
            <button
              type="button"
              className="button button-main"
              disabled={busy}
              data-as={as}
              onClick={() => run(() => post('POST /api/demo', { as }))}
            >
              Continue as {AS[as][0]}
            </button>
            <small>{AS[as][1]}</small>
          </li>
        ))}
      </ul>
      <Failed words={failed} />
      <p>Secondary display: bedside alarms lead.</p>
    </Page>
  )
}

function SignIn() {
  const { busy, failed, run } = useAsk()
  const provider = useMe((state) => state.me?.singleSignOn ?? null)
  return (
    <Page title="Sign in">
      <Ended />
      <Form act="Sign in" busy={busy} send={({ login = '', password = '' }) => run(() => post('POST /api/sign-in', { login, password }))}>
        <Field label="Login" name="login" autoComplete="username" autoFocus />
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
      </Form>
      <Failed words={failed} />
      {provider !== null && (
        <a className="button button-link" href="/api/oidc/start">
          Sign in with {provider}
        </a>
      )}
    </Page>
  )
}

function SecondFactor() {
  const { busy, failed, run } = useAsk()
  return (
    <Page title="Second factor">
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
    <Page title="The first account">
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
    <Page title="A password of your own">
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
    <button type="button" className="button" onClick={() => run(() => post('POST /api/sign-out', {}))}>
      Not now: sign out
    </button>
  )
}

function Wait() {
  const failed = useMe((state) => state.failed)
  return (
    <main className="notice-page">
      <p role="status">{failed ?? 'Connecting…'}</p>
      {failed !== null && <p>Look at the bedside monitors.</p>}
    </main>
  )
}

export function Enter({ gate }: { readonly gate: Exclude<Gate, 'app'> }) {
  switch (gate) {
    case 'wait':
      return <Wait />
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
        <Page title="Second factor">
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
