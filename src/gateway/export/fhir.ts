// A window of a stay as a FHIR R4 Bundle: who, in which stay, by which devices; numbers and waves as SampledData, spot readings one by one,
// alarms, charted sets, notes, interventions and values by hand. Written entry by entry: no export is held in memory as a whole.
import { GAP_WHYS, type RawNumbers } from '../../model/history.ts'
import { isoIn } from '../../model/isotime.ts'
import { qualityWords } from '../../model/qualitywords.ts'
import { QUALITY } from '../../model/sample.ts'
import { hours } from '../../model/units.ts'
import { VITAL_KEYS, VITALS, type VitalKey } from '../../model/vitals.ts'
import { WAVE_KEYS, WAVES } from '../../model/waves.ts'
import { bytesOf, type Exporting, type Part, shareOf, slicesOf } from './exporting.ts'
import { absent, CUFF, codeOf, INVENTED, PANEL, PROCEDURE, quantity, UCUM, VITAL_SIGNS, waveCode } from './fhircodes.ts'
import { alarmEntries, goneEntry, handEntries, noteEntries, setEntries } from './fhirevents.ts'
import { aboutStay, deviceEntry, deviceRef, type Entry, encounterRef, entryOf, patientRef } from './fhirpeople.ts'
import { joinedPieces, seriesOf, waveData } from './fhirseries.ts'
import { leading, WAVE_SLICE } from './wfdbwaves.ts'

/** Samples of one SampledData: half a minute of a fast wave, well under a string's most (1 MB). */
const MOST_SAMPLES = 15_000
/** Of a cuff pressure, parts so close belong together (ms). */
const TOGETHER = 1000

interface Known {
  readonly of: Exporting
  readonly source: string
}
const common = ({ of, source }: Known, quality: number) => {
  const words = qualityWords(quality)
  return {
    resourceType: 'Observation',
    status: 'final',
    subject: patientRef(of),
    encounter: encounterRef(of),
    device: deviceRef(of, source),
    ...(words.length > 0 && { note: [{ text: words.join('; ') }] }),
    ...((quality & QUALITY.derived) !== 0 && { method: { text: 'derived by the gateway from a wave' } }),
  }
}

/** A series of one vital within an hour. */
const seriesEntries = (of: Exporting, raw: RawNumbers): readonly Entry[] =>
  seriesOf(raw).map(({ from, to, period, data, quality }) =>
    entryOf(
      of,
      {
        ...common({ of, source: raw.source }, quality),
        category: PROCEDURE,
        code: codeOf(raw.signal),
        effectivePeriod: { start: isoIn(of.zone, from), end: isoIn(of.zone, to) },
        valueSampledData: { origin: { ...quantity(raw.signal, 0) }, period, dimensions: 1, data },
      },
      raw.signal,
      raw.source,
      from,
    ),
  )

const valueAt = ({ signal, value, why }: RawNumbers, i: number): object =>
  why[i] === 255 ? { valueQuantity: quantity(signal, value[i]!) } : { dataAbsentReason: absent(GAP_WHYS[why[i]!] ?? 'no-data') }

/** Readings one by one; a cuff pressure is one with its parts. */
function spotEntries(of: Exporting, raws: readonly RawNumbers[]): readonly Entry[] {
  const out: Entry[] = []
  const cuffs = new Map<string, { at: number; source: string; quality: number; parts: Map<VitalKey, object> }>()
  for (const raw of raws)
    for (let i = 0; i < raw.at.length; i++) {
      const [when, quality] = [raw.at[i]!, raw.quality[i]!]
      if ((CUFF as readonly VitalKey[]).includes(raw.signal)) {
        const key = `${raw.source} ${Math.round(when / TOGETHER)}`
        const cuff = cuffs.get(key) ?? { at: when, source: raw.source, quality, parts: new Map() }
        cuff.parts.set(raw.signal, valueAt(raw, i))
        cuffs.set(key, cuff)
        continue
      }
      const effectiveDateTime = isoIn(of.zone, when)
      const one = { ...common({ of, source: raw.source }, quality), category: VITAL_SIGNS, code: codeOf(raw.signal), effectiveDateTime }
      out.push(entryOf(of, { ...one, ...valueAt(raw, i) }, raw.signal, raw.source, when))
    }
  for (const { at, source, quality, parts } of cuffs.values()) {
    const component = CUFF.filter((part) => part !== 'nibp-mean' || parts.has(part)).map((part) => ({
      code: codeOf(part),
      ...(parts.get(part) ?? { dataAbsentReason: absent('not-measured') }),
    }))
    const one = { ...common({ of, source }, quality), category: VITAL_SIGNS, code: PANEL, effectiveDateTime: isoIn(of.zone, at), component }
    out.push(entryOf(of, one, 'nibp', source, at))
  }
  return out
}

