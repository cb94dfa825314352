// The metrics as they are read: what is only known when somebody asks is set then.
import type { WardId } from '../model/ids.ts'
import type { HealthView } from './health.ts'
import type { Metrics } from './metrics.ts'
import type { SocketDoor } from './socket.ts'
import type { WardView } from './ward.ts'

export function scraped(of: {
  readonly metrics: Metrics
  readonly health: Pick<HealthView, 'frameAges' | 'reportAges'>
  readonly wards: ReadonlyMap<WardId, WardView>
  readonly sockets: Pick<SocketDoor, 'count' | 'waiting'> | null
}): Promise<string> {
  const { metrics, health, wards, sockets } = of
  metrics.set('clients', sockets?.count() ?? 0)
  metrics.set('waiting', sockets?.waiting() ?? 0)
  for (const [id, view] of wards) {
    const { ring, modes } = view.now()
    for (const [mode, count] of Object.entries(modes)) metrics.set('screens', count, { ward: id, mode })
    metrics.set('ringFrames', ring.frames, { ward: id })
    metrics.set('ringBytes', ring.bytes, { ward: id })
  }
  for (const [ward, age] of health.frameAges()) metrics.set('frameAge', age / 1000, { ward })
  for (const [source, age] of health.reportAges()) metrics.set('reportAge', age / 1000, { source })
  return metrics.text()
}
