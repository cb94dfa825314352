// Patients arrive, move, step away and leave: in the words of a nurse, and so that nobody is taken for somebody else.
import { begin, commit, deedOf, dialogOf, done, fillPatient, line, openBed, patientCell, said } from './bedside.ts'
import { demoPin } from './desk.ts'
import { type RunningGateway, startFile } from './gateway.ts'
import { shot } from './shot.ts'
import { expect, LINK_ERRORS, openWard, test, tile, value } from './story.ts'

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
    await expect(admit.locator('.patient-age')).toHaveText(/^12 March 1958: \d\d y, adult$/)
    await expect(commit(page)).toHaveText('Admit Ada Hornbeam to 4B-14')
    await expect(admit.locator('[data-patient-of="4B-14"]')).toContainText('NOT ADMITTED')
    await shot(page, 'admit')
    await done(page, '✓ Admitted to 4B-14.')
    await expect(patientCell(page, '4B-14')).toContainText(/^AH \d\d/)
    await expect(tile(page, '4B-14')).not.toContainText('NOT ADMITTED')
    await expect(page.locator('[data-rest="notAdmitted"]')).toHaveCount(0)
    await expect(page.locator('[data-patient-name]')).toHaveText(ADA.name)
    await expect(page.locator('[data-born]')).toHaveText(`born ${ADA.born}`)
    await expect(page.locator('[data-record]')).toHaveText(`record ${ADA.record}`)
    await shot(page, 'admitted')

    // To another bed: both beds and two identifiers before it is done; values follow, and nothing stays.
    const discharge = await begin(page, '4B-16', 'discharge')
    await expect(discharge.locator('[data-patient-of="4B-16"]')).toContainText('Rafael Driftwood')
    await shot(page, 'discharge')
    await expect(commit(page)).toHaveText('Discharge Rafael Driftwood from 4B-16')
    await done(page, '✓ Discharged from 4B-16.')
    await expect(line(page, '4B-16')).toHaveText('empty')
    await page.keyboard.press('Escape')
    const move = await begin(page, '4B-14', 'move')
    const from = move.locator('[data-patient-of="4B-14"]')
    for (const words of [ADA.name, `born ${ADA.born}`, `record ${ADA.record}`]) await expect(from).toContainText(words)
    await expect(commit(page)).toBeDisabled()
    await expect(move.locator('[data-pick="4B-01"]')).toBeDisabled()
    await move.locator('[data-pick="4B-16"]').click()
    await expect(move.locator('[data-patient-of="4B-16"]')).toContainText('empty: nobody lies here')
    await expect(commit(page)).toHaveText('Move Ada Hornbeam to 4B-16')
    await shot(page, 'move')
    await done(page, '✓ Moved from 4B-14 to 4B-16.')
    await expect(line(page, '4B-14')).toHaveText('empty')
    await expect(tile(page, '4B-14').locator('[data-vital], [data-cell="patient"]')).toHaveCount(0)
    await expect(patientCell(page, '4B-16')).toContainText(/^AH \d\d/)
    await expect(value(page, '4B-16', 'hr')).toHaveAttribute('data-freshness', 'live')
    await expect(value(page, '4B-16', 'hr')).toHaveText(/^(8|9)\d$/)
    await shot(page, 'moved')

    // Away: a reason and a time, numbers blank, the bar counts; back by itself when the signal is.
    await openBed(page, '4B-16')
    await expect(page.locator('[data-counts]')).not.toContainText('away')
    const standBy = await begin(page, '4B-16', 'standby')
    await standBy.getByRole('radio', { name: 'CT' }).check()
    await expect(commit(page)).toBeDisabled()
    await standBy.getByRole('radio', { name: /^20 min/ }).check()
    await expect(commit(page)).toHaveText(/^Stand by Ada Hornbeam: CT, back \d\d:\d\d$/)
    await shot(page, 'stand-by')
    await done(page, /^✓ Away from 4B-16: CT, back \d\d:\d\d\.$/)
    await expect(line(page, '4B-16')).toHaveText(/^away: CT, back \d\d:\d\d$/)
    await expect(tile(page, '4B-16').locator('[data-vital]')).toHaveCount(0)
    await expect(page.locator('[data-counts]')).toContainText('16 beds · 1 away')
    await expect(deedOf(page, 'resume')).toBeVisible()
    await shot(page, 'away')
    await expect(value(page, '4B-16', 'hr')).toHaveAttribute('data-freshness', 'live', { timeout: 40_000 })
    await expect(page.locator('[data-counts]')).not.toContainText('away')
    await expect(deedOf(page, 'resume')).toHaveCount(0)

    // Home; the next patient in that bed inherits nothing.
    await begin(page, '4B-16', 'discharge')
    await done(page, '✓ Discharged from 4B-16.')
    await expect(line(page, '4B-16')).toHaveText('empty')
    await expect(page.locator('[data-patient-name]')).toHaveCount(0)
    const next = await begin(page, '4B-16', 'admit')
    await fillPatient(next, { name: 'Ben Borage', record: 'R-141' })
    await done(page, '✓ Admitted to 4B-16.')
    await expect(patientCell(page, '4B-16')).toContainText(/^BB/)
    await expect(page.locator('[data-patient-name]')).toHaveText('Ben Borage')
    await expect(page.locator('aside.detail')).not.toContainText('Ada')
    await expect(page.locator('aside.detail')).not.toContainText('R-140')
    await expect(page.locator('aside.detail')).not.toContainText('battery low')
    for (const vital of ['hr', 'spo2', 'rr']) await expect(value(page, '4B-16', vital)).toHaveText('--')
    await shot(page, 'next')
    // Where this patient was, by whose word.
    const gear = await begin(page, '4B-16', 'gear')
    await gear.getByRole('button', { name: 'Where this patient was' }).click()
    await expect(gear.locator('[data-record] tbody tr')).toHaveCount(1)
    await expect(gear).toContainText(/Admitted .* by R\. Wren\./)
    // The patch of the patient before lies there, on nobody.
    await expect(gear.locator('li', { hasText: 'patch' })).toContainText('on nobody')
    await shot(page, 'gear')
  })

  test('a full ward: a patient goes to another ward, and comes back to the same bed of it', async ({ page, gateway, another }) => {
    const icu = await another('nurse')
    await openWard(icu, gateway.url, 'ICU')
    await begin(icu, 'ICU-3', 'discharge')
    await commit(icu).click()
    await expect(line(icu, 'ICU-3')).toHaveText('empty')
    await openWard(page, gateway.url, '4B')
    const move = await begin(page, '4B-01', 'move')
    await move.getByLabel('Ward').selectOption('ICU')
    await move.locator('[data-pick="ICU-3"]').click()
    await expect(commit(page)).toHaveText('Move Amara Thistle to ICU-3')
    await shot(page, 'move-ward')
    await done(page, '✓ Moved from 4B-01 to ICU-3.')
    await expect(line(page, '4B-01')).toHaveText('empty')
    await expect(patientCell(icu, 'ICU-3')).toContainText('AT 67 F')
    await expect(value(icu, 'ICU-3', 'hr')).toHaveAttribute('data-freshness', 'live')
    await shot(icu, 'moved-ward')
  })
})

