// The list of all that may run: complete against the lock file, each part with licence and hash, and the same for the same lock.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const path = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url))
const list = (): string => execFileSync(process.execPath, [path('scripts/sbom.mjs')], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
interface Component {
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly licenses: readonly ({ license: { id: string } } | { expression: string })[]
  readonly hashes?: readonly { content: string }[]
}

test('every package that may be installed without development is in it, with a licence, the hash of the lock and a place in the tree [15.1.2]', () => {
  const text = list()
  const bom = JSON.parse(text) as {
    bomFormat: string
    serialNumber: string
    components: Component[]
    dependencies: { ref: string; dependsOn: string[] }[]
  }
  expect(bom.bomFormat).toBe('CycloneDX')
  expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const lock = JSON.parse(readFileSync(path('package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; link?: boolean; version: string; name?: string; integrity?: string }>
  }
  const wanted = Object.entries(lock.packages)
    .filter(([place, { dev, link }]) => place !== '' && !dev && !link)
    .map(([place, { name, version }]) => `${name ?? place.split('node_modules/').at(-1)}@${version}`)
  expect(bom.components.map(({ name, version }) => `${name}@${version}`).toSorted()).toEqual([...new Set(wanted)].toSorted())
  for (const { name, licenses, hashes } of bom.components) {
    expect([name, JSON.stringify(licenses)]).toEqual([name, expect.stringMatching(/"(id|expression)":"[^"]{3,}"/)])
    const integrity = Object.entries(lock.packages).find(([place]) => place.endsWith(`node_modules/${name}`))?.[1].integrity
    const expected = integrity?.startsWith('sha512-') ? Buffer.from(integrity.slice(7), 'base64').toString('hex') : undefined
    if (expected) expect([name, hashes?.[0]?.content.length]).toEqual([name, expected.length])
  }
  const refs = new Set(bom.dependencies.map(({ ref }) => ref))
  for (const { purl } of bom.components) expect(refs).toContain(purl)
  for (const { dependsOn } of bom.dependencies) for (const ref of dependsOn) expect(refs).toContain(ref)
  expect(list()).toBe(text)
})
