// The live ward: asks the gateway, keeps what it tells, fills gaps, and always knows how the way to it looks. Browser worker or Node.
import { FrameError } from '../model/bytes.ts'
import type { At } from '../model/units.ts'
import { Authority, Evicted, type GatewayFacts, type Refusal, type Roster, Snapshot, type WardFacts } from '../model/wire.ts'
import { createAsks, refusalOf } from './core/asks.ts'
import { createDial, type SocketLike, type Stop } from './core/dial.ts'
import { createGatewayClock, createSleepWatch } from './core/gatewayclock.ts'
import { type Heard, LATE, LOST, linkOf, silence } from './core/link.ts'
import { foldTrend, trendVitals } from './core/trend.ts'
import type { Held, Link } from './core/view.ts'
import { type BedState, fromSnapshot, heldOf, takeFrame, type WardState } from './core/ward.ts'
import type { ProbeLog } from './messages.ts'

export type { SocketLike, Stop } from './core/dial.ts'

/** Real ms between two looks at link, sleep and silence; two asks for the clock; two resyncs; two reports of what was painted; two asks for a trend or a roster that did not come. */
const EVERY = { tick: 250, clock: 10_000, clockUnsure: 500, resync: 1000, painted: 500, trend: 60_000, roster: 5000 } as const
/** Refusals that asking again does not change. */
const FINAL = new Set(['wrong-protocol', 'bad-ask', 'no-such-ward', 'not-allowed'])
/** Refusals of names that pass by themselves. */
const PASSING = new Set(['audit-down', 'too-many-asks'])

/** All that the core needs of its machine: handed in, so that faults can be tried on fake time. */
export interface Machine {
  /** A new socket that starts to connect, without reconnection of its own. */
  readonly connect: () => SocketLike
  /** Monotonic ms. */
  readonly mono: () => number
  /** Wall clock, ms since 1970. Only its distance from gateway time is shown, and its jumps tell of sleep. */
  readonly wall: () => number
  readonly every: (period: number, act: () => void) => Stop
  readonly after: (period: number, act: () => void) => Stop
  /** In [0, 1). */
  readonly random: () => number
}

export interface LinkNews {
  readonly link: Link
  /** Real ms without news. */
  readonly silentFor: number
  /** Why the link ended. */
  readonly reason: string | null
  /** It ended because nobody is signed in at this screen. */
  readonly signedOut: boolean
  readonly gatewayNow: At | null
  /** How far this machine's wall clock is ahead of gateway time, ms; null where it is not known or time is virtual. */
  readonly wallOffset: number | null
  readonly speed: number
  /** What the gateway holds back because this line is slow. */
  readonly held: Held
}

/** What goes by roster: who lies where, who has which bed, and who is in charge. */
export type Names = Pick<Roster, 'people' | 'duties' | 'charge' | 'carers'>
const NO_NAMES: Names = { people: [], duties: [], charge: null, carers: [] }

export interface Hears {
  wards?(gateway: GatewayFacts, wards: readonly WardFacts[]): void
  /** The ward was replaced whole. */
  ward?(ward: WardState): void
  /** A frame was taken: the beds where more than waves changed. */
  frame?(beds: readonly BedState[]): void
  /** Replaces all names and duties known before. `refused`: the code by which the gateway kept them back. */
  roster?(roster: Names, refused: string | null): void
  /** Who the gateway takes this screen for; the names known before are void already. */
  authority?(authority: Authority): void
  /** Nothing of a ward may be shown here any more, or is known. */
  left?(): void
  /** At each change, and at each tick. */
  link?(news: LinkNews): void
}

/** What the probe tells of the link. `listeners`: handlers and timers held now, the same in each connection. */
export interface Counts extends Omit<ProbeLog['counts'], 'paints' | 'sweeps'> {
  readonly dialled: number
}

export interface Live {
  /** Watches a ward instead of the one before; null: none. */
  watch(ward: string | null): void
  view(): WardState | null
  /** Gateway time, never too early; null while it is not known. */
  now(): At | null
  link(): LinkNews
  /** The bed that stands open in detail, null: none. Who looks at whom is told to the gateway. */
  look(bed: string | null): void
  /** Names known so far are void: who might see them may be gone. They are asked for anew. */
  forget(): void
  /** Who sits here may be another: a new connection in the place of the one that is up, which goes on until then. */
  renew(): void
  /** The sequence that was painted last; told to the gateway at most twice a second. */
  painted(seq: number): void
  /** Whether this screen could be heard: told with what was painted. */
  sound(sound: 'armed' | 'off'): void
  /** The ward's canary was presented here; each is answered once. */
  proved(canary: string, sounded: boolean): void
  /** The screen was hidden, or is seen again: asleep until something made since then has come. */
  hidden(hidden: boolean): void
  counts(): Counts
  /** Connects, and watches what is to be watched; the stop ends it for good. */
  start(): Stop
  stop(): void
}

