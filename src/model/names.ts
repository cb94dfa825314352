// Names as text: cleaned of what nobody sees, and compared, so that two patients with like names on a ward are noticed.
import { distance } from 'fastest-levenshtein'

/** Signs that are not seen or that turn the text around after them: they make two names look alike, or one look like another. */
const UNSEEN = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** One line in composed form, without unseen signs, single spaces. Joiners that scripts need stay. */
export const cleanName = (text: string): string => text.normalize('NFC').replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim()

/** For comparing: without case, marks above and below letters, and anything but letters and spaces. */
export const plainName = (text: string): string =>
  cleanName(text)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('en')
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()

/** Letters in which two names of this length may differ and still be taken for each other [design]. */
const slack = (length: number): number => (length <= 3 ? 0 : length <= 7 ? 1 : 2)
const near = (a: string, b: string): boolean => distance(a, b) <= slack(Math.min(a.length, b.length))

/**
 * Whether two names are alike enough for a name alert [design]. Alike are: the whole names, but for a letter or two; family names that
 * are the same or differ so little, with given names that begin with the same letter or differ so little; the same two names the other
 * way round. Edit distance by letters; one letter for 4–7 letters, two from 8 on.
 */
export const alike = (one: string, other: string): boolean => alikePlain(plainName(one), plainName(other))

/** The same of plain names, for who compares many. */
export function alikePlain(a: string, b: string): boolean {
  if (a === '' || b === '') return false
  if (near(a, b)) return true
  const [as, bs] = [a.split(' '), b.split(' ')]
  if (as.length < 2 || bs.length < 2) return false
  const [givenA = '', familyA = ''] = [as[0], as.at(-1)]
  const [givenB = '', familyB = ''] = [bs[0], bs.at(-1)]
  if (near(familyA, familyB) && (givenA[0] === givenB[0] || near(givenA, givenB))) return true
  return near(familyA, givenB) && near(givenA, familyB)
}
