// Recordings in beds beside the demo: their waves and rates, their own dates, their end, and what is damaged.
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type RunningGateway, runCommand, startGateway } from './gateway.ts'
import { test as base, expect, openWard, probe, tile, value } from './story.ts'

const DATA = path.resolve(process.env.WARDLIGHT_DATA ?? path.resolve(import.meta.dirname, '../../shared/data'), 'wfdb')
const RATE = 250

interface Signal {
  /** The fields of a header after the format: "2000/mV 16 0". */
  readonly scale: string
  readonly name: string
  readonly samples: readonly number[]
}

/** Writes a recording in format 16 with its checksums; answers its path. `rate`: frames a second. */
function write(folder: string, name: string, rate: number | string, signals: readonly Signal[]): string {
  const frames = signals[0]!.samples.length
  const data = new Int16Array(frames * signals.length)
  signals.forEach(({ samples }, column) => {
    samples.forEach((sample, frame) => {
      data[frame * signals.length + column] = sample
    })
  })
  const lines = signals.map(({ scale, name: what, samples }) => {
    const sum = (samples.reduce((total, sample) => total + sample, 0) << 16) >> 16
    return `${name}.dat 16 ${scale} ${samples[0]} ${sum} 0 ${what}`
  })
  writeFileSync(path.join(folder, `${name}.dat`), Buffer.from(data.buffer))
  writeFileSync(path.join(folder, `${name}.hea`), `${name} ${signals.length} ${rate} ${frames} 10:00:00 01/02/1990\n${lines.join('\n')}\n`)
  return path.join(folder, name)
}

/** A heart of 75 beats a minute: lead II, and the pulse that follows it. */
function heart(seconds: number): Signal[] {
  const bump = (t: number, centre: number, width: number): number => Math.exp(-(((t - centre) / width) ** 2))
  const beat = 0.8
  const times = Array.from({ length: seconds * RATE }, (_, sample) => (sample / RATE) % beat)
  const ecg = (t: number): number =>
    0.12 * bump(t, 0.1, 0.025) + 1.1 * bump(t, 0.25, 0.012) - 0.2 * bump(t, 0.28, 0.012) + 0.3 * bump(t, 0.5, 0.05)
  return [
    { name: 'II', scale: '1000/mV 16 0', samples: times.map((t) => Math.round(1000 * ecg(t))) },
    { name: 'PLETH', scale: '1000/NU 16 0', samples: times.map((t) => Math.round(800 * (bump(t, 0.45, 0.1) + 0.4 * bump(t, 0.65, 0.1)))) },
  ]
}

interface Parts {
  folder: string
  /** A gateway that plays them, for as long as the act goes. */
  playing(records: readonly string[], act: (gateway: RunningGateway) => Promise<void>): Promise<void>
}
const test = base.extend<Parts>({
  // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it takes
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'wardlight-replay-'))
    await use(folder)
    rmSync(folder, { recursive: true })
  },
  playing: async ({ quiet }, use) => {
    await use(async (records, act) => {
      const gateway = await startGateway('--seed', '7', ...records.flatMap((record) => ['--replay', record]))
      try {
        await act(gateway)
      } finally {
        quiet.over()
        await gateway.stop()
      }
    })
  },
})

test('recordings play in beds of their own: waves, derived rates, their own date, their cadence, their end', async ({
  page,
  folder,
  playing,
}) => {
  const rate = Array.from({ length: 30 }, (_, minute) => 700 + 10 * minute)
  const records = [
    `${write(folder, 'beats', RATE, heart(120))}?loop`,
    write(folder, 'numbers', '0.0166666666667/1', [
      { name: 'HR', scale: '10/bpm 16 0', samples: rate },
      { name: 'SpO2', scale: '10/% 16 0', samples: rate.map(() => 970) },
    ]),
    write(folder, 'short', RATE, heart(6)),
  ]
  await playing(records, async ({ url }) => {
    await openWard(page, url, 'Replay', '?probe')
    await expect(page.locator('article[data-bed]')).toHaveCount(3)
    await expect(page.getByRole('combobox', { name: 'Ward' })).toContainText('Recordings')
    await expect(page.locator('[data-banner="note"]')).toHaveText('played back, not live')
    const line = (bed: string) => tile(page, bed).locator('[data-cell="line"]')
    await expect(line('replay-1')).toHaveText('beats · 01/02/1990 10:00:00')

    await expect(value(page, 'replay-2', 'hr')).toHaveText('70')
    await expect(value(page, 'replay-2', 'hr')).toHaveAttribute('data-freshness', 'live')
    await expect(value(page, 'replay-2', 'spo2')).toHaveText('97')
    await expect(tile(page, 'replay-2').locator('[data-cell="note-hr"]')).toContainText('1/min')

    await expect(line('replay-3')).toHaveText('recording ended')
    await expect(value(page, 'replay-3', 'hr')).toHaveText('--')

    await expect(value(page, 'replay-1', 'hr')).toHaveText(/^7[456]$/, { timeout: 30_000 })
    await expect(tile(page, 'replay-1').locator('[data-cell="note-hr"]')).toContainText('derived')
    await expect
      .poll(async () => (await probe(page)).waves.filter(({ bed, hole }) => bed === 'replay-1' && !hole).length)
      .toBeGreaterThan(0)
    // A recording's own dates are no wrong clock.
    await expect(page.locator('[data-banner="clock"]')).toHaveCount(0)
    await page.getByRole('combobox', { name: 'Ward' }).selectOption('4B')
    await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
  })
})