test.describe(() => {
  // What is refused on purpose is logged by the browser itself.
  test.use({ allowed: LINK_ERRORS })
  test('two people at one bed: one wins, the other is told by whom, sees what is so now, and changes nothing', async ({
    page,
    gateway,
    another,
  }) => {
    await openWard(page, gateway.url, '4B')
    const charge = await another('charge-nurse')
    await openWard(charge, gateway.url, '4B')
    const swap = await begin(page, '4B-02', 'swap')
    await swap.locator('[data-pick="4B-03"]').click()
    for (const name of ['Tomasz Feldspar', 'Ingrid Quill']) await expect(swap).toContainText(name)
    await expect(commit(page)).toHaveText('Swap Tomasz Feldspar with Ingrid Quill')
    await shot(page, 'swap')
    await begin(charge, '4B-02', 'discharge')
    await done(charge, '✓ Discharged from 4B-02.')
    // The dialog notices by itself.
    await expect(swap.getByRole('alert')).toContainText('Changed meanwhile.')
    await expect(commit(page)).toBeDisabled()
    await shot(page, 'changed-meanwhile')
    await swap.getByRole('button', { name: 'Back, change nothing' }).click()
    await expect(dialogOf(page)).toHaveCount(0)

    // At the same instant: the gateway decides, and says who it was.
    await begin(page, '4B-04', 'discharge')
    await begin(charge, '4B-04', 'discharge')
    // The nurse's click is under way as the charge nurse's is done.
    const held = Promise.withResolvers<void>()
    await page.route('**/api/act', async (route) => {
      await held.promise
      await route.continue()
    })
    await commit(page).click()
    await done(charge, '✓ Discharged from 4B-04.')
    held.resolve()
    await expect(dialogOf(page).getByRole('alert').filter({ hasText: 'L. Kestrel' })).toBeVisible()
    await shot(page, 'too-late')
    await page.unroute('**/api/act')
    await page.keyboard.press('Escape')
    await expect(line(page, '4B-04')).toHaveText(/^empty/)

    // Swapped: both at once, each with its values.
    await begin(page, '4B-05', 'swap')
    await dialogOf(page).locator('[data-pick="4B-06"]').click()
    await done(page, '✓ 4B-05 and 4B-06 have changed beds.')
    await expect(patientCell(page, '4B-05')).toContainText('KS 69 M')
    await expect(patientCell(page, '4B-06')).toContainText('MC 62 F')
    await expect(value(page, '4B-05', 'hr')).toHaveAttribute('data-freshness', 'live')
  })
})

