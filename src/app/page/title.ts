// The tab's title: ward and bed, never a name; a lost link is told there too, and how many alarms wait for somebody.
import { useEffect } from 'react'
import type { BedAlarms, WardAlarms } from '../../model/alarmshown.ts'
import { flashes } from '../core/tilealarms.ts'

/** "▲ 2": alarms of this ward that nobody has, high and medium; null: none. */
export function waitingMark(beds: ReadonlyMap<string, Pick<BedAlarms, 'alarms'>>, ward: Pick<WardAlarms, 'alarms'>): string | null {
  let count = 0
  for (const { alarms } of [...beds.values(), ward]) count += alarms.filter(flashes).length
  return count > 0 ? `▲ ${count}` : null
}

export function useTitle(...parts: readonly (string | null)[]): void {
  const title = [...parts.filter((part) => part !== null), 'Wardlight'].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
