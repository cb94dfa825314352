// Routes of a stay's history: windows, waves, and what there is. Each read is asked of the choke-point, and written down before it is answered.
import { bedOf, type KeptStay, wardOf } from '../../model/book.ts'
import { MOST, WRONG_WINDOW, type WrongWindow, wrongWindow } from '../../model/history.ts'
import { stayId } from '../../model/ids.ts'
import { purposeOn, type Subject } from '../../model/may.ts'
import { encodePieces, encodeTracks } from '../../model/trackbytes.ts'
import { at } from '../../model/units.ts'
import { Refused } from '../errors.ts'
import type { RouteParts } from './parts.ts'
import { createReads } from './reads.ts'
import type { Call, Routes } from './route.ts'

type Own = 'POST /api/stay/window' | 'POST /api/stay/waves' | 'POST /api/stay/extents'

export const subjectOf = (stay: KeptStay): Subject & { readonly of: 'stay' } => ({
  of: 'stay',
  stay: stay.id,
  ward: wardOf(stay),
  bed: bedOf(stay),
})

export function refuseWindow(wrong: WrongWindow | null): void {
  if (wrong !== null) throw new Refused('bad-window', WRONG_WINDOW[wrong])
}

export interface Readable {
  /** Asks who may read a stay, and resolves with it once the reading is written down. */
  (id: string, call: Call): Promise<KeptStay>
  /** The same of one of many: false where this person may not. */
  may(stay: KeptStay, call: Call): Promise<boolean>
}
/** One for all doors, so that an opening is one record. */
export function createReadable(parts: RouteParts): Readable {
  const { gateway } = parts
  const reads = createReads(parts)
  const written = (stay: KeptStay, call: Call) => reads.written(call, stay.id, wardOf(stay), purposeOn(call.who, wardOf(stay)))
  const read = async (id: string, call: Call): Promise<KeptStay> => {
    const stay = gateway().census.book().stay.get(stayId(id))
    if (!stay) throw new Refused('no-such-stay')
    const subject = subjectOf(stay)
    gateway().doors.pass('own:history', call.who, subject)
    await written(stay, call)
    gateway().doors.pass('own:history', call.who, subject)
    return stay
  }
  return Object.assign(read, {
    async may(stay: KeptStay, call: Call): Promise<boolean> {
      const open = (): boolean => gateway().doors.open('own:history', call.who, subjectOf(stay))
      if (!open()) return false
      await written(stay, call)
      return open()
    },
  })
}

export function historyRoutes({ gateway }: RouteParts, readable: Readable): Pick<Routes, Own> {
  return {
    async 'POST /api/stay/window'({ stay: id, from, to, width, signals }, call) {
      refuseWindow(wrongWindow({ from, to, width, signals }))
      const stay = await readable(id, call)
      call.binary()
      return encodeTracks(await gateway().history.window({ stay: stay.id, from: at(from), to: at(to), width: Math.floor(width), signals }))
    },
    async 'POST /api/stay/waves'({ stay: id, from, to, signals }, call) {
      refuseWindow(wrongWindow({ from, to, signals }) ?? (to - from > MOST.waveSpan ? 'too-long-for-waves' : null))
      const stay = await readable(id, call)
      call.binary()
      return encodePieces(await gateway().history.waves({ stay: stay.id, from: at(from), to: at(to), signals }))
    },
    async 'POST /api/stay/extents'({ stay: id }, call) {
      const stay = await readable(id, call)
      return { extents: await gateway().history.extents(stay.id) }
    },
  }
}
