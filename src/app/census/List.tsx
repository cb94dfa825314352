// The list of a ward: every stay in a table, sorted and narrowed, printed; those that have ended for who may read them.

import { useState } from 'react'
import { Link } from 'wouter'
import { Failed } from '../access/parts.tsx'
import { useMe } from '../access/use.ts'
import { timelinePath } from '../page/paths.ts'
import { clockIn } from '../page/words.ts'
import { Printed } from '../shift/Printed.tsx'
import { type ColumnKey, columnsOf, LIST_COLUMNS, type ListWish, STATES, type StateFilter, shownRows } from './list.ts'
import { rightTo } from './rights.ts'
import { SheetActs } from './SheetActs.tsx'
import { useNow, useZone } from './use.ts'
import { usePosted } from './usewardask.ts'
import { timeIn } from './words.ts'

const START: ListWish = { sort: 'bed', down: false, text: '', state: 'all' }
const TEXT: readonly ColumnKey[] = ['name', 'reason', 'nurse', 'state', 'ended']

export function List({ ward }: { readonly ward: string }) {
  const [wish, setWish] = useState<ListWish>(START)
  const [ended, setEnded] = useState(false)
  const { data, failed, took, again } = usePosted('POST /api/ward/list', { ward, ended })
  const authority = useMe((state) => state.me?.authority ?? null)
  const mayHistory = rightTo(authority, 'see-history') === 'yes'
  const zone = useZone()
  const now = useNow()
  const mayEnded = rightTo(authority, 'see-ended-stays') === 'yes'
  const words = { when: timeIn(zone, now) }
  const columns = columnsOf(ended)
  const rows = data ? shownRows(data.rows, wish, words) : []
  const sortBy = (sort: ColumnKey): void => setWish({ ...wish, sort, down: wish.sort === sort && !wish.down })
  return (
    <>
      <div className="sheet-tools no-print">
        <label className="field">
          Find
          <input type="search" value={wish.text} onChange={({ target }) => setWish({ ...wish, text: target.value })} />
        </label>
        {!ended && (
          <label className="field">
            State
            <select value={wish.state} onChange={({ target }) => setWish({ ...wish, state: target.value as StateFilter })}>
              {(Object.keys(STATES) as StateFilter[]).map((key) => (
                <option key={key} value={key}>
                  {STATES[key]}
                </option>
              ))}
            </select>
          </label>
        )}
        {mayEnded && (
          <label className="flag">
            <input
              type="checkbox"
              checked={ended}
              onChange={({ target }) => {
                setEnded(target.checked)
                setWish({ ...START, text: wish.text, ...(target.checked && { sort: 'ended', down: true }) })
              }}
            />
            Ended stays
          </label>
        )}
        <SheetActs again={again} ready={data !== null} />
      </div>
      <Failed words={failed} />
      {data === null && failed === null && <p role="status">Asking…</p>}
      {data && (
        <>
          <Told rows={rows.length} all={data.rows.length} more={data.more} took={took} ended={ended} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className="sheet-scroll" tabIndex={0} aria-label="The list">
            <table className="list" data-list={ended ? 'ended' : 'here'}>
              <thead>
                <tr>
                  {columns.map((key) => (
                    <th key={key} scope="col" aria-sort={wish.sort === key ? (wish.down ? 'descending' : 'ascending') : 'none'}>
                      <button type="button" onClick={() => sortBy(key)}>
                        {LIST_COLUMNS[key].words} <span aria-hidden="true">{wish.sort === key ? (wish.down ? '▼' : '▲') : ''}</span>
                      </button>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.stay} data-stay-bed={row.bed} data-state={row.away ? 'away' : undefined}>
                    {columns.map((key) => {
                      const text = LIST_COLUMNS[key].say(row, words)
                      if (key === 'bed')
                        return (
                          <th key={key} scope="row">
                            {mayHistory ? (
                              <Link
                                href={timelinePath(row.stay)}
                                className="list-timeline"
                                aria-label={`${text}: timeline`}
                                title="Timeline"
                              >
                                {text}
                              </Link>
                            ) : (
                              text
                            )}
                          </th>
                        )
                      const strong = key === 'name' && row.name !== null
                      return (
                        <td key={key} data-column={key} className={TEXT.includes(key) ? undefined : 'tabular'}>
                          {strong ? <bdi className="list-name">{text}</bdi> : <bdi>{text}</bdi>}
                          {key === 'since' && row.stays > 1 && <small className="dim"> {row.stays} stays of this person</small>}
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
            {rows.length === 0 && (
              <p>{data.rows.length === 0 ? (ended ? 'No stay has ended here.' : 'Nobody lies in this ward.') : 'None fits.'}</p>
            )}
          </section>
        </>
      )}
      <Printed names />
    </>
  )
}

interface ToldProps {
  readonly rows: number
  readonly all: number
  readonly more: boolean
  readonly took: number | null
  readonly ended: boolean
}

/** When the list was true: it does not change by itself, the tiles do. */
function Told({ rows, all, more, took, ended }: ToldProps) {
  const zone = useZone()
  return (
    <p className="list-told">
      {rows === all ? all : `${rows} of ${all}`} {ended ? 'ended ' : ''}
      {all === 1 ? 'stay' : 'stays'}
      {took !== null && `, as it was at ${clockIn(zone)(took)}`}. This list does not watch: the tiles behind it do.
      {more && <strong> Only the newest are listed.</strong>}
    </p>
  )
}
