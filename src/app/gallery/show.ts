// Runs the painter on the gallery's scenes: a ward made up of them, on a clock of its own.
import { NO_ALARMS, NO_WARD_ALARMS } from '../../model/alarmshown.ts'
import { EMPTY_BED } from '../../model/facts.ts'
import { PROTOCOL } from '../../model/frame.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { at } from '../../model/units.ts'
import { known, unknown } from '../../model/value.ts'
import type { Trend } from '../../model/wire.ts'
import type { BedView, WardView } from '../core/view.ts'
import type { Painter } from '../paint/painter.ts'
import type { Scene } from './make.ts'
import { createShapeRing } from './shapes.ts'

/** The gallery's clock begins far from zero, as gateway time does. */
const BEGIN = 1_700_000_000_000

function bedOf(scene: Scene, index: number, now: () => number): BedView {
  const rings = new Map(scene.waves.map((wave, ch) => [ch, createShapeRing(wave, ch, now)]))
  const leads = { kind: 'coded', signal: 'leads', value: known('off'), at: at(0), received: at(0), source: 0, quality: 0 } as const
  const held = (signal: 'hr' | 'spo2') =>
    [signal, { kind: 'number', signal, value: unknown('held'), at: at(0), received: at(0), source: 0, quality: 0 }] as const
  const apart = scene.tile.notices.includes('patient')
  return {
    index,
    id: scene.key,
    label: scene.tile.label,
    stay: { id: scene.key, population: 'adult', age: 67, since: BEGIN },
    facts: {
      ...EMPTY_BED,
      recording: scene.ended ? { name: 'v102s', date: null, length: 300_000, ended: true, loop: false } : null,
      presence: scene.tile.presence,
      channels: [...rings.values()].map((ring) => ring.channel),
    },
    numbers: apart ? new Map([held('hr'), held('spo2')]) : new Map(),
    seconds: new Map(),
    coded: scene.leadsOff ? new Map([['leads', leads]]) : new Map(),
    rings,
    lastBeat: null,
    held: scene.held ?? 'none',
    alarms: NO_ALARMS,
  }
}

/** Half an hour of heart rate and SpO2 a scene, with a gap. */
function trendOf(scenes: readonly Scene[]): Trend {
  const step = 30_000
  const from = BEGIN - 60 * step
  const of = (middle: number, swing: number, seed: number) =>
    Array.from({ length: 60 }, (_, index) => (index > 20 && index < 26 ? null : middle + swing * Math.sin(index / 5 + seed)))
  const rows = scenes.flatMap(({ key }, seed) => [
    { stay: key, vital: 'hr', from, low: of(72, 5, seed), high: of(76, 6, seed) },
    { stay: key, vital: 'spo2', from, low: of(95, 1, seed), high: of(97, 1, seed) },
  ])
  return { is: 'trend', step, rows }
}

/** Paints `scenes` with `painter`, whose canvas, settings and layout are set, at each call of `frame`. `speed` as a ward's. */
export function showScenes(painter: Painter, scenes: readonly Scene[], speed = 1): { frame(mono: number): void } {
  let now = BEGIN
  const clock = () => now
  const view: WardView = {
    gateway: { protocol: PROTOCOL, epoch: 1, now: BEGIN, speed, demo: true, version: 'gallery' },
    ward: {
      id: 'gallery',
      name: 'Gallery',
      note: null,
      continuous: true,
      zone: 'UTC',
      beds: scenes.length,
      units: UNITS_OF_TABLE,
      preset: 'adult',
    },
    epoch: 1,
    seq: 1,
    rev: 1,
    beds: scenes.map((scene, index) => bedOf(scene, index, clock)),
    people: new Map(),
    duties: new Map(),
    charge: null,
    carers: new Map(),
    alarms: NO_WARD_ALARMS,
    trend: trendOf(scenes),
  }
  for (const scene of scenes) painter.update(scene.key, scene.tile)
  let began: number | null = null
  return {
    frame(mono) {
      began ??= mono
      now = BEGIN + (mono - began) * speed
      painter.sweep({ view, now: at(now), speed, link: 'live', mono })
    },
  }
}
