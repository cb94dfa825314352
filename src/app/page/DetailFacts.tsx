// What is true of one bed beside its values: notes and marks in words, absence, recording, waves as rows, devices.
import type { DetailWave } from '../messages.ts'
import type { Detail } from '../stores/ward.ts'
import { awayWords, cadenceWords, clockOffsetWords, MARK_WORDS, recordingWords, waveWords } from './bedwords.ts'
import { useSettings, useWard } from './use.ts'
import { plural } from './words.ts'

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
        {waves.map(({ ch, signal, name, source, state, ...scale }) => (
          <tr key={ch} data-wave={signal} data-state={vouched ? state : 'gap'}>
            <th scope="row">{name}</th>
            <td>{vouched ? STATE_WORDS[state] : 'not watched'}</td>
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
