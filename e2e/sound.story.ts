// The sound of alarms in a real browser: rendered offline and measured, armed by a touch, tested by a person, and one tab of several sounds.
import type { BrowserContext, Page } from '@playwright/test'
import type { Audible } from '../src/app/sound/audible.ts'
import type { render } from '../src/app/sound/render.ts'
import type { FirstPulse, Sound } from '../src/app/sound/sound.ts'
import type { AlarmPriority, Category, SoundTheme } from '../src/model/tones.ts'
import { faults, smallOnes } from './axe.ts'
import { gapsOf, type HeardPulse, pulsesIn, samplesOf } from './hear.ts'
import { shot } from './shot.ts'
import { expect, openWard, test } from './story.ts'

/** What a page opened with `?probe` offers. */
interface Probed {
  readonly wardlightSound?: {
    readonly sound: Sound
    readonly pulses: (FirstPulse & { readonly at: number })[]
    readonly render: typeof render
  }
}
const RATE = 22_050
const alarm = (priority: Audible['priority'], category: Category = 'general', id = `${priority} ${category}`): Audible => ({
  id,
  ward: '4B',
  priority,
  category,
  since: 0,
})
type Steps = readonly { readonly at: number; readonly list: readonly Audible[] }[]

async function hear(page: Page, theme: SoundTheme, long: number, steps: Steps, volume = 1): Promise<readonly HeardPulse[]> {
  await page.waitForFunction(() => (window as Probed).wardlightSound)
  const rendered = await page.evaluate((asked) => (window as Probed).wardlightSound!.render(asked), {
    rate: RATE,
    long,
    theme,
    volume,
    steps,
  })
  return pulsesIn(samplesOf(rendered), RATE)
}
const ms = (seconds: number): number => Math.round(seconds * 1000)
/** The ruler's error, ms: a period of the lowest tone. */
const ERROR = 4

/** The silence between bursts is counted without the edges of its pulses, ms. */
const EDGES = 75

/** Ranges of FACTS §2.3, ms; `long`, `gaps` and `every` as the recipe there. */
const WANTED: Readonly<
  Record<AlarmPriority, { readonly gaps: readonly number[]; readonly long: number; readonly every: number; readonly seconds: number }>
> = {
  high: { gaps: [95, 95, 340, 95, 1000, 95, 95, 340, 95], long: 150, every: 7000, seconds: 15 },
  medium: { gaps: [180, 180], long: 150, every: 20_000, seconds: 22 },
  low: { gaps: [], long: 200, every: 30_000, seconds: 31 },
}

function holds(pulse: HeardPulse): void {
  expect(pulse.rise / pulse.long).toBeGreaterThan(0.1)
  expect(pulse.rise / pulse.long).toBeLessThan(0.2)
  const [first] = pulse.peaks
  expect(first!.hz).toBeGreaterThanOrEqual(150)
  expect(first!.hz).toBeLessThanOrEqual(1000)
  const heard = pulse.peaks.filter(({ hz, dB }) => hz >= 300 && hz <= 4000 && Math.abs(dB) <= 15)
  expect(heard.length, JSON.stringify(pulse.peaks)).toBeGreaterThanOrEqual(4)
}

test('each priority is rendered as the tables say: pulses, durations, spacings, grouping, bursts, harmonics, rise, levels', async ({
  page,
  gateway,
}) => {
  await page.goto(`${gateway.url}/ward/4B?probe`)
  const levels: number[] = []
  for (const [priority, { gaps, long, every, seconds }] of Object.entries(WANTED) as [AlarmPriority, (typeof WANTED)['high']][]) {
    const pulses = await hear(page, 'general', seconds, [{ at: 0, list: [alarm(priority)] }])
    const count = gaps.length + 1
    const wanted = [...gaps, every, ...gaps].slice(0, pulses.length - 1)
    // The first burst whole, and at least the beginning of the next.
    expect(pulses.length).toBeGreaterThan(count)
    for (const [at, gap] of gapsOf(pulses).entries())
      expect(Math.abs(ms(gap) - wanted[at]!), `${priority} gap ${at}: ${ms(gap)}`).toBeLessThanOrEqual(at === gaps.length ? EDGES : ERROR)
    for (const pulse of pulses.slice(0, count)) {
      expect(Math.abs(ms(pulse.long) - long)).toBeLessThanOrEqual(ERROR)
      holds(pulse)
    }
    if (priority === 'high') expect(Math.abs(ms(pulses[9]!.at + pulses[9]!.long - pulses[0]!.at) - 3750)).toBeLessThanOrEqual(ERROR)
    levels.push(...pulses.map(({ level }) => level))
  }
  expect(20 * Math.log10(Math.max(...levels) / Math.min(...levels))).toBeLessThanOrEqual(10)
  expect(Math.max(...levels)).toBeLessThanOrEqual(1)
})

