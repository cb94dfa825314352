// TABLE: every door of the gateway and the action of model/may.ts that it asks for. All doors pass one choke-point (P8).
import { type Action, ANYONE, type may, type Subject, type Who } from '../model/may.ts'
import type { FromApp } from '../model/wire.ts'
import { Refused } from './errors.ts'

/** One row a socket event, named as in the event map. */
export const SOCKET_DOORS = {
  wards: 'list-wards',
  watch: 'watch-ward',
  unwatch: 'watch-ward',
  roster: 'see-names',
  trend: 'see-trend',
  clock: 'load-app',
  painted: 'watch-ward',
} as const satisfies Record<keyof FromApp, Action>

/** One row a route, by its pattern. */
export const HTTP_DOORS = {
  'GET /healthz': 'see-health',
  'GET /metrics': 'see-metrics',
  'GET /*': 'load-app',
} as const satisfies Record<string, Action>

/** Doors that nobody knocks at: the gateway itself asks before it lets anything out. */
export const OWN_DOORS = { connect: 'load-app', frame: 'watch-ward', name: 'see-names', sparkline: 'see-trend' } as const satisfies Record<
  string,
  Action
>

const DOORS = {
  ...prefixed('socket', SOCKET_DOORS),
  ...prefixed('http', HTTP_DOORS),
  ...prefixed('own', OWN_DOORS),
}
export type Door = keyof typeof DOORS
export const DOOR_LIST = Object.keys(DOORS) as readonly Door[]

function prefixed<P extends string, T extends Record<string, Action>>(
  prefix: P,
  rows: T,
): { [K in keyof T & string as `${P}:${K}`]: T[K] } {
  return Object.fromEntries(Object.entries(rows).map(([key, action]) => [`${prefix}:${key}`, action])) as never
}

export interface Doors {
  /** Whether `who` may pass this door to this subject, now. Counts the answer. */
  open(door: Door, who: Who, subject: Subject): boolean
  /** The same; throws Refused 'not-allowed'. */
  pass(door: Door, who: Who, subject: Subject): void
}

/** `asked` is told of every answer: door, action, yes or no. */
export function createDoors(ask: typeof may, asked: (door: Door, action: Action, yes: boolean) => void): Doors {
  const open = (door: Door, who: Who, subject: Subject): boolean => {
    const action = DOORS[door]
    const { yes } = ask(who, action, subject)
    asked(door, action, yes)
    return yes
  }
  return {
    open,
    pass(door, who, subject) {
      if (!open(door, who, subject)) throw new Refused('not-allowed')
    },
  }
}

/** Who is on the other side. Nobody signs in yet. */
export const whoIs = (): Who => ANYONE
export const GATEWAY: Subject = { of: 'gateway' }
