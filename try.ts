import { played } from './src/gateway/simulate/played.ts'
import { at } from './src/model/units.ts'
const start = at(Date.UTC(2026, 10, 22, 14, 0))
const t0 = performance.now()
const staff = process.argv[2] === 'staff'
const to = Number(process.argv[3] ?? 15.5)
const { lines, most } = await played({ seed: 1, start }, { to, staff, waves: process.argv[4] ? process.argv[4].split(',') : ['4B-10', 'ICU-1', 'ICU-6', 'ICU-7'] })
for (const l of lines) if (l.what !== 'changed') console.log(`${Math.floor(l.minute)}:${String(Math.round((l.minute % 1) * 60)).padStart(2, '0')} ${l.bed} ${l.what} ${l.rule} ${l.priority} ${l.value} ${l.by ?? ''}`)
console.log(most, performance.now() - t0)
