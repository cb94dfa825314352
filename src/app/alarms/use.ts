// React's way to the alarms of the ward: rows by the second, the flash clock, and whether somebody's hand or focus is at them.
import { type RefObject, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { useNow } from '../census/use.ts'
import { useWard } from '../page/use.ts'
import { flashAt, MEDIUM, STEADY } from '../paint/flash.ts'
import { type AlarmsState, alarms } from '../stores/alarms.ts'
import { type AlarmRow, rowsOf } from './rows.ts'

export const useAlarms = <T>(pick: (state: AlarmsState) => T): T => useStore(alarms, pick)

/** Every row, the worst first, told as of now. */
export function useRows(): { readonly rows: readonly AlarmRow[]; readonly now: ReturnType<typeof useNow> } {
  const beds = useWard((state) => state.beds)
  const facts = useWard((state) => state.ward)
  const all = useAlarms((state) => state.beds)
  const ward = useAlarms((state) => state.ward)
  const carers = useAlarms((state) => state.carers)
  const now = useNow()
  const rows = useMemo(
    () =>
      rowsOf({
        beds,
        alarms: all,
        ward,
        when: { units: facts?.units ?? UNITS_OF_TABLE, zone: facts?.zone ?? 'UTC', now, carers, ward: facts?.name ?? '' },
      }),
    [beds, facts, all, ward, carers, now],
  )
  return { rows, now }
}

/** Writes the halves of the flash clock on `host` while `on`: in phase with every tile, without a render. */
export function useFlash(host: RefObject<HTMLElement | null>, on: boolean): void {
  useEffect(() => {
    const element = host.current
    if (!element || !on) return
    const still = matchMedia('(prefers-reduced-motion: reduce)')
    let timer: ReturnType<typeof setTimeout> | undefined
    const step = (): void => {
      const time = performance.timeOrigin + performance.now()
      const { high, medium } = still.matches ? STEADY : flashAt(time)
      element.dataset.high = high ? 'on' : 'off'
      element.dataset.medium = medium ? 'on' : 'off'
      const half = MEDIUM / 6
      timer = setTimeout(step, half - (time % half) + 1)
    }
    step()
    return () => {
      clearTimeout(timer)
      delete element.dataset.high
      delete element.dataset.medium
    }
  }, [host, on])
}

/** A pointer this near is about to press, CSS px; one that rests for this long is not, ms. */
const NEAR = 48
const RESTS = 10_000

/** Whether a pointer is near `host` or the focus is inside, and somebody moved or pressed there lately. */
export function useHeld(host: RefObject<HTMLElement | null>): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const element = host.current
    if (!element) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const hold = (on: boolean): void => {
      clearTimeout(timer)
      setHeld(on)
      if (on) timer = setTimeout(() => setHeld(false), RESTS)
    }
    let near = false
    const moved = ({ clientX: x, clientY: y }: PointerEvent): void => {
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const next = x > left - NEAR && x < right + NEAR && y > top - NEAR && y < bottom + NEAR
      if (next || near) hold(next || element.contains(document.activeElement))
      near = next
    }
    const focused = (): void => hold(true)
    const blurred = ({ relatedTarget }: FocusEvent): void => {
      if (!near && !element.contains(relatedTarget as Node | null)) hold(false)
    }
    const controller = new AbortController()
    const { signal } = controller
    addEventListener('pointermove', moved, { signal, passive: true })
    addEventListener('pointerdown', moved, { signal, passive: true })
    element.addEventListener('focusin', focused, { signal })
    element.addEventListener('keydown', focused, { signal })
    element.addEventListener('focusout', blurred, { signal })
    return () => {
      controller.abort()
      clearTimeout(timer)
    }
  }, [host])
  return held
}
