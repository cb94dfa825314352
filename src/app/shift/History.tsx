// The history of alarms of a ward or one patient: what stood, what was done, by whom. Nobody can change it.
import { useState } from 'react'
import type { Priority } from '../../model/priority.ts'
import { RULE_NAMES } from '../../model/rulenames.ts'
import type { RuleKey } from '../../model/rules.ts'
import { Failed } from '../access/parts.tsx'
import { useLyings, useNow, useZone } from '../census/use.ts'
import { usePosted } from '../census/usewardask.ts'
import { timeIn } from '../census/words.ts'
import { StripButton } from '../timeline/waves/StripButton.tsx'
import { Back } from './Back.tsx'
import {
  HISTORY_START,
  type HistoryWish,
  hasStrip,
  historyBody,
  type Line,
  lineWords,
  PAGE,
  PRIORITY_KEYS,
  PRIORITY_WORDS,
  pageOf,
  toldWords,
} from './history.ts'
import { Printed } from './Printed.tsx'

/** Asked once and not with each second: lines stay where they are while somebody reads. */
interface Asked {
  readonly now: number
  /** Ends of the stretches before this one, newest first; null: now. */
  readonly untils: readonly (number | null)[]
}

export function History({ ward }: { readonly ward: string }) {
  const now = useNow()
  const beds = useLyings()
  const zone = useZone()
  // "#4B-05": of that bed, as its link says.
  const [wish, setWish] = useState<HistoryWish>(() => ({
    ...HISTORY_START,
    stay: beds.find(({ bed }) => bed === decodeURIComponent(location.hash.slice(1)))?.stay ?? '',
  }))
  const [asked, setAsked] = useState<Asked | null>(null)
  const [page, setPage] = useState(0)
  const at = asked ?? (now === null ? null : { now, untils: [null] })
  if (asked === null && at !== null) setAsked(at)
  const { data, failed, again } = usePosted('POST /api/alarms/history', at && historyBody(ward, wish, at.now, at.untils.at(-1) ?? null))
  const change = (part: Partial<HistoryWish>): void => {
    setWish({ ...wish, ...part })
    setAsked(now === null ? null : { now, untils: [null] })
    setPage(0)
  }
  const lines = data?.lines ?? []
  const pages = Math.max(1, Math.ceil(lines.length / PAGE))
  const oldest = lines.at(-1)?.at
  const turn = (untils: Asked['untils']): void => {
    if (at) setAsked({ now: at.now, untils })
    setPage(0)
  }
  return (
    <>
      <div className="sheet-tools no-print">
        <Back hours={wish.hours} choose={(hours) => change({ hours })} />
        <Choice label="Bed" value={wish.stay} choose={(stay) => change({ stay })}>
          {beds.flatMap(({ stay, label }) => (stay === null ? [] : [[stay, label] as const]))}
        </Choice>
        <Choice label="Priority" value={wish.priority} choose={(priority) => change({ priority: priority as Priority })}>
          {PRIORITY_KEYS.map((key) => [key, PRIORITY_WORDS[key]] as const)}
        </Choice>
        <Choice label="Alarm" value={wish.rule} choose={(rule) => change({ rule: rule as RuleKey })}>
          {RULE_NAMES}
        </Choice>
        <span className="sheet-acts">
          <button
            type="button"
            className="button"
            onClick={() => {
              change({})
              again()
            }}
          >
            Ask again
          </button>
          <button type="button" className="button" disabled={lines.length === 0} onClick={() => print()}>
            Print
          </button>
        </span>
      </div>
      <Failed words={failed} />
      {data === null && failed === null && <p role="status">Asking…</p>}
      {data && (
        <>
          <p className="list-told">
            {toldWords(lines.length, data.gone)} Kept under the stay’s key; nobody can change it.
            {data.lost > 0 && <strong> {data.lost} lines were lost while the store was down.</strong>}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className="sheet-scroll" tabIndex={0} aria-label="History of alarms">
            <Lines lines={pageOf(lines, page)} when={timeIn(zone, now)} />
          </section>
          <nav className="sheet-tools no-print" aria-label="Pages of the history">
            <button
              type="button"
              className="button"
              disabled={page === 0 && (at?.untils.length ?? 1) === 1}
              onClick={() => (page > 0 ? setPage(page - 1) : turn(at?.untils.slice(0, -1) ?? [null]))}
            >
              Newer
            </button>
            <span>
              page {page + 1} of {pages}
              {data.more && ', older lines follow'}
            </span>
            <button
              type="button"
              className="button"
              disabled={page + 1 >= pages && !data.more}
              onClick={() => {
                if (page + 1 < pages) setPage(page + 1)
                else if (oldest !== undefined) turn([...(at?.untils ?? []), oldest])
              }}
            >
              Older
            </button>
          </nav>
        </>
      )}
      <Printed names={false} />
    </>
  )
}

function Lines({ lines, when }: { readonly lines: readonly Line[]; readonly when: (at: number) => string }) {
  return (
    <table className="list" data-list="alarms">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Bed</th>
          <th scope="col">Alarm or act</th>
          <th scope="col">What</th>
          <th scope="col">Who</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // Lines of one instant are told apart by their place: the list is replaced whole.
          <tr key={`${line.at} ${index}`} data-line-priority={line.priority ?? undefined}>
            <td className="tabular">{when(line.at)}</td>
            <th scope="row">{line.bed}</th>
            <td>{lineWords(line)}</td>
            <td>{line.what}</td>
            <td>
              <bdi>{line.by ?? ''}</bdi>
            </td>
            <td>
              <bdi>{line.why ?? ''}</bdi>
            </td>
            <td className="no-print">
              {line.stay !== null && hasStrip(line) && (
                <StripButton strip={{ stay: line.stay, at: line.at, words: lineWords(line), who: line.bed }} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly choose: (value: string) => void
  readonly children: readonly (readonly [value: string, words: string])[]
}
function Choice({ label, value, choose, children }: ChoiceProps) {
  return (
    <label className="field">
      {label}
      <select value={value} onChange={({ target }) => choose(target.value)}>
        <option value="">all</option>
        {children.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
