// Notes, interventions and values by hand on the report: of the window, with what corrects one of them, wherever that lies.
import type { Span } from '../../model/history.ts'
import { withCorrections } from '../../model/notes.ts'
import { HAND_VALUES, type HandPoint, NOTE_WORDS, type Note, type Story } from '../../model/story.ts'
import { dayTimeIn } from '../census/words.ts'
import { goneWords } from './sincewords.ts'

/** Lines of the list; of more it is said how many. */
const MOST = 120

type Entry = Note | HandPoint
const whatOf = (one: Entry): string => ('kind' in one ? NOTE_WORDS[one.kind] : HAND_VALUES[one.value][0])
const textOf = (one: Entry): string => {
  if ('kind' in one) return one.text
  const [, unit, , , digits] = HAND_VALUES[one.value]
  return `${one.number.toFixed(digits)} ${unit}`
}

export function ReportNotes({ story, span, zone }: { readonly story: Story; readonly span: Span; readonly zone: string }) {
  const all: readonly Entry[] = [...withCorrections(story.notes, span), ...withCorrections(story.hand, span)]
  const lines = all.toSorted((a, b) => a.at - b.at || a.written - b.written)
  const shown = lines.slice(-MOST)
  const time = (when: number): string => dayTimeIn(zone, when).replace(/ \d{4}/, '')
  return (
    <section className="report-list">
      <h2>Notes</h2>
      {lines.length === 0 ? (
        <p>{goneWords(story.gone, ['note']) ?? 'None in this time.'}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">What</th>
              <th scope="col">Entry</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => {
              const before = one.corrects === null ? null : all.find(({ id }) => id === one.corrects)
              const after = one.corrected === null ? null : all.find(({ id }) => id === one.corrected)
              return (
                <tr key={one.id}>
                  <td className="tabular">
                    {time(one.at)}
                    {(one.at < span.from || one.at >= span.to) && <span className="report-outside">not in this time</span>}
                  </td>
                  <td>{whatOf(one)}</td>
                  <td>
                    {one.corrected !== null && <strong>CORRECTED{after && ` ${time(after.written)}`}: </strong>}
                    {one.corrects !== null && <strong>Corrects the entry{before && ` of ${time(before.at)}`}: </strong>}
                    <bdi>{one.corrected === null ? textOf(one) : <s>{textOf(one)}</s>}</bdi>
                  </td>
                  <td>
                    <bdi>{one.by ?? 'a colleague'}</bdi>
                    {one.written - one.at > 120_000 && `, written ${time(one.written)}`}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {lines.length > shown.length && <p className="report-small">{lines.length - shown.length} earlier entries are not listed.</p>}
    </section>
  )
}
