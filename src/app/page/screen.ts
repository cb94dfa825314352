// What belongs to the screen itself: theme, full screen, wake lock.
import { settings } from '../stores/settings.ts'
import { themeCss } from '../theme.ts'

/** Paints the page in the theme of the settings, now and at each change; returns the undo. */
export function followTheme(root: HTMLElement): () => void {
  const apply = (): void => {
    const { theme } = settings.getState()
    if (root.dataset.theme === theme) return
    root.dataset.theme = theme
    for (const [name, value] of Object.entries(themeCss(theme))) root.style.setProperty(name, value)
  }
  apply()
  return settings.subscribe(apply)
}

export function toggleFullScreen(): void {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  // Refused (no gesture, not allowed in this frame): the screen stays as it is.
  done.catch(() => {})
}

/**
 * Keeps the screen awake while it is seen: the browser drops the lock at each hiding, so it is taken anew. Tells whether it was refused,
 * or taken away while the screen is seen. Returns the undo.
 */
export function keepAwake(told: (refused: boolean) => void): () => void {
  if (!('wakeLock' in navigator)) {
    told(true)
    return () => {}
  }
  let lock: WakeLockSentinel | null = null
  let ended = false
  const take = async (): Promise<void> => {
    if (document.hidden || ended) return
    try {
      const taken = await navigator.wakeLock.request('screen')
      lock = taken
      if (ended) return await taken.release()
      taken.addEventListener('release', () => !ended && !document.hidden && lock === taken && told(true))
      told(false)
    } catch {
      // Battery saver or policy: the screen then follows the computer's own rule.
      if (!ended && !document.hidden) told(true)
    }
  }
  const again = (): void => void take()
  document.addEventListener('visibilitychange', again)
  void take()
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', again)
    void lock?.release()
  }
}

/** Why this browser cannot show a ward; null where it can. */
export function unsupported(): string | null {
  const missing = [
    ['module workers', typeof Worker === 'function'],
    ['drawing in a worker (OffscreenCanvas)', typeof OffscreenCanvas === 'function'],
    ['handing a canvas to a worker', 'transferControlToOffscreen' in HTMLCanvasElement.prototype],
    ['ResizeObserver', typeof ResizeObserver === 'function'],
  ].flatMap(([name, has]) => (has ? [] : [name as string]))
  return missing.length > 0 ? missing.join(', ') : null
}
