// The way it is usually built, to compare with: every number a JSON event of its own, every wave chunk a JSON array, to everyone.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { Server } from 'socket.io'
import { systemClock } from '../../src/gateway/clock.ts'
import { createLoad } from '../load.ts'

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
const dist = path.resolve(import.meta.dirname, '../../.cache/naive')
const beds = Number(process.argv[2])

const http = createServer((request, response) => {
  const name = new URL(request.url ?? '/', 'http://x').pathname
  const file = path.join(dist, name === '/' ? 'index.html' : path.normalize(name))
  try {
    const body = readFileSync(file)
    response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream').end(body)
  } catch {
    response.writeHead(404).end()
  }
})
const io = new Server(http)
const clock = systemClock()
createLoad(beds, clock.now()).start((report) => {
  for (const sample of report.samples) {
    if (sample.kind === 'wave') io.emit('wave', { bed: report.bed, signal: sample.signal, at: sample.at, values: [...sample.data] })
    else if (sample.kind === 'number' && sample.value.is === 'known')
      io.emit('number', { bed: report.bed, signal: sample.signal, value: sample.value.value, at: sample.received })
  }
}, clock)
http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as { port: number }
  console.log(`naive ready at http://127.0.0.1:${port}`)
})
