// A new installation, step by step, to a moving wave: what is done is read from the gateway, so that it can be left and come back to.
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { CLINICAL } from '../../model/may.ts'
import type { AnswerOf } from '../access/api.ts'
import { Failed, Page } from '../access/parts.tsx'
import { useGot, useMay, useMe } from '../access/use.ts'
import { Ways } from '../access/Ways.tsx'
import { wardPath } from '../page/paths.ts'
import { type Begun, nextStep, STEP_KEYS, STEPS, type StepKey, waits } from './begin.ts'
import { FirstPeople } from './FirstPeople.tsx'
import './census.css'
import { Said } from './Said.tsx'
import { useAct } from './use.ts'
import { WardForm } from './WardForm.tsx'

type Edit = AnswerOf<'GET /api/wards/edit'>['wards']
const clinical = (role: string): boolean => (CLINICAL as readonly string[]).includes(role)

export function Begin() {
  const may = useMay('manage-wards')
  return may ? <Steps /> : <Page title="Begin">An administrator with a second factor does this.</Page>
}

function Steps() {
  const account = useMe((state) => state.me?.account ?? null)
  const wards = useGot('GET /api/wards/edit')
  const people = useGot('GET /api/people')
  const stations = useGot('GET /api/stations')
  const failed = wards.failed ?? people.failed ?? stations.failed
  const again = (): void => {
    wards.again()
    people.again()
  }
  if (!wards.data || !people.data || !stations.data)
    return <Page title="Begin">{failed === null ? <p role="status">Asking…</p> : <Failed words={failed} />}</Page>
  const edit = wards.data.wards
  const carers = people.data.people.filter(({ disabled, grants }) => !disabled && grants.some(({ role }) => clinical(role)))
  const begun: Begun = {
    secondFactor: account?.secondFactor === true,
    wards: edit.length,
    carers: carers.length,
    stations: stations.data.stations.length,
    watched: edit.some(({ beds }) => beds.some(({ taken }) => taken !== 'empty')),
  }
  const next = nextStep(begun)
  const own = people.data.people.find(({ id }) => id === account?.id) ?? null
  const bodies: Readonly<Record<StepKey, ReactNode>> = {
    factor: (
      <p>
        {begun.secondFactor ? 'You signed in with it. ' : ''}It is asked for because an administrator changes who sees what.{' '}
        {begun.secondFactor ? 'Put it on a second device in' : 'Enrol one in'} <Link href="/account">My account</Link>.
      </p>
    ),
    ward: <FirstWard edit={edit} again={again} />,
    people: <FirstPeople wards={edit} carers={carers.map(({ name }) => name)} own={own} again={again} />,
    station: (
      <p>
        A station shows the ward all day, with initials only, and changes hands by name and PIN. Without one everybody signs in with a
        password. <Link href="/stations">Enrol this browser</Link> now, or later at the desk.
      </p>
    ),
    wave: <FirstWave edit={edit} watches={own?.grants.some(({ role }) => clinical(role)) === true} again={again} />,
  }
  return (
    <Page title="Begin: five steps to the first wave">
      <Ways />
      <p>Each step is kept as it is done: you can leave and come back.</p>
      <Failed words={failed} />
      <ol className="steps">
        {STEP_KEYS.map((key, index) => {
          const { words, done, optional } = STEPS[key]
          const is = done(begun) ? 'done' : waits(key, begun) ? 'waits' : 'todo'
          return (
            <li key={key} data-step={key} data-is={is} aria-current={key === next ? 'step' : undefined}>
              <h2>
                <span className="step-mark" aria-hidden="true">
                  {is === 'done' ? '✓' : index + 1}
                </span>
                {words}
                <small>{is === 'done' ? 'done' : is === 'waits' ? 'after the first ward' : optional ? 'may be left out' : 'to do'}</small>
              </h2>
              {is !== 'waits' && <div className="step-body">{bodies[key]}</div>}
            </li>
          )
        })}
      </ol>
      {next === null && <p>All is done. People, stations, wards and the audit are at the top of every page of yours.</p>}
    </Page>
  )
}

function FirstWard({ edit, again }: { readonly edit: Edit; readonly again: () => void }) {
  const { busy, answer, act } = useAct()
  if (edit.length > 0)
    return (
      <p>
        {edit.map(({ name, beds }) => `${name}, ${beds.length} beds`).join(' · ')}. <Link href="/wards">Change wards and beds</Link>
      </p>
    )
  return (
    <>
      <p>A ward is all beds that share a screen.</p>
      <WardForm act="Make the ward" busy={busy} send={({ beds, ...ward }) => act({ act: 'make-ward', ...ward, beds: [...beds] }, again)} />
      <Said answer={answer} />
    </>
  )
}

function FirstWave({ edit, watches, again }: { readonly edit: Edit; readonly watches: boolean; readonly again: () => void }) {
  const { busy, answer, act } = useAct()
  const [asked, setAsked] = useState('')
  const beds = edit.flatMap(({ id: ward, beds: own }) => own.map((bed) => ({ ...bed, ward })))
  const empty = beds.filter(({ taken }) => taken === 'empty')
  const trial = beds.find(({ taken }) => taken === 'trial')
  const chosen = empty.find(({ id }) => id === asked) ?? empty[0]
  const ward = trial?.ward ?? beds.find(({ taken }) => taken === 'stay')?.ward
  return (
    <>
      {ward === undefined ? (
        <p>
          As soon as a device sends, its bed shows it, as NOT ADMITTED. Without a device a trial feed shows that all works: an invented
          patient, marked so on every screen.
        </p>
      ) : (
        <p>
          {trial ? `A trial feed runs in ${trial.label}.` : 'Values arrive.'}{' '}
          {watches ? (
            <Link className="button button-main button-link" href={wardPath(ward)}>
              Open the ward: a wave moves
            </Link>
          ) : (
            'An administrator sees no values: give yourself a role on the ward above, or sign in as one of the people who have one.'
          )}
        </p>
      )}
      {trial ? (
        <button type="button" className="button" disabled={busy} onClick={() => act({ act: 'trial', bed: trial.id, on: false }, again)}>
          End the trial feed in {trial.label}
        </button>
      ) : (
        chosen && (
          <div className="sheet-tools">
            <label className="field">
              Bed
              <select value={chosen.id} onChange={({ target }) => setAsked(target.value)}>
                {empty.map(({ id, label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
            <button
              type="button"
              className="button button-main"
              disabled={busy}
              onClick={() => act({ act: 'trial', bed: chosen.id, on: true }, again)}
            >
              Start a trial feed in {chosen.label}
            </button>
          </div>
        )
      )}
      <Said answer={answer} />
    </>
  )
}
