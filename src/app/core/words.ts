// Times and ages as a tile says them: the ward's zone, 24 h.
const formats = new Map<string, Intl.DateTimeFormat>()

/** "14:05", or "14:05:09", in an IANA zone; UTC where the zone is not known to this machine. */
export function clockTime(time: number, zone: string, seconds = false): string {
  const key = `${zone} ${seconds}`
  let format = formats.get(key)
  if (!format) {
    const options = { hour: '2-digit', minute: '2-digit', ...(seconds ? { second: '2-digit' as const } : {}), hourCycle: 'h23' } as const
    try {
      format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })
    } catch {
      format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
    }
    if (formats.size > 50) formats.clear()
    formats.set(key, format)
  }
  return format.format(time)
}

const two = (value: number): string => String(value).padStart(2, '0')

/** "0:08", "12:40", "1:02:03" */
export function counter(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  const rest = `${two(s % 60)}`
  return s < 3600 ? `${Math.floor(s / 60)}:${rest}` : `${Math.floor(s / 3600)}:${two(Math.floor((s % 3600) / 60))}:${rest}`
}

/** "12 min", "3 h 05", "2 d": whole steps, never rounded up. */
export function span(ms: number): string {
  const min = Math.max(0, Math.floor(ms / 60_000))
  if (min < 120) return `${min} min`
  return min < 48 * 60 ? `${Math.floor(min / 60)} h ${two(min % 60)}` : `${Math.floor(min / 1440)} d`
}

/** The same of what may be short: "19 s" under two minutes. */
export const spanExact = (ms: number): string => (ms < 120_000 ? `${Math.max(0, Math.round(ms / 1000))} s` : span(ms))

/** Further off than this a device's clock was never set: 1970, 1899 [FACTS §7.7]. */
export const CLOCK_NEVER_SET = 366 * 86_400_000

/** The same in one step, for where it is narrow: "12 min", "3 h", "2 d". */
export const spanShort = (ms: number): string => span(ms).replace(/ h \d\d$/, ' h')

/** An announced cadence that a reader should know: "1/min", "2/min", "3/d". Null at one a second or faster. */
export function often(cadence: number): string | null {
  for (const [unit, length] of [
    ['min', 60_000],
    ['h', 3_600_000],
    ['d', 86_400_000],
  ] as const) {
    const times = length / cadence
    if (times > 30) return null
    if (times >= 0.99) return `${Math.round(times)}/${unit}`
  }
  return `each ${span(cadence)}`
}

/** "each 1 s", "each 30 min", "each 8 h": an expected cadence in whole units. */
export function every(cadence: number): string {
  if (cadence < 60_000) return `each ${Math.round(cadence / 100) / 10} s`
  if (cadence < 2 * 3_600_000) return `each ${Math.round(cadence / 60_000)} min`
  return cadence < 48 * 3_600_000 ? `each ${Math.round(cadence / 3_600_000)} h` : `each ${Math.round(cadence / 86_400_000)} d`
}
