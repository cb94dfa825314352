// For tests of frames, doors and books: a hub that hears nothing and raises nothing.
import { NO_ALARMS } from '../../model/alarmshown.ts'
import type { AlarmHub } from './hub.ts'

export const deafWatch = (): AlarmHub => ({
  act: () => ({ is: 'refused', code: 'no-such-alarm' }),
  find: () => {},
  stateOf: () => null,
  shownOf: () => NO_ALARMS,
  marksOf: () => null,
  isElsewhere: () => false,
  journal: async () => [],
  lost: () => 0,
  erase: () => {},
  learn: () => {},
  tell: () => {},
  confirmed: () => {},
  proved: () => {},
  heard: () => {},
  gone: () => {},
  unwatched: () => [],
  recall: () => {},
  start: () => () => {},
})
