// The operator's file of single sign-on: what it may say, and what is refused at the start instead of being found out by a nurse.
import { expect, test } from 'vitest'
import { OidcConfig } from './oidc.ts'

const FILE = {
  issuer: 'https://sso.hospital.example/realm',
  clientId: 'wardlight',
  name: 'Hospital',
  groups: {
    nurses: [{ role: 'nurse', ward: 'T' }],
    it: [
      { role: 'administrator', ward: null },
      { role: 'privacy-officer', ward: null },
    ],
  },
}

test('a short file is enough', () => {
  expect(OidcConfig.parse(FILE)).toMatchObject({ scope: 'openid profile', groupsClaim: 'groups', days: 7, secretBy: 'basic', timeout: 5 })
  for (const issuer of ['http://localhost:4000', 'http://127.0.0.1/', 'http://[::1]:4000'])
    expect(OidcConfig.safeParse({ ...FILE, issuer }).success).toBe(true)
})

test.each([
  ['a ward for an administrator', { groups: { it: [{ role: 'administrator', ward: 'T' }] } }],
  ['no ward for a nurse', { groups: { all: [{ role: 'nurse', ward: null }] } }],
  ['a role that is no person’s', { groups: { all: [{ role: 'station', ward: 'T' }] } }],
  ['a provider in clear', { issuer: 'http://sso.example' }],
  ['a loopback in name only', { issuer: 'http://localhost.example' }],
  ['no openid', { scope: 'profile' }],
  ['grants without an end', { days: 1000 }],
  ['a short secret', { clientSecret: 'secret' }],
  ['a word that is not known', { trust: true }],
])('refused: %s', (_, over) => {
  expect(OidcConfig.safeParse({ ...FILE, ...over }).success).toBe(false)
})
