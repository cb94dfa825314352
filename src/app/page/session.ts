// One screen's life: starts the worker that watches, restarts it when it dies, veils what cannot be trusted, fills stores and mirror.

import b612 from '@fontsource/b612/files/b612-latin-400-normal.woff2?url'
import b612Bold from '@fontsource/b612/files/b612-latin-700-normal.woff2?url'
import type { Link } from '../core/view.ts'
import type { FromWorker, ProbeLog, Settings, ToWorker } from '../messages.ts'
import { ALARMS_START, alarms, leaveAlarms, notePainted, takeAlarms } from '../stores/alarms.ts'
import { LINK_START, link } from '../stores/link.ts'
import { seat } from '../stores/seat.ts'
import { settings } from '../stores/settings.ts'
import { leaveWard, takeNames, takeTiles, takeWard, WARD_START, ward } from '../stores/ward.ts'
import workerUrl from '../worker.ts?worker&url'
import { createMirror, type Mirror } from './mirror.ts'
import { trusted } from './trusted.ts'
import { isDead, slept, type Tick } from './watchdog.ts'

/** How often the page looks at its worker and its clocks, ms. */
const EVERY = 500
/** Waits between restarts of a worker that keeps dying, ms. */
const RESTARTS = [0, 1000, 2000, 5000, 10_000] as const
/** Facts of tiles are gathered so long before the page redraws its counts, ms. */
const GATHER = 50

export type LastNumbers = Pick<Extract<FromWorker, { is: 'numbers' }>, 'now' | 'beds'>
interface Waits<T> {
  readonly done: (answer: T) => void
  readonly failed: (why: Error) => void
}
export interface Session {
  readonly mirror: Mirror
  /** Puts the ward's canvas first into `host`; returns the undo. */
  attach(host: HTMLElement): () => void
  watch(ward: string | null): void
  layout(message: Extract<ToWorker, { is: 'layout' }>): void
  /** `canvas` null: the one given before, in a new size. */
  detail(message: Extract<ToWorker, { is: 'detail' }>): void
  closeDetail(): void
  /** Somebody signed in, out or took over in this browser: the line is dialled anew, the old one goes on until then. */
  redial(): void
  /** Layout S shows the wave of a touched bed; null: of none. */
  touch(bed: string | null): void
  probe(since: number): Promise<ProbeLog>
  /** The last numbers of every bed, as far as this screen was told; also while its line is lost. */
  numbers(): Promise<LastNumbers>
  stop(): void
}

