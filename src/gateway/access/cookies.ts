// The gateway's own cookies: named per instance, since ports share cookies, and readable by nobody but the gateway.
import type { CookieKey, Cookies } from '../routes/route.ts'

/** TABLE: lifetime in seconds, and how strict. The passing one must survive the way back from the identity provider. */
const ROWS: Readonly<Record<CookieKey, { readonly suffix: string; readonly age: number; readonly site: 'Strict' | 'Lax' }>> = {
  session: { suffix: '', age: 13 * 3600, site: 'Strict' },
  station: { suffix: '-station', age: 400 * 24 * 3600, site: 'Strict' },
  passing: { suffix: '-passing', age: 600, site: 'Lax' },
}
/** Longest header that is looked at. */
const LONGEST = 8192

/** `instance`: short, of letters and digits. */
export function createCookies(instance: string): Cookies {
  const nameOf = (which: CookieKey): string => `__Host-wardlight-${instance}${ROWS[which].suffix}`
  return {
    read(header, which) {
      if (header === undefined || header.length > LONGEST) return null
      const name = `${nameOf(which)}=`
      const found = header
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(name))
      // The same name twice is somebody's attempt to put one over the other.
      return found.length === 1 ? found[0]!.slice(name.length) : null
    },
    write(which, value) {
      const { age, site } = ROWS[which]
      return `${nameOf(which)}=${value ?? ''}; Path=/; Max-Age=${value === null ? 0 : age}; HttpOnly; Secure; SameSite=${site}`
    },
  }
}
