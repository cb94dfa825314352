// The sound test of a screen: whether a person heard it. Kept in the audit, since only a person can know.
import { eventOf, type RouteParts } from './parts.ts'
import type { Routes } from './route.ts'

export function soundRoutes(parts: RouteParts): Pick<Routes, 'POST /api/sound-test'> {
  const { audit, clock, failed } = parts
  return {
    async 'POST /api/sound-test'({ heard, screen, theme, volume }, call) {
      const at = clock.now()
      const why = `${heard ? 'heard' : 'NOT heard'}: theme ${theme}, volume ${Math.round(volume * 100)} %, screen ${screen}`
      let kept = true
      // With nothing that can be written down the answer counts all the same: it is about this screen now.
      await audit.note(eventOf(parts, call, 'sound-tested', { outcome: heard ? 'done' : 'failed', why })).catch((error: unknown) => {
        kept = false
        failed('audit', error)
      })
      return { at, kept: kept && audit.state() === 'up' }
    },
  }
}
