// Many viewers of one ward in one process: `node bench/viewers.ts URL COUNT`. On a line of input it prints what they received; on `delays`
// how long each frame since the last time took from the gateway's making it to here, ms (one machine, one clock).
import { createInterface } from 'node:readline'
import { io } from 'socket.io-client'
import { signIn } from '../e2e/signin.ts'
import { decodeFrame, PROTOCOL } from '../src/model/frame.ts'

const [url, count] = [process.argv[2]!, Number(process.argv[3])]
const seen = { frames: 0, bytes: 0, gaps: 0 }
let delays: number[] = []

const { header: cookie } = await signIn(url)
for (let i = 0; i < count; i++) {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { origin: url, cookie } })
  let last: number | null = null
  socket.on('connect', () =>
    socket.emit('watch', { protocol: PROTOCOL, ward: '4B' }, (answer: { is: string; epoch: number; seq: number }) => {
      if (answer.is !== 'snapshot') throw new Error(`refused: ${JSON.stringify(answer)}`)
      last = answer.seq
    }),
  )
  socket.on('frame', (data: Uint8Array) => {
    const arrived = performance.timeOrigin + performance.now()
    const frame = decodeFrame(data)
    delays.push(arrived - frame.now)
    if (last !== null && frame.prev !== last) seen.gaps++
    last = frame.seq
    seen.frames++
    seen.bytes += data.length
    if (frame.seq % 2 === 0) socket.emit('painted', { ward: frame.ward, epoch: frame.epoch, seq: frame.seq })
  })
  socket.on('connect_error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
}
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line !== 'delays') return console.log(JSON.stringify(seen))
  console.log(JSON.stringify(delays))
  delays = []
})
