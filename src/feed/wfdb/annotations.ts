// Reads annotations in the MIT format (.atr and kin) [FACTS §5.4, WFDB annot.5]: beats, rhythms and remarks on a recording.
import { WfdbError } from './error.ts'

/** What a code stands for, as it is written beside a beat. */
export const ANNOTATION_CODES: Readonly<Record<number, string>> = {
  1: 'N',
  2: 'L',
  3: 'R',
  4: 'a',
  5: 'V',
  6: 'F',
  7: 'J',
  8: 'A',
  9: 'S',
  10: 'E',
  11: 'j',
  12: '/',
  13: 'Q',
  14: '~',
  16: '|',
  18: 's',
  19: 'T',
  20: '*',
  21: 'D',
  22: '"',
  23: '=',
  24: 'p',
  25: 'B',
  26: '^',
  27: 't',
  28: '+',
  29: 'u',
  30: '?',
  31: '!',
  32: '[',
  33: ']',
  34: 'e',
  35: 'n',
  36: '@',
  37: 'x',
  38: 'f',
  39: '(',
  40: ')',
  41: 'r',
}

export interface Annotation {
  /** Samples since the start of the record; may exceed 2^31. */
  readonly sample: number
  readonly code: number
  readonly subtype: number
  readonly channel: number
  readonly num: number
  /** Remark: "(AFIB" for a rhythm. Empty where there is none. */
  readonly aux: string
}

const SKIP = 59
const NUM = 60
const SUB = 61
const CHN = 62
const AUX = 63

/** The low 10 bits as a signed number. */
const signed = (bits: number): number => (bits << 22) >> 22

/**
 * The annotations in the order of the file. `file` is its name, for messages.
 * Throws a WfdbError 'truncated' where the bytes end without an end mark or in the midst of one annotation.
 */
export function* readAnnotations(bytes: Uint8Array, file: string): Generator<Annotation> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const take = (count: number): number => {
    if (at + count > bytes.byteLength) throw new WfdbError('truncated', { file }, `ends at byte ${bytes.byteLength}, too early`)
    at += count
    return at - count
  }
  const word = (): number => view.getUint16(take(2), true)
  let sample = 0
  let [channel, num] = [0, 0]
  let open = null as Annotation | null
  for (;;) {
    const next = word()
    const [code, interval] = [next >> 10, next & 1023]
    if (next === 0) break
    switch (code) {
      case SKIP:
        // The high word comes first.
        sample += (word() << 16) | word()
        break
      // These modify the annotation before them; number and channel hold on for those that follow.
      case NUM:
        num = signed(interval)
        if (open) open = { ...open, num }
        break
      case SUB:
        if (open) open = { ...open, subtype: signed(interval) }
        break
      case CHN:
        channel = signed(interval)
        if (open) open = { ...open, channel }
        break
      case AUX: {
        const from = take(interval + (interval & 1))
        const aux = new TextDecoder('latin1').decode(bytes.subarray(from, from + interval)).replace(/\0+$/, '')
        if (open) open = { ...open, aux }
        break
      }
      default:
        if (open) yield open
        sample += interval
        open = { sample, code, subtype: 0, channel, num, aux: '' }
    }
  }
  if (open) yield open
}
