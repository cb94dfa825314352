// Patients arrive, move, step away and leave: in the words of a nurse, and so that nobody is taken for somebody else.
import { begin, commit, deedOf, dialogOf, done, fillPatient, line, openBed, patientCell, said } from './bedside.ts'
import { chooseName, continueAs, demoPin } from './desk.ts'
import { type RunningGateway, startFile } from './gateway.ts'
import { shot } from './shot.ts'
import { signInPage } from './signin.ts'
import { expect, LINK_ERRORS, main, openWard, test, tile, value } from './story.ts'

const ADA = { name: 'Ada Hornbeam', born: '1958-03-12', record: 'R-140' }
const LONG = 'Wilhelmina-Charlotte Featherstonehaugh-Goldenrod von und zu Oberammergau'

test.describe('a demo whose minutes are seconds', () => {
  test.use({ args: ['--seed', '7', '--speed', '60'] })

  test('a patient is connected to bed 14, admitted, moved, sent to CT, back, discharged; the next one inherits nothing', async ({
    page,
    gateway,
  }) => {
    await openWard(page, gateway.url, '4B')
    await expect(line(page, '4B-14')).toHaveText('empty')

    // Minute 12: alarms come before paperwork.
    await expect(line(page, '4B-14')).toContainText('NOT ADMITTED', { timeout: 30_000 })
    await expect(value(page, '4B-14', 'hr')).toHaveAttribute('data-freshness', 'live')
    await expect(page.locator('[data-rest="notAdmitted"]')).toHaveText(' · 1 not admitted')
    await openBed(page, '4B-14')
    await expect(page.locator('[data-nobody]')).toHaveText('NOT ADMITTED')
    await expect(page.locator('[data-detail-notice="not-admitted"]')).toContainText('adult default limits, alarms on')
    await shot(page, 'not-admitted')

    const admit = await begin(page, '4B-14', 'admit')
    await expect(admit.getByLabel('Name', { exact: true })).toBeFocused()
    await expect(commit(page)).toBeDisabled()
    await admit.getByLabel('Name', { exact: true }).fill(ADA.name)
    // A name alone is not enough: two things beside it, or one and the other.
    await expect(commit(page)).toBeDisabled()
    await fillPatient(admit, ADA)
    await expect(admit.locator('.patient-age')).toHaveText(/^12 March 1958: \d\d, adult$/)
    await expect(commit(page)).toHaveText('Admit Ada Hornbeam to 4B-14')
    await expect(admit.locator('[data-patient-of="4B-14"]')).toContainText('NOT ADMITTED')
    await shot(page, 'admit')
    await done(page, '✓ Admitted to 4B-14.')
    await expect(patientCell(page, '4B-14')).toContainText(/^AH \d\d/)
    await expect(line(page, '4B-14')).not.toContainText('NOT ADMITTED')
    await expect(page.locator('[data-rest="notAdmitted"]')).toHaveCount(0)
    await expect(page.locator('[data-patient-name]')).toHaveText(ADA.name)
    await expect(page.locator('[data-born]')).toHaveText(`born ${ADA.born}`)
    await expect(page.locator('[data-record]')).toHaveText(`record ${ADA.record}`)
    await shot(page, 'admitted')

    // To the ICU: both beds and two identifiers before it is done; values follow.
    const move = await begin(page, '4B-14', 'move')
    await expect(move.locator('[data-patient-of="4B-14"]')).toContainText(ADA.name)
    await expect(move.locator('[data-patient-of="4B-14"]')).toContainText(`born ${ADA.born}`)
    await expect(move.locator('[data-patient-of="4B-14"]')).toContainText(`record ${ADA.record}`)
    await shot(page, 'move')
    await page.keyboard.press('Escape')
    await expect(dialogOf(page)).toHaveCount(0)
  })
})
