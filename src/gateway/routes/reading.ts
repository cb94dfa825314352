// Routes that reckon with a stay's numbers. Each is a read of its history.
import type { KeptStay } from '../../model/book.ts'
import { type Span, wrongWindow } from '../../model/history.ts'
import { at } from '../../model/units.ts'
import { figuresOf, setTableOf, sinceIn, tableOf } from '../history/reading.ts'
import { type Readable, refuseWindow, subjectOf } from './history.ts'
import type { RouteParts } from './parts.ts'
import type { Call, Routes } from './route.ts'

type Own = 'POST /api/stay/figures' | 'POST /api/stay/since' | 'POST /api/stay/table'

export function readingRoutes({ clock, gateway }: RouteParts, readable: Readable): Pick<Routes, Own> {
  const spanOf = ({ from, to }: { readonly from: number; readonly to: number }): Span => {
    refuseWindow(wrongWindow({ from, to }))
    return { from: at(from), to: at(to) }
  }
  const names = (call: Call, stay: KeptStay): boolean => gateway().doors.open('own:name', call.who, subjectOf(stay))

  return {
    async 'POST /api/stay/figures'({ stay: id, signals, ...asked }, call) {
      const window = spanOf(asked.window)
      const other = asked.other ? spanOf(asked.other) : null
      const stay = await readable(id, call)
      return { signals: await figuresOf(gateway(), { stay, now: clock.now(), window, other, signals }) }
    },
    async 'POST /api/stay/since'({ stay: id, from, to }, call) {
      const span = spanOf({ from, to })
      const stay = await readable(id, call)
      return sinceIn(gateway(), { stay, now: clock.now(), ...span, names: names(call, stay) })
    },
    async 'POST /api/stay/table'({ stay: id, from, to, interval, statistic, signals }, call) {
      const span = spanOf({ from, to })
      const stay = await readable(id, call)
      const asked = { stay, now: clock.now(), ...span, statistic, signals }
      return interval === 'observations' ? setTableOf(gateway(), asked) : tableOf(gateway(), asked, Number(interval))
    },
  }
}
