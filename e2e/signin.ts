// Signs in to a demo as one click does, for pages and for clients without a browser.
import type { Page } from '@playwright/test'
import type { DemoRole } from '../src/model/me.ts'

export interface SignedIn {
  /** For the Cookie header. */
  readonly header: string
  readonly cookies: readonly { readonly name: string; readonly value: string }[]
}
const known = new Map<string, Promise<SignedIn>>()

/** Each call begins a session of its own. */
export async function signIn(url: string, as: DemoRole = 'nurse'): Promise<SignedIn> {
  const { origin } = new URL(url)
  const answer = await fetch(`${origin}/api/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ as }),
  })
  if (!answer.ok) throw new Error(`not signed in: ${answer.status} ${await answer.text()}`)
  const cookies = answer.headers.getSetCookie().map((text) => {
    const [pair = ''] = text.split(';')
    const at = pair.indexOf('=')
    return { name: pair.slice(0, at), value: pair.slice(at + 1) }
  })
  return { header: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), cookies }
}

/** One session for all that asks at this address. */
export function cookieOf(url: string): Promise<string> {
  const { origin } = new URL(url)
  const one = known.get(origin) ?? signIn(origin)
  known.set(origin, one)
  return one.then(({ header }) => header)
}

/** Signs the page in before it first goes to a gateway; the gallery needs none. */
export function enter(page: Page, as: DemoRole = 'nurse'): Page {
  const been = new Set<string>()
  const go = page.goto.bind(page)
  page.goto = async (url, options) => {
    const { origin, pathname } = new URL(url)
    if (!been.has(origin) && pathname !== '/gallery') {
      been.add(origin)
      await signInPage(page, origin, as)
    }
    return go(url, options)
  }
  return page
}

/** Gives the page's browser the cookies of a new session. */
export async function signInPage(page: Page, url: string, as: DemoRole = 'nurse'): Promise<void> {
  const { cookies } = await signIn(url, as)
  const { origin } = new URL(url)
  await page.context().addCookies(
    cookies.map(({ name, value }) => ({
      name,
      value,
      url: origin.replace('http:', 'https:'),
      secure: true,
      httpOnly: true,
      sameSite: 'Strict' as const,
    })),
  )
}
