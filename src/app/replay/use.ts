// React's way to the past of a ward: windows of frames are asked for as they are needed, the next one ahead of its time.
import { useEffect, useRef, useState } from 'react'
import type { Replayed } from '../../model/replayapi.ts'
import { post } from '../access/api.ts'
import { keyOf, nextWindow, put, type Window, windowOf } from './windows.ts'

/** While a moment is searched for, nothing is asked. ms */
const SETTLES = 100

/** The window of a moment, asked for one at a time: of what was wished meanwhile the last. `answer` null: it is being asked for. */
/** `ahead`: it is played, and the window after this one is soon needed. `edge`: there is nothing after it. */
export function usePast(ward: string, moment: number | null, step: number, ahead: boolean, edge: number) {
  const [failed, setFailed] = useState<string | null>(null)
  const kept = useRef(new Map<string, Replayed>())
  const busy = useRef(false)
  // What was refused is not asked for again until another was wished.
  const refused = useRef('')
  const [turn, drawn] = useState(0)
  const place = moment === null ? null : windowOf(moment, step)
  const key = place ? `${ward} ${keyOf(place.window)}` : ''
  const found = kept.current.get(key) ?? null
  // One that reached the present holds no more than there was.
  const answer = found && place && place.k < found.count ? found : null
  const lacks = place !== null && answer === null

  useEffect(() => {
    let gone = false
    const read = async (window: Window): Promise<void> => {
      const name = `${ward} ${keyOf(window)}`
      // One at a time: when it has come, what is wished by then is asked for.
      if (busy.current || refused.current === name) return
      busy.current = true
      try {
        const data = await post('POST /api/ward/replay', { ward, ...window })
        put(kept.current, name, data)
        refused.current = ''
        setFailed(null)
      } catch (error) {
        refused.current = name
        if (!gone) setFailed(error instanceof Error ? error.message : 'That did not work.')
      } finally {
        busy.current = false
        drawn((before) => before + 1)
      }
    }
    if (!place) return
    const timer = setTimeout(
      () => {
        if (lacks) void read(place.window)
        else if (ahead && nextWindow(place.window).at < edge && !kept.current.has(`${ward} ${keyOf(nextWindow(place.window))}`))
          void read(nextWindow(place.window))
      },
      lacks && !ahead ? SETTLES : 0,
    )
    return () => {
      gone = true
      clearTimeout(timer)
    }
    // The window, and whether it is there, say all of it.
  }, [ward, key, lacks, ahead, turn])
  return { answer, k: place?.k ?? 0, failed }
}
