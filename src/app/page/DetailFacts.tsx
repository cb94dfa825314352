// What is true of one bed beside its values: what waits for an answer, who cares, notes and marks in words, absence, recording, waves, devices.
import type { BedFacts } from '../../model/facts.ts'
import type { SnapshotBed } from '../../model/wire.ts'
import { NOTICE_LINES, noticesOf } from '../core/notices.ts'
import { clockTime } from '../core/words.ts'
import type { DetailWave } from '../messages.ts'
import type { Detail } from '../stores/ward.ts'
import {
  awayWords,
  cadenceWords,
  clockOffsetWords,
  dutyWords,
  MARK_WORDS,
  NOTICE_WORDS,
  ON_WORDS,
  recordingWords,
  waveWords,
} from './bedwords.ts'
import { Icon } from './Icon.tsx'
import { useSettings, useWard } from './use.ts'
import { plural } from './words.ts'

/** All that wait for an answer here, the worst first: the tile has room for one. */
export function Notices({ facts, stay }: { readonly facts: BedFacts; readonly stay: SnapshotBed['stay'] }) {
  const privacy = useSettings((state) => state.privacy)
  const zone = useWard((state) => state.ward?.zone ?? 'UTC')
  return noticesOf({ facts }).map((key) => (
    <p key={key} className="detail-note detail-notice" data-detail-notice={key} data-kind={NOTICE_LINES[key].kind}>
      <Icon icon="info" />
      <span>
        {NOTICE_WORDS[key]({ facts, stay, zone, privacy })}
        <small> since {clockTime(facts.notices.find((notice) => notice.key === key)!.since, zone)}</small>
      </span>
    </p>
  ))
}

/** Who has the bed in this shift, with the whole name, and who is in charge. */
export function Duty({ bed }: { readonly bed: string }) {
  const zone = useWard((state) => state.ward?.zone ?? 'UTC')
  const duty = useWard((state) => state.duties.get(bed))
  const any = useWard((state) => state.duties.size > 0)
  const charge = useWard((state) => state.charge)
  if (!any && charge === null) return null
  return (
    <p className="detail-note" data-duty>
      <strong>Nurse: </strong>
      {duty ? dutyWords(duty, zone) : 'nobody has this bed'}
      {charge && (
        <>
          {' · '}
          <strong>In charge: </strong>
          {dutyWords({ ...charge, buddy: null }, zone)}
        </>
      )}
    </p>
  )
}

/** Said before the values: what changes how they are to be read. Clinical text stays hidden in privacy. */
export function Notes({ detail, stay }: { readonly detail: Detail; readonly stay: string | null }) {
  const privacy = useSettings((state) => state.privacy)
  const zone = useWard((state) => state.ward?.zone ?? 'UTC')
  const own = useWard((state) => (stay === null ? undefined : state.people.get(stay)?.notes))
  const { facts, marks } = detail
  const notes = [...new Set([...facts.notes, ...(own ?? [])])]
  const lines = [
    ...(facts.away ? [awayWords(facts.away, zone, privacy)] : []),
    ...(facts.recording ? [recordingWords(facts.recording)] : []),
    ...(privacy ? [] : notes),
  ]
  return (
    <>
      {lines.length > 0 && (
        <ul className="detail-list" data-notes aria-label="Notes">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {privacy && notes.length > 0 && <p className="detail-note dim">{plural(notes.length, 'note')} hidden (privacy)</p>}
      {marks.length > 0 && (
        <p className="detail-note" data-marks>
          <strong>Marks: </strong>
          {marks.map(({ mark, text }) => [MARK_WORDS[mark], text].filter(Boolean).join(' ')).join(' · ')}
        </p>
      )}
    </>
  )
}

const STATE_WORDS: Record<DetailWave['state'], string> = { live: 'live', gap: 'gap: nothing comes', ended: 'ended' }

export function WaveRows({ waves, vouched }: { readonly waves: Detail['waves']; readonly vouched: boolean }) {
  if (waves.length === 0) return null
  return (
    <table className="detail-table" data-waves>
      <thead>
        <tr>
          <th scope="col">Wave</th>
          <th scope="col">Now</th>
          <th scope="col">Rate and gain</th>
          <th scope="col">Source</th>
        </tr>
      </thead>
      <tbody>
        {waves.map(({ ch, signal, name, source, state, filled, ...scale }) => (
          <tr key={ch} data-wave={signal} data-state={vouched ? state : 'gap'}>
            <th scope="row">{name}</th>
            <td>
              {vouched ? STATE_WORDS[state] : 'not watched'}
              {filled !== null && <small data-filled> {filled}</small>}
            </td>
            <td className="dim tabular">{waveWords(scale)}</td>
            <td className="dim">{source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function DeviceRows({ devices }: { readonly devices: Detail['facts']['devices'] }) {
  if (devices.length === 0) return null
  return (
    <table className="detail-table" data-devices>
      <thead>
        <tr>
          <th scope="col">Device</th>
          <th scope="col">On this patient</th>
          <th scope="col">Link</th>
          <th scope="col">Battery</th>
          <th scope="col">Clock</th>
          <th scope="col">Sends</th>
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <tr key={device.id} data-device={device.kind}>
            <th scope="row">{device.name}</th>
            <td data-on={device.on}>{device.on === undefined ? 'not said' : ON_WORDS[device.on]}</td>
            <td>{device.link}</td>
            <td className="dim tabular">{device.battery === undefined ? 'none' : `${Math.floor(device.battery)} %`}</td>
            <td className="dim">{clockOffsetWords(device.clockOffset)}</td>
            <td className="dim">{cadenceWords(device) || 'as usual'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
