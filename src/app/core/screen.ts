// One screen: joins the live ward, its tiles, the painter and the page. Owns no clock and no canvas; all is handed in.

import { createLive, type Machine, type Stop } from '../live.ts'
import type { FromWorker, Settings, ToWorker } from '../messages.ts'
import type { Painted, PaintedCell, Painter } from '../paint/painter.ts'
import type { LayoutKey, TileView } from '../tile.ts'
import { createAlarmNews } from './alarmnews.ts'
import { detailOf } from './detail.ts'
import { type AskWaves, createFills } from './fills.ts'
import { lastNumbers } from './lastnumbers.ts'
import { createMirror, MIRROR_EVERY } from './mirror.ts'
import { createProbe, type Probe } from './probe.ts'
import { createTiles } from './tiles.ts'
import type { Held, Link } from './view.ts'

/** Real ms between two heartbeats to the page. */
const HEARTBEAT = 1000

export interface ScreenParts {
  readonly machine: Machine
  readonly painter: Painter
  readonly post: (message: FromWorker) => void
  /** Calls `act` at each animation frame until stopped. */
  readonly frames: (act: () => void) => Stop
  /** Waves of a stay as they were kept. Never rejects. */
  readonly waves: AskWaves
  readonly probe: boolean
}

export interface Screen {
  take(message: Exclude<ToWorker, { is: 'start' | 'stop' }>): void
  /** Connects, paints and tells; the stop ends it for good. */
  start(): Stop
}

