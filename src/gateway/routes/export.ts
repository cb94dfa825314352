// Routes through which a stay leaves. The start is asked of the choke-point and written down with its reason before anything is made; the
// choke-point is asked again when the file is fetched, and while it leaves.
import type { KeptStay } from '../../model/book.ts'
import { bedOf, wardOf } from '../../model/book.ts'
import { EXPORTS, type ExportKey } from '../../model/exportapi.ts'
import { wrongWindow } from '../../model/history.ts'
import { type StayId, stayId, type WardId, wardId } from '../../model/ids.ts'
import { isoIn } from '../../model/isotime.ts'
import { purposeOn } from '../../model/may.ts'
import { toldHand, toldNotes, withCorrections } from '../../model/notes.ts'
import { at } from '../../model/units.ts'
import { newId } from '../access/chance.ts'
import { Refused } from '../errors.ts'
import { csvOf } from '../export/csv.ts'
import type { Encoder, Exporting } from '../export/exporting.ts'
import { fhirOf } from '../export/fhir.ts'
import { createJobs, type Job, shown } from '../export/jobs.ts'
import { wfdbOf } from '../export/wfdb.ts'
import { allSets } from '../history/story.ts'
import { historyOf } from '../watch/history.ts'
import { refuseWindow, subjectOf } from './history.ts'
import { eventOf, noteOf, type RouteParts } from './parts.ts'
import type { Call, Routes } from './route.ts'

type Own = 'POST /api/stay/export' | 'POST /api/export/state' | 'POST /api/export/cancel' | 'GET /api/export/file'

/** TABLE: who makes the file. */
const ENCODERS: Readonly<Record<ExportKey, Encoder>> = { csv: csvOf, fhir: fhirOf, wfdb: wfdbOf }
/** Answers of the journal of alarms that are read for one export. */
const PAGES = 50

interface Asked {
  readonly call: Call
  readonly stay: StayId
  readonly ward: WardId
  readonly from: number
  readonly to: number
}

/** "DEMO_Wardlight_4B-07_20261125T2200_20261126T0600": the bed, never the name. */
function fileName(bed: string, zone: string, { from, to }: Pick<Asked, 'from' | 'to'>, demo: boolean): string {
  const when = (time: number): string => isoIn(zone, time).slice(0, 16).replace(/[-:]/g, '')
  const words = ['Wardlight', bed.normalize('NFKD').replace(/[^A-Za-z0-9-]+/g, '-'), when(from), when(to)]
  return (demo ? ['DEMO', ...words] : words).join('_')
}
const sessionOf = ({ credentials, who }: Call): string => credentials.session ?? `${who.is} ${who.id}`

