// Routes of alarms: acts on them, and their history. Each act passes the choke-point with what it acts on.
import { Refused } from '../errors.ts'
import type { RouteParts } from './parts.ts'
import type { Routes } from './route.ts'

type Own = 'POST /api/alarm' | 'POST /api/alarms/history'

export const alarmRoutes = (_: RouteParts): Pick<Routes, Own> => ({
  'POST /api/alarm': () => {
    throw new Refused('no-such-alarm')
  },
  'POST /api/alarms/history': () => ({ lines: [], more: false, lost: 0 }),
})
