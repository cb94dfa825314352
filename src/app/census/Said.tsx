// What became of an act where no dialog stands for it: refused in the gateway's words, or done and not recorded.
import { Failed } from '../access/parts.tsx'
import type { Answer } from './use.ts'

export const NOT_RECORDED = 'Done, not recorded: the store cannot be written. It holds now, and is lost if the gateway ends.'

export function Said({ answer }: { readonly answer: Answer | null }) {
  if (answer === null || (answer.is === 'done' && answer.recorded)) return null
  return <Failed words={answer.is === 'refused' ? answer.words : NOT_RECORDED} />
}
