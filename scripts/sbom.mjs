// `npm run sbom`: the list of all that may run, as CycloneDX JSON, from the lock file; the same bytes for the same lock.
import { createHash } from 'node:crypto'
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
  // What development and an optional part both want may be installed without development too.
  if (place === '' || entry.dev || entry.link) continue
  const name = entry.name ?? nameOf(place)
  const ref = purl(name, entry.version)
  packages.set(ref, { name, place, ...entry })
}
/** TABLE: licences that stand neither in the lock file nor with the package that brings them, with where they were read. */
const READ = {
  // package.json, in the old field "licenses".
  'xmlhttprequest-ssl': 'MIT',
}
/** A part for one kind of machine is of the package that lists it as optional. */
function licenseOf({ name, license }) {
  const whole = [...packages.values()].find((entry) => entry.optionalDependencies?.[name] && entry.license)
  const found = license ?? READ[name] ?? whole?.license
  if (!found) throw new Error(`the licence of ${name} is not known: read it, and add it to the table`)
  return found
}
/** Version 8: of our own making, from the lock file, so that the same lock is the same list. */
function serial() {
  const hex = createHash('sha256')
    .update(JSON.stringify([own.version, lock]))
    .digest('hex')
  const variant = ((Number.parseInt(hex[16], 16) & 3) | 8).toString(16)
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
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
  serialNumber: serial(),
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
  components: sorted.map(([ref, entry]) => ({
    type: 'library',
    'bom-ref': ref,
    name: entry.name,
    version: entry.version,
    purl: ref,
    licenses: [/[ ()]/.test(licenseOf(entry)) ? { expression: licenseOf(entry) } : { license: { id: licenseOf(entry) } }],
    ...(entry.integrity?.startsWith('sha512-') && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(entry.integrity.slice(7), 'base64').toString('hex') }],
    }),
  })),
  dependencies: [
    { ref: self, dependsOn: needs('', own) },
    ...sorted.map(([ref, entry]) => ({ ref, dependsOn: needs(entry.place, entry) })),
  ],
}
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`)
