// What happened, in FHIR: alarms as DetectedIssue with what was done about them, charted sets of NEWS2 as
// Observations, notes as Communication, interventions as Procedure, values by hand as Observations.
import type { JournalLine } from '../../model/alarmapi.ts'
import { CODED } from '../../model/codes.ts'
import { GONE } from '../../model/history.ts'
import { isoIn } from '../../model/isotime.ts'
import { partsOf } from '../../model/observations.ts'
import { PART_KEYS, type PartKey } from '../../model/scores.ts'
import { HAND_VALUES } from '../../model/story.ts'
import { type Exporting, writtenWords } from './exporting.ts'
import { ACVPU, absent, LABORATORY, LOINC, NEWS2, PART_CODES, quantity, SEVERITY, UCUM, VITAL_SIGNS } from './fhircodes.ts'
import { type Entry, encounterRef, entryOf, patientRef } from './fhirpeople.ts'

/** An alarm from its beginning, and what the journal tells of the same rule until it begins again. */
function issues(lines: readonly JournalLine[]): readonly { readonly raised: JournalLine; readonly later: readonly JournalLine[] }[] {
  const out: { raised: JournalLine; later: JournalLine[] }[] = []
  for (const line of lines.toSorted((a, b) => a.at - b.at)) {
    if (line.what === 'raised') out.push({ raised: line, later: [] })
    else out.findLast(({ raised }) => raised.rule === line.rule && raised.rule !== null)?.later.push(line)
  }
  return out
}

export function alarmEntries(of: Exporting): readonly Entry[] {
  const { alarms, zone } = of
  return issues(alarms.filter(({ at }) => at >= of.from && at < of.to)).map(({ raised, later }, nth) => {
    const severity = raised.priority && SEVERITY[raised.priority]
    const over = later.find(({ what }) => what.startsWith('over') || what.startsWith('ended'))
    const start = isoIn(zone, raised.at)
    const issue = {
      resourceType: 'DetectedIssue',
      status: over ? 'final' : 'preliminary',
      code: { coding: [{ system: 'urn:wardlight:rule', code: raised.rule ?? 'unknown' }], text: raised.words },
      ...(severity && { severity }),
      patient: patientRef(of),
      ...(over ? { identifiedPeriod: { start, end: isoIn(zone, over.at) } } : { identifiedDateTime: start }),
      detail: raised.words,
      ...(later.length > 0 && {
        mitigation: later.map(({ what, by, why, at }) => ({
          action: { text: why ? `${what}: ${why}` : what },
          date: isoIn(zone, at),
          ...(by && { author: { display: by } }),
        })),
      }),
    }
    return entryOf(of, issue, raised.at, raised.rule ?? '', nth)
  })
}

type Set_ = Exporting['sets'][number]['set']
function partOf(part: PartKey, set: Set_): object {
  const parts = partsOf(set)
  const code = PART_CODES[part]
  const value = parts[part]
  if (value === null) return { code, dataAbsentReason: absent('not-charted') }
  if (part === 'oxygen') {
    const { device, flow, fio2 } = set.oxygen!
    const share = fio2 === null ? '' : `, ${fio2} %`
    const words = `${CODED['o2-device'].codes[device]}${flow === null ? share : `, ${flow} L/min`}`
    return { code, valueCodeableConcept: { text: words } }
  }
  if (part === 'consciousness') {
    const one = parts.consciousness!
    return { code, valueCodeableConcept: { coding: [{ system: LOINC, code: ACVPU[one] }], text: CODED.consciousness.codes[one] } }
  }
  const vital = { rr: 'rr', spo2: 'spo2', sys: 'nibp-sys', pulse: 'hr', temp: 'temp' } as const
  return { code, valueQuantity: quantity(vital[part], value as number) }
}

/** A set is one Observation: its total, its parts, and who took it. */
export const setEntries = (of: Exporting): readonly Entry[] =>
  of.sets
    .filter(({ set }) => set.at >= of.from && set.at < of.to)
    .toSorted((a, b) => a.set.at - b.set.at)
    .map(({ set, total, words }) =>
      entryOf(
        of,
        {
          resourceType: 'Observation',
          status: 'final',
          category: VITAL_SIGNS,
          code: NEWS2,
          subject: patientRef(of),
          encounter: encounterRef(of),
          effectiveDateTime: isoIn(of.zone, set.at),
          performer: [{ display: set.by.name || 'a nurse' }],
          ...(total === null
            ? { dataAbsentReason: { ...absent('not-charted'), text: words || 'no total' } }
            : { valueQuantity: { value: total, unit: '{score}', system: UCUM, code: '{score}' } }),
          component: PART_KEYS.map((part) => partOf(part, set)),
        },
        'news2',
        set.at,
      ),
    )

const ENTRY = 'urn:wardlight:note'

/** One that was corrected stays, as entered in error; the one that corrects it says so. */
export const noteEntries = (of: Exporting): readonly Entry[] =>
  of.notes.map((note) => {
    const { id, kind, at, written, text, by, corrected } = note
    const status = corrected === null ? 'completed' : 'entered-in-error'
    const common = { status, subject: patientRef(of), encounter: encounterRef(of) }
    const [happened, wrote] = [isoIn(of.zone, at), isoIn(of.zone, written)]
    const told = `happened ${happened}, ${writtenWords(of, note, of.notes)}`
    const identifier = [{ system: ENTRY, value: id }]
    const one =
      kind === 'intervention'
        ? {
            resourceType: 'Procedure',
            identifier,
            ...common,
            code: { text },
            performedDateTime: happened,
            ...(by && { recorder: { display: by } }),
            note: [{ time: wrote, text: told }],
          }
        : {
            resourceType: 'Communication',
            identifier,
            ...common,
            category: [{ text: 'note' }],
            sent: wrote,
            ...(by && { sender: { display: by } }),
            payload: [{ contentString: text }],
            note: [{ time: wrote, text: told }],
          }
    return entryOf(of, one, 'note', id)
  })

/** Values by hand; corrected ones as notes are. */
export const handEntries = (of: Exporting): readonly Entry[] =>
  of.hand.map((point) => {
    const [name, unit, code, , digits] = HAND_VALUES[point.value]
    const one = {
      resourceType: 'Observation',
      identifier: [{ system: ENTRY, value: point.id }],
      status: point.corrected === null ? 'final' : 'entered-in-error',
      category: LABORATORY,
      code: { coding: [{ system: LOINC, code }], text: name },
      subject: patientRef(of),
      encounter: encounterRef(of),
      effectiveDateTime: isoIn(of.zone, point.at),
      issued: isoIn(of.zone, point.written),
      ...(point.by && { performer: [{ display: point.by }] }),
      valueQuantity: { value: Number(point.number.toFixed(digits)), unit, system: UCUM, code: unit },
      note: [{ text: `by hand, ${writtenWords(of, point, of.hand)}` }],
    }
    return entryOf(of, one, 'hand', point.id)
  })

/** That there is none of something because it is no longer kept, not because nothing happened. */
export const goneEntry = (of: Pick<Exporting, 'stay' | 'demo' | 'gone'>): Entry =>
  entryOf(
    of,
    {
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'information',
          code: 'informational',
          diagnostics: `No longer kept of this stay: ${of.gone.map((what) => GONE[what]).join(', ')}.`,
        },
      ],
    },
    'gone',
  )
