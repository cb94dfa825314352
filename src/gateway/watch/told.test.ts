// Of what nobody takes is told, step by step, who can be: the buddy of who has the bed, the charge nurse.
import { expect, test } from 'vitest'
import { device, openCore } from './coretest.ts'

test('the buddy is told before the charge nurse, where the bed has one', async () => {
  const own = await openCore()
  own.announce(0, [device('m1')])
  const heart = (rate: number) => () => ({ 0: [own.number('m1', 'hr', rate)] })
  own.pass(40, heart(80))
  own.pass(15, heart(150))
  const told = () => own.shown().find(({ rule }) => rule === 'tachy-x')?.told
  expect(told()).toBe('ward')
  own.pass(30, heart(150))
  // Nobody is buddy here.
  expect(told()).toBe('ward')
  const until = own.clock.now() + 3_600_000
  const done = own.book({ act: 'assign', ward: 'S', beds: ['S-1'], nurse: 'wren', buddy: 'heron', until, seen: { 'S-1': null } })
  expect(done.is).toBe('done')
  expect(told()).toBe('buddy')
  own.pass(30, heart(150))
  expect(told()).toBe('charge')
})
