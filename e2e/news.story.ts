// Early warning at the bedside: charted in four touches, a range that says what it lacks, notices that somebody answers, an ordered scale.
import { faults, smallOnes } from './axe.ts'
import { begin, commit, dialogOf, done, openBed, said } from './bedside.ts'
import { shot } from './shot.ts'
import { expect, openWard, test, tile } from './story.ts'

/** What a machine can find, and what is too small for a gloved finger. */
async function fit(page: Parameters<typeof tile>[0]): Promise<void> {
  expect(await faults(page, 'dark')).toEqual([])
  expect(await smallOnes(page)).toEqual([])
}
const score = (page: Parameters<typeof tile>[0], bed: string) => tile(page, bed).locator('[data-cell="score"]')

test('a range says what it lacks and when that was last seen; a calm ward spends no colour on it', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await expect(score(page, '4B-01')).toHaveText(/^NEWS2 0 · due \d\d:\d\d$/)
  // Sepsis creeps: the last set is a while ago, and the monitor says more than it did.
  await expect(score(page, '4B-02')).toHaveText(/^NEWS2 \d( · now \d+–\d+)? · due \d\d:\d\d$/)
  await openBed(page, '4B-02')
  await expect(page.locator('[data-early] [data-charted]')).toHaveText(/^\d at \d\d:\d\d$/)
  await shot(page, 'scored')
})

test('a set in few touches from the tile; consciousness is never chosen, breathing never counted before somebody looks', async ({
  page,
  gateway,
}) => {
  await openWard(page, gateway.url, '4B')
  await tile(page, '4B-01').click()
  await page.locator('aside.detail [data-deed="observe"]').click()
  const dialog = dialogOf(page)
  await expect(dialog.locator('[data-part="spo2"] input')).toHaveValue(/^9\d$/)
  await expect(dialog.locator('[data-seen] input:checked')).toHaveCount(0)
  await expect(dialog.locator('.early-says')).toContainText('consciousness')
  await shot(page, 'observe-open')
  await expect(dialog.locator('[data-part="rr"] input')).toHaveValue('')
  await expect(dialog.locator('[data-part="rr"]')).toContainText('by the monitor')
  await dialog.locator('[data-part="rr"] input').fill('16')
  await dialog.locator('[data-seen="A"]').click()
  await expect(dialog.locator('.early-says')).toContainText('NEWS2 0')
  await shot(page, 'observe')
  await fit(page)
  await done(page, /^✓ Observations charted at \d\d:\d\d: NEWS2 0\.$/)
  await expect(score(page, '4B-01')).toHaveText(/^NEWS2 0 · due \d\d:\d\d$/)
  await expect(page.locator('[data-early] [data-charted]')).toHaveText(/^0 at \d\d:\d\d$/)
  await shot(page, 'charted')
})

test('a full set of 5 calls for the medical team, until somebody says whom they told', async ({ page, gateway, another }) => {
  await openWard(page, gateway.url, '4B')
  const dialog = await begin(page, '4B-01', 'observe')
  await dialog.locator('[data-seen="C"]').click()
  await dialog.locator('[data-part="rr"] input').fill('22')
  await expect(dialog.locator('[data-part="rr"]')).toContainText('typed')
  await expect(dialog.locator('.early-says')).toContainText('tell the medical team now')
  await done(page, /NEWS2 5\.$/)
  const notice = page.locator('[data-row-bed="4B-01"][data-alarm="news2-5"]')
  await expect(notice.first()).toContainText('NEWS2 5 charted')
  await expect(notice.first()).toHaveAttribute('data-priority', 'notice')
  // A colleague's screen tells the same.
  const other = await another('charge-nurse')
  await openWard(other, gateway.url, '4B')
  await expect(other.locator('[data-row-bed="4B-01"][data-alarm="news2-5"]').first()).toBeVisible()
  await shot(page, 'notice')

  const answer = await begin(page, '4B-01', 'answer')
  await expect(commit(page)).toBeDisabled()
  await answer.getByRole('radio', { name: 'Medical registrar' }).check()
  await answer.getByRole('radio', { name: 'Comes within 60 min' }).check()
  await shot(page, 'answer')
  await fit(page)
  await done(page, '✓ NEWS2 of 5 or 6: answered.')
  await expect(notice).toHaveCount(0)
  await expect(other.locator('[data-row-bed="4B-01"][data-alarm="news2-5"]')).toHaveCount(0)
  await page.locator('[data-early] button').click()
  await expect(page.locator('[data-chart]')).toContainText('told Medical registrar')
  await shot(page, 'chart')
})

test('scale 2 is a physician’s order, carries a name, and can be ended', async ({ page, gateway, another }) => {
  await openWard(page, gateway.url, '4B')
  await openBed(page, '4B-06')
  await expect(page.locator('aside.detail [data-deed="scale"]')).toHaveCount(0)
  const physician = await another('physician')
  await openWard(physician, gateway.url, '4B')
  const order = await begin(physician, '4B-06', 'scale')
  await order.locator('[data-order="two"]').click()
  await shot(physician, 'scale')
  await fit(physician)
  await done(physician, '✓ Ordered: Scale 2, oxygen target 88–92 %.')
  await expect(score(page, '4B-06')).toContainText('scale 2')
  await begin(physician, '4B-06', 'scale')
  await dialogOf(physician).locator('[data-order="one"]').click()
  await commit(physician).click()
  await expect(said(physician)).toContainText('Scale 1')
  await expect(score(page, '4B-06')).not.toContainText('scale 2')
})

test('the ward as a list, the worst first; a child is not scored, and it says so', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await begin(page, '4B-11', 'observe')
  await dialogOf(page).locator('[data-seen="V"]').click()
  await done(page, /Observations charted/)
  await page.goto(`${gateway.url}/ward/4B/scores`)
  const rows = page.locator('[data-scores] [data-score-bed]')
  await expect(page.locator('[data-score-bed="4B-01"]')).toContainText('0 at')
  const totals = await rows.locator('[data-need]').evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.need)))
  expect(totals.length).toBeGreaterThan(10)
  expect(totals).toEqual(totals.toSorted((a, b) => b - a))
  await expect(page.locator('[data-score-bed="4B-01"]')).toContainText('0 at')
  await shot(page, 'scores')
  expect(await faults(page, 'dark')).toEqual([])
  await page.goto(`${gateway.url}/ward/ICU/bed/ICU-8`)
  await expect(page.locator('[data-refused="under-16"]')).toBeVisible()
  await expect(score(page, 'ICU-8')).toHaveText('NEWS2 not for under 16')
})
