// The ward on this screen: its beds, who lies there, what kind of line each tile shows. Values never come here, they go to the mirror.
import { createStore } from 'zustand/vanilla'
import type { Authority, DutyRow, GatewayFacts, Roster, RosterRow, SnapshotBed, WardFacts } from '../../model/wire.ts'
import type { FromWorker } from '../messages.ts'

export type TileFacts = Omit<Extract<FromWorker, { is: 'tile' }>, 'is' | 'bed'>

export type Detail = Omit<Extract<FromWorker, { is: 'detail' }>, 'is'>

export interface WardState {
  readonly gateway: GatewayFacts | null
  /** Who the gateway takes this screen's line for: what names stand here follows from it. null: not told yet. */
  readonly authority: Authority | null
  /** null: not told yet. */
  readonly wards: readonly WardFacts[] | null
  readonly ward: WardFacts | null
  /** In the ward's fixed order. */
  readonly beds: readonly SnapshotBed[]
  readonly tiles: ReadonlyMap<string, TileFacts>
  /** By stay. Names are text, never markup. */
  readonly people: ReadonlyMap<string, RosterRow>
  /** Who has which bed in this shift, by bed, and who is in charge: told with the names. */
  readonly duties: ReadonlyMap<string, DutyRow>
  readonly charge: Roster['charge']
  /** The code by which the gateway keeps names back; null: it does not. */
  readonly namesRefused: string | null
  readonly detail: Detail | null
}

export const WARD_START: WardState = {
  gateway: null,
  authority: null,
  wards: null,
  ward: null,
  beds: [],
  tiles: new Map(),
  people: new Map(),
  duties: new Map(),
  charge: null,
  namesRefused: null,
  detail: null,
}

export const ward = createStore<WardState>(() => WARD_START)

/** A snapshot replaces (P4): tiles of beds that are gone go with it. */
export function takeWard(message: Extract<FromWorker, { is: 'ward' }>): void {
  ward.setState((state) => {
    const same = state.ward?.id === message.ward.id
    const kept = same ? message.beds.flatMap(({ id }) => (state.tiles.has(id) ? [[id, state.tiles.get(id)!] as const] : [])) : []
    return {
      gateway: message.gateway,
      ward: message.ward,
      beds: message.beds,
      tiles: new Map(kept),
      people: same ? state.people : new Map(),
      duties: same ? state.duties : new Map(),
      charge: same ? state.charge : null,
      detail: same ? state.detail : null,
    }
  })
}

/** Another ward was chosen: nothing of the one before may stand under its name. */
export function leaveWard(): void {
  const { ward: none, beds, tiles, people, duties, charge, namesRefused, detail } = WARD_START
  ward.setState({ ward: none, beds, tiles, people, duties, charge, namesRefused, detail })
}

/** Replaces all names and duties known before. */
export function takeNames({ people, duties, charge, refused }: Extract<FromWorker, { is: 'roster' }>): void {
  ward.setState({
    people: new Map(people.map((row) => [row.stay, row])),
    duties: new Map(duties.map((row) => [row.bed, row])),
    charge,
    namesRefused: refused,
  })
}

/** Facts of several tiles at once: one change, however many tiles spoke. */
export function takeTiles(messages: readonly Extract<FromWorker, { is: 'tile' }>[]): void {
  ward.setState((state) => {
    const beds = new Set(state.beds.map(({ id }) => id))
    const tiles = new Map(state.tiles)
    // What a ward just left still said is not of this one.
    for (const { is: _, bed, ...facts } of messages) if (beds.has(bed)) tiles.set(bed, facts)
    return { tiles }
  })
}