/** Starts watching. `probe`: the worker writes down what it paints. Ends with `stop`. */
export function startSession(probe: boolean): Session {
  const mirror = createMirror()
  const reduced = matchMedia('(prefers-reduced-motion: reduce)')
  const last: { watch: string | null; layout: ToWorker | null } = { watch: null, layout: null }
  const asked = new Map<number, Waits<ProbeLog>>()
  const askedNumbers = new Map<number, Waits<LastNumbers>>()
  let nextAsk = 1
  let worker: Worker | null = null
  let canvas: HTMLCanvasElement | null = null
  let host: HTMLElement | null = null
  let started = 0
  let heard: number | null = null
  let said: Link | null = null
  let veiled = false
  let dead = false
  let deaths = 0
  let relaunch: ReturnType<typeof setTimeout> | undefined
  let gathering: ReturnType<typeof setTimeout> | undefined
  let gathered: Extract<FromWorker, { is: 'tile' }>[] = []
  /** The end of a session that was seen to pass. */
  let ended: number | null = null
  let before: Tick = { wall: Date.now(), mono: performance.now() }

  const post = (message: ToWorker, transfer: Transferable[] = []): void => worker?.postMessage(message, transfer)

  const told = (): Settings => {
    const { theme, privacy, sweep, gain, pxPerMm } = settings.getState()
    return { theme, privacy, sweep, gain, pxPerMm, reducedMotion: reduced.matches }
  }
  const tellSound = (): void => post({ is: 'sound', sound: alarms.getState().sound })
  /** The canary that was answered last. */
  let canary: string | null = null
  async function prove(): Promise<void> {
    const { ward: own, tick } = alarms.getState()
    const id = own.canary?.id ?? null
    if (id === null || id === canary) return
    canary = id
    const sounded = tick ? await Promise.resolve(tick(id)).catch(() => false) : false
    post({ is: 'proved', canary: id, sounded })
  }
  const tellSettings = (): void => post({ is: 'settings', settings: told() })

  function launch(): void {
    end()
    started = performance.now()
    heard = null
    canvas = document.createElement('canvas')
    canvas.className = 'screen'
    canvas.setAttribute('aria-hidden', 'true')
    host?.prepend(canvas)
    const screen = canvas.transferControlToOffscreen()
    worker = new Worker(trusted(workerUrl), { type: 'module', name: 'wardlight' })
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => take(data)
    worker.onerror = (event) => {
      event.preventDefault()
      died()
    }
    worker.onmessageerror = died
    const fonts = { regular: new URL(b612, location.href).href, bold: new URL(b612Bold, location.href).href }
    post({ is: 'start', url: location.origin, canvas: screen, probe, fonts }, [screen])
    tellSettings()
    tellSound()
    if (document.hidden) post({ is: 'visibility', hidden: true })
    if (last.layout) post(last.layout)
    post({ is: 'watch', ward: last.watch })
  }

  function end(): void {
    worker?.terminate()
    worker = null
    canvas?.remove()
    canvas = null
    for (const waits of [asked, askedNumbers]) {
      for (const { failed } of waits.values()) failed(new Error('the worker ended'))
      waits.clear()
    }
  }

  /** The worker is gone: nothing on this screen may be trusted until a new one says so. */
  function died(): void {
    if (relaunch !== undefined) return
    dead = true
    veiled = true
    mirror.distrust()
    publish()
    const wait = RESTARTS[Math.min(deaths, RESTARTS.length - 1)]
    deaths += 1
    end()
    relaunch = setTimeout(() => {
      relaunch = undefined
      link.setState({ restarts: link.getState().restarts + 1 })
      launch()
    }, wait)
  }

  /** The worse of what the worker says and what the page saw. */
  function publish(): void {
    const judged: Link = dead ? 'lost' : (said === 'live' || said === 'late') && veiled ? 'asleep' : (said ?? 'late')
    const state = link.getState()
    const silentSince = judged === 'live' ? null : (state.silentSince ?? heard ?? performance.now())
    if (state.link !== judged || state.veiled !== veiled || state.silentSince !== silentSince) {
      link.setState({ link: judged, veiled, silentSince, opening: state.opening && judged !== 'live' })
    }
  }

  function veil(): void {
    veiled = true
    publish()
  }

  /** Asks the worker to prove itself anew: it counts this as a sleep and says 'fresh' when something fresh is painted. */
  function doubt(): void {
    veil()
    post({ is: 'visibility', hidden: true })
    if (!document.hidden) post({ is: 'visibility', hidden: false })
  }

  function take(message: FromWorker): void {
    const mono = performance.now()
    switch (message.is) {
      case 'link': {
        heard = mono
        said = message.link
        dead = false
        if (said === 'asleep') veiled = true
        if (message.link === 'live') deaths = 0
        const { silentFor, reason, signedOut, gatewayNow, wallOffset, speed, held = 'none' } = message
        const silentSince = message.link === 'live' ? null : mono - silentFor
        link.setState({
          reason,
          signedOut,
          wallOffset,
          speed,
          held,
          silentSince,
          ...(gatewayNow === null ? {} : { gatewayNow, tookAt: mono }),
        })
        publish()
        return
      }
      case 'fresh':
        if (document.hidden) return
        veiled = false
        // It is said only while the link lives; the word about the link may come a moment later.
        said = 'live'
        publish()
        return
      case 'wards':
        ward.setState({ gateway: message.gateway, wards: message.wards })
        return
      case 'ward':
        mirror.keepOnly(message.beds, message.ward.units)
        link.setState({ failed: null })
        takeWard(message)
        return
      case 'roster':
        takeNames(message)
        alarms.setState({ carers: new Map(message.carers.map((one) => [one.id, one])) })
        return
      case 'authority':
        ward.setState({ authority: message.authority })
        return
      case 'left':
        forgetWard()
        return
      case 'tile':
        gathered.push(message)
        gathering ??= setTimeout(gather, GATHER)
        return
      case 'mirror':
        mirror.apply(message.rows)
        for (const [bed, standing] of message.alarms) mirror.alarms(bed, standing)
        return
      case 'alarms':
        takeAlarms(message)
        void prove()
        return
      case 'painted':
        notePainted(message)
        return
      case 'detail':
        ward.setState({ detail: message })
        return
      case 'numbers':
        askedNumbers.get(message.id)?.done(message)
        askedNumbers.delete(message.id)
        return
      case 'probed':
        asked.get(message.id)?.done(message.log)
        asked.delete(message.id)
        return
      case 'failed':
        link.setState({ failed: message.message })
        return
      default:
        message satisfies never
    }
  }

  /** Nothing of a patient stays in the page: not in the mirror, not in a store. */
  function forgetWard(): void {
    clearTimeout(gathering)
    gathering = undefined
    gathered = []
    mirror.keepOnly([])
    leaveWard()
    leaveAlarms()
  }

  /** They come back where the gateway still gives them. */
  function forgetNames(): void {
    ward.setState({ people: new Map(), duties: new Map(), charge: null })
    alarms.setState({ carers: new Map() })
    post({ is: 'forget' })
  }

  function gather(): void {
    gathering = undefined
    takeTiles(gathered)
    gathered = []
  }

  function tick(): void {
    const now: Tick = { wall: Date.now(), mono: performance.now() }
    if (!document.hidden) {
      if (slept(before, now, EVERY)) {
        // Both stood still: the worker gets its time to speak again.
        forgetNames()
        if (heard !== null) heard = now.mono
        started = Math.max(started, now.mono - EVERY)
        doubt()
      } else if (relaunch === undefined && isDead(heard, started, now.mono)) died()
    }
    before = now
    // Also where no word of it comes because the line is cut.
    const { endsAt } = seat.getState()
    if (endsAt !== null && now.mono >= endsAt && endsAt !== ended) {
      ended = endsAt
      forgetNames()
    }
  }

  function visibility(): void {
    if (document.hidden) {
      veil()
      post({ is: 'visibility', hidden: true })
    } else {
      before = { wall: Date.now(), mono: performance.now() }
      if (heard !== null) heard = before.mono
      post({ is: 'visibility', hidden: false })
    }
  }

  const controller = new AbortController()
  const { signal } = controller
  document.addEventListener('visibilitychange', visibility, { signal })
  // Back from the back-forward cache: time stood still without a word.
  addEventListener('pageshow', ({ persisted }) => persisted && doubt(), { signal })
  document.addEventListener('freeze', veil, { signal })
  document.addEventListener('resume', doubt, { signal })
  reduced.addEventListener('change', tellSettings, { signal })
  const unsubscribe = settings.subscribe(tellSettings)
  let sounded = alarms.getState().sound
  const unhear = alarms.subscribe(({ sound }) => {
    if (sound === sounded) return
    sounded = sound
    tellSound()
  })
  const timer = setInterval(tick, EVERY)
  link.setState(LINK_START, true)
  ward.setState(WARD_START, true)
  const { beds, ward: none, carers } = ALARMS_START
  alarms.setState({ beds, ward: none, carers })
  launch()

  return {
    mirror,
    attach(to) {
      host = to
      if (canvas) host.prepend(canvas)
      return () => {
        canvas?.remove()
        host = null
      }
    },
    watch(id) {
      last.watch = id
      last.layout = null
      if (ward.getState().ward?.id !== id) {
        leaveWard()
        leaveAlarms()
        mirror.keepOnly([])
        link.setState({ failed: null })
      }
      post({ is: 'watch', ward: id })
    },
    layout(message) {
      last.layout = message
      if (canvas) {
        canvas.style.width = `${message.width}px`
        canvas.style.height = `${message.height}px`
      }
      post(message)
    },
    detail: (message) => post(message, message.canvas ? [message.canvas] : []),
    closeDetail: () => post({ is: 'detail-closed' }),
    redial: () => post({ is: 'redial' }),
    touch: (bed) => post({ is: 'touch', bed }),
    numbers() {
      const id = nextAsk++
      return new Promise((done, failed) => {
        askedNumbers.set(id, { done, failed })
        post({ is: 'numbers', id })
      })
    },
    probe(since) {
      const id = nextAsk++
      return new Promise((done, failed) => {
        asked.set(id, { done, failed })
        post({ is: 'probe', id, since })
      })
    },
    stop() {
      controller.abort()
      unsubscribe()
      unhear()
      clearInterval(timer)
      clearTimeout(relaunch)
      clearTimeout(gathering)
      post({ is: 'stop' })
      end()
    },
  }
}