/** Connects once it is started. Nothing that comes through the socket is trusted before its schema took it. */
export function createLive(machine: Machine, hears: Hears = {}): Live {
  const { mono, wall, every, random } = machine
  const clock = createGatewayClock()
  const sleep = createSleepWatch(EVERY.tick)
  const counts = { frames: 0, malformed: 0, gaps: 0, resumed: 0, snapshots: 0 }
  const unheard = (): number => mono() - LATE - 1

  let ward: WardState | null = null
  let wanted: string | null = null
  let gateway: GatewayFacts | null = null
  let heard: Heard = { last: unheard(), lag: 0, asleep: null, ended: null }
  let lastLink = ''
  /** News of any kind: what the watchdog of a silent socket looks at. */
  let alive = mono()
  /** Since when answers count again: what was asked before a sleep proves nothing. */
  let awakeSince = Number.NEGATIVE_INFINITY
  let newestMade = Number.NEGATIVE_INFINITY
  let clockAsked = Number.NEGATIVE_INFINITY
  let trendAsked = Number.POSITIVE_INFINITY
  let trending: readonly string[] = []
  /** State was held back since the last snapshot: only a snapshot makes it whole, and frames from here on do not. */
  let incomplete = false
  let closed = false
  let signedOut = false
  let watchAsk = 0
  let rosterAsk = 0
  /** When names were last asked for, where they are still to come. */
  let rosterAsked: number | null = null
  /** The present socket was told who it is. */
  let known = false
  let looking: string | null = null
  let opened: { readonly ward: string; readonly stay: string } | null = null
  let resyncAt = Number.NEGATIVE_INFINITY
  /** What is to be asked for. */
  let resyncFrom: { seq: number } | 'snapshot' | null = null
  /** The same until it was answered: a line that is cut in between must not forget it. */
  let lacking: { seq: number } | 'snapshot' | null = null
  let repaired = -1
  let sound: 'armed' | 'off' = 'off'
  let provedLast: string | null = null
  const paint = { seq: -1, told: -1, at: Number.NEGATIVE_INFINITY }

  const news = (): LinkNews => {
    const at = mono()
    const gatewayNow = clock.at(at)
    return {
      link: linkOf(heard, at),
      silentFor: silence(heard, at),
      reason: heard.ended,
      signedOut,
      gatewayNow,
      wallOffset: gatewayNow === null || clock.speed !== 1 ? null : wall() - gatewayNow,
      speed: gateway?.speed ?? 1,
      held: heldOf(ward),
    }
  }
  const tellLink = (always: boolean): void => {
    const now = news()
    const state = `${now.link} ${now.held}`
    if (!always && state === lastLink) return
    lastLink = state
    hears.link?.(now)
  }
  /** `forGood`: only a new page helps. */
  const end = (reason: string, forGood: boolean): void => {
    if (forGood) dial.stop()
    closed = closed || forGood
    heard = { ...heard, ended: reason }
    tellLink(true)
  }

  /** What was known of a ward is void, and so are answers under way. */
  const leave = (): void => {
    ward = null
    watchAsk += 1
    rosterAsk += 1
    rosterAsked = null
    incomplete = false
    resyncFrom = null
    lacking = null
    trendAsked = Number.POSITIVE_INFINITY
    hears.left?.()
  }
  const signOut = (message: string): void => {
    dial.stop()
    leave()
    signedOut = true
    end(message, false)
  }

  const refused = ({ code, message }: Refusal): void => {
    if (code === 'not-signed-in') signOut(message)
    else if (FINAL.has(code)) {
      leave()
      end(message, code === 'wrong-protocol')
    } else if (code === 'too-many-asks') resync('snapshot')
    else dial.redial()
  }
  const timed = (facts: { now: number; speed: number; epoch: number }, sent: number): void => {
    if (gateway && gateway.epoch !== facts.epoch) clock.drop()
    if (sent >= awakeSince) clock.answer(sent, mono(), facts.now, facts.speed)
    awaken()
  }
  const askClock = (): void => {
    clockAsked = mono()
    asks.clock((answer, sent) => {
      if (!answer || !gateway) return
      timed({ ...gateway, now: answer.now }, sent)
      if (wanted) return
      // Without a ward no frames come: these answers are the news.
      alive = mono()
      heard = { ...heard, last: alive, lag: 0 }
    })
  }
  const askWards = (): void =>
    asks.wards((answer, sent) => {
      if (answer?.is === 'refused') return refused(answer)
      if (!answer) return
      timed(answer.gateway, sent)
      gateway = answer.gateway
      if (!wanted) heard = { ...heard, last: mono(), lag: 0 }
      hears.wards?.(gateway, answer.wards)
    })
  const askTrend = (of: string): void => {
    trendAsked = mono()
    asks.trend(of, (answer) => {
      if (answer?.is !== 'trend' || ward?.ward.id !== of) return
      ward.trend = answer
      trending = trendVitals(answer)
    })
  }
  const takeNames = (names: Names, refused: string | null): void => {
    if (ward) {
      ward.people = new Map(names.people.map((person) => [person.stay, person]))
      ward.duties = new Map(names.duties.map((duty) => [duty.bed, duty]))
      ward.charge = names.charge
      ward.carers = new Map(names.carers.map((carer) => [carer.id, carer]))
      for (const bed of ward.beds) bed.version += 1
    }
    hears.roster?.(names, refused)
    if (ward) hears.frame?.(ward.beds)
  }
  const askRoster = (of: string): void => {
    const own = ++rosterAsk
    rosterAsked = mono()
    asks.roster(of, (answer) => {
      // What was asked for somebody else is no answer.
      if (own !== rosterAsk || ward?.ward.id !== of || !answer) return
      if (answer.is === 'refused' && answer.code === 'not-signed-in') return signOut(answer.message)
      if (answer.is === 'roster' || !PASSING.has(answer.code)) rosterAsked = null
      if (answer.is === 'roster') takeNames(answer, null)
      else takeNames(NO_NAMES, answer.code)
    })
  }
  const forget = (): void => {
    rosterAsk += 1
    takeNames(NO_NAMES, null)
    if (ward) askRoster(ward.ward.id)
  }

  const onAuthority = (data: unknown): void => {
    const parsed = Authority.safeParse(data)
    if (!parsed.success) counts.malformed += 1
    else if (parsed.data.is === 'nobody') {
      hears.authority?.(parsed.data)
      signOut(parsed.data.ended?.message ?? 'Nobody is signed in at this screen.')
      return
    }
    // Whoever it is now: what was known before was told to another.
    opened = null
    forget()
    if (parsed.success) hears.authority?.(parsed.data)
    if (known) {
      if (!closed) heard = { ...heard, ended: null }
      askWards()
      askWatch(goesOn())
    }
    known = true
    tellOpened()
  }

  /** Tells of the stay that is looked at: none while the screen is hidden. */
  const tellOpened = (): void => {
    if (!dial.up) return
    const stay = heard.asleep === 'hidden' ? undefined : ward?.beds.find(({ id }) => id === looking)?.stay
    const next = ward && stay ? { ward: ward.ward.id, stay: stay.id } : null
    if (next?.stay === opened?.stay && next?.ward === opened?.ward) return
    if (opened) dial.up.emit('opened', { ...opened, open: false })
    if (next) dial.up.emit('opened', { ...next, open: true })
    opened = next
  }

  /** From where a new connection goes on. */
  const goesOn = (): { seq: number } | 'snapshot' => (ward && ward.ward.id === wanted ? (lacking ?? { seq: ward.seq }) : 'snapshot')
  /** Asks for the ward: for the frames after `from`, or for all of it. */
  const askWatch = (from: { seq: number } | 'snapshot'): void => {
    if (!wanted) return
    resyncAt = mono()
    resyncFrom = null
    const own = ++watchAsk
    const resume = ward && from !== 'snapshot' && !incomplete ? { epoch: ward.epoch, seq: from.seq } : null
    asks.watch(wanted, resume, (answer, sent) => {
      if (own !== watchAsk) return
      switch (answer?.is) {
        case 'snapshot':
          return replace(answer, sent)
        case 'resumed':
          counts.resumed += 1
          lacking = resyncFrom
          if (ward && answer.epoch !== ward.epoch) resync('snapshot')
          return tellOpened()
        case 'refused':
          return refused(answer)
        case undefined:
          return malformed('snapshot')
        default:
          answer satisfies never
      }
    })
  }
  /** Asks again, at most once a second; what is asked for first waits, a snapshot outweighs a resume. */
  const resync = (from: { seq: number } | 'snapshot'): void => {
    resyncFrom = resyncFrom === 'snapshot' || from === 'snapshot' ? 'snapshot' : (resyncFrom ?? from)
    lacking = lacking === 'snapshot' || from === 'snapshot' ? 'snapshot' : (lacking ?? from)
    if (mono() - resyncAt >= EVERY.resync) askWatch(resyncFrom)
  }

  const malformed = (from: { seq: number } | 'snapshot'): void => {
    counts.malformed += 1
    resync(from)
  }

  const took = (made: number, whole: boolean): void => {
    const now = mono()
    clock.seen(made, now)
    const estimate = clock.at(now)
    const age = estimate === null ? 0 : (estimate - made) / clock.speed - (clock.roundTrip ?? 0)
    heard = { ...heard, last: now, lag: Math.max(0, age) }
    alive = now
    dial.settled()
    if (whole) newestMade = Math.max(newestMade, made)
    awaken()
  }
  /** Awake once a frame made since the wake was taken, by a clock asked since the wake. */
  const awaken = (): void => {
    if (heard.asleep !== 'waking') return
    const woke = clock.at(awakeSince)
    if (woke !== null && newestMade >= woke) heard = { ...heard, asleep: null }
  }
  const fallAsleep = (as: 'hidden' | 'waking'): void => {
    const now = mono()
    heard = { ...heard, asleep: as, last: Math.max(heard.last, now - LATE), lag: 0 }
    awakeSince = now
    alive = now
    newestMade = Number.NEGATIVE_INFINITY
    clock.drop()
    askClock()
    tellOpened()
    tellLink(true)
  }

  const replace = (snapshot: Snapshot, sent: number | null): void => {
    if (snapshot.ward.id !== wanted) return
    if (sent !== null) timed(snapshot.gateway, sent)
    const taken = readSnapshot(snapshot)
    if (!taken) {
      malformed('snapshot')
      return
    }
    ward = taken.ward
    gateway = snapshot.gateway
    counts.snapshots += 1
    counts.malformed += taken.bad
    incomplete = false
    repaired = -1
    resyncFrom = taken.bad > 0 ? 'snapshot' : null
    lacking = resyncFrom
    took(taken.made, true)
    askRoster(wanted)
    askTrend(wanted)
    hears.ward?.(ward)
    tellOpened()
    tellLink(false)
  }
  const readSnapshot = (snapshot: Snapshot): ReturnType<typeof fromSnapshot> | null => {
    try {
      return fromSnapshot(snapshot, ward, mono())
    } catch (error) {
      if (error instanceof FrameError) return null
      throw error
    }
  }
  const onFrame = (data: unknown): void => {
    lookForSleep()
    if (!ward || ward.ward.id !== wanted) return
    const outcome = takeFrame(ward, data, mono())
    switch (outcome.is) {
      case 'applied':
        counts.frames += 1
        if (!outcome.whole) incomplete = true
        if (outcome.damaged) {
          counts.malformed += 1
          // Once from before it; damaged again, only a snapshot helps.
          resync(outcome.seq > repaired ? { seq: outcome.prev } : 'snapshot')
          repaired = Math.max(repaired, outcome.seq)
        }
        took(outcome.made, outcome.whole)
        if (ward.trend) for (const bed of outcome.beds) foldTrend(ward.trend, bed, trending)
        hears.frame?.(outcome.beds)
        tellLink(false)
        return
      case 'malformed':
        malformed({ seq: ward.seq })
        return
      case 'gap':
        counts.gaps += 1
        resync({ seq: ward.seq })
        return
      case 'relaid':
        // A snapshot is on its way; ask for one where it stays away.
        if (resyncFrom !== 'snapshot') {
          resyncAt = mono()
          resyncFrom = 'snapshot'
        }
        return
      case 'other-run':
        resync('snapshot')
        return
      case 'useless':
        return
      default:
        outcome satisfies never
    }
  }
  const onEvicted = (data: unknown): void => {
    const why = Evicted.safeParse(data)
    if (why.success && why.data.reason === 'protocol') {
      end(why.data.message, true)
      return
    }
    if (why.success && why.data.reason === 'signed-out') {
      signOut(why.data.message)
      return
    }
    // It lagged behind: what it had is not worth resuming.
    incomplete = true
    dial.redial()
  }

  const flushPainted = (): void => {
    if (!ward || paint.seq === paint.told || mono() - paint.at < EVERY.painted) return
    paint.told = paint.seq
    paint.at = mono()
    dial.up?.emit('painted', { ward: ward.ward.id, epoch: ward.epoch, seq: paint.seq, sound })
  }
  /** Before anything is believed: frames that waited while this machine slept are not from now. */
  const lookForSleep = (): void => {
    if (sleep.tick(mono(), wall()) && heard.asleep !== 'hidden') fallAsleep('waking')
  }
  const onTick = (): void => {
    lookForSleep()
    const now = mono()
    if (heard.ended === null && dial.up && now - alive > LOST) dial.redial()
    if (dial.up) {
      const sure = clock.at(now) !== null && wanted !== null
      if (now - clockAsked >= (sure ? EVERY.clock : EVERY.clockUnsure)) askClock()
      if (ward && rosterAsked !== null && now - rosterAsked >= EVERY.roster) askRoster(ward.ward.id)
      if (now - trendAsked >= EVERY.trend && ward?.trend === null) askTrend(ward.ward.id)
      if (resyncFrom && now - resyncAt >= EVERY.resync) askWatch(resyncFrom)
      flushPainted()
    }
    tellLink(true)
  }

  const dial = createDial(
    machine.connect,
    { mono, after: machine.after, random },
    {
      frame: onFrame,
      evicted: onEvicted,
      authority: onAuthority,
      snapshot: (data) => {
        const parsed = Snapshot.safeParse(data)
        if (parsed.success) replace(parsed.data, null)
        else malformed('snapshot')
      },
    },
    () => {
      alive = mono()
      paint.told = -1
      known = false
      opened = null
      askWards()
      askWatch(goesOn())
      askClock()
    },
    (error) => {
      const refusal = refusalOf(error)
      if (refusal?.code === 'not-signed-in') signOut(refusal.message)
      return refusal?.code === 'not-signed-in'
    },
  )
  const asks = createAsks(() => dial.up, mono)
  let stopTick: Stop | null = null
  const stop = (): void => {
    stopTick?.()
    stopTick = null
    dial.stop()
  }

  return {
    watch(next) {
      if (next === wanted) return
      // An answer about the ward before is no answer any more.
      watchAsk += 1
      rosterAsk += 1
      rosterAsked = null
      ward = null
      tellOpened()
      if (wanted) dial.up?.emit('unwatch', { ward: wanted })
      wanted = next
      incomplete = false
      resyncFrom = null
      lacking = null
      trendAsked = Number.POSITIVE_INFINITY
      alive = mono()
      heard = { ...heard, last: unheard(), lag: 0, ended: closed || signedOut ? heard.ended : null }
      if (dial.up) askWatch('snapshot')
      tellLink(true)
    },
    view: () => ward,
    now: () => clock.at(mono()),
    link: news,
    look(bed) {
      looking = bed
      tellOpened()
    },
    forget,
    renew() {
      if (closed || !stopTick) return
      signedOut = false
      // What was refused to the one before may be open to the next.
      if (heard.ended !== null) heard = { ...heard, last: unheard(), lag: 0, ended: null }
      alive = mono()
      dial.renew()
      tellLink(true)
    },
    painted(seq) {
      paint.seq = seq
      flushPainted()
    },
    sound(next) {
      if (next === sound) return
      sound = next
      paint.told = -1
    },
    proved(canary, sounded) {
      if (!ward || !dial.up || provedLast === canary) return
      provedLast = canary
      dial.up.emit('proved', { ward: ward.ward.id, canary, sounded })
    },
    hidden(hidden) {
      if (hidden !== (heard.asleep === 'hidden')) fallAsleep(hidden ? 'hidden' : 'waking')
    },
    counts: () => ({ ...counts, listeners: dial.listeners + (stopTick ? 1 : 0), dialled: dial.dialled }),
    start() {
      stopTick = every(EVERY.tick, onTick)
      dial.start()
      return stop
    },
    stop,
  }
}
