// The one door through which a script's address becomes trusted: the page has no other Trusted Types policy.

interface Policy {
  createScriptURL(url: string): string
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy
}

let policy: Policy | null = null

const sameOrigin = (url: string): string => {
  if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`not a script of ours: ${url}`)
  return url
}

/** The address of a script of this origin, blessed where the browser asks for it. Throws a TypeError for any other origin. */
export function trusted(url: string): string {
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes
  policy ??= factory?.createPolicy('wardlight', { createScriptURL: sameOrigin }) ?? { createScriptURL: sameOrigin }
  return policy.createScriptURL(url)
}
