// The sound of this screen: what is audible goes in, pulses come out, by whichever tab of this browser sounds. Ends with `stop`.
import type { AlarmPriority, SoundKind, SoundTheme } from '../../model/tones.ts'
import type { Stop } from '../core/dial.ts'
import { SOUND_START, sound } from '../stores/sound.ts'
import type { Audible } from './audible.ts'
import { createPlayer, type Player } from './player.ts'
import { type Asked, plan, SILENT, silenced } from './schedule.ts'
import { createTabs, DEAD } from './tabs.ts'

/** How often the plan is topped up, and the clock looked at, ms. */
const TICK = 200
/** A clock of the audio that stands so long says that nothing comes out, ms. */
const STANDS = 1500
/** A browser that lets no sound out never answers: so long it is waited for, ms. */
const PATIENCE = 1000

/** For measurements: the first pulse of what begins to sound was scheduled, `ahead` seconds before it is heard. */
export interface FirstPulse {
  readonly ids: readonly string[]
  readonly kind: SoundKind
  readonly ahead: number
}

interface Channel {
  say(said: unknown): void
  hear(act: (said: unknown) => void): Stop
}
export interface SoundParts {
  readonly id: string
  /** ms since 1970, of opening. */
  readonly born: number
  readonly mono: () => number
  readonly context: () => AudioContext
  readonly every: (period: number, act: () => void) => Stop
  readonly after: (period: number, act: () => void) => Stop
  /** The other tabs. */
  readonly channel: Channel
  readonly theme: () => SoundTheme
  /** In force now, as a share of the range. */
  readonly volume: () => number
  readonly scheduled?: (first: FirstPulse) => void
}

export interface Sound {
  /** Tells this tab from others. */
  readonly id: string
  /** All that is audible in the wards of this tab, each time it changes. */
  setAudible(list: readonly Audible[]): void
  /** From a gesture. Resolves once sound comes out, or the browser did not let it. */
  arm(): Promise<void>
  /** Plays one burst for the sound test, after those asked for before. */
  test(priority: AlarmPriority): void
  state(): 'armed' | 'off'
  /** The page is put away, perhaps for good: another tab takes over at once. */
  leave(): void
  stop(): void
}

export function createSound(parts: SoundParts): Sound {
  const { mono, channel } = parts
  const tabs = createTabs({ id: parts.id, born: parts.born, mono, post: (said) => channel.say(said) })
  let context: AudioContext | null = null
  let player: Player | null = null
  let plans = SILENT
  let audible: readonly Audible[] = []
  let asked: readonly Asked[] = []
  let tests = 0
  let clock = { at: 0, since: mono() }
  let stopped = false

  /** Whether pulses become sound: it runs, and its clock goes on. */
  const runs = (): boolean => context?.state === 'running' && mono() - clock.since < STANDS

  function close(): void {
    player?.stop()
    player = null
    if (context && context.state !== 'closed') context.close().catch(() => {})
    context = null
    plans = silenced(plans)
  }
  function open(): AudioContext {
    if (context?.state === 'closed') close()
    if (context) return context
    context = parts.context()
    player = createPlayer(context)
    clock = { at: context.currentTime, since: mono() }
    context.onstatechange = () => {
      // What was planned for a clock that stood is old when it goes on.
      if (context?.state === 'running') clock = { at: context.currentTime, since: mono() }
      go()
    }
    return context
  }

  function look(): void {
    if (!context || context.currentTime === clock.at) return
    clock = { at: context.currentTime, since: mono() }
  }

  function go(): void {
    if (stopped) return
    look()
    const armed = runs()
    tabs.tell({ armed, audible, once: [...plans.once] })
    const view = tabs.view()
    const before = sound.getState()
    const state = armed || view.elsewhere ? 'armed' : 'off'
    const elsewhere = view.elsewhere && !(armed && view.sounds)
    if (before.state !== state || before.elsewhere !== elsewhere) sound.setState({ state, elsewhere })
    if (!context || !player) return
    if (!armed) {
      player.cancel(0)
      plans = silenced(plans)
      return
    }
    const now = context.currentTime
    player.volume(parts.volume())
    player.open(view.elsewhere ? now + DEAD / 1000 : null)
    const heard = { ...plans, once: new Set([...plans.once, ...view.once]) }
    const next = plan(heard, view.sounds ? view.audible : [], now, parts.theme(), asked)
    player.cancel(next.cancelFrom)
    for (const burst of next.bursts) player.play(burst)
    const known = new Set(plans.bursts.filter(({ rank }) => rank === 0).flatMap(({ ids }) => ids))
    const alarm = next.plan.of === plans.of ? undefined : next.bursts.find(({ rank }) => rank > 0)
    for (const burst of next.bursts) {
      const { ids, kind, begins, rank } = burst
      if (burst === alarm || (rank === 0 && !ids.every((one) => known.has(one)))) parts.scheduled?.({ ids, kind, ahead: begins - now })
    }
    plans = next.plan
    asked = asked.filter(({ id }) => !plans.once.has(id))
  }

  const unhear = channel.hear((said) => {
    tabs.hear(said)
    go()
  })
  const untick = parts.every(TICK, () => {
    tabs.tick()
    go()
  })
  sound.setState(SOUND_START)
  go()

  return {
    id: parts.id,
    setAudible(list) {
      audible = list
      go()
    },
    async arm() {
      if (stopped || runs()) return
      // It says that it runs and its clock stands: a new one may find the device that is there now.
      if (context?.state === 'running') close()
      const opened = open()
      let stopWaiting: Stop = () => {}
      const waited = new Promise<void>((done) => {
        stopWaiting = parts.after(PATIENCE, done)
      })
      await Promise.race([opened.resume().catch(() => {}), waited])
      stopWaiting()
      look()
      go()
    },
    test(priority) {
      asked = [...asked, { id: `test ${parts.id} ${tests++}`, kind: priority }]
      go()
    },
    state: () => sound.getState().state,
    leave: tabs.leave,
    stop() {
      stopped = true
      untick()
      tabs.leave()
      unhear()
      close()
      sound.setState(SOUND_START)
    },
  }
}
