// Which passwords and PINs are too easy to guess: repeats, runs, keyboard rows, own and product names, and little more than these.

/** Words that belong to the place, and those that people put first everywhere. */
const WORDS = [
  'wardlight',
  'password',
  'passwort',
  'hospital',
  'nurse',
  'doctor',
  'physician',
  'patient',
  'monitor',
  'welcome',
  'admin',
  'administrator',
  'letmein',
  'changeme',
  'secret',
  'login',
  'iloveyou',
  'qwerty',
  'qwertz',
  'azerty',
  'asdfgh',
  'abc',
  'summer',
  'winter',
  'spring',
  'autumn',
  'monday',
  'dragon',
  'football',
  'sunshine',
  'princess',
  'monkey',
  'master',
  'test',
  'demo',
] as const
const ROWS = [
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
] as const
/** Characters that must be left once what is easy has been taken out. */
const LEFT = 6

const simple = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('0', 'o')
    .replaceAll('1', 'i')
    .replaceAll('3', 'e')
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replaceAll('5', 's')

/** Pieces of at least four along a row, forwards or back. */
function rows(text: string): string {
  let rest = text
  for (const row of ROWS)
    for (const line of [row, [...row].reverse().join('')])
      for (let length = line.length; length >= 4; length--)
        for (let from = 0; from + length <= line.length; from++) rest = rest.replaceAll(line.slice(from, from + length), '')
  return rest
}

/** `own`: name and login. */
export function isCommon(password: string, own: readonly string[]): boolean {
  const text = simple(password)
  if (new Set(text).size < 5) return true
  // One piece again and again.
  if (/^(.{1,8})\1+.{0,3}$/.test(text)) return true
  let rest = rows(password.toLowerCase())
  if (rest.length >= LEFT) rest = simple(rest)
  const words = [...WORDS, ...own.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u))].filter((word) => word.length >= 3)
  for (const word of words.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(simple(word), '').replaceAll(word, '')
  rest = rest.replace(/(19|20)?\d{2}|[^\p{L}\p{N}]/gu, '')
  return rest.length < LEFT
}

/** Repeats, runs, pairs and years. */
export function isCommonPin(pin: string): boolean {
  if (new Set(pin).size < 3) return true
  if ('01234567890123'.includes(pin) || '98765432109876'.includes(pin)) return true
  return /^(\d{1,4})\1+\d?$/.test(pin) || /^(19|20)\d{2}\d{0,2}$/.test(pin)
}
