// All routes of the API, put together.

import { accountRoutes } from './account.ts'
import { alarmRoutes } from './alarms.ts'
import { auditRoutes } from './audit.ts'
import { censusRoutes } from './census.ts'
import { earlyRoutes } from './early.ts'
import { emergencyRoutes } from './emergency.ts'
import { exportRoutes } from './export.ts'
import { createReadable, historyRoutes } from './history.ts'
import { oidcRoutes } from './oidc.ts'
import type { RouteParts } from './parts.ts'
import { peopleRoutes } from './people.ts'
import { readingRoutes } from './reading.ts'
import { replayRoutes } from './replay.ts'
import type { Routes } from './route.ts'
import { shiftRoutes } from './shift.ts'
import { signInRoutes } from './signin.ts'
import { soundRoutes } from './sound.ts'
import { storyRoutes } from './story.ts'

export function createRoutes(parts: RouteParts): Routes {
  const readable = createReadable(parts)
  return {
    ...signInRoutes(parts),
    ...accountRoutes(parts),
    ...peopleRoutes(parts),
    ...emergencyRoutes(parts),
    ...auditRoutes(parts),
    ...oidcRoutes(parts),
    ...censusRoutes(parts),
    ...alarmRoutes(parts),
    ...earlyRoutes(parts),
    ...shiftRoutes(parts),
    ...historyRoutes(parts, readable),
    ...storyRoutes(parts, readable),
    ...readingRoutes(parts, readable),
    ...replayRoutes(parts, readable),
    ...exportRoutes(parts),
    ...soundRoutes(parts),
  }
}
