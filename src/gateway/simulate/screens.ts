// Screens of a seed: they watch the ward, are cut off and come back, and show what the engine shows.
import { isDeepStrictEqual } from 'node:util'
import type { BedAlarms } from '../../model/alarmshown.ts'
import type { Snapshot } from '../../model/wire.ts'
import { WARD, type World } from './world.ts'

/** A screen as the app has it: fed by snapshots and frames, asked what it shows. */
export interface Screen {
  snapshot(snapshot: Snapshot): void
  frame(bytes: Uint8Array): void
  /** Where it goes on from. */
  readonly last: () => { readonly epoch: number; readonly seq: number } | null
  /** Of the bed at a place of the ward. */
  alarms(place: number): BedAlarms
}
export interface Screens {
  /** All begin to watch what runs now. */
  link(): void
  stop(): void
  /** Some are cut off, some come back. */
  pass(): void
  /** All that are cut off come back. */
  rejoin(): void
  /** What they show is what the engine shows. */
  converge(): void
}

/** What of the first is another in the second, shortly. */
function differing(is: object, should: object): string {
  const other = new Map(Object.entries(should))
  const found = Object.entries(is).filter(([key, value]) => !isDeepStrictEqual(value, other.get(key)))
  return found.map(([key, value]) => `${key} ${JSON.stringify(value)} and not ${JSON.stringify(other.get(key))}`).join(', ')
}

export function createScreens(world: World, screens: readonly Screen[]): Screens {
  const { draw, clock, toldOf, say, count } = world
  const lines = screens.map((screen) => ({ screen, stop: null as (() => void) | null, cutUntil: 0 }))

  function link(one: (typeof lines)[number]): void {
    const ward = world.core.wards.get(WARD)!
    const { screen } = one
    const before = screen.last()
    const watch = ward.watch(
      {
        waiting: () => 0,
        frame: (bytes) => world.second >= one.cutUntil && screen.frame(bytes),
        snapshot: (snapshot) => screen.snapshot(snapshot),
        evict: () => {},
        open: () => 'all',
      },
      before ?? undefined,
    )
    if (watch.answer && !('is' in watch.answer && watch.answer.is === 'resumed')) screen.snapshot(watch.answer as Snapshot)
    watch.begin()
    one.stop = watch.stop
  }
  return {
    link() {
      for (const one of lines) link(one)
    },
    stop() {
      for (const one of lines) one.stop?.()
    },
    pass() {
      for (const one of lines) {
        if (world.second < one.cutUntil) continue
        if (one.cutUntil > 0 && world.second === one.cutUntil) {
          one.stop?.()
          link(one)
        } else if (draw.chance(0.002)) {
          one.cutUntil = world.second + draw.whole(3, 60)
          count('cuts')
        }
      }
    },
    rejoin() {
      for (const one of lines)
        if (one.cutUntil >= world.second) {
          one.cutUntil = 0
          one.stop?.()
          link(one)
        }
    },
    converge() {
      // So often that rules were asked what time alone changes, too.
      for (let i = 0; i < 4; i++) clock.tick()
      const beds = world.core.census.register.bedsOf(WARD)
      for (const [index, one] of lines.entries()) {
        if (world.second < one.cutUntil) continue
        for (const [place, { bed, stay }] of beds.entries()) {
          const is = one.screen.alarms(place)
          const should = stay ? toldOf(stay.id) : null
          if (should && !isDeepStrictEqual(is, should)) say(`screen ${index} shows at ${bed.id} ${differing(is, should)}`)
          if (!should && is.alarms.length > 0) say(`screen ${index} shows alarms at the empty ${bed.id}`)
        }
      }
      count('compared')
    },
  }
}
