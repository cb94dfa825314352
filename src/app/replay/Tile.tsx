// One bed as it stood: the words of the live tile, in grey. Its hooks have names of their own: nobody who looks for a live value finds these.

import { MARK_WORDS } from '../page/bedwords.ts'
import type { Cell, Slot, TileView } from '../tile.ts'
import { isFilled } from '../tile.ts'
import { NURSE_UNKNOWN } from './shown.ts'

export function Tile({ tile }: { readonly tile: TileView }) {
  const { line, lineKind, alarm, alarms, marks, score, nurse, patient } = tile
  const places = [...tile.slots.filter(({ absent }) => !absent), ...tile.others]
  return (
    <article className="replay-tile" aria-label={`${tile.label}, replayed`} data-replayed={tile.bed} data-replayed-presence={tile.presence}>
      <header>
        <strong>{tile.label}</strong>
        <bdi className="replay-patient">{patient}</bdi>
        {nurse !== null && <Nurse nurse={nurse} />}
      </header>
      {line !== null && (
        <p
          className="replay-line"
          data-kind={lineKind}
          data-filled={isFilled(lineKind) || undefined}
          data-ended={alarm?.ended || undefined}
        >
          {line}
          {alarm?.aside && <small> {alarm.aside}</small>}
          {alarm && alarm.more > 0 && <small> +{alarm.more}</small>}
        </p>
      )}
      <ul className="sr-only">
        {alarms.map(({ id, rule, priority, state, silence, text, who, doubt }) => (
          <li key={id} data-replayed-alarm={rule} data-replayed-priority={priority} data-replayed-state={state}>
            {[text, who && `taken by ${who}`, doubt, silence !== 'none' && silence].filter(Boolean).join(', ')}
          </li>
        ))}
      </ul>
      <dl className="replay-places">
        {places.map((place) => (
          <Place key={`${place.slot} ${place.label}`} place={place} />
        ))}
      </dl>
      {places.length === 0 && tile.presence !== 'empty' && line === null && <p className="replay-none">no value of then is known</p>}
      <p className="replay-foot">
        {score?.forms[0] && <span>{score.forms[0]}</span>}
        {marks.map(({ mark, text }) => (
          <span key={mark} className="replay-mark">
            {mark === 'demo' ? 'DEMO' : MARK_WORDS[mark]}
            {text !== null && ` ${text}`}
          </span>
        ))}
      </p>
    </article>
  )
}

function Nurse({ nurse }: { readonly nurse: string }) {
  if (nurse !== NURSE_UNKNOWN) return <span title="nurse of this bed then">{nurse}</span>
  return (
    <span title="nurse of this bed then: not known">
      <span aria-hidden="true">{nurse}</span>
      <span className="sr-only">nurse not known</span>
    </span>
  )
}

function Place({ place }: { readonly place: Slot }) {
  const { label, cells, why, notes, alarm } = place
  return (
    <div data-replayed-priority={alarm?.priority} data-paused={alarm?.paused || undefined}>
      <dt>{label}</dt>
      <dd>
        <span className="replay-value">
          {cells.map((cell, index) => (
            <Value key={cell.vital} cell={cell} sign={index === 0 ? '' : index === 1 ? '/' : ' '} mean={index === 2} />
          ))}
        </span>
        {why !== null && <small className="replay-why">{why}</small>}
        {alarm && alarm.limit !== '' && <small className="replay-limit">{alarm.limit}</small>}
        {notes.map(({ text }) => (
          <small key={text}>{text}</small>
        ))}
      </dd>
    </div>
  )
}

function Value({ cell, sign, mean }: { readonly cell: Cell; readonly sign: string; readonly mean: boolean }) {
  const { vital, text, freshness, struck, doubtful } = cell
  if (mean && text === '--') return null
  const words = `${text}${doubtful ? '?' : ''}`
  return (
    <>
      {sign}
      {mean && '('}
      <span data-replayed-vital={vital} data-replayed-freshness={freshness}>
        {struck ? <s>{words}</s> : words}
      </span>
      {mean && ')'}
    </>
  )
}
