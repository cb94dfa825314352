// For tests: a certificate for localhost that signs itself, made anew each time, so that no private key lies in the tree.
import { generateKeyPairSync, sign } from 'node:crypto'

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const long = body.length < 0x80 ? [body.length] : body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...long]), body])
}
const seq = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts)
const COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'))
const ECDSA_SHA256 = seq(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')))

export function testCertificate(): { readonly cert: Buffer; readonly key: Buffer } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = seq(der(0x31, seq(COMMON_NAME, der(0x0c, Buffer.from('localhost')))))
  const days = seq(der(0x17, Buffer.from('250101000000Z')), der(0x17, Buffer.from('491231235959Z')))
  const told = seq(der(0x02, Buffer.from([1])), ECDSA_SHA256, name, days, name, publicKey.export({ type: 'spki', format: 'der' }))
  const signature = der(0x03, Buffer.from([0]), sign('sha256', told, privateKey))
  const text = seq(told, ECDSA_SHA256, signature).toString('base64').replaceAll(/.{64}/g, '$&\n')
  return {
    cert: Buffer.from(`-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`),
    key: Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  }
}
