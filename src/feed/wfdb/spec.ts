// What `--replay PATH[?loop][?ends=now]` asks for.
import { WfdbError } from './error.ts'

export interface ReplaySpec {
  /** Path of the record without ".hea". */
  readonly path: string
  /** At its end it starts again. */
  readonly loop: boolean
  /** Its end lies at the start of the gateway: all of it is past. */
  readonly endsNow: boolean
}

const OPTIONS = { loop: 'loop', 'ends=now': 'endsNow' } as const

/** Reads the text after `--replay`. Throws a WfdbError 'option' for an option that does not exist or a missing path. */
export function parseReplay(text: string): ReplaySpec {
  const [path = '', ...options] = text.split('?')
  const place = { file: `--replay ${text}` }
  if (!path.trim()) throw new WfdbError('option', place, 'the path of a recording is missing')
  const asked = new Set<string>()
  for (const option of options.flatMap((part) => part.split('&'))) {
    if (!Object.hasOwn(OPTIONS, option)) throw new WfdbError('option', place, `unknown option "${option}"; there are ?loop and ?ends=now`)
    asked.add(option)
  }
  return { path: path.replace(/\.hea$/, ''), loop: asked.has('loop'), endsNow: asked.has('ends=now') }
}
