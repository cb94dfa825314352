// For a test: writes to an audit and prints a line for each record that was acknowledged, until it is killed or cannot go on.
import { systemClock } from '../clock.ts'
import { gatewayEvent, openAudit } from './openaudit.ts'

const [folder = '', given = '{}', more = ''] = process.argv.slice(2)
const [key, signPrivate, signPublic] = ['key', 'signPrivate', 'signPublic'].map(
  (name) => new Uint8Array(Buffer.from(JSON.parse(given)[name], 'base64')),
)
if (!key || !signPrivate || !signPublic) throw new Error('no keys')
const clock = systemClock()
const audit = await openAudit({
  folder,
  secrets: { key, signPrivate, signPublic },
  anchor: null,
  clock,
  newId: () => 'x',
  log: { warn: () => {}, error: () => {} },
  queue: { load: async () => [], keep: async () => {}, remove: async () => {} },
})
const write = (index: number): Promise<void> =>
  audit.write(gatewayEvent('watched', clock.real(), `${index}${more}`)).then(() => {
    process.stdout.write('.\n')
    return write(index + 1)
  })
await Promise.all([write(0), write(1_000_000), write(2_000_000)])
