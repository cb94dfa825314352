// Names are text, whatever stands in them; and who was discharged while nobody could see it is gone.
import { createFaultyLink } from './faults.ts'
import { type RunningGateway, startFile } from './gateway.ts'
import { test as base, expect, LINK_ERRORS, main, probe, tile, value } from './story.ts'

const LONG = 'Wilhelmina-Charlotte Featherstonehaugh-Goldenrod von und zu Oberammergau'
const NAMES = [
  '<img src=x onerror=alert(1)>',
  LONG,
  'مريم الزهراء بنت عبد الله',
  'Z̸̢͈o̷e̶ Ḁ̈́kermarble',
  '',
  '<script>alert(2)</script>',
] as const

const test = base.extend<{ named: RunningGateway }>({
  named: async ({ quiet }, use) => {
    const gateway = await startFile('e2e/host.ts', JSON.stringify({ names: NAMES }))
    await use(gateway)
    quiet.over()
    await gateway.stop()
  },
})

test('a name is shown as text in the tile and in the detail, and nothing in it is run or asked for', async ({ page, named }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  page.on('dialog', (dialog) => {
    asked.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  for (const [index, name] of NAMES.entries()) {
    const bed = `4B-0${index + 1}`
    await page.goto(`${named.url}/ward/4B/bed/${bed}`)
    const shown = page.locator('[data-patient-name]')
    await expect(shown).toHaveText(name || 'name not known')
    expect(await shown.evaluate((element) => element.children.length)).toBe(0)
    const patient = tile(page, bed).locator('[data-cell="patient"]')
    await expect(patient).toContainText(/\d+ [FM] · adult$/)
    expect(await patient.evaluate((element) => element.children.length)).toBe(0)
    // However long it is, it stays where it belongs.
    const [outer, inner] = [await page.locator('aside.detail').boundingBox(), await shown.boundingBox()]
    expect(inner!.x + inner!.width).toBeLessThanOrEqual(outer!.x + outer!.width + 1)
  }
  expect(await page.locator('img, main script').count()).toBe(0)
  expect(asked.filter((path) => path === '/x' || path.endsWith('/x') || path.startsWith('dialog'))).toEqual([])
})

test.describe(() => {
  test.use({ allowed: LINK_ERRORS })
  test('a bed discharged while the line was cut is empty when it is back, and nothing of the patient returns', async ({ page, named }) => {
    const link = await createFaultyLink(named.port)
    await page.goto(`http://127.0.0.1:${link.port}/ward/4B?probe`)
    await expect(value(page, '4B-02', 'hr')).toHaveAttribute('data-freshness', 'live')
    link.cut()
    await expect(main(page)).not.toHaveAttribute('data-link', 'live')
    named.tell('discharge 4B-02')
    await expect(main(page)).toHaveAttribute('data-link', 'lost')
    const { next } = await probe(page)
    link.heal()
    await expect(main(page)).toHaveAttribute('data-link', 'live')
    await expect(tile(page, '4B-02').locator('[data-cell="line"]')).toHaveText('empty')
    await expect(tile(page, '4B-02').locator('[data-vital], [data-cell="patient"]')).toHaveCount(0)
    await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
    await expect(page.locator('[data-counts]')).toContainText('2 empty')
    await expect.poll(async () => (await probe(page)).waves.some(({ bed, hole, to }) => bed === '4B-01' && !hole && to > 0)).toBe(true)
    const { values, waves, link: links } = await probe(page, next)
    const back = links.find((row) => row.link === 'live')!.painted
    expect(values.filter(({ bed, painted }) => bed === '4B-02' && painted >= back)).toEqual([])
    expect(waves.filter(({ bed, hole }) => bed === '4B-02' && !hole)).toEqual([])
    await link.close()
  })
})
