// What a source sends, from its start on: checked at an edge of its own, put on the right clock, said to be somebody's, and onto the bus.
import type { Clock, Source, Stop } from '../feed/source.ts'
import type { BedId, StayId } from '../model/ids.ts'
import type { Report, Routed } from '../model/sample.ts'
import type { Bus } from './bus.ts'
import type { CensusBook } from './census/census.ts'
import { createEdge } from './edge.ts'
import type { HealthView } from './health.ts'
import type { Recorder } from './history/recorder.ts'
import type { Metrics } from './metrics.ts'
import { createOffsets } from './offset.ts'
import type { AlarmHub } from './watch/hub.ts'

/** Starts one source; returns the undo. */
export function listenTo(
  source: Source,
  setup: {
    readonly census: CensusBook
    readonly clock: Clock
    readonly bus: Pick<Bus<Routed>, 'publish'>
    readonly health: Pick<HealthView, 'heard'>
    readonly metrics: Pick<Metrics, 'count'>
    readonly recorder: Pick<Recorder, 'kept'>
    readonly watch: Pick<AlarmHub, 'heard' | 'gone'>
    /** Whether a stay is kept at all. */
    readonly isKept: (stay: StayId) => boolean
    readonly failed: (place: string, error: unknown) => void
  },
): Stop {
  const { census, clock, bus, health, metrics, recorder, watch, isKept, failed } = setup
  const edge = createEdge({
    isBed: (bed) => census.register.wardOf(bed as BedId) !== undefined,
    refused: (reason) => metrics.count('malformed', { source: source.name, reason }),
    late: () => metrics.count('late', { source: source.name }),
    speed: clock.speed,
  })
  const offsets = createOffsets()
  const take = (report: Report) => {
    const now = clock.now()
    health.heard(source.name, now)
    watch.heard(source.name, report.bed)
    metrics.count('reports', { source: source.name })
    const checked = edge.check(report, now)
    if (!checked) return
    metrics.count('samples', { source: source.name }, checked.samples.length)
    const routed = census.take(offsets.learn(checked, census.announced(checked.bed)), source.name)
    for (const one of routed) bus.publish(one)
    const all = routed.reduce((sum, { stay, samples }) => sum + (isKept(stay) ? samples.length : 0), 0)
    if (report.kept && all === report.samples.length) recorder.kept(report.kept)
  }
  const stop = source.start((report) => {
    try {
      take(report)
    } catch (error) {
      failed(`source:${source.name}`, error)
    }
  }, clock)
  return () => {
    stop()
    watch.gone(source.name)
  }
}
