// Each row of the options: what it takes, what it refuses, and that the help names it.
import { expect, test } from 'vitest'
import { ArgsError, helpText, OPTIONS, parseArgs } from './args.ts'

test('nothing given: the defaults', () => {
  expect(parseArgs([])).toEqual({
    port: 4290,
    data: null,
    beds: 16,
    speed: 1,
    seed: 1,
    replay: [],
    allowOrigin: [],
    demo: true,
    staff: true,
    past: true,
    keys: null,
    auditHeads: null,
    host: '127.0.0.1',
    tlsCert: null,
    tlsKey: null,
    trustProxy: false,
    oidc: null,
    proveAt: '12:00',
    onUnwatched: null,
    given: new Set(),
    check: false,
    help: false,
  })
})

test('values by word or by =, repeated where that makes sense', () => {
  const given = [
    '--port=0',
    '--beds',
    '64',
    '--speed',
    '2.5',
    '--replay',
    'a?loop',
    '--replay=b?ends=now',
    '--allow-origin',
    'https://ward.example/',
    '--data',
    'kept',
  ]
  expect(parseArgs(given)).toMatchObject({
    port: 0,
    beds: 64,
    speed: 2.5,
    replay: ['a?loop', 'b?ends=now'],
    allowOrigin: ['https://ward.example'],
    data: 'kept',
  })
})

test.each([
  [['--colour'], 'no such option: --colour'],
  [['4290'], 'no such option: 4290'],
  [['-x'], 'no such option: -x'],
  [['--constructor', '1'], 'no such option'],
  [['--port'], '--port wants a value'],
  [['--port', '70000'], '--port wants a whole number from 0 to 65535, not "70000"'],
  [['--port', '1e3'], '--port wants'],
  [['--port', '1', '--port', '2'], '--port is given twice'],
  [['--beds', '3'], '--beds wants a whole number from 4 to 128'],
  [['--beds', '129'], '--beds wants'],
  [['--beds', '16.5'], '--beds wants'],
  [['--speed', '0'], '--speed wants a number from 0.1 to 1000'],
  [['--seed', '-1'], '--seed wants'],
  [['--data', ' '], '--data wants a folder'],
  [['--replay', ''], '--replay wants the path'],
  [['--allow-origin', 'ward.example'], '--allow-origin wants the address of a site'],
  [['--allow-origin', 'http://a/b'], '--allow-origin wants'],
  [['--help=yes'], '--help takes no value'],
])('%j is refused in one line', (given, message) => {
  expect(() => parseArgs(given)).toThrow(ArgsError)
  expect(() => parseArgs(given)).toThrow(message)
  try {
    parseArgs(given)
  } catch (error) {
    expect((error as Error).message).not.toContain('\n')
  }
})

test('the help names every option with its default', () => {
  const text = helpText()
  for (const [name, { help }] of Object.entries(OPTIONS)) {
    expect(text).toContain(`--${name}`)
    expect(text).toContain(help)
  }
  expect(text).toContain('(default 4290)')
})
