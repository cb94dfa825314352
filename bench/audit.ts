// The audit, measured: how long a record takes until it is on disk under a signed head, how long its writer is held up, and a million verified.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Audit } from '../src/gateway/audit/audit.ts'
import { encodeHead, encodeRecord, HEADS, LOG, logKeys, PUBLIC, sha } from '../src/gateway/audit/format.ts'
import { gatewayEvent } from '../src/gateway/audit/openaudit.ts'
import { verifyAudit } from '../src/gateway/audit/verify.ts'
import { AUDIT_KINDS } from '../src/model/audit.ts'

export interface WriteTimes {
  /** Asked → durable and acknowledged, ms. */
  readonly durable: readonly number[]
  /** The asking thread could do nothing else, ms. */
  readonly blocked: readonly number[]
}

/** A nurse is shown the names of a ward of 32: the record that is written most where people ask. */
const event = (index: number) => ({
  ...gatewayEvent('names-read', Date.now(), null),
  actor: {
    is: 'person' as const,
    id: `person-${index % 40}`,
    name: `Nurse ${index % 40}`,
    roles: ['nurse' as const],
    station: { id: `station-${index % 8}`, name: `Desk ${index % 8}` },
    address: '10.20.30.40',
  },
  ward: '4B',
  stays: Array.from({ length: 32 }, (_, bed) => `stay${bed}`),
  purpose: 'treatment' as const,
  names: true,
})

/** So many records at random moments, `rate` a second on average, each waited for by itself. */
export async function auditWrites(audit: Pick<Audit, 'write'>, count: number, rate: number): Promise<WriteTimes> {
  const durable: number[] = []
  const blocked: number[] = []
  const waits: Promise<void>[] = []
  for (let index = 0; index < count; index++) {
    await new Promise((resolve) => setTimeout(resolve, (-Math.log(1 - Math.random()) * 1000) / rate))
    const record = event(index)
    const began = performance.now()
    const done = audit.write(record)
    blocked.push(performance.now() - began)
    waits.push(done.then(() => void durable.push(performance.now() - began)))
  }
  await Promise.all(waits)
  return { durable, blocked }
}

/** What the disk alone takes for a kilobyte within a file, written and made durable, at the same rate: no audit can be faster. */
export async function diskWrites(count: number, rate: number): Promise<number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'wardlight-bench-'))
  const file = openSync(path.join(folder, 'disk'), 'wx')
  const [room, piece] = [Buffer.alloc(count * 1024), Buffer.alloc(1024, 1)]
  writeSync(file, room)
  fdatasyncSync(file)
  const took: number[] = []
  for (let index = 0; index < count; index++) {
    await new Promise((resolve) => setTimeout(resolve, 1000 / rate))
    const began = performance.now()
    writeSync(file, piece, 0, piece.length, index * piece.length)
    fdatasyncSync(file)
    took.push(performance.now() - began)
  }
  closeSync(file)
  rmSync(folder, { recursive: true, force: true })
  return took
}

/** An audit as the writer makes it: `each` records under a head. Written straight to the files, as a million waits for the disk would take an hour. */
function fill(folder: string, records: number, each: number): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const [id, key] = [randomBytes(16), randomBytes(32)]
  const header = Buffer.concat([Buffer.from(LOG.magic, 'latin1'), id, sha(publicKey.export({ type: 'spki', format: 'der' }))])
  const headsHeader = Buffer.concat([Buffer.from(HEADS.magic, 'latin1'), id])
  writeFileSync(path.join(folder, PUBLIC), publicKey.export({ type: 'spki', format: 'pem' }))
  const [log, heads] = [openSync(path.join(folder, LOG.file), 'wx'), openSync(path.join(folder, HEADS.file), 'wx')]
  const keys = logKeys(key, id)
  let [link, before, length] = [sha(header), sha(headsHeader), header.length]
  let [logBytes, headBytes]: [Uint8Array[], Uint8Array[]] = [[header], [headsHeader]]
  const put = (): void => {
    writeSync(log, Buffer.concat(logBytes))
    writeSync(heads, Buffer.concat(headBytes))
    logBytes = []
    headBytes = []
  }
  for (let seq = 1; seq <= records; seq++) {
    const { stays, ...rest } = event(seq)
    // What is written most with no one asking: a ward was watched, a sign-in, a hand-over; every eighth names the stays of a ward.
    const one = { ...rest, stays: seq % 8 === 0 ? stays : stays.slice(0, 1) }
    const content = Buffer.from(JSON.stringify(one), 'utf8')
    const record = encodeRecord({ seq, time: one.at, kind: AUDIT_KINDS[one.kind].number, stays: one.stays, content }, keys, id, link)
    link = record.subarray(record.length - 32)
    length += record.length
    logBytes.push(record)
    if (seq % each === 0 || seq === records) {
      const head = encodeHead({ count: seq, length, link, time: one.at }, before, (bytes) => sign(null, bytes, privateKey))
      before = sha(head)
      headBytes.push(head)
    }
    if (seq % 20_000 === 0) put()
  }
  put()
  closeSync(log)
  closeSync(heads)
}

export interface Verified {
  readonly records: number
  readonly heads: number
  /** Seconds of each run. */
  readonly seconds: readonly number[]
  /** Bytes of the log. */
  readonly size: number
}

export function benchVerify(records: number, each: number, runs: number): Verified {
  const folder = mkdtempSync(path.join(tmpdir(), 'wardlight-bench-'))
  try {
    fill(folder, records, each)
    const seconds: number[] = []
    let heads = 0
    for (let run = 0; run < runs; run++) {
      const verdict = verifyAudit(folder, null, () => performance.now())
      if (verdict.is !== 'whole' || verdict.records !== records) throw new Error(JSON.stringify(verdict))
      seconds.push(verdict.took / 1000)
      heads = verdict.heads
    }
    return { records, heads, seconds, size: statSync(path.join(folder, LOG.file)).size }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
