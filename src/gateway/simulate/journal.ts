// What stands on the disk of a seed, against what was written on the way there.
import { Alarm } from '../../model/alarm.ts'
import { Care, Entry, keyOf, NO_CARE, replayed } from '../../model/stayalarms.ts'
import { isLying, type World } from './world.ts'

/** What stands on the disk is what its journal folds to, in the order of its numbers, and times never go back. */
export function checkJournal(world: World): void {
  const { disk, say, count } = world
  const journals = new Map<string, Entry[]>()
  for (const { content } of disk.rows('journal')) {
    const { whose, entry } = content as { whose: { stay?: string; ward?: string }; entry: Entry }
    const name = whose.stay ?? `ward ${whose.ward}`
    journals.set(name, [...(journals.get(name) ?? []), Entry.parse(entry)])
  }
  const stood = new Map<string, Alarm[]>()
  for (const { content } of disk.rows('alarm')) {
    const { whose, alarm } = content as { whose: { stay?: string; ward?: string }; alarm: Alarm }
    const name = whose.stay ?? `ward ${whose.ward}`
    stood.set(name, [...(stood.get(name) ?? []), Alarm.parse(alarm)])
  }
  const cares = new Map(
    disk.rows('watch').map(({ content }) => {
      const { whose, care } = content as { whose: { stay?: string; ward?: string }; care: Care }
      return [whose.stay ?? `ward ${whose.ward}`, Care.parse(care)]
    }),
  )
  for (const [name, entries] of journals) {
    const order = entries.toSorted((a, b) => a.n - b.n)
    if (order.some(({ at: when }, i) => i > 0 && when < order[i - 1]!.at)) say(`${name}: the journal goes back in time`)
    const folded = replayed(order)
    const byKey = (alarms: Iterable<Alarm>): string => JSON.stringify([...alarms].toSorted((a, b) => keyOf(a).localeCompare(keyOf(b))))
    const isSame = byKey(folded.alarms.values()) === byKey(stood.get(name) ?? [])
    if (!isSame) say(`${name}: the journal folds to ${byKey(folded.alarms.values())}, and ${byKey(stood.get(name) ?? [])} stands`)
    if (cares.has(name) && JSON.stringify(cares.get(name)) !== JSON.stringify(folded.care))
      say(`${name}: what was set is not what the journal folds to`)
    else if (!cares.has(name) && isLying(world, name) && folded.care !== NO_CARE) say(`${name}: what was set is not kept`)
    count('entries', order.length)
  }
}