/** First tones of FACTS §2.3, Hz. */
const MELODIES: Readonly<Record<Category, readonly number[]>> = {
  general: [262, 262, 262, 262, 262],
  oxygenation: [523, 494, 440, 392, 349],
  ventilation: [262, 440, 349, 440, 349],
  cardiovascular: [262, 330, 392, 392, 523],
  temperature: [262, 294, 330, 349, 392],
  power: [523, 262, 262, 523, 262],
}
test('with the melodies each category has its own, and every pulse keeps its harmonics', async ({ page, gateway }) => {
  await page.goto(`${gateway.url}/ward/4B?probe`)
  const tones = (pulses: readonly HeardPulse[]) => pulses.map(({ peaks }) => peaks[0]!.hz)
  const near = (heard: readonly number[], wanted: readonly number[]): void => {
    expect(heard).toHaveLength(wanted.length)
    for (const [at, hz] of wanted.entries()) expect(Math.abs(heard[at]! - hz)).toBeLessThanOrEqual(6)
  }
  for (const [category, hz] of Object.entries(MELODIES) as [Category, readonly number[]][]) {
    const high = await hear(page, 'melodies-2012', 5, [{ at: 0, list: [alarm('high', category)] }])
    near(tones(high), [...hz, ...hz])
    for (const pulse of high) holds(pulse)
    near(tones(await hear(page, 'melodies-2012', 3, [{ at: 0, list: [alarm('medium', category)] }])), hz.slice(0, 3))
  }
  const low = await hear(page, 'melodies-2012', 3, [{ at: 0, list: [alarm('low', 'power')] }])
  near(tones(low), [330, 262])
  for (const pulse of low) holds(pulse)
  expect(ms(gapsOf(low)[0]!)).toBeGreaterThanOrEqual(125)
  expect(ms(gapsOf(low)[0]!)).toBeLessThanOrEqual(250)
})

test('one stream: a higher one cuts cleanly, a notice and a tick are soft and fit between; the volume has a floor', async ({
  page,
  gateway,
}) => {
  await page.goto(`${gateway.url}/ward/4B?probe`)
  const cut = await hear(page, 'general', 6, [
    { at: 0, list: [alarm('medium')] },
    { at: 0.3, list: [alarm('medium'), alarm('high')] },
  ])
  // One pulse of medium, whole, and then all of high.
  expect(cut).toHaveLength(11)
  expect(Math.min(...gapsOf(cut))).toBeGreaterThan(0.045)
  for (const pulse of cut) expect(Math.abs(ms(pulse.long) - 150)).toBeLessThanOrEqual(ERROR)
  const soft = await hear(page, 'general', 8, [{ at: 0, list: [alarm('high'), alarm('notice'), alarm('tick')] }])
  expect(soft).toHaveLength(12)
  for (const { level } of soft.slice(10)) expect(20 * Math.log10(level / soft[0]!.level)).toBeLessThan(-6)
  const [loud] = await hear(page, 'general', 1, [{ at: 0, list: [alarm('high')] }])
  for (const volume of [0.4, 0, -1, Number.NaN]) {
    const [quiet] = await hear(page, 'general', 1, [{ at: 0, list: [alarm('high')] }], volume)
    expect(quiet!.level / loud!.level).toBeCloseTo(0.4, 2)
  }
})

