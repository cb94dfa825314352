// A tar archive, written as it is made: the size of each file is known before its content is, and nothing needs to be gone back to (ustar [mem]).
const BLOCK = 512
/** Eleven octal digits. */
const LARGEST = 8 ** 11 - 1

/** What comes before a file of `size` bytes. `name`: ASCII, at most 100 letters; `made` in ms. Throws a RangeError for what does not fit. */
export function tarHeader(name: string, size: number, made: number): Uint8Array {
  if (!/^[\x20-\x7e]{1,100}$/.test(name) || size > LARGEST) throw new RangeError('does not fit into a tar archive')
  const bytes = new Uint8Array(BLOCK)
  const put = (text: string, at: number): void => bytes.set(new TextEncoder().encode(text), at)
  const octal = (value: number, digits: number): string => Math.max(0, Math.floor(value)).toString(8).padStart(digits, '0')
  put(name, 0)
  put(`${octal(0o644, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(size, 11)}\0${octal(made / 1000, 11)}\0${' '.repeat(8)}0`, 100)
  put('ustar\x0000', 257)
  put(
    `${octal(
      bytes.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
  )
  return bytes
}
/** What comes behind a file of `size` bytes. */
export const tarPadding = (size: number): Uint8Array => new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK)
export const TAR_END: Uint8Array = new Uint8Array(2 * BLOCK)
