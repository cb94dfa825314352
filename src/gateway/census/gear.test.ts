// What sources say of their devices is remembered of so many: of which ones.
import { expect, test } from 'vitest'
import { bedId } from '../../model/ids.ts'
import { createGear } from './gear.ts'

test.each([
  ['heard all the time', true, 'patch'],
  ['not heard since', false, 'wall'],
] as const)('of many devices one that is %s', (_, heard, kind) => {
  const gear = createGear()
  const named = (id: string) =>
    gear.learn({ bed: bedId(`bed-${id}`), samples: [], facts: { devices: [{ id, name: id, kind: 'patch', link: 'on' }] } }, 'test')
  named('first')
  for (let i = 0; i < 2100; i++) {
    named(`other-${i}`)
    if (heard) gear.kindOf('first')
  }
  expect([gear.kindOf('first'), gear.kindOf('other-2099')]).toEqual([kind, 'patch'])
})
