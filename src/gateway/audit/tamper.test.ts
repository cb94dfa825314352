// Tampering with the audit's files: whatever is flipped, dropped, swapped, inserted or cut is found, and the untouched pass.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fakeClock } from '../harness.ts'
import type { Audit } from './audit.ts'
import { HEADS, LOG, PUBLIC, readClear } from './format.ts'
import { gatewayEvent, openAudit } from './openaudit.ts'
import { verifyAudit } from './verify.ts'

const SOAK = process.env.WARDLIGHT_SOAK !== undefined
const COUNT = SOAK ? 10_000 : 400
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const secrets = {
  key: new Uint8Array(randomBytes(32)),
  signPrivate: new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })),
  signPublic: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
}
const base = mkdtempSync(join(tmpdir(), 'wardlight-tamper-'))
const [folder, other, anchors] = [join(base, 'a'), join(base, 'b'), join(base, 'anchors')]
const QUIET = { warn: () => {}, error: () => {} }
const open = (where: string, anchor: string | null): Promise<Audit> =>
  openAudit({
    folder: where,
    secrets,
    anchor,
    clock: fakeClock(),
    newId: () => 'x',
    log: QUIET,
    queue: { load: async () => [], keep: async () => {}, remove: async () => {} },
  })
const fill = async (audit: Audit, count: number): Promise<void> => {
  for (let index = 0; index < count; index++)
    await audit.write({ ...gatewayEvent('watched', 1_790_000_000_000 + index, `record ${index}`), stays: ['stay-1'], ward: 'T' })
}
const verify = (where = folder, with_: string | null = null) => verifyAudit(where, with_, () => 0)
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

let log: Buffer
let heads: Buffer
let offsets: { at: number; length: number }[]
beforeAll(async () => {
  const audit = await open(folder, anchors)
  await fill(audit, 20)
  await audit.close()
  const again = await open(folder, anchors)
  await fill(again, 20)
  await again.close()
  const stranger = await open(other, null)
  await fill(stranger, 40)
  await stranger.close()
  log = readFileSync(join(folder, LOG.file))
  heads = readFileSync(join(folder, HEADS.file))
  offsets = []
  for (let at: number = LOG.header; at < log.length; ) {
    const { length } = readClear(log.subarray(at))!
    offsets.push({ at, length })
    at += length
  }
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** TABLE: what somebody might do to the two files. Each gives other bytes than there were. */
const TAMPERINGS: Readonly<Record<string, (pick: (below: number) => number) => { log?: Buffer; heads?: Buffer }>> = {
  'flip a bit of the log': (pick) => {
    const bytes = Buffer.from(log)
    const at = pick(bytes.length)
    bytes[at]! ^= 1 << pick(8)
    return { log: bytes }
  },
  'flip a bit of the heads': (pick) => {
    const bytes = Buffer.from(heads)
    const at = pick(bytes.length)
    bytes[at]! ^= 1 << pick(8)
    return { heads: bytes }
  },
  'drop a record': (pick) => {
    const { at, length } = offsets[pick(offsets.length)]!
    return { log: Buffer.concat([log.subarray(0, at), log.subarray(at + length)]) }
  },
  'swap two records': (pick) => {
    const first = pick(offsets.length - 1)
    const [a, b] = [offsets[first]!, offsets[first + 1]!]
    return {
      log: Buffer.concat([
        log.subarray(0, a.at),
        log.subarray(b.at, b.at + b.length),
        log.subarray(a.at, a.at + a.length),
        log.subarray(b.at + b.length),
      ]),
    }
  },
  'insert a record again': (pick) => {
    const { at, length } = offsets[pick(offsets.length)]!
    const { at: to } = offsets[pick(offsets.length)]!
    return { log: Buffer.concat([log.subarray(0, to), log.subarray(at, at + length), log.subarray(to)]) }
  },
  'cut the tail': (pick) => ({ log: log.subarray(0, LOG.header + pick(log.length - LOG.header)) }),
  'cut the heads within one': (pick) => {
    const whole = HEADS.header + pick((heads.length - HEADS.header) / HEADS.size) * HEADS.size
    return { heads: heads.subarray(0, whole + 1 + pick(HEADS.size - 1)) }
  },
  'drop a head': (pick) => {
    const at = HEADS.header + pick((heads.length - HEADS.header) / HEADS.size) * HEADS.size
    return { heads: Buffer.concat([heads.subarray(0, at), heads.subarray(at + HEADS.size)]) }
  },
  'put in a piece of another audit': (pick) => {
    const bytes = Buffer.from(log)
    const from = readFileSync(join(other, LOG.file))
    const at = LOG.header + pick(bytes.length - LOG.header - 64)
    from.copy(bytes, at, at, at + 64)
    return { log: bytes }
  },
  'put the other audit in its place': () => ({ log: readFileSync(join(other, LOG.file)) }),
  'write at the end': (pick) => ({ log: Buffer.concat([log, randomBytes(1 + pick(300))]) }),
}

test(`${COUNT} tamperings are all found, and untouched files pass (soak)`, () => {
  expect(verify()).toMatchObject({ is: 'whole', records: 40 })
  const random = seeded(20_260_704)
  const pick = (below: number): number => Math.floor(random() * below)
  const names = Object.keys(TAMPERINGS)
  const place = join(base, 'tampered')
  cpSync(folder, place, { recursive: true })
  for (let index = 0; index < COUNT; index++) {
    const name = names[index % names.length]!
    const made = TAMPERINGS[name]!(pick)
    writeFileSync(join(place, LOG.file), made.log ?? log)
    writeFileSync(join(place, HEADS.file), made.heads ?? heads)
    const verdict = verify(place)
    expect([index, name, verdict.is]).toEqual([index, name, 'broken'])
    if (verdict.is === 'broken') expect(verdict.file).toMatch(/^audit\.(log|heads|pub)$/)
  }
})

test('log and heads cut back together are found by the head at the operator’s place, and only by it', () => {
  const place = join(base, 'back')
  cpSync(folder, place, { recursive: true })
  const kept = 5
  const end = offsets[kept]!.at
  writeFileSync(join(place, LOG.file), log.subarray(0, end))
  writeFileSync(join(place, HEADS.file), heads.subarray(0, HEADS.header + kept * HEADS.size))
  expect(verify(place).is).toBe('whole')
  expect(verify(place, anchors)).toMatchObject({ is: 'broken', what: expect.stringContaining('cut') })
  expect(verify(folder, anchors).is).toBe('whole')
})

test('the place that is named is the place', () => {
  const place = join(base, 'named')
  cpSync(folder, place, { recursive: true })
  const { at, length } = offsets[16]!
  const bytes = Buffer.from(log)
  bytes[at + length - 40]! ^= 1
  writeFileSync(join(place, LOG.file), bytes)
  expect(verify(place)).toMatchObject({ record: 17, offset: at, file: LOG.file })
  rmSync(join(place, PUBLIC))
  expect(verify(place)).toMatchObject({ is: 'broken', file: PUBLIC })
})

test('no name, no reason and no stay stands in clear', () => {
  for (const text of ['record 7', 'stay-1', 'gateway', 'watched']) expect(log.includes(text)).toBe(false)
})
