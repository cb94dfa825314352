// What the gateway counts of itself, for Prometheus. Wards and sources are named, beds, stays and people never are.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Registry } from 'prom-client'
import type { Stop } from '../feed/source.ts'

/** The sampling interval of the event-loop delay, ms: what a quiet loop shows, so it is taken off. */
const RESOLUTION = 10

const NAMES = {
  frames: ['counter', 'wardlight_frames_total', 'Ward frames made', ['ward', 'urgent']],
  halves: ['counter', 'wardlight_halves_encoded_total', 'Halves of a bed encoded, once however many watch', ['half']],
  frameAge: ['gauge', 'wardlight_frame_age_seconds', 'Real time since the last frame of a ward', ['ward']],
  screens: ['gauge', 'wardlight_screens', 'Screens that watch a ward, by what they are sent', ['ward', 'mode']],
  clients: ['gauge', 'wardlight_clients', 'Sockets connected', []],
  waiting: ['gauge', 'wardlight_waiting_bytes_max', 'Most bytes that wait for one socket', []],
  dropped: ['counter', 'wardlight_dropped_total', 'What was dropped or held back, by reason', ['what']],
  evicted: ['counter', 'wardlight_evicted_total', 'Sockets cut, by reason', ['reason']],
  refused: ['counter', 'wardlight_asks_refused_total', 'Asks refused, by code', ['code']],
  doors: ['counter', 'wardlight_doors_total', 'Asks at the choke-point, by door and answer', ['door', 'answer']],
  malformed: ['counter', 'wardlight_malformed_total', 'Reports and samples refused at the edge, by reason', ['source', 'reason']],
  late: ['counter', 'wardlight_late_samples_total', 'Samples older than one known before', ['source']],
  reports: ['counter', 'wardlight_reports_total', 'Reports taken', ['source']],
  samples: ['counter', 'wardlight_samples_total', 'Samples taken', ['source']],
  routing: ['counter', 'wardlight_routing_total', 'Samples that were held apart, released, dropped, or nobody’s', ['what']],
  reportAge: ['gauge', 'wardlight_report_age_seconds', 'Real time since the last report of a source', ['source']],
  sent: ['counter', 'wardlight_sent_bytes_total', 'Bytes of frames and snapshots handed to sockets', []],
  ringFrames: ['gauge', 'wardlight_ring_frames', 'Frames kept for resuming', ['ward']],
  ringBytes: ['gauge', 'wardlight_ring_bytes', 'Bytes kept for resuming', ['ward']],
  watches: ['counter', 'wardlight_watches_total', 'How a screen came to a ward: by snapshot, or resumed', ['by']],
  alarms: ['counter', 'wardlight_alarms_raised_total', 'Alarms raised, by rule and priority', ['rule', 'priority']],
  claims: ['counter', 'wardlight_alarms_claimed_total', 'Alarms taken, by rule', ['rule']],
  sounding: ['gauge', 'wardlight_alarms_sounding', 'Alarms that are to be heard now', ['ward']],
  pastMade: ['gauge', 'wardlight_demo_past_share', 'How much of the past of a demo is made, 0 to 1', []],
  pastSamples: ['gauge', 'wardlight_demo_past_samples', 'Samples made of the past of a demo', []],
  recordedKept: ['gauge', 'wardlight_recorded_share', 'How much of the past of a recording is kept, 0 to 1', []],
  errors: ['counter', 'wardlight_errors_total', 'Errors caught, by place', ['place']],
  delay: ['gauge', 'wardlight_event_loop_delay_seconds', 'Event-loop delay since the last full minute', ['quantile']],
  cpu: ['gauge', 'wardlight_cpu_seconds', 'CPU time used by the process', []],
  memory: ['gauge', 'wardlight_resident_bytes', 'Resident memory of the process', []],
} as const satisfies Record<string, readonly ['counter' | 'gauge', string, string, readonly string[]]>

type Name = keyof typeof NAMES
export type Labels = Readonly<Record<string, string>>

export interface Metrics {
  count(name: Name, labels?: Labels, by?: number): void
  set(name: Name, value: number, labels?: Labels): void
  total(name: Name, labels?: Labels): Promise<number>
  /** The text that Prometheus reads. */
  text(): Promise<string>
  readonly type: string
  /** p99 of the event-loop delay since the last full minute, ms. */
  delay(): number
  /** Begins to watch the event loop; before, its delays are 0. */
  start(): Stop
  /** Forgets the delays so far: starting is not running. */
  settled(): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const all = new Map<string, Counter | Gauge>()
  for (const [key, [kind, name, help, labels]] of Object.entries(NAMES)) {
    const setup = { name, help, labelNames: [...labels], registers: [registry] }
    all.set(key, kind === 'counter' ? new Counter(setup) : new Gauge(setup))
  }
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION })
  const delay = (percent: number): number => Math.max(0, delays.percentile(percent) / 1e6 - RESOLUTION)

  const metrics: Metrics = {
    count: (name, labels = {}, by = 1) => all.get(name)!.inc(labels, by),
    set(name, value, labels = {}) {
      const gauge = all.get(name)
      if (gauge instanceof Gauge) gauge.set(labels, value)
    },
    async total(name, labels = {}) {
      const { values } = await all.get(name)!.get()
      return values
        .filter((row) => Object.entries(labels).every(([key, value]) => row.labels[key] === value))
        .reduce((sum, { value }) => sum + value, 0)
    },
    async text() {
      for (const quantile of [50, 99, 100]) metrics.set('delay', delay(quantile) / 1000, { quantile: String(quantile / 100) })
      const { user, system } = process.cpuUsage()
      metrics.set('cpu', (user + system) / 1e6)
      metrics.set('memory', process.memoryUsage.rss())
      return registry.metrics()
    },
    type: registry.contentType,
    delay: () => delay(99),
    start() {
      delays.enable()
      const minute = setInterval(() => delays.reset(), 60_000)
      minute.unref()
      return () => {
        clearInterval(minute)
        delays.disable()
      }
    },
    settled: () => delays.reset(),
  }
  return metrics
}
