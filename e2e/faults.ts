// A TCP proxy between browser and gateway that cuts, swallows, slows and damages what passes.
import net from 'node:net'

export interface FaultyLink {
  readonly port: number
  /** Swallows everything both ways without closing anything; new connections hang too. */
  blackHole(): void
  /** Closes all connections (RST) and refuses new ones until healed. */
  cut(): void
  /** Passes again; connections that were swallowed stay dead, as after a lost route. */
  heal(): void
  /** Bytes a second towards the browser; Infinity: as fast as it goes. */
  throttle(bytesPerSecond: number): void
  /** May change each chunk towards the browser; null: leaves them alone. */
  damage(change: ((chunk: Buffer) => Buffer) | null): void
  readonly connections: number
  close(): Promise<void>
}

interface Pair {
  readonly browser: net.Socket
  readonly gateway: net.Socket
  swallowed: boolean
}

/** Listens on a free port of 127.0.0.1 and passes everything to `target` on 127.0.0.1. */
export async function createFaultyLink(target: number): Promise<FaultyLink> {
  const pairs = new Set<Pair>()
  const timers = new Set<NodeJS.Timeout>()
  let state: 'passes' | 'swallows' | 'refuses' = 'passes'
  let rate = Number.POSITIVE_INFINITY
  let change: ((chunk: Buffer) => Buffer) | null = null

  /** Hands on no faster than `rate`; the sender is paused meanwhile, so that its own buffers fill. */
  function handOn(pair: Pair, chunk: Buffer): void {
    const data = change ? change(chunk) : chunk
    pair.browser.write(data)
    if (rate === Number.POSITIVE_INFINITY) return
    pair.gateway.pause()
    const timer = setTimeout(
      () => {
        timers.delete(timer)
        pair.gateway.resume()
      },
      (data.length / rate) * 1000,
    )
    timers.add(timer)
  }

  const server = net.createServer((browser) => {
    if (state === 'refuses') {
      browser.resetAndDestroy()
      return
    }
    const gateway = net.connect({ port: target, host: '127.0.0.1' })
    const pair: Pair = { browser, gateway, swallowed: state === 'swallows' }
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      browser.destroy()
      gateway.destroy()
    }
    for (const socket of [browser, gateway]) {
      socket.setNoDelay(true)
      socket.on('error', end)
      socket.on('close', () => pair.swallowed || end())
    }
    browser.on('data', (chunk) => pair.swallowed || gateway.write(chunk))
    gateway.on('data', (chunk) => pair.swallowed || handOn(pair, chunk))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const closeAll = (): void => {
    for (const { browser, gateway } of pairs) {
      browser.resetAndDestroy()
      gateway.destroy()
    }
    pairs.clear()
  }
  return {
    port: (server.address() as net.AddressInfo).port,
    blackHole() {
      state = 'swallows'
      for (const pair of pairs) pair.swallowed = true
    },
    cut() {
      state = 'refuses'
      closeAll()
    },
    heal() {
      state = 'passes'
    },
    throttle(bytesPerSecond) {
      rate = bytesPerSecond
    },
    damage(how) {
      change = how
    },
    get connections() {
      return pairs.size
    },
    async close() {
      for (const timer of timers) clearTimeout(timer)
      closeAll()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
