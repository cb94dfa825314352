// How loud the ward was, and what would make it quieter: figures of alarms and beds, none of a person.

import { useState } from 'react'
import { FIXES } from '../../model/quietfixes.ts'
import type { AnswerOf } from '../access/api.ts'
import { Failed } from '../access/parts.tsx'
import { SheetActs } from '../census/SheetActs.tsx'
import { useNow, useZone } from '../census/use.ts'
import { usePosted } from '../census/usewardask.ts'
import { timeIn } from '../census/words.ts'
import { Back } from './Back.tsx'
import { Printed } from './Printed.tsx'
import { longWords, rateWords, shareWords } from './quietwords.ts'

type Answer = AnswerOf<'POST /api/ward/quiet'>

export function Quiet({ ward }: { readonly ward: string }) {
  const [hours, setHours] = useState(24)
  const { data, failed, again } = usePosted('POST /api/ward/quiet', { ward, hours })
  return (
    <>
      <div className="sheet-tools no-print">
        <Back hours={hours} choose={setHours} />
        <SheetActs again={again} ready={data !== null} />
      </div>
      <Failed words={failed} />
      {data === null && failed === null && <p role="status">Asking…</p>}
      {data && <Meter answer={data} />}
      <Printed names={false} />
    </>
  )
}

function Meter({ answer: { quiet, flood, nursesSince, lost } }: { readonly answer: Answer }) {
  const zone = useZone()
  const now = useNow()
  const when = timeIn(zone, now)
  const { alarms, high, perBedDay, perNurseHour, short, toClaim, taken, paused, pairs } = quiet
  const figures: readonly (readonly [words: string, value: string, small: string])[] = [
    ['Alarms', String(alarms), `${high} of them high`],
    ['A bed and day', rateWords(perBedDay), perBedDay === null ? 'too little time' : 'alarms, over all beds with a patient'],
    [
      'An hour of a signed-in nurse',
      rateWords(perNurseHour),
      perNurseHour === null ? 'too little time' : `alarms, counted since ${when(Math.max(nursesSince, quiet.from))}`,
    ],
    ['Over within 5 s', shareWords(short), short === null ? '' : 'of those that ended'],
    [
      'Until somebody has it',
      toClaim === null ? 'none taken' : longWords(toClaim),
      taken === 0 ? '' : `median of the ${taken} that were taken`,
    ],
    ['Silenced or paused', longWords(paused), 'all beds together'],
  ]
  return (
    <section className="sheet-scroll quiet" aria-label="The meter">
      <dl className="quiet-figures">
        {figures.map(([words, value, small]) => (
          <div key={words} className="quiet-figure">
            <dt>{words}</dt>
            <dd>
              <strong className="tabular">{value}</strong>
              <small>{small}</small>
            </dd>
          </div>
        ))}
      </dl>
      <p className="list-told">
        Counted since {when(quiet.from)}, of the ward as a whole: no figure here is of a person. Last ten minutes: {flood.count} alarms,{' '}
        {flood.usual === null ? 'what is usual here is not known yet' : `${rateWords(flood.usual)} are usual here`}
        {flood.on && <strong>: a flood. Lists fold what is not high; tiles stay where they are.</strong>}
        {lost > 0 && <strong> {lost} lines of the journal were lost: figures are too low.</strong>}
      </p>
      <h3>Noisiest</h3>
      {pairs.length === 0 ? (
        <p>No alarm in this time.</p>
      ) : (
        <table className="list" data-list="quiet">
          <thead>
            <tr>
              <th scope="col">Bed</th>
              <th scope="col">Signal</th>
              <th scope="col">Alarms</th>
              <th scope="col">Of all</th>
              <th scope="col">What would likely help</th>
            </tr>
          </thead>
          <tbody>
            {pairs.map(({ stay, bed, signal, alarms: own, share, fix }) => (
              <tr key={`${stay} ${signal}`}>
                <th scope="row">{bed}</th>
                <td>{signal}</td>
                <td className="tabular">{own}</td>
                <td className="tabular">{shareWords(share)}</td>
                <td data-fix={fix}>{FIXES[fix].words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
