// A station: it changes hands by name and PIN, and goes on without names when its person is gone. A browser that is none shows nothing.

import { startSleeper } from './asleep.ts'
import { changePerson, chooseName, continueAs, demoPin, namesIn, namesOf, surely } from './desk.ts'
import { expect, LINK_ERRORS, main, openWard, test, value } from './story.ts'

// Refusals and a line that is dialled anew are logged by the browser itself.
test.use({ allowed: LINK_ERRORS })
const LINUX = process.platform === 'linux'
const GONE = 'R. Wren was signed out: an administrator disabled the account.'
const PATIENT = 'Amara Thistle'

test('a nurse signs in at a station, watches, is revoked while the tab sleeps: beds without names, and why', async ({
  gateway,
  another,
  quiet,
}) => {
  test.skip(!LINUX, 'finds and stops processes by /proc')
  const names = await namesOf(gateway.url)
  const sleeper = await startSleeper()
  try {
    const page = await sleeper.browser.newPage()
    quiet.hear(page)
    await continueAs(page, gateway.url, 'nurse')
    await openWard(page, gateway.url, '4B', '/bed/4B-01')
    await expect(page.locator('[data-patient-name]')).toHaveText(PATIENT)
    await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')

    const admin = await another('administrator')
    await changePerson(admin, gateway.url, 'R. Wren')
    expect(sleeper.sleep()).toBeGreaterThan(0)
    await surely(admin, 'Disable the account')
    await expect(admin.locator('tr[data-person="wren"]')).toContainText('disabled')
    sleeper.wake()

    await expect(page.locator('[data-banner="ended"]')).toContainText(GONE)
    await expect(page.locator('[data-seat="station"]')).toContainText('locked, initials only')
    await expect(main(page)).toHaveAttribute('data-link', 'live')
    await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
    await expect(page.locator('article[data-bed="4B-01"] [data-cell="patient"]')).toHaveText(/^AT 67/)
    await expect(page.locator('aside.detail')).toContainText('initials only: take over to see names')
    expect(await namesIn(page, names)).toEqual([])
    // Read, it leaves the beds all the room; the next nurse takes over from here.
    await page.getByRole('button', { name: 'Understood' }).click()
    await expect(page.locator('[data-banner="ended"]')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Take over (L)' })).toBeVisible()
  } finally {
    await sleeper.close()
  }
})

test('the same on a browser that is not enrolled: it shows that it is not monitoring, why, and nothing else', async ({
  gateway,
  another,
  quiet,
}) => {
  test.skip(!LINUX, 'finds and stops processes by /proc')
  const sleeper = await startSleeper()
  try {
    const page = await sleeper.browser.newPage()
    quiet.hear(page)
    const admin = await another('administrator')
    await changePerson(admin, gateway.url, 'R. Wren')
    await surely(admin, 'Reset the password')
    const once = String(await admin.locator('.secret').textContent())
    // The demo's one click would make this browser a station: the nurse signs in with the password.
    await page.goto(gateway.url)
    const asked = await page.evaluate(async (password) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/api/sign-in', { method: 'POST', headers, body: JSON.stringify({ login: 'wren', password }) })).status
    }, once)
    expect(asked).toBe(200)
    await page.reload()
    await page.getByLabel('Password you were given').fill(once)
    await page.getByLabel('New password').fill('otter lamp quarry')
    await page.keyboard.press('Enter')
    await expect(main(page)).toHaveAttribute('data-link', 'live')
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
    await openWard(page, gateway.url, '4B', '/bed/4B-01')
    await expect(page.locator('[data-patient-name]')).toHaveText(PATIENT)

    await changePerson(admin, gateway.url, 'R. Wren')
    sleeper.sleep()
    await surely(admin, 'Disable the account')
    await expect(admin.locator('tr[data-person="wren"]')).toContainText('disabled')
    sleeper.wake()

    await expect(page.getByRole('alert')).toHaveText(/Signed out: this screen is not monitoring/)
    await expect(page.locator('[data-why]')).toHaveText(GONE)
    await expect(main(page)).toHaveAttribute('data-link', 'ended')
    await expect(main(page)).toHaveText(`■ Signed out: this screen is not monitoring${GONE}Look at the bedside monitors.Sign in`)
    await expect(page.locator('article, canvas, [data-vital]')).toHaveCount(0)
    await expect(page).toHaveTitle(/^Signed out/)
    expect(await namesIn(page, await namesOf(gateway.url))).toEqual([])
  } finally {
    await sleeper.close()
  }
})