/** Every audio context that a page makes, so that a story can take it away from it. */
const catchContexts = (where: Page | BrowserContext): Promise<unknown> =>
  where.addInitScript(() => {
    const made: AudioContext[] = []
    Object.assign(window, { contexts: made })
    window.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options)
        made.push(this)
      }
    }
  })

test('off until it is touched, and whenever the browser takes it away; then tested, and the answer is kept', async ({
  page,
  gateway,
  another,
}) => {
  await catchContexts(page)
  await openWard(page, gateway.url, '4B', '?probe=apart')
  const cell = page.locator('[data-sound]')
  await expect(cell).toHaveText('▲ SOUND OFF: press to arm')
  await shot(page, 'sound-off')
  // Steady: nothing of it moves or flashes.
  expect(await cell.evaluate((one) => one.getAnimations({ subtree: true }).length)).toBe(0)
  await cell.click()
  await expect(cell).toHaveText('sound not tested')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const taken = (): Promise<void> =>
    page.evaluate(async () => {
      for (const context of (window as unknown as { contexts: AudioContext[] }).contexts) await context.suspend()
    })
  await taken()
  await expect(cell).toHaveAttribute('data-sound', 'off')
  // By any touch: here a key.
  await page.keyboard.press('Shift')
  await expect(cell).toHaveAttribute('data-sound', 'untested')

  await cell.click()
  const dialog = page.getByRole('dialog', { name: 'Sound test' })
  await expect(dialog).toContainText('cannot know whether its speaker is on')
  await expect(dialog.getByRole('group', { name: 'Did you hear it?' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Play all three' }).click()
  await expect
    .poll(() => page.evaluate(() => (window as Probed).wardlightSound!.pulses.map(({ kind }) => kind)))
    .toEqual(['high', 'medium', 'low'])
  expect(await faults(page, 'dark')).toEqual([])
  expect(await smallOnes(page)).toEqual([])
  await dialog.getByRole('button', { name: 'No', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('SOUND NOT HEARD')
  await shot(page, 'sound-test')
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(cell).toBeVisible()
  await page.keyboard.press('Shift')
  await expect(cell).toHaveText('▲ SOUND NOT HEARD')
  await shot(page, 'sound-unheard')
  await page.goto(`${gateway.url}/account`)
  await expect(page.locator('[data-banner="sound"]')).toContainText('SOUND')
  await shot(page, 'sound-account')
  await openWard(page, gateway.url, '4B')
  await page.keyboard.press('Shift')
  await expect(cell).toHaveAttribute('data-sound', 'unheard')
  await cell.click()
  await dialog.getByRole('button', { name: 'Play High' }).click()
  await dialog.getByRole('button', { name: 'Yes, I heard it' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(cell).toHaveText(/^sound heard \d\d:\d\d$/)
  await shot(page, 'sound-heard')

  const officer = await another('privacy-officer')
  await officer.goto(`${gateway.url}/audit`)
  await expect(officer.locator('main')).toContainText('tested the sound of the screen')
  await expect(officer.locator('main')).toContainText('NOT heard: theme general, volume 100 %')
})

test('the touch that arms the sound moves nothing under the finger, also at the end of a page', async ({ page, gateway }) => {
  await openWard(page, gateway.url, '4B')
  await page.setViewportSize({ width: 1280, height: 420 })
  await page.goto(`${gateway.url}/account`)
  const bar = page.locator('[data-banner="sound"]')
  await expect(bar).toBeVisible()
  const last = page.locator('main.room .button').last()
  const end = page.locator('main.room')
  await end.evaluate((main) => main.scrollTo(0, main.scrollHeight))
  const before = await last.boundingBox()
  expect(await end.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(64)
  // What is last can be seen beside the bar.
  expect(before!.y + before!.height).toBeLessThanOrEqual((await bar.boundingBox())!.y)
  await page.keyboard.press('Shift')
  await expect(bar).toHaveCount(0)
  expect(await last.boundingBox()).toEqual(before)
})

test('theme and volume are the screen’s: kept, in every tab, and never set to nothing', async ({ page, context, gateway, quiet }) => {
  await openWard(page, gateway.url, '4B')
  const other = await context.newPage()
  quiet.hear(other)
  await openWard(other, gateway.url, 'ICU')
  await page.bringToFront()
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog')
  const slider = dialog.getByRole('slider', { name: 'Volume of alarms at this screen' })
  await slider.focus()
  for (let press = 0; press < 30; press++) await page.keyboard.press('ArrowLeft')
  await expect(slider).toHaveValue('40')
  await dialog.getByRole('radio', { name: 'a melody for each kind (2012)' }).check()
  await shot(page, 'sound-settings')
  const kept = (of: Page) =>
    of.evaluate(() => {
      const { volume, soundTheme } = JSON.parse(localStorage.getItem('wardlight.settings')!)
      return { volume, soundTheme }
    })
  expect(await kept(page)).toEqual({ volume: 0.4, soundTheme: 'melodies-2012' })
  await other.bringToFront()
  await other.keyboard.press('s')
  await expect(other.getByRole('dialog').getByRole('slider', { name: 'Volume of alarms at this screen' })).toHaveValue('40')
  await expect(other.getByRole('dialog').getByRole('radio', { name: 'a melody for each kind (2012)' })).toBeChecked()
})

/** When alarms were scheduled in this tab, ms of one clock for all tabs. */
const scheduled = (page: Page): Promise<readonly { readonly ids: readonly string[]; readonly at: number }[]> =>
  page.evaluate(() => (window as Probed).wardlightSound!.pulses.map(({ ids, at }) => ({ ids, at })))
const clock = (page: Page): Promise<number> => page.evaluate(() => performance.timeOrigin + performance.now())
const raise = (page: Page, list: readonly Audible[]): Promise<void> =>
  page.evaluate((audible) => (window as Probed).wardlightSound!.sound.setAudible(audible), list)

test('of two tabs one sounds for both wards; when it freezes or dies the other has taken over within 2 s', async ({
  context,
  gateway,
  page,
  quiet,
}) => {
  await openWard(page, gateway.url, '4B', '?probe=apart')
  const other = await context.newPage()
  quiet.hear(other)
  await openWard(other, gateway.url, 'ICU', '?probe=apart')
  const sounds = (of: Page) => of.locator('[data-sound]')
  // One touch, in the younger: it is heard for both, and the elder says so.
  await other.keyboard.press('Shift')
  await expect(sounds(other)).toHaveAttribute('data-sound', 'untested')
  await expect(sounds(page)).toHaveAttribute('data-sound', 'untested')
  await raise(page, [alarm('high', 'general', 'of 4B')])
  await expect.poll(() => scheduled(other)).toMatchObject([{ ids: ['of 4B'] }])
  expect(await scheduled(page)).toEqual([])
  await raise(page, [])
  // Both armed: the elder sounds, also for the ward of the other.
  await page.bringToFront()
  await page.keyboard.press('Shift')
  await page.waitForTimeout(1000)
  await raise(other, [alarm('high', 'general', 'of ICU')])
  await expect.poll(() => scheduled(page)).toMatchObject([{ ids: ['of ICU'] }])
  expect(await scheduled(other)).toHaveLength(1)

  // Its page stands still, while what it had planned would go on.
  const froze = await clock(other)
  const busy = page.evaluate(() => {
    const until = performance.now() + 4000
    while (performance.now() < until);
  })
  await expect.poll(async () => (await scheduled(other)).length, { intervals: [50] }).toBe(2)
  expect((await scheduled(other))[1]!.at - froze).toBeLessThan(2000)
  await busy
  await expect.poll(async () => (await scheduled(page)).length).toBe(2)
  // It dies without a word.
  const died = await clock(other)
  const inspector = await context.newCDPSession(page)
  void inspector.send('Page.crash').catch(() => {})
  await expect.poll(async () => (await scheduled(other)).length, { intervals: [50] }).toBe(3)
  expect((await scheduled(other))[2]!.at - died).toBeLessThan(2000)
})
