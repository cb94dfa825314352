import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { at } from '../../../model/units.ts'
import { StripSvg } from './StripSvg.tsx'
import { flat, piece } from './wavestest.ts'

const T = Date.UTC(2026, 0, 15, 13, 5, 0)
const paper = { from: T, to: T + 4000, mmPerSecond: 25, mmPerMv: 10, zone: 'Europe/Berlin' } as const
const drawn = (props: Partial<Parameters<typeof StripSvg>[0]> = {}) =>
  renderToStaticMarkup(createElement(StripSvg, { pieces: [piece('ecg-ii', T, [...flat(250), 200, ...flat(249)])], ...paper, ...props }))

test('true millimetres: 4 s at 25 mm/s are 100 mm of grid, a second is 25 mm on, 1 mV is 10 mm up', () => {
  const svg = drawn()
  // 16 mm beside it for label and pulse, 1 mm behind.
  expect(svg).toContain('width="117.00mm"')
  expect(svg).toContain('viewBox="-16 -5 117.00 36.00"')
  expect(svg).toMatch(/d="M0\.00 20\.00L0\.10 20\.00.*L24\.90 20\.00L25\.00 10\.00L25\.10 20\.00/)
  // The pulse: 1 mV.
  expect(svg).toContain('h1.5v-10h3v10h1.5')
})

test('says which wave, when by the ward’s clock, and how it is scaled', () => {
  expect(drawn()).toContain('aria-label="Waves 14:05:00 to 14:05:04, 25 mm/s: II 10 mm/mV"')
})

test('a hole is hatched with its reason and the line stops', () => {
  const svg = drawn({ gaps: { 'ecg-ii': [{ from: at(T + 2000), to: at(T + 4000), why: 'lead-off' }] } })
  expect(svg).toContain('data-hole="lead-off"')
  expect(svg).toContain('LEADS OFF')
  expect(svg).toMatch(/L49\.90 20\.00"/)
})

test('on a calibrated screen in its own pixels; what is marked is text, never markup', () => {
  const svg = drawn({ pxPerMm: 4, marks: [{ at: T + 1000, words: '*** <b>' }] })
  expect(svg).toContain('--strip-width:468.00px')
  // On paper a millimetre is one, whatever this screen has of it.
  expect(svg).toContain('width="117.00mm"')
  expect(svg).toContain('*** &lt;b&gt;')
})