test('a station changes hands by name and PIN, in two seconds from the last digit', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await expect(page.locator('[data-seat="person"]')).toContainText('R. Wren')
  await page.locator('[data-act="lock"]').click()
  await expect(page.locator('[data-seat="station"]')).toBeVisible()
  await chooseName(page, 'P. Heron')
  const pin = await demoPin(page)
  await page.keyboard.type(pin.slice(0, -1))
  const before = await page.evaluate(() => performance.now())
  await page.keyboard.press(pin.at(-1)!)
  await page.keyboard.press('Enter')
  const after = await page.waitForFunction(() => {
    const seat = document.querySelector('[data-seat="person"]')?.textContent ?? ''
    const [whole, hr] = [document.querySelector('main'), document.querySelector('article[data-bed="4B-01"] [data-vital="hr"]')]
    const live = whole?.dataset.link === 'live' && !('veiled' in whole.dataset) && (hr as HTMLElement | null)?.dataset.freshness === 'live'
    const named = /^AT 67 F/.test(document.querySelector('article[data-bed="4B-01"] [data-cell="patient"]')?.textContent ?? '')
    return seat.includes('P. Heron') && live && named && performance.now()
  })
  const took = Number(await after.jsonValue()) - before
  test.info().annotations.push({ type: 'last digit of the PIN to a live ward in the nurse’s name, ms', description: took.toFixed(0) })
  await expect(page.getByRole('dialog')).toHaveCount(0)
  // At once from one nurse to the next, without a lock between.
  await chooseName(page, 'L. Kestrel')
  for (const digit of pin) await page.getByRole('dialog').getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click()
  await expect(page.locator('[data-seat="person"]')).toContainText('L. Kestrel')
  await expect(main(page)).toHaveAttribute('data-link', 'live')
})

test('five wrong PINs ask for the password, and the password opens the PIN again', async ({ page, gateway, another }) => {
  test.setTimeout(150_000)
  await openWard(page, gateway.url, '4B')
  await chooseName(page, 'P. Heron')
  const pin = await demoPin(page)
  const wrong = pin === '928374' ? '473829' : '928374'
  const refused = page.getByRole('dialog').getByRole('alert')
  for (let miss = 1; miss <= 5; miss++) {
    const answer = page.waitForResponse((response) => response.url().endsWith('/api/station/pin'))
    await page.keyboard.type(wrong)
    await page.keyboard.press('Enter')
    expect((await answer).ok()).toBe(false)
    await expect(refused).toHaveText(miss < 5 ? /The PIN is wrong/ : /Too many wrong PINs: sign in with your password once/)
    await expect(page.getByLabel('PIN, at least 6 digits')).toHaveValue('')
  }
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
  await expect(refused).toHaveText(/sign in with your password once/)

  const admin = await another('administrator')
  await changePerson(admin, gateway.url, 'P. Heron')
  await expect(admin.locator('tr[data-person="heron"]')).toContainText('PIN locked')
  await surely(admin, 'Reset the password')
  const once = String(await admin.locator('.secret').textContent())

  await page.getByRole('dialog').getByRole('button', { name: 'With a password' }).click()
  await page.getByLabel('Login').fill('heron')
  await page.getByLabel('Password', { exact: true }).fill(once)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'A password of your own' })).toBeVisible()
  await page.getByLabel('Password you were given').fill(once)
  await page.getByLabel('New password').fill('otter lamp quarry')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-seat="person"]')).toContainText('P. Heron')
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  await page.locator('[data-act="lock"]').click()
  await expect(page.locator('[data-seat="station"]')).toBeVisible()
  await chooseName(page, 'P. Heron')
  // After so many tries from one place it may have to wait a little.
  await expect(async () => {
    await page.getByLabel('PIN, at least 6 digits').fill(pin, { timeout: 2000 })
    await page.keyboard.press('Enter')
    await expect(page.locator('[data-seat="person"]')).toContainText('P. Heron', { timeout: 4000 })
  }).toPass({ intervals: [10_000], timeout: 80_000 })
})

test('an end without a touch is announced a minute ahead, and a touch puts it off', async ({ page, gateway }) => {
  // The gateway's own answers, as if nobody had touched the screen for a quarter of an hour less 50 s.
  await page.route('**/api/me', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), idleIn: 50_000 } })
  })
  await openWard(page, gateway.url, '4B')
  const banner = page.locator('[data-banner="idle"]')
  await expect(banner).toContainText('touch or press a key to stay')
  await expect(banner.locator('.tabular')).toHaveText(/Signing out in 0:[0-4]\d/)
  await page.keyboard.press('ArrowRight')
  await expect(banner).toHaveCount(0)
  await expect(main(page)).toHaveAttribute('data-link', 'live')
})

test('a wall display shows values to all, no name to anybody, and nobody acts on it', async ({ gateway, another }) => {
  const names = await namesOf(gateway.url)
  const page = await another(null)
  await continueAs(page, gateway.url, 'wall-display')
  await openWard(page, gateway.url, '4B', '/bed/4B-01')
  await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
  await expect(page.locator('[data-seat="wall-display"]')).toContainText('WALL DISPLAY')
  await expect(page.locator('article[data-bed="4B-01"] [data-cell="patient"]')).toHaveText(/^67/)
  await expect(page.locator('aside.detail')).toContainText('wall display: no names')
  expect(await namesIn(page, names)).toEqual([])
  await expect(page.locator('[data-act]')).toHaveCount(0)
  await expect(page.getByRole('combobox', { name: 'Order' })).toHaveCount(0)
  await page.keyboard.press('l')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  for (const room of ['account', 'people', 'stations', 'audit', 'audit/patient']) {
    await page.goto(`${gateway.url}/${room}`)
    await expect(page).toHaveURL(/\/ward\//)
    await expect(page.getByRole('navigation', { name: 'Rooms' })).toHaveCount(0)
  }
})