test('a damaged byte is told with file, line and field in its own bed; the others are served', async ({ page, folder, playing }) => {
  const fine = write(folder, 'fine', RATE, heart(10))
  const data = readFileSync(`${fine}.dat`)
  data[1000] = data[1000]! ^ 4
  writeFileSync(`${fine}.dat`, data)
  await playing([fine, `${write(folder, 'sound', RATE, heart(60))}?loop`], async ({ url, output }) => {
    expect(output()).toMatch(/R1: recording damaged: fine\.hea line 2, field 7 \(checksum\): fine\.dat is damaged: [^\n]+\n/)
    await openWard(page, url, 'Replay', '?probe')
    await expect(tile(page, 'replay-1').locator('[data-cell="line"]')).toContainText('fine.hea line 2, field 7 (checksum)')
    await expect.poll(async () => (await probe(page)).waves.some(({ bed, hole }) => bed === 'replay-2' && !hole)).toBe(true)
    await page.getByRole('combobox', { name: 'Ward' }).selectOption('4B')
    await expect(value(page, '4B-01', 'hr')).toHaveAttribute('data-freshness', 'live')
  })
})

test('a header that breaks the grammar is refused with file, line and field, before anything is served', async ({ folder }) => {
  const fine = write(folder, 'fine', RATE, heart(10))
  writeFileSync(`${fine}.hea`, readFileSync(`${fine}.hea`, 'latin1').replace('1000/mV', 'loud/mV'))
  expect((await runCommand('--port', '0', '--replay', fine)).err).toMatch(/^wardlight: fine\.hea line 2, field 3 [^\n]+\n$/)
})

test('a recording that breaks while it plays ends its own bed and says why; its neighbours go on', async ({ page, folder, playing }) => {
  const records = [write(folder, 'frail', RATE, heart(600)), `${write(folder, 'sound', RATE, heart(60))}?loop`]
  await playing(records, async ({ url, output }) => {
    await openWard(page, url, 'Replay', '?probe')
    await expect.poll(async () => (await probe(page)).waves.some(({ bed, hole }) => bed === 'replay-1' && !hole)).toBe(true)
    truncateSync(`${records[0]}.dat`, 100)
    await expect(tile(page, 'replay-1').locator('[data-cell="line"]')).toHaveText(/^recording ended: /, { timeout: 60_000 })
    expect(output()).toContain('R1: recording stopped')
    const { next } = await probe(page)
    await expect.poll(async () => (await probe(page, next)).waves.some(({ bed, hole }) => bed === 'replay-2' && !hole)).toBe(true)
    await expect(tile(page, 'replay-2').locator('[data-cell="line"]')).toContainText('sound')
    await page.getByRole('combobox', { name: 'Ward' }).selectOption('ICU')
    await expect(value(page, 'ICU-3', 'hr')).toHaveAttribute('data-freshness', 'live')
  })
})

test('real recordings: an ICU bed by its waves, a looped record of two segments, and a day of numbers', async ({ page, playing }, info) => {
  test.skip(!existsSync(DATA), `no recordings at ${DATA}`)
  const records = ['v102s?loop', '041s?loop', 's00001-2896-10-10-00-31n', '03700181'].map((name) => path.join(DATA, name))
  await playing(records, async ({ url }) => {
    await openWard(page, url, 'Replay', '?probe')
    await expect(page.locator('article[data-bed]')).toHaveCount(4)
    await expect(tile(page, 'replay-3').locator('[data-cell="line"]')).toContainText('10/10/2896')
    await expect(tile(page, 'replay-3').locator('[data-cell="patient"]')).toContainText('60 F')
    // Its first minute: breathing 23, and a heart rate of 0, which is no number but unknown.
    await expect(value(page, 'replay-3', 'rr')).toHaveText('23')
    await expect(tile(page, 'replay-3').locator('[data-cell="note-rr"]')).toContainText('1/min')
    await expect(value(page, 'replay-3', 'hr')).toHaveText('--')
    const rate = async (vital: string): Promise<number> => Number(await value(page, 'replay-1', vital).first().textContent())
    // A pulse rate within 3 of the heart rate is not shown beside it.
    const pulse = async (): Promise<number> => {
      const shown = value(page, 'replay-1', 'pr')
      return (await shown.count()) === 0 || (await shown.first().textContent()) === '' ? rate('hr') : rate('pr')
    }
    await expect.poll(async () => Math.abs((await rate('hr')) - (await pulse())), { timeout: 30_000 }).toBeLessThanOrEqual(5)
    await expect(tile(page, 'replay-1').locator('[data-cell="note-hr"]')).toContainText('derived')
    await expect
      .poll(async () => new Set((await probe(page)).waves.filter(({ hole }) => !hole).map(({ bed }) => bed)).size)
      .toBeGreaterThanOrEqual(3)
    await page.screenshot({ path: info.outputPath('recordings.png') })
  })
})