export function exportRoutes(parts: RouteParts): Pick<Routes, Own> {
  const { access, audit, clock, gateway, random, demo, failed } = parts
  const asked = new Map<string, Asked>()
  const doors = () => gateway().doors
  const stayOf = (id: StayId): KeptStay => {
    const stay = gateway().census.book().stay.get(id)
    if (!stay) throw new Refused('no-such-stay')
    return stay
  }
  const about = ({ call, stay, ward }: Asked) => ({ ward, stays: [stay as string], purpose: purposeOn(call.who, ward) })

  const jobs = createJobs({
    real: clock.real,
    over(job) {
      const ask = asked.get(job.id)
      if (ask) noteOf(parts, ask.call, 'export-cancelled', { ...about(ask), why: `${job.what}, ${job.state} after ${job.bytes} bytes` })
    },
    failed: (error) => failed('export', error),
  })
  const find = (id: string, call: Call): { readonly job: Job; readonly ask: Asked } => {
    const job = jobs.find(id, sessionOf(call))
    return { job, ask: asked.get(id)! }
  }

  /** Who and where, as far as whoever asks may know it now. */
  async function exportingOf({ call, from, to }: Asked, stay: KeptStay, job: Job): Promise<Exporting> {
    const book = gateway().census.book()
    const ward = book.ward.get(wardOf(stay))
    const subject = subjectOf(stay)
    const named = doors().open('own:name', call.who, subject)
    const read = { ward: wardOf(stay), stay: stay.id }
    const alarms = []
    if (job.what === 'fhir' && doors().open('own:alarm-history', call.who, subject)) {
      let until = to
      for (let page = 0; page < PAGES; page++) {
        const { lines, more } = await historyOf(gateway(), book, { ...read, from, to: until }, named)
        alarms.push(...lines)
        const last = lines.at(-1)
        if (!more || !last) break
        until = last.at
      }
    }
    const charts = job.what === 'fhir' && doors().open('own:observations', call.who, subject)
    const sets = charts ? await allSets(gateway(), stay) : []
    const written = job.what === 'wfdb' ? { notes: [], hand: [] } : await gateway().notes.of(stay.id)
    const window = { from: at(from), to: at(to) }
    return {
      stay,
      person: named ? (parts.register().personOf(stay.id) ?? null) : null,
      ...window,
      bed: book.bed.get(bedOf(stay))?.label ?? bedOf(stay),
      ward: ward?.name ?? wardOf(stay),
      zone: ward?.zone ?? 'UTC',
      demo: demo !== null,
      made: clock.now(),
      by: call.who.name,
      name: job.name.slice(0, -EXPORTS[job.what].ending.length - 1),
      reading: gateway().history,
      alarms,
      sets,
      notes: withCorrections(toldNotes(written.notes, named), window),
      hand: withCorrections(toldHand(written.hand, named), window),
      gone: gateway().notes.gone(stay.id),
    }
  }

  return {
    async 'POST /api/stay/export'({ ward, stay: id, from, to, what, why }, call) {
      refuseWindow(wrongWindow({ from, to }))
      const book = gateway().census.book()
      const stay = stayOf(stayId(id))
      if (wardOf(stay) !== ward) throw new Refused('no-such-stay')
      const ask: Asked = { call, stay: stay.id, ward: wardId(ward), from, to }
      const subject = subjectOf(stay)
      try {
        doors().pass('own:export', call.who, subject)
      } catch (error) {
        await audit.note(eventOf(parts, call, 'refused', { ...about(ask), outcome: 'refused', why: 'export' })).catch(() => {})
        throw error
      }
      const zone = book.ward.get(wardOf(stay))?.zone ?? 'UTC'
      const stem = fileName(book.bed.get(bedOf(stay))?.label ?? bedOf(stay), zone, ask, demo !== null)
      const job = jobs.open({ id: newId(random), session: sessionOf(call), what, name: `${stem}.${EXPORTS[what].ending}` })
      asked.set(job.id, ask)
      for (const old of [...asked.keys()].slice(0, -300)) asked.delete(old)
      const names = doors().open('own:name', call.who, subject)
      try {
        const span = `${isoIn(zone, from)} to ${isoIn(zone, to)}`
        await audit.write(eventOf(parts, call, 'exported', { ...about(ask), names, why: `${EXPORTS[what].words}, ${span}: ${why}` }))
        // Asked again: a grant may have ended while the record was written.
        doors().pass('own:export', access.who(call.credentials), subject)
      } catch (error) {
        jobs.cancel(job)
        throw error
      }
      return shown(job)
    },
    'POST /api/export/state': ({ id }, call) => shown(find(id, call).job),
    'POST /api/export/cancel'({ id }, call) {
      const { job } = find(id, call)
      jobs.cancel(job)
      return shown(job)
    },
    async 'GET /api/export/file'(_, call) {
      const { job, ask } = find(call.query.get('id') ?? '', call)
      const stay = stayOf(ask.stay)
      const subject = subjectOf(stay)
      doors().pass('own:export', call.who, subject)
      const of = await exportingOf({ ...ask, call }, stay, job)
      const may = (): boolean => doors().open('own:export', access.who(call.credentials), subject)
      const stream = jobs.take(job, ENCODERS[job.what], of, may)
      call.attach(job.name, EXPORTS[job.what].type)
      return stream
    },
  }
}
