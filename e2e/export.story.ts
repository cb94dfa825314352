// A stay leaves: the report on paper at true scale, and the dialog that saves a file and says how far it is.
import { readFile } from 'node:fs/promises'
import { faults } from './axe.ts'
import { pages } from './paper.ts'
import { shot } from './shot.ts'
import { expect, openWard, test } from './story.ts'

type Page = Parameters<typeof openWard>[0]
/** Millimetres of CSS: as many as on paper at full size. */
const MM = 96 / 25.4

async function timelineOf(page: Page, url: string, bed: string): Promise<string> {
  await openWard(page, url, '4B')
  const stay = await page.evaluate(async (label) => {
    const body = JSON.stringify({ ward: '4B', ended: false })
    const said = await fetch('/api/ward/list', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const lists = Object.values((await said.json()) as object).find(Array.isArray) as { bed: string; stay: string }[]
    return lists.find((row) => row.bed === label)!.stay
  }, bed)
  await page.goto(`${url}/patient/${stay}`)
  return stay
}

test('the report: lanes, alarms, a strip at 25 mm/s and 10 mm/mV, margins that say whose, by whom, which page', async ({
  another,
  gateway,
}) => {
  const page = await another('physician')
  const stay = await timelineOf(page, gateway.url, '4B-05')
  // Of an hour before the window, put right: on paper both are told.
  await page.evaluate(async (of) => {
    const write = async (text: string, at: number, corrects?: string) => {
      const body = JSON.stringify({ stay: of, kind: 'note', at, text, ...(corrects && { corrects }) })
      const said = await fetch('/api/stay/note', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      return ((await said.json()) as { id: string }).id
    }
    const now = Date.now()
    await write('Turned to the left', now - 300_000, await write('Turned to the right', now - 13 * 3_600_000))
  }, stay)
  await page.reload()
  await page.getByRole('button', { name: 'Report…' }).click()
  await expect(page.locator('[data-report="whole"]')).toBeVisible()
  await page.getByLabel('Strip around').selectOption('')
  const rows = page.locator('.report-row')
  await expect(rows).toHaveCount(3)
  const wide = (at: number) => rows.nth(at).evaluate((element) => element.getBoundingClientRect().width)
  expect(await wide(0)).toBeCloseTo(180 * MM, 0)
  // Also as it is printed: nothing is shrunk to fit.
  await page.emulateMedia({ media: 'print' })
  expect(await wide(2)).toBeCloseTo(180 * MM, 0)
  await page.emulateMedia({ media: null })
  await shot(page, 'report')
  expect(await faults(page, 'dark')).toEqual([])

  const paper = await pages(page, 'report')
  expect(paper.count).toBeGreaterThanOrEqual(1)
  for (const words of [
    'DEMO: this patient is invented.',
    'Bed 4B-05',
    'Lead II, 25 mm/s, 10 mm/mV',
    'bedside alarms lead',
    'This bar is 50 mm',
    'Turned to the right',
    'not in this time',
    'Corrects the entry of',
    'Turned to the left',
  ])
    expect(paper.text).toContain(words)
  expect(paper.text).toMatch(/Printed \d+ \w+ \d{4} \d\d:\d\d \(Europe\/London\) by Dr A\. Rook\./)
  // On paper the report stands alone.
  expect(paper.text).not.toContain('Back to the timeline')
  expect(paper.text).not.toContain('SOUND OFF')
})

test('an export: wants a reason, is saved under a name that says DEMO, and says when it is whole', async ({ another, gateway }) => {
  const page = await another('physician')
  await timelineOf(page, gateway.url, '4B-05')
  await page.getByRole('button', { name: 'Export…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await expect(dialog.getByRole('button', { name: 'Export', exact: true })).toBeDisabled()
  await dialog.getByLabel('Why it leaves').fill('transfer to the ICU')
  for (const [kind, ending, content] of [
    ['Table (CSV)', 'csv', /^time,gateway_ms,signal,value/],
    ['FHIR R4 Bundle', 'fhir.json', /^\{"resourceType":"Bundle"/],
    ['Recording (WFDB)', 'tar', /\.hea\0/],
  ] as const) {
    await dialog.getByText(kind).click()
    const saved = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Export', exact: true }).click()
    const file = await saved
    expect(file.suggestedFilename()).toMatch(new RegExp(`^DEMO_Wardlight_4B-05_\\d{8}T\\d{4}_\\d{8}T\\d{4}\\.${ending}$`))
    expect(await readFile(await file.path(), 'latin1')).toMatch(content)
    await expect(dialog.getByRole('status')).toContainText(/Done: [\d.]+ (kB|MB)\./)
  }
  await shot(page, 'export')
  expect(await faults(page, 'dark')).toEqual([])
})
