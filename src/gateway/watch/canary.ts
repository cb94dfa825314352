// The canary: a synthetic rhythm of a bed that nobody lies in goes the way of an alarm: edge, bus, judge, the life of an alarm, what is shown
// and sounds, the hub's tick, a screen that sounds. Only the ward book it passes by. On demand, and at a set hour of each ward. Missed, or not
// proven for too long, is a technical alarm.
import { EMPTY_BED } from '../../model/facts.ts'
import { bedId, deviceId, stayId, type WardId } from '../../model/ids.ts'
import { type Around, createJudge, type Judge } from '../../model/judge/judge.ts'
import type { Report, Routed } from '../../model/sample.ts'
import { newStayAlarms, type StayAlarms } from '../../model/stayalarms.ts'
import { stayShown } from '../../model/stayshown.ts'
import { judgedStay, passedStay } from '../../model/staystep.ts'
import { type At, at, hours } from '../../model/units.ts'
import { known as value } from '../../model/value.ts'
import { type Hour, latest } from '../../model/zone.ts'
import { createEdge } from '../edge.ts'
import type { Proven } from './kept.ts'

/** Real ms for the way there and back. */
const PATIENCE = 10_000
/** Not proven for longer is as bad as missed: the hour of a day was left out. Gateway ms. */
const OVERDUE = hours(25)
/** Real ms for the first screen of a run, which is asked for what a run before left out. */
const FIRST = 60_000

const BED = bedId('canary')
const STAY = stayId('canary')
const DEVICE = deviceId('canary')

interface OnWay {
  readonly id: string
  readonly at: At
  /** Real time at which it was put on the bus. */
  readonly sent: number
  readonly judge: Judge
  state: StayAlarms
  /** Its alarm stands and sounds: screens are told from here on. */
  told: boolean
}
/** A ward as the canary asks for it. */
export interface Perch {
  readonly id: WardId
  readonly zone: string
  /** A screen of it confirmed in this run what it paints. */
  readonly onScreen?: boolean
}
export interface Canaries {
  /** None where one is on its way. */
  prove(ward: WardId): void
  heard(routed: Pick<Routed, 'samples'> & { readonly canary: NonNullable<Routed['canary']> }): void
  /** A screen presented it. True where that proved the way: only where it could be heard. */
  proved(ward: WardId, id: string, sounded: boolean): boolean
  tick(wards: readonly Perch[]): void
  shown(ward: WardId): { readonly id: string; readonly at: At } | null
  proven(ward: WardId): Proven | null
  /** Since when it is not proven that the way lives, after a test that failed or was left out; null: it is proven, or was never tested. */
  missed(ward: WardId): At | null
}

export function createCanaries(setup: {
  readonly publish: (routed: Routed) => void
  readonly now: () => At
  readonly real: () => At
  readonly newId: () => string
  readonly hour: Hour
  readonly known: ReadonlyMap<WardId, Proven>
  /** As an earlier run left it. */
  readonly failed?: ReadonlyMap<WardId, At>
  readonly speed?: number
  readonly judge?: () => Judge
}): Canaries {
  const { publish, now, real, newId, hour, speed = 1, judge: makeJudge = createJudge } = setup
  const onWay = new Map<WardId, OnWay>()
  const proven = new Map(setup.known)
  const missed = new Map(setup.failed)
  /** The set hour that was kept last, of each ward. */
  const kept = new Map<WardId, At>()
  /** Wards of which a run before left an hour out. */
  const owed = new Set<WardId>()
  const edge = createEdge({ isBed: (bed) => bed === BED, refused: () => {}, late: () => {}, speed })
  const begun = real()
  let seq = 0

  const around: Around = {
    population: 'adult',
    overrides: [],
    target: null,
    paced: false,
    facts: { ...EMPTY_BED, presence: 'occupied', devices: [{ id: DEVICE, name: 'canary', kind: 'wall', link: 'on' }] },
    continuous: true,
    speed,
  }
  const fly = (ward: WardId): void => {
    if (onWay.has(ward)) return
    const id = newId()
    onWay.set(ward, { id, at: now(), sent: real(), judge: makeJudge(), state: newStayAlarms(1), told: false })
    const report: Report = {
      bed: BED,
      samples: [
        {
          kind: 'coded',
          signal: 'rhythm',
          value: value('vf'),
          at: now(),
          received: now(),
          source: DEVICE,
          quality: 0,
          seq: ++seq,
        },
      ],
    }
    const checked = edge.check(report, now())
    if (checked) publish({ bed: BED, stay: STAY, samples: checked.samples, canary: { ward, id } })
  }
  const sounds = ({ state }: OnWay): boolean =>
    stayShown(state, {
      now: now(),
      population: 'adult',
      age: null,
      continuous: true,
      feed: null,
      arming: [],
      notWatched: [],
      score: null,
      recorded: () => true,
    }).alarms.some((alarm) => alarm.sounds)

  return {
    prove: fly,
    heard({ canary: { ward, id }, samples }) {
      const one = onWay.get(ward)
      if (one?.id !== id) return
      one.state = judgedStay(one.state, one.judge.hear(samples, [], around, now()), now()).state
    },
    proved(ward, id, sounded) {
      const one = onWay.get(ward)
      if (!one?.told || one.id !== id || !sounded) return false
      onWay.delete(ward)
      missed.delete(ward)
      owed.delete(ward)
      proven.set(ward, { at: now(), took: Math.max(0, real() - one.sent) })
      return true
    },
    tick(wards) {
      for (const [ward, one] of onWay) {
        one.state = passedStay(judgedStay(one.state, one.judge.tick(around, now()), now()).state, now()).state
        one.told ||= sounds(one)
        if (real() - one.sent < PATIENCE) continue
        onWay.delete(ward)
        if (!missed.has(ward)) missed.set(ward, at(proven.get(ward)?.at ?? one.at))
      }
      for (const { id, zone, onScreen = false } of wards) {
        const due = latest(zone, hour, now())
        const before = kept.get(id)
        kept.set(id, due)
        const last = proven.get(id)?.at
        if (before === undefined) {
          // An hour that struck before this run: a ward that was proven before is, too, once somebody can hear it.
          if (last !== undefined && last < due) owed.add(id)
        } else if (before !== due) fly(id)
        if (owed.has(id) && onScreen) {
          owed.delete(id)
          fly(id)
        }
        const isOverdue = last !== undefined && now() - last > OVERDUE && real() - begun > FIRST
        if (isOverdue && !missed.has(id) && !onWay.has(id)) missed.set(id, at(last))
      }
    },
    shown(ward) {
      const one = onWay.get(ward)
      return one?.told ? { id: one.id, at: one.at } : null
    },
    proven: (ward) => proven.get(ward) ?? null,
    missed: (ward) => missed.get(ward) ?? null,
  }
}
