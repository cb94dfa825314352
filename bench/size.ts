// What a browser loads before the ward screen shows: script of the page and its worker, gzipped, without what is loaded lazily.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

const dist = path.resolve(import.meta.dirname, '../dist')
const gzipped = (file: string): number => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length

/** Names of scripts that `file` needs at once: static imports only. */
function* scriptsOf(file: string, seen = new Set<string>()): Generator<string> {
  if (seen.has(file) || !existsSync(path.join(dist, file))) return
  seen.add(file)
  yield file
  const text = readFileSync(path.join(dist, file), 'utf8')
  for (const [, name] of text.matchAll(/(?:^|[;}\s])import\s*(?:[^'"()]*?from\s*)?['"]\.\/([^'"]+\.js)['"]/g))
    yield* scriptsOf(path.join(path.dirname(file), name!), seen)
}

export interface Size {
  readonly total: number
  readonly files: readonly (readonly [file: string, bytes: number])[]
}
/** Bytes of script, gzipped, of the ward screen's first load. */
export function benchSize(): Size {
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8')
  const entries = [...html.matchAll(/src="\/?([^"]+\.js)"/g)].map(([, file]) => file!)
  const scripts = new Set(entries.flatMap((entry) => [...scriptsOf(entry)]))
  const texts = [...scripts].map((file) => readFileSync(path.join(dist, file), 'utf8')).join('\n')
  for (const [worker] of texts.matchAll(/assets\/worker-[\w-]+\.js/g)) for (const script of scriptsOf(worker)) scripts.add(script)
  const files = [...scripts].map((file) => [file, gzipped(file)] as const)
  return { total: files.reduce((sum, [, bytes]) => sum + bytes, 0), files }
}
