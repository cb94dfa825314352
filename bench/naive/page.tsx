// The naive page: React state for everything that comes, a Recharts line for each wave. Counts its own frames.
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Line, LineChart, YAxis } from 'recharts'
import { io } from 'socket.io-client'

const KEPT = 1000
const NUMBERS = ['hr', 'spo2', 'rr', 'pr', 'pi', 'etco2']

interface Bed {
  numbers: Record<string, number>
  waves: Record<string, { v: number }[]>
}
interface Painted {
  latency: number[]
  frames: number
}
declare global {
  interface Window {
    naive: Painted
  }
}
window.naive = { latency: [], frames: 0 }
const countFrame = (): void => {
  window.naive.frames++
  requestAnimationFrame(countFrame)
}
requestAnimationFrame(countFrame)

function Ward() {
  const [beds, setBeds] = useState<Record<string, Bed>>({})
  useEffect(() => {
    const socket = io()
    const change = (bed: string, how: (bed: Bed) => Bed): void =>
      setBeds((all) => ({ ...all, [bed]: how(all[bed] ?? { numbers: {}, waves: {} }) }))
    socket.on('number', ({ bed, signal, value, at }: { bed: string; signal: string; value: number; at: number }) => {
      change(bed, (old) => ({ ...old, numbers: { ...old.numbers, [signal]: value } }))
      requestAnimationFrame(() => window.naive.latency.push(performance.timeOrigin + performance.now() - at))
    })
    socket.on('wave', ({ bed, signal, values }: { bed: string; signal: string; values: number[] }) => {
      change(bed, (old) => ({
        ...old,
        waves: { ...old.waves, [signal]: [...(old.waves[signal] ?? []), ...values.map((v) => ({ v }))].slice(-KEPT) },
      }))
    })
    return () => void socket.close()
  }, [])
  const names = Object.keys(beds).sort()
  const columns = Math.ceil(Math.sqrt(names.length))
  return (
    <div id="grid" style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
      {names.map((name) => (
        <div className="tile" key={name}>
          <div>
            {Object.entries(beds[name]!.waves).map(([signal, data]) => (
              <LineChart key={signal} width={(innerWidth / columns) * 0.65} height={innerHeight / columns / 2.4} data={data}>
                <YAxis hide domain={['auto', 'auto']} />
                <Line dataKey="v" dot={false} isAnimationActive={false} stroke="#0c6" />
              </LineChart>
            ))}
          </div>
          <div className="numbers">
            {NUMBERS.map((key) => (
              <div key={key}>
                {key} {beds[name]!.numbers[key] ?? '--'}
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
createRoot(document.getElementById('root')!).render(<Ward />)
