// What an act means at the bedside, for sources that invent their patients: a demo's patient who was moved lies in the other bed.
import type { Bedside } from '../../feed/source.ts'
import type { Act } from '../../model/acts.ts'
import { bedId } from '../../model/ids.ts'
import { at } from '../../model/units.ts'

export function bedsideOf(ask: Act): Bedside | null {
  switch (ask.act) {
    case 'move':
      return { is: 'moved', from: bedId(ask.from), to: bedId(ask.to) }
    case 'swap':
      return { is: 'swapped', one: bedId(ask.from), other: bedId(ask.to) }
    case 'standby':
      return { is: 'left', bed: bedId(ask.bed), back: at(ask.back) }
    case 'resume':
      return { is: 'returned', bed: bedId(ask.bed) }
    case 'discharge':
    case 'nobody':
      return { is: 'gone', bed: bedId(ask.bed) }
    default:
      return null
  }
}
