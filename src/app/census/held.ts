// TABLE: whose the values are that a device sent since they were held apart: three answers as whole sentences. Pure.
import type { ActAsked } from '../../model/acts.ts'
import type { DeviceRow } from '../../model/censusapi.ts'

export type HeldAnswer = Extract<ActAsked, { act: 'confirm' }>['answer']
type Held = NonNullable<DeviceRow['held']>

export interface Question {
  readonly asks: string
  readonly answers: readonly { readonly answer: HeldAnswer; readonly words: string; readonly sentence: string }[]
}
interface Around {
  readonly device: string
  /** Label of the bed where the device is, and what the patient there is called; null: nobody lies there. */
  readonly here: string
  readonly who: string | null
  /** The device was taken for nobody's when its values were held: it was on somebody before. */
  readonly loose?: boolean
  /** What the patient is called who lies in the bed that the source names; undefined: in another ward, and not known here. */
  readonly there: string | null | undefined
  readonly since: string
}

export function questionOf(
  { why, says, at, samples }: Pick<Held, 'why' | 'says' | 'at' | 'samples'>,
  { device, here, who, loose, there, since }: Around,
): Question {
  const count = samples === 1 ? 'one value is' : `${samples} values are`
  const none = {
    answer: 'nobody',
    words: 'They are nobody’s',
    sentence: `They are nobody’s: a test, or a patient who is not of this ward. The held values go to no stay, and ${device} is taken off.`,
  } as const
  const sayWords = says === null ? 'calls the patient by no name any more' : `calls the patient “${says}”`
  if (why === 'identity' && loose && who !== null)
    return {
      asks: `Since ${since} ${device} sends at ${here}. It was on somebody else before. ${count} held apart.`,
      answers: [
        {
          answer: 'same',
          words: `It is on ${who} now`,
          sentence: `It is on ${who} in ${here} now. The held values are this patient’s.`,
        },
        none,
      ],
    }
  if (why === 'identity')
    return {
      asks: `Since ${since} ${device} at ${here} ${sayWords}. ${count} held apart.`,
      answers: [
        ...(who === null
          ? []
          : [
              {
                answer: 'same',
                words: `It is still ${who}`,
                sentence: `It is still ${who} in ${here}: the monitor was given another name. The held values are this patient’s.`,
              } as const,
            ]),
        {
          answer: 'other',
          words: `Somebody else lies in ${here}`,
          sentence: `Somebody else lies in ${here} since ${since}. ${who === null ? '' : `The stay of ${who} ended then. `}The held values begin a new stay, NOT ADMITTED: admit that patient next.`,
        },
        none,
      ],
    }
  return {
    asks: `Since ${since} ${device} at ${here} is named as at ${at}, too. ${count} held apart.`,
    answers: [
      ...(who === null
        ? []
        : [
            {
              answer: 'same',
              words: `It is with ${who} in ${here}`,
              sentence: `The device is still with ${who} in ${here}: what names ${at} is wrong. The held values are this patient’s.`,
            } as const,
          ]),
      {
        answer: 'other',
        words: `It is at ${at}`,
        sentence: `The device is at ${at} since ${since}${there === undefined ? '' : there === null ? ', where nobody lies yet' : `, with ${there}`}. The held values go there.`,
      },
      none,
    ],
  }
}