export function createScreen({ machine, painter, post, frames, waves, probe: probing }: ScreenParts): Screen {
  const { mono } = machine
  const tiles = createTiles()
  const mirror = createMirror()
  const news = createAlarmNews()
  const fills = createFills(waves)
  let seen = ''
  const probe: Probe | null = probing ? createProbe() : null
  let settings: Settings | null = null
  let layout: LayoutKey = 'L'
  let hidden = false
  let detail: string | null = null
  let detailSent = ''
  /** Somebody sits here: a station by itself reads no history. */
  let person = false
  let told: { link: Link | null; held: Held; at: number } = { link: null, held: 'none', at: Number.NEGATIVE_INFINITY }
  /** Something untrusted stood on the screen since the page was last told that all is fresh. */
  let doubted = true
  let paints = 0
  let sweeps = 0
  const failures = new Set<string>()

  /** A defect in painting is told once and does not stop the watch. */
  const guard = (act: () => void): void => {
    try {
      act()
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      if (failures.has(message) || failures.size > 50) return
      failures.add(message)
      post({ is: 'failed', code: 'paint', message })
    }
  }

  const noteValues = (cells: readonly PaintedCell[]): void => {
    const ward = live.view()
    if (!probe || !ward) return
    const painted = mono()
    const gatewayNow = live.now() ?? 0
    for (const { bed: id, vital, text, freshness } of cells) {
      const bed = ward.beds.find((one) => one.id === id)
      const entry = bed?.numbers.get(vital)
      const { seq, arrived } = bed?.arrivals.get(vital) ?? { seq: 0, arrived: 0 }
      const { at, received } = entry ?? { at: 0, received: 0 }
      probe.value({ bed: id, vital, text, freshness, at, gatewayNow, painted, seq, arrived, received })
    }
  }
  const notePainted = ({ values, waves }: Painted): void => {
    noteValues(values)
    for (const wave of waves) probe?.wave(wave)
  }

  /** At once: what somebody took is to be known on every screen. */
  const tellAlarms = (): void => {
    const ward = live.view()
    const message = ward && news.take(ward)
    if (message) post(message)
  }
  const refresh = (): void => {
    const ward = live.view()
    if (!ward) return
    const { link, silentFor } = live.link()
    const context = { link, silentFor, privacy: settings?.privacy ?? false, zone: ward.ward.zone, layout }
    const made: readonly TileView[] = tiles.update(ward, live.now(), context)
    for (const tile of made) {
      mirror.take(tile)
      noteValues(painter.update(tile.bed, tile))
    }
    if (made.length > 0) paints += 1
    tellAlarms()
    if (hidden) return
    live.painted(ward.seq)
    if (seen !== `${ward.epoch} ${ward.seq}`) {
      seen = `${ward.epoch} ${ward.seq}`
      post({ is: 'painted', ward: ward.ward.id, epoch: ward.epoch, seq: ward.seq })
    }
    if (link === 'lost' || link === 'asleep') doubted = true
    else if (doubted && link === 'live') {
      doubted = false
      flushMirror()
      post({ is: 'fresh' })
    }
  }
  const sweep = (): void => {
    refresh()
    sweeps += 1
    const { link, speed } = live.link()
    notePainted(painter.sweep({ view: live.view(), now: live.now(), speed, link, mono: mono() }))
  }
  const flushMirror = (): void => {
    const { rows, alarms, tiles: changed } = mirror.flush()
    for (const tile of changed) post(tile)
    if (rows.length > 0 || alarms.length > 0) post({ is: 'mirror', rows, alarms })
  }
  const sendDetail = (): void => {
    const ward = live.view()
    const bed = detail === null ? undefined : ward?.beds.find((one) => one.id === detail)
    fills.look(bed && person && live.link().link === 'live' ? bed : null, mono())
    if (!ward || !bed) return
    const message = detailOf(bed, ward, live.now())
    const text = JSON.stringify(message)
    if (text === detailSent) return
    detailSent = text
    post(message)
  }

  /** Nothing that was painted or told of a bed stays. */
  const clear = (): void => {
    painter.forget(tiles.clear())
    mirror.clear()
    news.clear()
    seen = ''
    detailSent = ''
    doubted = true
  }

  const live = createLive(machine, {
    wards: (gateway, wards) => post({ is: 'wards', gateway, wards }),
    ward(ward) {
      const beds = new Set(ward.beds.map(({ id }) => id))
      painter.forget([...tiles.all.keys()].filter((bed) => !beds.has(bed)))
      if (tiles.forget(beds)) mirror.clear()
      news.clear()
      post({
        is: 'ward',
        ward: ward.ward,
        gateway: ward.gateway,
        beds: ward.beds.map(({ id, label, stay }) => ({ id, label, stay })),
      })
      if (hidden) tellAlarms()
      else guard(refresh)
    },
    frame() {
      // Alarms go to the page also while nobody looks: it may be heard.
      if (hidden) tellAlarms()
      else guard(refresh)
    },
    roster({ people, duties, charge, carers }, refused) {
      post({ is: 'roster', people, duties, charge, carers, refused })
      // Also while hidden: what names there were do not wait for the screen to be seen.
      guard(refresh)
      flushMirror()
    },
    authority(authority) {
      person = authority.is === 'person'
      post({ is: 'authority', authority })
    },
    left() {
      clear()
      // The canvases are bare before the page is told.
      guard(sweep)
      post({ is: 'left' })
    },
    link(news) {
      probe?.link(news.link, mono())
      if (news.link !== told.link || news.held !== told.held || mono() - told.at >= HEARTBEAT) {
        if (news.link !== told.link && !hidden) guard(refresh)
        told = { link: news.link, held: news.held, at: mono() }
        post({ is: 'link', ...news })
      }
    },
  })

  // Numbers age and lines count also where no animation frame comes.
  const tick = (): void => {
    if (!hidden) guard(refresh)
    flushMirror()
    guard(sendDetail)
  }
  let stopFrames: Stop | null = null
  const run = (running: boolean): void => {
    if (running === (stopFrames !== null)) return
    stopFrames?.()
    stopFrames = running ? frames(() => guard(sweep)) : null
  }
  const setHidden = (next: boolean): void => {
    if (next === hidden) return
    live.hidden(next)
    doubted = true
    // What is seen first on return was painted before: a veil.
    if (next) guard(sweep)
    hidden = next
    run(!next)
    if (!next) guard(refresh)
  }

  return {
    take(message) {
      switch (message.is) {
        case 'watch':
          clear()
          return live.watch(message.ward)
        case 'layout':
          layout = message.layout
          return guard(() => painter.layout(message))
        case 'settings':
          settings = message.settings
          return guard(() => painter.settings(message.settings))
        case 'detail':
          detail = message.bed
          detailSent = ''
          live.look(message.bed)
          guard(() => painter.detail(message))
          return guard(sendDetail)
        case 'detail-closed':
          detail = null
          live.look(null)
          return guard(() => painter.detail(null))
        case 'touch':
          return guard(() => painter.touch(message.bed))
        case 'visibility':
          return setHidden(message.hidden)
        case 'redial':
          return live.renew()
        case 'forget':
          return live.forget()
        case 'sound':
          return live.sound(message.sound)
        case 'proved':
          return live.proved(message.canary, message.sounded)
        case 'numbers':
          return post({ is: 'numbers', id: message.id, ...lastNumbers(live.view(), live.now()) })
        case 'probe': {
          const { dialled: _, ...counts } = live.counts()
          const log = (probe ?? createProbe(1)).log(message.since, { ...counts, paints, sweeps })
          return post({ is: 'probed', id: message.id, log })
        }
        default:
          message satisfies never
      }
    },
    start() {
      const stopTick = machine.every(MIRROR_EVERY, tick)
      const stopLive = live.start()
      run(!hidden)
      return () => {
        run(false)
        stopTick()
        stopLive()
      }
    },
  }
}
