// Every state of a tile with no gateway, painted by the ward's own painter: layouts L, M and S, three themes.
import b612 from '@fontsource/b612/files/b612-latin-400-normal.woff2?url'
import b612Bold from '@fontsource/b612/files/b612-latin-700-normal.woff2?url'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { UNITS_OF_TABLE } from '../../model/shownunits.ts'
import { AlarmStrip } from '../alarms/Strip.tsx'
import { alarmsOf, cellsOf } from '../core/mirror.ts'
import { CARERS } from '../gallery/alarms.ts'
import { NOW } from '../gallery/makealarm.ts'
import type { ToGallery } from '../gallery/messages.ts'
import { hanging } from '../gallery/scenes.ts'
import workerUrl from '../gallery/worker.ts?worker&url'
import { THEMES } from '../messages.ts'
import { alarms } from '../stores/alarms.ts'
import { LINK_START, link } from '../stores/link.ts'
import { settings } from '../stores/settings.ts'
import { WARD_START, ward } from '../stores/ward.ts'
import type { LayoutKey } from '../tile.ts'
import { createMirror } from './mirror.ts'
import { forcedLayout } from './shown.ts'
import { useTitle } from './title.ts'
import { trusted } from './trusted.ts'
import { useSettings } from './use.ts'

/** Tiles as large as on a 1920 px screen (WARD.md §11). */
const SIZES = { L: [462, 246], M: [304, 164], S: [225, 123] } as const satisfies Record<LayoutKey, readonly [number, number]>
const LAYOUT_KEYS = Object.keys(SIZES) as LayoutKey[]
const GAP = 12
const CAPTION = 24

const SCENES = hanging(location.search)

/** The banner over the scenes tells of their alarms, on a clock that stands still. */
function fillStores(): () => void {
  const stands = SCENES.flatMap(({ key, alarms: own }) => (own ? [[key, own] as const] : []))
  const beds = SCENES.map(({ key, tile }) => ({
    id: key,
    label: tile.label,
    stay: { id: key, population: 'adult' as const, age: 67, since: NOW },
  }))
  const facts = { id: 'gallery', name: 'Gallery', note: null, continuous: true, zone: 'UTC', beds: beds.length, preset: 'adult' as const }
  ward.setState({ ...WARD_START, ward: { ...facts, units: UNITS_OF_TABLE }, beds })
  link.setState({ ...LINK_START, link: 'live', opening: false, gatewayNow: NOW, tookAt: performance.now(), speed: 0 })
  alarms.setState({ beds: new Map(stands), carers: CARERS })
  return () => {
    ward.setState(WARD_START, true)
    link.setState(LINK_START, true)
    alarms.setState({ beds: new Map(), carers: new Map() })
  }
}

/** Where each scene lies in a gallery of this width. */
function hang(layout: LayoutKey, room: number) {
  const [most, height] = SIZES[layout]
  const width = Math.min(most, room)
  const columns = Math.max(1, Math.floor((room + GAP) / (width + GAP)))
  const tiles = SCENES.map(({ key, title }, at) => {
    const x = (at % columns) * (width + GAP)
    const y = Math.floor(at / columns) * (height + GAP + CAPTION) + CAPTION
    return { key, title, bed: key, rect: { x, y, width, height } }
  })
  return { tiles, width: room, height: Math.ceil(SCENES.length / columns) * (height + GAP + CAPTION) }
}

interface Painting {
  readonly send: (message: ToGallery) => void
  readonly canvas: HTMLCanvasElement
  readonly stop: () => void
}

/** Starts the gallery's worker on a canvas of its own in `host`. */
function startPainting(host: HTMLElement): Painting {
  const canvas = document.createElement('canvas')
  canvas.className = 'screen'
  canvas.setAttribute('aria-hidden', 'true')
  host.prepend(canvas)
  const offscreen = canvas.transferControlToOffscreen()
  const worker = new Worker(trusted(workerUrl), { type: 'module', name: 'wardlight gallery' })
  const fonts = { regular: new URL(b612, location.href).href, bold: new URL(b612Bold, location.href).href }
  worker.postMessage({ is: 'start', canvas: offscreen, fonts } satisfies ToGallery, [offscreen])
  return {
    canvas,
    send: (message) => worker.postMessage(message),
    stop() {
      worker.terminate()
      canvas.remove()
    },
  }
}

export function Gallery() {
  const host = useRef<HTMLDivElement>(null)
  const [painting, setPainting] = useState<Painting | null>(null)
  const [layout, setLayout] = useState<LayoutKey>(() => forcedLayout(location.search) ?? 'L')
  const [room, setRoom] = useState(0)
  const kept = useSettings((state) => state)
  const [mirror] = useState(createMirror)
  const hung = useMemo(() => hang(layout, room), [layout, room])
  useTitle('gallery')

  useEffect(fillStores, [])

  useEffect(() => {
    const element = host.current!
    mirror.keepOnly(SCENES.map(({ key, tile }) => ({ id: key, label: tile.label, stay: null })))
    mirror.apply(SCENES.flatMap(({ key, tile }) => [...cellsOf(tile)].map(([cell, [text, fresh]]) => [key, cell, text, fresh] as const)))
    for (const { tile } of SCENES) mirror.alarms(...alarmsOf(tile))
    const started = startPainting(element)
    const detach = mirror.attach(element)
    const observer = new ResizeObserver(() => setRoom(element.clientWidth))
    observer.observe(element)
    setPainting(started)
    return () => {
      observer.disconnect()
      detach()
      started.stop()
    }
  }, [mirror])

  useEffect(() => {
    if (!painting || hung.width === 0) return
    const { tiles, width, height } = hung
    const { theme, privacy, sweep, gain, pxPerMm } = kept
    const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches
    painting.canvas.style.width = `${width}px`
    painting.canvas.style.height = `${height}px`
    painting.send({
      is: 'show',
      layout,
      width,
      height,
      dpr: devicePixelRatio,
      scenes: tiles,
      settings: { theme, privacy, sweep, gain, pxPerMm, reducedMotion },
      speed: 1,
    })
    mirror.place(layout, tiles)
  }, [painting, mirror, layout, hung, kept])

  return (
    <main className="gallery">
      <header className="bar">
        <h1 className="gallery-title">Gallery: every state of a tile</h1>
        <Toggles name="Layout" list={LAYOUT_KEYS} value={layout} choose={setLayout} />
        <Toggles name="Theme" list={THEMES} value={kept.theme} choose={(theme) => settings.setState({ theme })} />
        <strong className="badge">DEMO</strong>
        <span className="bar-space" />
        <Link href="/" className="plain-link">
          To the wards
        </Link>
      </header>
      <AlarmStrip />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="gallery-scroll" tabIndex={0} aria-label="Scenes">
        <div ref={host} className="gallery-host" style={{ height: hung.height }}>
          {hung.tiles.map(({ key, title, rect }) => (
            <p key={key} className="gallery-caption" style={{ left: rect.x, top: rect.y - CAPTION, width: rect.width }} title={title}>
              {title}
            </p>
          ))}
        </div>
      </section>
    </main>
  )
}

function Toggles<K extends string>(props: {
  readonly name: string
  readonly list: readonly K[]
  readonly value: K
  readonly choose: (one: K) => void
}) {
  const { name, list, value, choose } = props
  return (
    <fieldset className="toggles">
      <legend className="sr-only">{name}</legend>
      {list.map((one) => (
        <button key={one} type="button" className="toggle" aria-pressed={one === value} onClick={() => choose(one)}>
          {one}
        </button>
      ))}
    </fieldset>
  )
}
