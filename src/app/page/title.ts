// The tab's title: ward and bed, never a name; a lost link is told there too.
import { useEffect } from 'react'

export function useTitle(...parts: readonly (string | null)[]): void {
  const title = [...parts.filter((part) => part !== null), 'Wardlight'].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
