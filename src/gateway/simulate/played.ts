// For tests: beds of the demo through the real engine on a virtual clock, with or without its staff; what became of their alarms, by minute.
import { createWard, type WardOptions } from '../../feed/mock/ward.ts'
import { bedOf } from '../../model/book.ts'
import { may } from '../../model/may.ts'
import type { Priority } from '../../model/priority.ts'
import type { RuleKey } from '../../model/rules.ts'
import { Entry, type What } from '../../model/stayalarms.ts'
import { type At, after, minutes, seconds } from '../../model/units.ts'
import { startStaff } from '../demo/work.ts'
import { createDoors } from '../doors.ts'
import { type Core, createCore, createDisk, createHandClock } from './core.ts'

export interface Line {
  /** Minutes after the start. */
  readonly minute: number
  readonly bed: string
  readonly what: What
  readonly rule: RuleKey | null
  readonly priority: Priority | null
  readonly value: number | null
  readonly by: string | null
}
export interface Played {
  readonly lines: readonly Line[]
  readonly core: Core
  /** What was untaken at once, at most: high, and medium. */
  readonly most: { readonly high: number; readonly medium: number }
}

/** `beds`: only these send; null: all. `waves`: beds whose waves are drawn, too. `from` minutes before the start are heard, too. */
export async function played(
  options: WardOptions,
  {
    beds = null,
    to,
    waves = [],
    staff = false,
    step = 1,
  }: {
    readonly beds?: readonly string[] | null
    readonly to: number
    readonly waves?: readonly string[]
    readonly staff?: boolean
    /** Seconds between two numbers. */
    readonly step?: number
  },
): Promise<Played> {
  const { start } = options
  const ward = createWard(options)
  const clock = createHandClock(start)
  const disk = createDisk()
  let ids = 0
  const core = await createCore({
    disk,
    brought: ward.census,
    clock,
    epoch: 1,
    newId: () => `id-${++ids}`,
    scores: true,
    frames: false,
    failed: (place, error) => {
      throw new Error(`${place}: ${error instanceof Error ? error.stack : String(error)}`)
    },
  })
  const own = (bed: string): boolean => beds === null || beds.includes(bed)
  const before = ward.reports(after(start, -seconds(105)), start, { waves: false })
  core.hub.recall(
    before
      .filter(({ bed, samples }) => own(bed) && samples.length > 0)
      .map((report) => ({ at: report.samples[0]!.received, routed: core.census.past(report) })),
  )
  for (const report of ward.standing(start)) if (own(report.bed)) core.take(report)
  if (staff)
    startStaff({
      gateway: { census: core.census, alarms: core.hub, early: core.early, doors: createDoors(may, clock.real, () => {}) },
      sources: [ward],
      people: { get: () => undefined },
      audit: { note: async () => {} },
      clock,
      wards: ward.census.wards.map(({ id }) => id),
      failed: (place, error) => {
        throw new Error(`${place}: ${String(error)}`)
      },
    })
  const most = { high: 0, medium: 0 }
  const names = beds ?? ward.census.beds.map(({ id }) => id as string)
  const reportsOf = (from: At, until: At) =>
    beds === null && waves.length === 0
      ? ward.reports(from, until, { waves: false, stride: step })
      : names
          .flatMap((bed) => ward.reports(from, until, { waves: waves.includes(bed), stride: waves.includes(bed) ? 1 : step, bed }))
          .sort((a, b) => (a.samples[0]?.received ?? 0) - (b.samples[0]?.received ?? 0))
  const end = after(start, minutes(to))
  for (let t = start; t < end; t = after(t, seconds(step))) {
    const until = after(t, seconds(step))
    const reports = reportsOf(t, until)
    clock.pass(seconds(step))
    for (const report of reports) core.take(report)
    for (let i = 0; i < 4; i++) clock.tick(i < 3)
    disk.flush()
    const untaken = { high: 0, medium: 0 }
    for (const stay of core.census.book().lying.values()) {
      const here = core.census.book().stay.get(stay)
      if (!here || here.beds.at(-1)?.ward === 'Home') continue
      for (const { priority, phase, claim, sounds } of core.hub.shownOf(stay).alarms)
        if ((priority === 'high' || priority === 'medium') && phase === 'active' && !claim && sounds) untaken[priority]++
    }
    most.high = Math.max(most.high, untaken.high)
    most.medium = Math.max(most.medium, untaken.medium)
  }
  const lines = disk
    .rows('journal')
    .map(({ content }) => content as { whose: { stay?: string }; entry: unknown })
    .flatMap(({ whose, entry }) => {
      const stay = whose.stay === undefined ? undefined : core.census.book().stay.get(whose.stay as never)
      const { at: when, what, by, alarm } = Entry.parse(entry)
      if (!stay) return []
      return [
        {
          minute: (when - start) / 60_000,
          bed: bedOf(stay) as string,
          what,
          rule: alarm?.rule ?? null,
          priority: alarm?.priority ?? null,
          value: alarm?.value ?? null,
          by: by?.name ?? null,
        },
      ]
    })
    .sort((a, b) => a.minute - b.minute)
  return { lines, core, most }
}
