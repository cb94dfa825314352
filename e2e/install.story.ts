// A new installation, from the code on its console to a moving wave, as its first administrator goes: and all of it is there after a restart.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { line } from './bedside.ts'
import { startGateway } from './gateway.ts'
import { codeOf, setUpCode } from './real.ts'
import { shot } from './shot.ts'
import { test as base, expect, main, openWard, tile, value } from './story.ts'

const PASSWORD = 'violet harbour ladder'

interface Place {
  /** A gateway without a demo in the same folder, once more. */
  again(): ReturnType<typeof startGateway>
}
const test = base.extend<{ place: Place }>({
  place: async ({ quiet }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'wardlight-install-'))
    const started: Awaited<ReturnType<typeof startGateway>>[] = []
    await use({
      async again() {
        const one = await startGateway('--no-demo', '--data', path.join(folder, 'data'), '--keys', path.join(folder, 'key'))
        started.push(one)
        return one
      },
    })
    quiet.over()
    for (const one of started) await one.stop()
    rmSync(folder, { recursive: true })
  },
})

test('from the set-up code to the first wave, and over a restart', async ({ browser, place, quiet, viewport }) => {
  let gateway = await place.again()
  const page = await (await browser.newContext({ viewport })).newPage()
  quiet.hear(page)
  await page.goto(gateway.url)
  await page.getByLabel('Code from the console').fill(setUpCode(gateway))
  await page.getByLabel('Your name, as on a badge').fill('A. Teal')
  await page.getByLabel('Login').fill('teal')
  await page.getByLabel('New password').fill(PASSWORD)
  await shot(page, 'install-1')
  await page.keyboard.press('Enter')
  const secret = String(await page.locator('.secret').textContent()).replaceAll(' ', '')
  await page.getByLabel('Code that the authenticator shows now').fill(codeOf(secret, 0))
  await page.keyboard.press('Enter')

  // Where there is no ward yet the administrator is led to the steps.
  await expect(page).toHaveURL(/\/begin$/)
  const step = (key: string) => page.locator(`[data-step="${key}"]`)
  await expect(page.getByRole('heading', { name: 'Begin: five steps to the first wave' })).toBeVisible()
  await expect(step('factor')).toHaveAttribute('data-is', 'done')
  await expect(step('ward')).toHaveAttribute('aria-current', 'step')
  for (const key of ['people', 'station', 'wave']) await expect(step(key)).toHaveAttribute('data-is', 'waits')
  await shot(page, 'install-2')

  await step('ward').getByLabel('Short id').fill('7A')
  await step('ward').getByLabel('Name, as on the door').fill('7A surgical')
  await step('ward').getByLabel('Time zone of its clock').fill('Europe/Nowhere')
  await expect(step('ward')).toContainText('No such zone')
  await step('ward').getByLabel('Time zone of its clock').fill('Europe/Berlin')
  await step('ward').getByLabel('Beds', { exact: true }).fill('01–04')
  await expect(step('ward')).toContainText('4 beds: 01, 02, 03, 04')
  await step('ward').getByRole('button', { name: 'Make the ward' }).click()
  await expect(step('ward')).toHaveAttribute('data-is', 'done')

  await step('people').getByLabel('Name, as on a badge').fill('N. Reed')
  await step('people').getByLabel('Login').fill('reed')
  await step('people').getByRole('button', { name: 'Add as nurse on 7A surgical' }).click()
  await expect(step('people').locator('.step-once')).toContainText('Hand this to N. Reed')
  await shot(page, 'install-3')
  await step('people').getByRole('button', { name: 'Handed over' }).click()
  await expect(step('people')).toHaveAttribute('data-is', 'done')
  await expect(step('people')).toContainText('Care for patients: N. Reed.')
  // Who sets it up may be one who cares for patients, too.
  await step('people').getByRole('button', { name: 'Give me the role nurse on 7A surgical' }).click()
  await expect(step('people')).toContainText('Care for patients: A. Teal, N. Reed.')

  await step('station').getByRole('link', { name: 'Enrol this browser' }).click()
  const enrol = page.getByRole('region', { name: 'Make this browser a station' })
  await enrol.getByLabel('7A surgical').check()
  await enrol.getByLabel('Name, as on the wall').fill('Desk 7A')
  await enrol.getByRole('button', { name: 'Enrol this browser' }).click()
  await expect(page.getByRole('row', { name: /Desk 7A \(this browser\)/ })).toBeVisible()

  await page.goto(`${gateway.url}/begin`)
  await expect(step('station')).toHaveAttribute('data-is', 'done')
  await expect(step('wave')).toHaveAttribute('aria-current', 'step')
  await step('wave').getByLabel('Bed').selectOption({ label: '02' })
  await shot(page, 'install-4')
  await step('wave').getByRole('button', { name: 'Start a trial feed in 02' }).click()
  await expect(page.getByText('All is done.')).toBeVisible()
  await shot(page, 'install-5')
  await step('wave').getByRole('link', { name: 'Open the ward: a wave moves' }).click()

  // A moving wave, labelled as what it is.
  await expect(main(page)).toHaveAttribute('data-link', 'live')
  await expect(page).toHaveURL(/\/ward\/7A$/)
  const bed = String(await page.getByRole('article', { name: '02' }).getAttribute('data-bed'))
  await expect(line(page, bed)).toHaveText('TRIAL FEED: invented')
  await expect(value(page, bed, 'hr')).toHaveAttribute('data-freshness', 'live')
  await expect(tile(page, bed).locator('[data-cell="patient"]')).toHaveText(/^trial/)
  await expect(page.locator('[data-rest="trial"]')).toHaveText(' · 1 trial')
  // Left of the numbers nothing else changes.
  const box = (await tile(page, bed).boundingBox())!
  const clip = { x: box.x + box.width * 0.1, y: box.y + box.height * 0.15, width: box.width * 0.4, height: box.height * 0.6 }
  const first = await page.screenshot({ clip })
  await expect.poll(async () => (await page.screenshot({ clip })).equals(first)).toBe(false)
  await shot(page, 'install-6')

  // An invented patient is nobody's: it is neither admitted nor moved.
  await tile(page, bed).click()
  await expect(page.locator('[data-nobody]')).toHaveText('TRIAL FEED')
  await expect(page.locator('aside.detail [data-deed]')).toHaveText(['Admit', 'Beds and devices'])
  await page.goto(`${gateway.url}/begin`)
  await step('wave').getByRole('button', { name: 'End the trial feed in 02' }).click()
  await expect(step('wave').getByRole('button', { name: 'Start a trial feed in 01' })).toBeVisible()
  await openWard(page, gateway.url, '7A')
  await expect(line(page, bed)).toHaveText('empty')
  await expect(page.locator('[data-rest="trial"]')).toHaveCount(0)

  // The same folder, another run: ward, beds, people and station are there; the trial is not.
  expect(gateway.output()).not.toContain('error')
  expect(await gateway.stop()).toBe(0)
  gateway = await place.again()
  expect(gateway.output()).not.toMatch(/good until this process ends/)
  const later = await (await browser.newContext({ viewport })).newPage()
  quiet.hear(later)
  await later.goto(gateway.url)
  await later.getByLabel('Login').fill('teal')
  await later.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await later.keyboard.press('Enter')
  await later.getByLabel('Code of your authenticator').fill(codeOf(secret, 1))
  await later.keyboard.press('Enter')
  await expect(main(later)).toHaveAttribute('data-link', 'live')
  await expect(later.locator('article[data-bed]')).toHaveCount(4)
  await expect(line(later, bed)).toHaveText('empty')
  await later.goto(`${gateway.url}/wards`)
  await expect(later.getByText('7A surgical').first()).toBeVisible()
  await expect(later.locator('[data-pick]')).toHaveText(['01empty', '02empty', '03empty', '04empty'])
  await shot(later, 'install-7')
  await later.goto(`${gateway.url}/people`)
  await expect(later.locator('tr[data-person="reed"]')).toContainText('nurse on 7A')
  await page.context().close()
  await later.context().close()
})
