// Whether the gateway is well: frames leave, sources are heard. Ages are in real time. No patient's data.
import type { Clock } from '../feed/source.ts'
import type { At } from '../model/units.ts'

/** Real time without a frame after which a ward is not well, ms. */
const FRAME_LATE = 2000

export interface Health {
  readonly ok: boolean
  readonly body: Readonly<Record<string, unknown>>
}

export interface HealthView {
  framed(ward: string, now: At): void
  heard(source: string, now: At): void
  frameAges(): readonly (readonly [ward: string, ms: number])[]
  reportAges(): readonly (readonly [source: string, ms: number])[]
  /** `unwatched`: wards on no screen. */
  now(clients: number, unwatched: readonly string[]): Health
}

/** A source may be quiet for hours (home readings), so only its age is told; frames may never be late. */
export function createHealth({
  clock,
  wards,
  sources,
  version,
  past = () => null,
  record = () => null,
}: {
  clock: Clock
  wards: () => readonly string[]
  sources: readonly string[]
  version: string
  /** Of a demo's first start: how much of its past is made. */
  past?: () => object | null
  /** How the store stands. A store that fails ends no monitoring: it is told, and the gateway stays well. */
  record?: (() => Readonly<Record<string, unknown>> | null) | undefined
}): HealthView {
  const started = clock.now()
  const frames = new Map<string, At>()
  const reports = new Map<string, At>()
  const ages = (names: readonly string[], last: Map<string, At>) => {
    const now = clock.now()
    return names.map((name) => [name, Math.round((now - (last.get(name) ?? started)) / clock.speed)] as const)
  }
  const view: HealthView = {
    framed: (ward, now) => void frames.set(ward, now),
    heard: (source, now) => void reports.set(source, now),
    frameAges: () => ages(wards(), frames),
    reportAges: () => ages(sources, reports),
    now(clients, unwatched) {
      const frameAge = Math.max(0, ...view.frameAges().map(([, age]) => age))
      const ok = frameAge <= FRAME_LATE
      return {
        ok,
        body: {
          status: ok ? 'ok' : 'late',
          version,
          wards: wards().length,
          clients,
          unwatched,
          frameAgeMs: frameAge,
          reportAgeMs: Object.fromEntries(view.reportAges()),
          ...(past() && { past: past() }),
          ...(record() && { record: record() }),
        },
      }
    },
  }
  return view
}
