// React's way to the gateway's time on a page of one stay, where no ward may be watched.
import { useEffect, useMemo, useState } from 'react'
import type { Story } from '../../model/story.ts'
import { type At, at } from '../../model/units.ts'
import { gatewayNow } from '../census/use.ts'
import { span } from '../core/words.ts'

/** Gateway time, looked at each second; where no line is up, told on from when the story was told. Null: not known. */
export function useStayNow(story: Story | null): At | null {
  const told = useMemo(() => (story ? { now: story.now, here: performance.now() } : null), [story])
  const read = (): At | null => gatewayNow() ?? (told && at(told.now + performance.now() - told.here))
  const [time, setTime] = useState(read)
  useEffect(() => {
    const tick = (): void => setTime(read())
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
    // `read` is of `told` alone.
  }, [told])
  return time
}

/** " (52 min ago)"; '' while no time is known. */
export const agoWords = (when: number, now: number | null): string => (now === null ? '' : ` (${span(now - when)} ago)`)
