import { describe, expect, test } from 'vitest'
import { NURSE, T0 } from '../../model/booktest.ts'
import { setOf } from '../../model/observationstest.ts'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { after, minutes } from '../../model/units.ts'
import { DEVICE_KEYS, DEVICES, deviceWords, numberTyped, type ObserveForm, preview, readForm, startForm } from './observe.ts'

const OFFERED = { spo2: { value: 97, at: T0 }, pulse: { value: 72, at: T0 }, sys: { value: 124, at: T0 }, temp: { value: 38.5, at: T0 } }
const KPA = { pressure: 'kPa', temperature: '°F', glucose: 'mg/dL' } as const
const form = (over: Partial<ObserveForm> = {}, units = UNITS_OF_TABLE): ObserveForm => ({
  ...startForm(OFFERED, setOf({}).oxygen, units),
  ...over,
})
const read = (over: Partial<ObserveForm> = {}, units = UNITS_OF_TABLE) => readForm(form(over, units), OFFERED, T0, units)
const typed = (text: string) => ({ text, from: 'typed' as const })

test('a set begins with what the monitor brings and oxygen as last charted, and with no consciousness', () => {
  expect(form()).toMatchObject({
    seen: null,
    device: 'A',
    numbers: { spo2: { text: '97', from: 'monitor' }, rr: { text: '', from: 'typed' } },
  })
  expect(startForm({}, null, UNITS_OF_TABLE)).toMatchObject({ seen: null, device: null })
})

test('breathing is counted: what the monitor brings is not charted as a count, and half a breath is none', () => {
  const offered = { ...OFFERED, rr: { value: 21, at: T0 } }
  const begun = startForm(offered, null, UNITS_OF_TABLE)
  expect(begun.numbers.rr).toEqual({ text: '', from: 'typed' })
  expect(readForm(begun, offered, T0, UNITS_OF_TABLE).set?.rr).toBeNull()
  const set = (text: string) => readForm({ ...begun, numbers: { ...begun.numbers, rr: typed(text) } }, offered, T0, UNITS_OF_TABLE)
  expect(set('18').set?.rr).toEqual({ value: 18, from: 'typed' })
  expect(set('21,5')).toEqual({ set: null, wrong: { rr: 'breathing is counted in whole numbers' } })
})

describe('what is typed', () => {
  test.each([
    ['38,1', 38.1],
    [' 16 ', 16],
    ['', null],
    ['1e3', null],
    ['-4', null],
    ['sixteen', null],
  ])('%j is %s', (text, value) => {
    expect(numberTyped(text)).toBe(value)
  })
  test('typed over, it says so; left as it came, it stays the monitor’s', () => {
    const { set } = read({ numbers: { ...form().numbers, spo2: typed('94') } })
    expect(set).toMatchObject({ spo2: { value: 94, from: 'typed' }, pulse: { value: 72, from: 'monitor' }, rr: null, at: T0 })
  })
  test.each([
    ['rr', '0'],
    ['temp', '4'],
    ['spo2', '110'],
    ['sys', 'x'],
  ] as const)('%s of %s is refused with words, and nothing is charted', (part, text) => {
    const { set, wrong } = read({ numbers: { ...form().numbers, [part]: typed(text) } })
    expect([set, Object.keys(wrong)]).toEqual([null, [part]])
  })
  test('in the ward’s units: kPa, °F and mg/dL are charted as mmHg, °C and mmol/L', () => {
    const numbers = { ...form({}, KPA).numbers, sys: typed('16.5'), temp: typed('101.3') }
    expect(read({ numbers, glucose: '126' }, KPA).set).toMatchObject({ sys: { value: 124 }, temp: { value: 38.5 }, glucose: 7 })
    expect(read({}, KPA).set?.temp).toEqual({ value: 38.5, from: 'monitor' })
  })
  test('oxygen needs its flow or share; air has none', () => {
    expect(read({ device: 'N', amount: '' }).wrong.amount).toContain('litres')
    expect(read({ device: 'V', amount: '2' }).wrong.amount).toContain('per cent')
    expect(read({ device: 'V', amount: '28' }).set?.oxygen).toEqual({ device: 'V', flow: null, fio2: 28 })
    expect(read({ device: 'N', amount: '2' }).set?.oxygen).toEqual({ device: 'N', flow: 2, fio2: null })
    expect(read({ device: 'A', amount: '2' }).set?.oxygen).toEqual({ device: 'A', flow: null, fio2: null })
    expect(read({ device: null }).set?.oxygen).toBeNull()
    for (const key of DEVICE_KEYS) expect([deviceWords(key), DEVICES[key] === null]).toEqual([expect.any(String), key === 'A'])
  })
})

describe('what charting it would say', () => {
  const ADULT = { age: 74, pregnant: 'no' } as const
  const full = { ...form().numbers, rr: typed('16') }
  const say = (over: Partial<ObserveForm>, orders: Parameters<typeof preview>[2] = [], patient: Parameters<typeof preview>[1] = ADULT) =>
    preview(read({ numbers: full, ...over }).set!, patient, orders)
  test('a total with what it asks for, and when the next is due', () => {
    expect(say({ seen: 'A' })).toEqual({ head: 'NEWS2 1', more: expect.stringContaining('next full set in 4 h') })
    expect(say({ seen: 'C' })).toEqual({ head: 'NEWS2 4', more: expect.stringContaining('next full set in 1 h') })
  })
  test('what is missing, and that the clock does not move', () => {
    expect(say({})).toEqual({ head: 'No total', more: 'without consciousness. The next full set is due as before.' })
  })
  test('sedated, a child: no total', () => {
    expect(say({ seen: 'not-assessable' }).head).toBe('No NEWS2')
    expect(say({ seen: 'A' }, [], { age: 9, pregnant: 'no' }).head).toBe('No NEWS2')
  })
  test('by the scale that is ordered', () => {
    const order = { scale: 2, target: { low: 88, high: 92 }, by: NURSE, at: after(T0, -minutes(1)) } as const
    const numbers = { ...full, spo2: typed('90') }
    expect([say({ seen: 'A', numbers }).head, say({ seen: 'A', numbers }, [order]).head]).toEqual(['NEWS2 4', 'NEWS2 1, scale 2'])
  })
})
