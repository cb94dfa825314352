// Notes, interventions and values by hand of a stay: written, corrected by a new entry that keeps the old, listed with author and time. No
// orders, and no chart of drugs.
import { type ReactNode, useId, useState } from 'react'
import {
  HAND_KEYS,
  HAND_VALUES,
  type HandPoint,
  type HandValue,
  NOTE_KINDS,
  NOTE_LETTERS,
  NOTE_WORDS,
  type Note,
} from '../../model/story.ts'
import { type At, at } from '../../model/units.ts'
import { post, RefusedByGateway } from '../access/api.ts'
import { Failed, Field } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { rightTo } from '../census/rights.ts'
import { timeIn } from '../census/words.ts'
import { fieldOf, meantBy } from '../core/typedtime.ts'
import { Ago } from '../early/Ago.tsx'
import { TimeField } from '../page/TimeField.tsx'
import type { PanelProps } from './panel.ts'
import { goneWords } from './sincewords.ts'
import '../census/census.css'
import './story.css'
import { agoWords, useStayNow } from './use.ts'

const AGO = [0, 5, 15, 60] as const

type Entry = ({ readonly is: 'note' } & Note) | ({ readonly is: 'hand' } & HandPoint)
/** What is written: a note, or a value by hand. */
type What = (typeof NOTE_KINDS)[number] | HandValue