test('who may not is not offered it: a physician stands by, and neither admits nor moves', async ({ gateway, another }) => {
  const page = await another('physician')
  await openWard(page, gateway.url, '4B')
  await openBed(page, '4B-14')
  await expect(deedOf(page, 'admit')).toHaveCount(0)
  await openBed(page, '4B-01')
  await expect(page.locator('aside.detail [data-deed]')).toHaveText(['Observations…', 'Stand by…', 'NEWS2 scale…', 'Beds and devices'])
})

test.describe(() => {
  // What is refused on purpose is logged by the browser itself.
  test.use({ allowed: LINK_ERRORS })
  test('at a locked station a patient is admitted with name and PIN in one step', async ({ page, gateway }) => {
    await openWard(page, gateway.url, '4B')
    await page.locator('[data-act="lock"]').click()
    await expect(page.locator('[data-seat="station"]')).toBeVisible()
    const admit = await begin(page, '4B-14', 'admit')
    await fillPatient(admit, ADA)
    await expect(commit(page)).toBeDisabled()
    const who = admit.getByRole('group', { name: 'Who are you?' })
    // Only who may do it is offered.
    await expect(who.getByRole('option')).toHaveText(['Choose…', 'L. Kestrel', 'P. Heron', 'R. Wren'])
    await who.getByRole('combobox').selectOption({ label: 'P. Heron' })
    const pin = await demoPin(page)
    await who.getByLabel('PIN').fill(pin === '928374' ? '473829' : '928374')
    await commit(page).click()
    await expect(admit.getByRole('alert')).toContainText('The PIN is wrong')
    await expect(who.getByLabel('PIN')).toHaveValue('')
    await shot(page, 'admit-locked')
    await who.getByLabel('PIN').fill(pin)
    await done(page, '✓ Admitted to 4B-14.')
    // In one step the station is P. Heron's, as with any PIN.
    await expect(page.locator('[data-seat="person"]')).toContainText('P. Heron')
    await expect(page.locator('[data-patient-name]')).toHaveText(ADA.name)
  })
})

/** Names as people have them, typed in as they are. */
const NAMES = [LONG, 'מרים בת-שבע לוי', 'Z\u0338\u0322\u0348o\u0337e\u0336 A\u030a\u0301kermarble'] as const
test('a long name, one from right to left, one with combining marks: typed in, cut cleanly, shown as text', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  for (const [index, name] of NAMES.entries()) {
    const admit = await begin(page, '4B-14', 'admit')
    await fillPatient(admit, { name, born: '1950-01-02', record: `N-${index}` })
    await expect(commit(page)).toHaveText(`Admit ${name} to 4B-14`)
    const [box, foot] = [await commit(page).boundingBox(), await admit.boundingBox()]
    expect(box!.x + box!.width).toBeLessThanOrEqual(foot!.x + foot!.width)
    await shot(page, `name-${index}-admit`)
    await done(page, '✓ Admitted to 4B-14.')
    const shown = page.locator('[data-patient-name]')
    await expect(shown).toHaveText(name.normalize('NFC'))
    expect(await shown.evaluate((element) => element.children.length)).toBe(0)
    const [outer, inner] = [await page.locator('aside.detail').boundingBox(), await shown.boundingBox()]
    expect(inner!.x + inner!.width).toBeLessThanOrEqual(outer!.x + outer!.width + 1)
    const leave = await begin(page, '4B-14', 'discharge')
    await expect(leave.locator('[data-patient-of="4B-14"] [data-patient-name]')).toHaveText(name.normalize('NFC'))
    await shot(page, `name-${index}`)
    await done(page, '✓ Discharged from 4B-14.')
  }
})

const hosted = test.extend<{ own: RunningGateway }>({
  own: async ({ quiet }, use) => {
    const gateway = await startFile('e2e/host.ts')
    await use(gateway)
    quiet.over()
    await gateway.stop()
  },
})