/** Pieces of a Bundle: the head, entries with how far the window is told, the tail. */
export async function* fhirOf(of: Exporting): AsyncGenerator<Part> {
  const { reading, stay, zone } = of
  const extents = (await reading.extents(stay.id)).filter(({ from, to }) => from <= of.to && to >= of.from)
  const there = new Set<string>(extents.map(({ signal }) => signal))
  const vitals = VITAL_KEYS.filter((key) => there.has(key))
  const waves = WAVE_KEYS.filter((key) => there.has(key))
  const head = {
    resourceType: 'Bundle',
    ...(of.demo && { meta: INVENTED }),
    identifier: { system: 'urn:wardlight:export', value: of.name },
    type: 'collection',
    timestamp: isoIn(zone, of.made),
  }
  let first = true
  const told = (entries: readonly Entry[]): Uint8Array => {
    const text = entries.map((entry) => JSON.stringify(entry)).join(',\n')
    const joint = text === '' || first ? '' : ',\n'
    if (text !== '') first = false
    return bytesOf(joint + text)
  }
  yield { bytes: bytesOf(`${JSON.stringify(head).slice(0, -1)},"entry":[\n`), done: 0 }
  if (of.gone.length > 0) yield { bytes: told([goneEntry(of)]), done: 0 }
  const sources = [...new Set(extents.flatMap((extent) => extent.sources as readonly string[]))]
  yield { bytes: told([...aboutStay(of), ...sources.map((source) => deviceEntry(of, source))]), done: 0 }
  for (const entry of setEntries(of)) yield { bytes: told([entry]), done: 0 }
  for (const entry of noteEntries(of)) yield { bytes: told([entry]), done: 0 }
  for (const entry of handEntries(of)) yield { bytes: told([entry]), done: 0 }
  for (const entry of alarmEntries(of)) yield { bytes: told([entry]), done: 0 }
  const half = waves.length > 0 ? 0.3 : 1
  for (const slice of slicesOf(of, hours(1))) {
    const numbers = vitals.length === 0 ? [] : await reading.numbers({ stay: stay.id, ...slice, signals: vitals })
    const done = shareOf(of, slice.from) * half
    for (const raw of numbers) if (VITALS[raw.signal].clock === 'watched') yield { bytes: told(seriesEntries(of, raw)), done }
    yield {
      bytes: told(
        spotEntries(
          of,
          numbers.filter(({ signal }) => VITALS[signal].clock === 'spot'),
        ),
      ),
      done: shareOf(of, slice.to) * half,
    }
  }
  if (waves.length > 0)
    for (const slice of slicesOf(of, WAVE_SLICE)) {
      const pieces = await leading(of, slice, waves)
      for (const piece of joinedPieces(pieces, MOST_SAMPLES)) {
        const { signal, source, at, rate, gain, baseline, data, quality, unit } = piece
        const end = at + ((data.length - 1) * 1000) / rate
        const ucum = unit === WAVES[signal].unit ? WAVES[signal].ucum : null
        const origin = { value: -baseline / gain || 0, unit, ...(ucum && { system: UCUM, code: ucum }) }
        const wave = {
          ...common({ of, source }, quality),
          category: PROCEDURE,
          code: waveCode(signal),
          effectivePeriod: { start: isoIn(zone, at), end: isoIn(zone, end) },
          valueSampledData: { origin, period: 1000 / rate, factor: 1 / gain, dimensions: 1, data: waveData(piece) },
        }
        yield { bytes: told([entryOf(of, wave, signal, source, at)]), done: half + shareOf(of, slice.from) * (1 - half) }
      }
    }
  yield { bytes: bytesOf('\n]}\n'), done: 1 }
}