export function Notes({ stay, story, go }: PanelProps) {
  const now = useStayNow(story)
  const authority = useMe((state) => state.me?.authority ?? null)
  const right = rightTo(authority, 'write-notes')
  // Written here, and not yet told by the story.
  const [own, setOwn] = useState<readonly Entry[]>([])
  const [corrects, setCorrects] = useState<Entry | null>(null)
  const told: readonly Entry[] = [
    ...(story?.notes ?? []).map((note): Entry => ({ is: 'note', ...note })),
    ...(story?.hand ?? []).map((hand): Entry => ({ is: 'hand', ...hand })),
  ]
  const all = [...told, ...own.filter(({ id }) => !told.some((one) => one.id === id))]
  const correctedBy = new Map(all.flatMap((one) => (one.corrects === null ? [] : [[one.corrects, one] as const])))
  const entries = all.toSorted((a, b) => b.at - a.at || b.written - a.written)
  const zone = story?.patient.zone ?? 'UTC'
  const time = timeIn(zone, now)
  return (
    <section className="stay-panel" aria-label="Notes">
      {right === 'yes' ? (
        <Write
          key={corrects?.id ?? 'new'}
          stay={stay}
          corrects={corrects}
          now={now}
          zone={zone}
          close={() => setCorrects(null)}
          wrote={(entry) => {
            setOwn([...own, entry])
            setCorrects(null)
          }}
        />
      ) : (
        right === 'by-pin' && <p>To write here, take over this station with your PIN first.</p>
      )}
      {entries.length === 0 && <p>{goneWords(story?.gone ?? [], ['note']) ?? 'Nothing has been written yet.'}</p>}
      <ol className="notes">
        {entries.map((entry) => {
          const by = correctedBy.get(entry.id)
          return (
            <li key={entry.id} data-note={entry.is === 'note' ? entry.kind : entry.value} data-corrected={by !== undefined}>
              <div className="note-head">
                <button type="button" className="moment tabular" onClick={() => go(at(entry.at))}>
                  {time(entry.at)} <small>{agoWords(entry.at, now)}</small>
                </button>
                <strong>{entry.is === 'note' ? NOTE_WORDS[entry.kind] : HAND_VALUES[entry.value][0]}</strong>
                <bdi>{entry.by ?? 'a colleague'}</bdi>
                {entry.written - entry.at > 120_000 && <small>written {time(entry.written)}</small>}
                {entry.corrects !== null && <small>corrects an entry before</small>}
                {by !== undefined && <strong>corrected {time(by.written)}, see there</strong>}
                {right === 'yes' && by === undefined && (
                  <button type="button" className="moment note-correct" onClick={() => setCorrects(entry)}>
                    Correct…
                  </button>
                )}
              </div>
              <p className="note-text">
                <bdi>{textOf(entry)}</bdi>
              </p>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

const textOf = (entry: Entry): ReactNode => {
  if (entry.is === 'note') return entry.text
  const [, unit, , , digits] = HAND_VALUES[entry.value]
  return `${entry.number.toFixed(digits)} ${unit}`
}

interface WriteProps {
  readonly stay: string
  readonly corrects: Entry | null
  readonly now: number | null
  readonly zone: string
  readonly close: () => void
  readonly wrote: (entry: Entry) => void
}
function Write({ stay, corrects, now, zone, close, wrote }: WriteProps) {
  const group = useId()
  const who = useMe((state) => state.me?.authority.name ?? null)
  const [what, setWhat] = useState<What>(corrects === null ? 'note' : corrects.is === 'note' ? corrects.kind : corrects.value)
  const [text, setText] = useState(corrects?.is === 'note' ? corrects.text : corrects ? `${corrects.number}` : '')
  const [ago, setAgo] = useState<(typeof AGO)[number] | null>(0)
  const [field, setField] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const [lost, setLost] = useState(false)
  const hand = isHand(what) ? what : null
  const number = Number(text.replace(',', '.'))
  const told = meantNote(zone, field, now)
  const when = corrects?.at ?? (ago === null ? told : now === null ? null : now - ago * 60_000)
  const ready = typeof when === 'number' && text.trim() !== '' && (hand === null || Number.isFinite(number))
  const offered: readonly What[] =
    corrects === null ? [...NOTE_KINDS, ...HAND_KEYS] : corrects.is === 'note' ? NOTE_KINDS : [corrects.value]

  const send = async (): Promise<void> => {
    if (!ready || busy || typeof when !== 'number') return
    setBusy(true)
    setFailed(null)
    const shared = { stay, at: when, ...(corrects && { corrects: corrects.id }) }
    const kept = { at: when, written: now ?? when, by: who, corrects: corrects?.id ?? null, corrected: null }
    try {
      const answer = hand
        ? await post('POST /api/stay/hand', { ...shared, value: hand, number })
        : await post('POST /api/stay/note', { ...shared, kind: what as (typeof NOTE_KINDS)[number], text: text.trim() })
      const { id, recorded } = answer
      wrote(
        hand
          ? { is: 'hand', id, ...kept, value: hand, number }
          : { is: 'note', id, ...kept, kind: what as (typeof NOTE_KINDS)[number], text: text.trim() },
      )
      setLost(!recorded)
      setText('')
    } catch (error) {
      setFailed(error instanceof RefusedByGateway ? error.message : 'That did not work. Try again.')
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      className="note-form"
      aria-label={corrects ? 'Correct an entry' : 'Write'}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {corrects && <p>The entry of {timeIn(zone, now)(corrects.at)} stays as it is; this new entry corrects it.</p>}
      <fieldset className="act-fields">
        <legend>What</legend>
        <div className="picks">
          {offered.map((one) => (
            <label key={one} className="pick">
              <input
                type="radio"
                name={`${group}-what`}
                checked={what === one}
                onChange={() => {
                  if (isHand(one) !== isHand(what)) setText('')
                  setWhat(one)
                }}
              />
              {isHand(one) ? HAND_VALUES[one][0] : NOTE_WORDS[one]}
            </label>
          ))}
        </div>
      </fieldset>
      {hand ? (
        <Field
          label={`${HAND_VALUES[hand][0]}, ${HAND_VALUES[hand][1]}`}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      ) : (
        <label className="field note-field">
          {corrects ? 'Corrected text' : 'Text'}
          <textarea rows={3} maxLength={NOTE_LETTERS} value={text} onChange={({ target }) => setText(target.value)} />
        </label>
      )}
      {corrects === null && (
        <Ago legend="When it happened" name={`${group}-ago`} list={AGO} ago={ago} set={setAgo} now={now} zone={zone}>
          <label className="pick">
            <input
              type="radio"
              name={`${group}-ago`}
              checked={ago === null}
              onChange={() => {
                if (field === '' && now !== null) setField(fieldOf(zone, now))
                setAgo(null)
              }}
            />
            at a time that I type
          </label>
        </Ago>
      )}
      {ago === null && corrects === null && (
        <>
          <TimeField label="It happened" zone={zone} text={field} type={setField} />
          {typeof told === 'string' && <p role="alert">{told}</p>}
        </>
      )}
      <Failed words={failed} />
      {lost && (
        <p role="alert" className="act-warning">
          <strong>Done, not recorded:</strong> the store cannot be written. Write it down by hand.
        </p>
      )}
      <div className="acts">
        <button type="submit" className="button button-main button-first" disabled={!ready || busy}>
          {busy ? 'One moment…' : corrects ? 'Write the correction' : 'Write'}
        </button>
        {corrects && (
          <button type="button" className="button" onClick={close}>
            Back, change nothing
          </button>
        )}
      </div>
    </form>
  )
}
/** Nothing is noted ahead. */
function meantNote(zone: string, field: string, now: number | null): At | string {
  const meant = meantBy(zone, field)
  return typeof meant === 'number' && now !== null && meant > now ? 'This time has not come yet.' : meant
}
const isHand = (what: What): what is HandValue => Object.hasOwn(HAND_VALUES, what)
