// How far each device's clock is ahead of gateway time, estimated from what it sends [FACTS §7.7: 5–8], for the facts of its bed.
import type { BedFacts, DeviceFacts } from '../model/facts.ts'
import type { BedId } from '../model/ids.ts'
import { QUALITY, type Report, type Sample } from '../model/sample.ts'

/** TABLE, ms. [design] */
const LIMIT = {
  /** Delay only lowers device time − received, so the greatest of at least half so long is the offset. */
  window: 30_000,
  /** Off by more than this at once: the clock was set, or began again at its epoch. */
  jump: 2000,
  /** Facts change only where the offset moved by more than this. */
  step: 1000,
  /** A sample that was so long under way says nothing. */
  underway: 2000,
} as const

interface Line {
  /** Greatest of this half window and of the one before. */
  now: number
  before: number
  half: number
  /** Last said by the source, and last told in the facts. */
  said: number | undefined
  told: number | undefined
}

export interface Offsets {
  /**
   * The report with `facts.devices` that carry the estimated offsets, where anything of them is new. `devices`: the bed's as they stand.
   * A device that sends no device time keeps what its source announces.
   */
  learn(report: Report, devices: readonly DeviceFacts[]): Report
}

export function createOffsets(): Offsets {
  const beds = new Map<BedId, Map<string, Line>>()

  function hear(line: Line, { deviceTime, received }: { deviceTime: number; received: number }): void {
    const offset = deviceTime - received
    const half = Math.floor(received / (LIMIT.window / 2))
    if (Math.abs(offset - Math.max(line.now, line.before)) > LIMIT.jump) {
      line.now = offset
      line.before = Number.NEGATIVE_INFINITY
    } else if (half === line.half) line.now = Math.max(line.now, offset)
    else {
      line.before = half === line.half + 1 ? line.now : Number.NEGATIVE_INFINITY
      line.now = offset
    }
    line.half = half
  }

  /** What is to be told: the source's own word where it is right, else what was told before where that is, else the estimate. */
  function told({ now, before, said, told: last }: Line): number {
    const estimate = Math.round(Math.max(now, before))
    return [said, last].find((one) => one !== undefined && Math.abs(estimate - one) <= LIMIT.step) ?? estimate
  }

  return {
    learn(report, standing) {
      const { bed, samples } = report
      const given: BedFacts['devices'] | undefined = report.facts?.devices
      const lines = beds.get(bed) ?? new Map<string, Line>()
      beds.set(bed, lines)
      // Only what the facts name is watched, so no more lines than devices of the bed.
      const devices = given ?? standing
      for (const id of lines.keys()) if (!devices.some((device) => device.id === id)) lines.delete(id)
      if (given) for (const { id, clockOffset } of given) if (lines.has(id)) lines.get(id)!.said = clockOffset
      const heard = new Set<string>()
      for (const sample of samples) {
        if (!telling(sample)) continue
        const device = devices.find(({ id }) => id === sample.source)
        if (!device) continue
        const line: Line = lines.get(device.id) ?? {
          now: Number.NEGATIVE_INFINITY,
          before: Number.NEGATIVE_INFINITY,
          half: 0,
          said: device.clockOffset,
          told: device.clockOffset,
        }
        lines.set(device.id, line)
        hear(line, sample)
        heard.add(device.id)
      }
      let changed = given !== undefined
      for (const id of heard) {
        const line = lines.get(id)!
        const next = told(line)
        if (next !== line.told) changed = true
        line.told = next
      }
      if (!changed) return report
      const set = devices.map((device) => {
        const line = lines.get(device.id)
        return line?.told === undefined ? device : { ...device, clockOffset: line.told }
      })
      return { ...report, facts: { ...report.facts, devices: set } }
    },
  }
}

/** A sample that says where its device's clock stands now: not one that was kept back, or came late. */
function telling(sample: Sample): sample is Sample & { readonly deviceTime: number } {
  return sample.deviceTime !== undefined && !(sample.quality & QUALITY.late) && sample.received - sample.at <= LIMIT.underway
}
