// `npm run sbom`: the list of all that runs, as CycloneDX JSON, from the lock file; the same bytes for the same lock.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './install.mjs'

const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'))
const lock = read('package-lock.json')
const own = read('package.json')
const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`

const packages = new Map()
for (const [place, entry] of Object.entries(lock.packages)) {
  if (place === '' || entry.dev || entry.devOptional || entry.link) continue
  const name = entry.name ?? nameOf(place)
  const ref = purl(name, entry.version)
  packages.set(ref, { name, place, ...entry })
}
const refOf = (from, name) => {
  for (let at = from; ; at = at.slice(0, at.lastIndexOf('/node_modules/'))) {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    const entry = lock.packages[place]
    if (entry) return purl(entry.name ?? nameOf(place), entry.version)
    if (!at.includes('/node_modules/')) return at === '' ? null : refOf('', name)
  }
}
const sorted = [...packages].sort(([a], [b]) => (a < b ? -1 : 1))
const self = `pkg:npm/${own.name}@${own.version}`
const needs = (place, entry) =>
  Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
    .map((name) => refOf(place, name))
    .filter((ref) => ref !== null && packages.has(ref))
    .sort()

const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    component: {
      type: 'application',
      'bom-ref': self,
      name: own.name,
      version: own.version,
      purl: self,
      licenses: [{ license: { id: own.license } }],
    },
  },
  components: sorted.map(([ref, { name, version, license, integrity }]) => ({
    type: 'library',
    'bom-ref': ref,
    name,
    version,
    purl: ref,
    ...(license && { licenses: [/[ ()]/.test(license) ? { expression: license } : { license: { id: license } }] }),
    ...(integrity?.startsWith('sha512-') && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }],
    }),
  })),
  dependencies: [
    { ref: self, dependsOn: needs('', own) },
    ...sorted.map(([ref, entry]) => ({ ref, dependsOn: needs(entry.place, entry) })),
  ],
}
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`)
