// For tests: words and numbers that are found wherever they stand in clear, in every form in which a program might have written them.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const escaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A word in the forms of a file: as text, as JSON, and as SQLite or a log might turn it. */
export const formsOfText = (text: string): Readonly<Record<string, Buffer>> => ({
  'utf-8': Buffer.from(text),
  'utf-16le': Buffer.from(text, 'utf16le'),
  'utf-16be': Buffer.from(text, 'utf16le').swap16(),
  json: Buffer.from(JSON.stringify(text).slice(1, -1)),
  'json, escaped': Buffer.from(escaped(text)),
  'json in json': Buffer.from(JSON.stringify(JSON.stringify(text)).slice(3, -3)),
  uri: Buffer.from(encodeURIComponent(text)),
})

/** Numbers in a row, in the forms of columns, and as text. */
export function formsOfNumbers(numbers: readonly number[]): Readonly<Record<string, Buffer>> {
  const bytes = (column: ArrayBufferView): Buffer => Buffer.from(column.buffer, column.byteOffset, column.byteLength)
  const int16 = bytes(Int16Array.from(numbers))
  return {
    json: Buffer.from(JSON.stringify(numbers).slice(1, -1)),
    csv: Buffer.from(numbers.join('\n')),
    int16,
    'int16, big end first': Buffer.from(int16).swap16(),
    int32: bytes(Int32Array.from(numbers)),
    float32: bytes(Float32Array.from(numbers)),
    float64: bytes(Float64Array.from(numbers)),
    'int16, low bytes': Buffer.from(numbers.map((one) => one & 255)),
    'int16, differences': bytes(Int16Array.from(numbers.slice(1), (one, i) => one - numbers[i]!)),
  }
}

export type Canaries = Readonly<Record<string, Readonly<Record<string, Buffer>>>>

/** "file: canary (form)" of each that stands in clear in a file below `root`. */
export function foundBelow(root: string, canaries: Canaries): readonly string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(root, name)).isFile())
  return files.flatMap((name) => {
    const bytes = readFileSync(join(root, name))
    return Object.entries(canaries).flatMap(([what, forms]) =>
      Object.entries(forms).flatMap(([form, wanted]) => (bytes.includes(wanted) ? [`${name}: ${what} (${form})`] : [])),
    )
  })
}