/** What is answered, what the bed says then, whether values come again, and who is in the bed. */
const ANSWERS = [
  {
    bed: '4B-01',
    pick: /^It is still Amara Thistle in 4B-01/,
    button: 'It is still Amara Thistle',
    line: null,
    live: true,
    who: 'Amara Thistle',
  },
  {
    bed: '4B-02',
    pick: /^Somebody else lies in 4B-02/,
    button: 'Somebody else lies in 4B-02',
    line: /NOT ADMITTED/,
    live: true,
    who: null,
  },
  { bed: '4B-05', pick: /^They are nobody’s/, button: 'They are nobody’s', line: /./, live: false, who: 'Marisol Cobblewood' },
] as const
hosted(
  'a monitor names another patient: PATIENT?, nothing shown, until a named person says whose the values are',
  async ({ page, own }) => {
    await openWard(page, own.url, '4B')
    for (const { bed } of ANSWERS) {
      await expect(value(page, bed, 'hr')).toHaveAttribute('data-freshness', 'live')
      own.tell(`call ${bed} W-990`)
    }
    for (const { bed } of ANSWERS) {
      await expect(line(page, bed)).toHaveText('** PATIENT?')
      for (const vital of ['hr', 'spo2', 'rr']) await expect(value(page, bed, vital)).toHaveText('--')
    }
    await expect(page.locator('[data-rest="patient"]')).toContainText('3 patient?')
    for (const { bed, pick, button, line: says, live, who } of ANSWERS) {
      await openBed(page, bed)
      await expect(page.locator('[data-detail-notice="patient"]')).toContainText('The monitor names another patient')
      await shot(page, `patient-${bed}`)
      const whose = await begin(page, bed, 'confirm')
      await expect(whose).toContainText('“W-990”')
      await expect(whose.locator(`[data-patient-of="${bed}"]`)).toContainText(/born .*record /)
      await expect(commit(page)).toBeDisabled()
      await whose.getByRole('radio', { name: pick }).check()
      await expect(commit(page)).toHaveText(button)
      await shot(page, `whose-${bed}`)
      await done(page, new RegExp(`^✓ Answered for .* at ${bed}\\.`))
      if (says === null) await expect(line(page, bed)).toHaveCount(0)
      else await expect(line(page, bed)).toHaveText(says)
      // Answered is answered: no value of it asks any more, be it the last reading of a cuff.
      await expect(tile(page, bed)).not.toContainText('PATIENT?')
      if (live) await expect(value(page, bed, 'hr')).toHaveAttribute('data-freshness', 'live')
      else await expect(value(page, bed, 'hr')).toHaveText('--')
      if (who === null) await expect(page.locator('[data-nobody]')).toHaveText('NOT ADMITTED')
      else await expect(page.locator('[data-patient-name]')).toHaveText(who)
      await shot(page, `answered-${bed}`)
    }
    // What was not admitted may be nobody at all.
    const nobody = await begin(page, '4B-02', 'nobody')
    await expect(nobody.locator('[data-patient-of="4B-02"]')).toContainText('NOT ADMITTED')
    await shot(page, 'nobody')
    await expect(commit(page)).toHaveText('Nobody is here: empty 4B-02')
    await done(page, '✓ Nobody is in 4B-02.')
    await expect(line(page, '4B-02')).toHaveText('empty · monitor still sends')
    await expect(tile(page, '4B-02').locator('[data-vital], [data-cell="patient"]')).toHaveCount(0)
    await shot(page, 'still-sends')
  },
)

test('by keyboard alone: a patient is admitted, and stands by', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await tile(page, '4B-14').focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('aside[data-detail="4B-14"] h2')).toBeFocused()
  const to = async (wanted: ReturnType<typeof deedOf>): Promise<void> => {
    for (let presses = 0; presses < 25; presses++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    await expect(wanted).toBeFocused()
  }
  await to(deedOf(page, 'admit'))
  await page.keyboard.press('Enter')
  await expect(dialogOf(page).getByLabel('Name', { exact: true })).toBeFocused()
  await page.keyboard.type(ADA.name)
  await to(dialogOf(page).getByLabel('Record number'))
  await page.keyboard.type(ADA.record)
  await page.keyboard.press('Enter')
  await expect(said(page)).toHaveText('✓ Admitted to 4B-14.')
  await expect(page.locator('[data-patient-name]')).toHaveText(ADA.name)

  await to(deedOf(page, 'standby'))
  await page.keyboard.press('Enter')
  const dialog = dialogOf(page)
  await to(dialog.getByRole('radio', { name: 'CT' }))
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await expect(dialog.getByRole('radio', { name: 'theatre' })).toBeChecked()
  await to(dialog.getByRole('radio', { name: /^10 min/ }))
  await page.keyboard.press('Space')
  await to(commit(page))
  await page.keyboard.press('Enter')
  await expect(line(page, '4B-14')).toHaveText(/^away: theatre, back \d\d:\d\d$/)
  await page.keyboard.press('Escape')
  await expect(tile(page, '4B-14')).toBeFocused()
})
