// The meter in words. Pure.

/** "12.4", "0.8", "140": as many digits as a rate deserves; what is not known says so. */
export function rateWords(rate: number | null): string {
  if (rate === null) return 'not known yet'
  return rate >= 10 ? String(Math.round(rate)) : (Math.floor(rate * 10 + 0.5) / 10).toFixed(1)
}
/** "14 %"; never 0 % of what there was, never 100 % of what was not all. */
export function shareWords(share: number | null): string {
  if (share === null) return 'none ended'
  if (share > 0 && share < 0.01) return 'under 1 %'
  if (share > 0.99 && share < 1) return '99 %'
  return `${Math.round(share * 100)} %`
}
/** "under 1 s", "38 s", "2 min 05 s", "1 h 20 min" */
export function longWords(ms: number): string {
  const s = Math.round(ms / 1000)
  if (s === 0) return ms > 0 ? 'under 1 s' : '0 s'
  if (s < 60) return `${s} s`
  if (s < 3600) return `${Math.floor(s / 60)} min${s % 60 === 0 ? '' : ` ${String(s % 60).padStart(2, '0')} s`}`
  const minutes = Math.floor(s / 60)
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${String(minutes % 60).padStart(2, '0')} min`}`
}
