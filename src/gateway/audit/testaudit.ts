// For tests: folders that go, audits that are closed after each test, a queue in memory, and events of any kind.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { AuditEvent } from '../../model/audit.ts'
import { fakeClock, START } from '../harness.ts'
import { type AuditSetup, gatewayEvent, openAudit } from './openaudit.ts'
import type { Queue } from './queue.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
export const secrets = {
  key: new Uint8Array(randomBytes(32)),
  signPrivate: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
  signPublic: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
}
/** For another process. */
export const secretsText = JSON.stringify(
  Object.fromEntries(Object.entries(secrets).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')])),
)

const folders: string[] = []
const open = new Set<Started>()
afterEach(async () => {
  for (const audit of open) await audit.close()
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'wardlight-audit-test-'))
  folders.push(made)
  return made
}

export function memoryQueue(): Queue & { readonly rows: Map<string, AuditEvent> } {
  const rows = new Map<string, AuditEvent>()
  return {
    rows,
    load: async () => [...rows].map(([id, event]) => ({ id, event })),
    keep: async (id, event) => void rows.set(id, event),
    remove: async (ids) => {
      for (const id of ids) rows.delete(id)
    },
  }
}

export type Started = Awaited<ReturnType<typeof openAudit>>
export async function start(where: string, over: Partial<AuditSetup> = {}): Promise<Started> {
  let next = 0
  const audit = await openAudit({
    folder: where,
    secrets,
    anchor: null,
    clock: fakeClock(),
    newId: () => `id-${next++}`,
    log: { warn: () => {}, error: () => {} },
    queue: memoryQueue(),
    ...over,
  })
  const { close } = audit
  open.add(audit)
  audit.close = async () => {
    if (open.delete(audit)) await close()
  }
  return audit
}

/** The index is in its time and its reason. */
export const event = (index: number, over: Partial<AuditEvent> = {}): AuditEvent => ({
  ...gatewayEvent('watched', START + index * 1000, `r${index}`),
  ...over,
})
