// Somebody who guesses passwords: `node bench/guesses.ts URL A_MINUTE`. Each guess is of another account from another address (127.0.0.0/8,
// all of this machine). On `on` and `off` it begins and pauses; each prints what was answered since.
import { request } from 'node:http'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline'

// In truth another machine's work: it takes no processor from the gateway and the viewers.
setPriority(19)
const [url, rate] = [new URL(process.argv[2]!), Number(process.argv[3])]
let answers: Record<string, number> = {}
let sent = 0
let timer: NodeJS.Timeout | undefined

function guess(): void {
  sent++
  const body = JSON.stringify({ login: `nurse${sent}`, password: 'wrong horse battery' })
  const asked = request(
    {
      host: url.hostname,
      port: url.port,
      path: '/api/sign-in',
      method: 'POST',
      agent: false,
      localAddress: `127.${1 + (sent >> 16)}.${(sent >> 8) & 255}.${1 + (sent % 254)}`,
      headers: { origin: url.origin, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    },
    (response) => {
      let text = ''
      response.on('data', (piece: Buffer) => {
        text += piece.toString()
      })
      response.on('end', () => {
        const code = String((JSON.parse(text) as { code?: string }).code ?? response.statusCode)
        answers[code] = (answers[code] ?? 0) + 1
      })
    },
  )
  asked.on('error', (error) => {
    answers[error.message] = (answers[error.message] ?? 0) + 1
  })
  asked.end(body)
}

createInterface({ input: process.stdin }).on('line', (line) => {
  clearInterval(timer)
  if (line === 'on') timer = setInterval(guess, 60_000 / rate)
  console.log(JSON.stringify(answers))
  answers = {}
})
