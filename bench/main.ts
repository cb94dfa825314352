// `npm run bench`: measures what the README claims, prints it against the goals, writes bench/results.md and results.json.
// `npm run bench -- --quick` takes a tenth of the time, and writes nothing; `-- draw`, `-- gateway`, `-- alarms`, `-- access`, `-- store`,
// `-- blocks`, `-- timeline`, `-- export`, `-- size` run one part, whose figures take the place of its older ones.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { type AccessFigures, accessText, benchAccess } from './access.ts'
import { type AlarmFigures, alarmsText, benchAlarms } from './alarms.ts'
import { type BlocksFigures, benchBlocks, blocksText } from './blocks.ts'
import { benchNaive, benchOurs, type DrawRow } from './draw.ts'
import { benchExport, type ExportFigures, exportText } from './export.ts'
import { benchGateway, type GatewayFigures } from './gateway.ts'
import { benchSize, type Size } from './size.ts'
import { benchStore, type StoreFigures, storeText } from './store.ts'
import { benchTimeline, type TimelineFigures, timelineText } from './timeline.ts'

const args = process.argv.slice(2)
const quick = args.includes('--quick')
const parts = args.filter((arg) => !arg.startsWith('--'))
const wants = (part: string): boolean => parts.length === 0 || parts.includes(part)
const say = (text: string): void => console.log(`… ${text}`)
const fixed = (value: number | undefined, digits = 0): string => (value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits))

interface Figures {
  /** When each part was measured, and on which machine. */
  measured: Record<string, { readonly date: string; readonly machine: string }>
  size?: Size
  alarms?: AlarmFigures
  gateway?: GatewayFigures
  access?: AccessFigures
  store?: StoreFigures
  blocks?: BlocksFigures
  timeline?: TimelineFigures
  export?: ExportFigures
  ours?: DrawRow[]
  naive?: DrawRow[]
}
const now = {
  date: new Date().toISOString().slice(0, 16).replace('T', ' '),
  machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, headless Chromium, software rendering`,
}
const FILE = path.join(import.meta.dirname, 'results.json')
const PARTS = ['size', 'gateway', 'access', 'alarms', 'store', 'blocks', 'timeline', 'export', 'draw'] as const
const unknown = parts.filter((part) => !(PARTS as readonly string[]).includes(part))
if (unknown.length > 0) throw new Error(`no such part: ${unknown.join(', ')}; there are ${PARTS.join(', ')}`)

/** What was measured before; a file of one date for all parts is read too. */
function before(): Figures {
  if (quick || !existsSync(FILE)) return { measured: {} }
  const { date, machine, ...rest } = JSON.parse(readFileSync(FILE, 'utf8'))
  if (date === undefined) return rest
  const had = PARTS.filter((part) => Object.hasOwn(rest, part === 'draw' ? 'ours' : part))
  return { ...rest, measured: Object.fromEntries(had.map((part) => [part, { date, machine }])) }
}
const figures = before()
for (const part of PARTS) if (wants(part)) figures.measured[part] = now

if (wants('size')) figures.size = benchSize()
if (wants('gateway')) figures.gateway = await benchGateway(quick ? 4 : 15, say)
if (wants('access')) figures.access = await benchAccess(quick, say)
if (wants('alarms')) figures.alarms = await benchAlarms(quick ? 40 : 330, say)
if (wants('store')) figures.store = await benchStore(quick, say)
if (wants('blocks')) figures.blocks = benchBlocks(quick, say)
if (wants('timeline')) figures.timeline = await benchTimeline(quick, say)
if (wants('export')) figures.export = await benchExport(quick, say)
if (wants('draw')) {
  figures.ours = []
  figures.naive = []
  // The run at 32 tiles is the long one: no task over 50 ms in five minutes.
  for (const [tiles, seconds] of [
    [16, 20],
    [32, 300],
    [64, 30],
  ] as const) {
    say(`ours, ${tiles} tiles`)
    figures.ours.push(await benchOurs(tiles, quick ? 8 : seconds))
    say(`naive, ${tiles} tiles`)
    figures.naive.push(await benchNaive(tiles, quick ? 5 : 12))
  }
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

const sections: string[] = []
const measuredOn = (part: (typeof PARTS)[number]): void => {
  const { date, machine } = figures.measured[part]!
  sections.push(`\nMeasured ${date} UTC, ${machine}.`)
}
if (figures.ours && figures.naive) {
  const rows = figures.ours.flatMap((ours, index) => {
    const naive = figures.naive![index]!
    const cells = (row: DrawRow): string[] => [
      fixed(row.fps, 1),
      fixed(row.main, 1),
      fixed(row.all, 0),
      String(row.longTasks),
      fixed(row.seconds),
    ]
    return [
      [`${ours.tiles}`, 'Wardlight', ...cells(ours)],
      [`${ours.tiles}`, 'naive', ...cells(naive)],
      [`${ours.tiles}`, 'ratio', fixed(ours.fps / naive.fps, 1), fixed(ours.main / naive.main, 3), fixed(ours.all / naive.all, 2), '', ''],
    ]
  })
  sections.push(
    '## The ward screen: 2 sweep waves and 6 numbers a tile\n\nGoals at 32 and 64 tiles: ≥ 58 frames a second, main thread ≤ 5 %, all browser processes ≤ 40 % of a core; no task over 50 ms in 5 min at 32.\n',
    table(['tiles', 'page', 'frames/s', 'main thread %', 'all processes, % of a core', 'tasks > 50 ms', 'seconds'], rows),
    '\n## How long a change takes to be seen, ms\n\nGoals: arrived → painted p95 ≤ 20 at 64 tiles; on the bus → painted: numbers p50 ≤ 170, p99 ≤ 400; flushed at once p50 ≤ 60.\n',
    table(
      ['tiles', 'arrived → painted p50 / p95', 'numbers p50 / p99', 'flushed p50 / p99', 'naive numbers p50 / p99'],
      figures.ours.map((row, index) => [
        `${row.tiles}`,
        `${fixed(row.painted?.p50, 1)} / ${fixed(row.painted?.p95, 1)}`,
        `${fixed(row.numbers?.p50)} / ${fixed(row.numbers?.p99)}`,
        `${fixed(row.flushed?.p50)} / ${fixed(row.flushed?.p99)}`,
        `${fixed(figures.naive![index]!.numbers?.p50)} / ${fixed(figures.naive![index]!.numbers?.p99)}`,
      ]),
    ),
  )
  measuredOn('draw')
}
if (figures.gateway) {
  const { rows, cpuLine, bytesLine } = figures.gateway
  sections.push(
    '\n## The gateway: 8 numbers a second and 2 waves at 250 Hz a bed, 20 viewers\n\nGoals at 64 beds: ≤ 30 % of one core, event-loop delay p99 ≤ 20 ms.\n',
    table(
      ['beds', '% of a core', 'event-loop delay p99, ms', 'KiB/s a viewer', 'frames missed'],
      rows.map((row) => [`${row.beds}`, fixed(row.cpu, 1), fixed(row.delayP99, 1), fixed(row.bytes / 1024, 1), `${row.gaps}`]),
    ),
    `\nA bed more costs ${fixed(cpuLine.slope, 3)} % of a core (base ${fixed(cpuLine.base, 1)} %, R² ${fixed(cpuLine.r2, 3)}) and ${fixed(bytesLine.slope / 1024, 2)} KiB/s a viewer (R² ${fixed(bytesLine.r2, 3)}).`,
  )
  measuredOn('gateway')
}
/** `text` begins its own section. */
function told(part: (typeof PARTS)[number], text: string): void {
  sections.push(`\n${text.trim()}`)
  measuredOn(part)
}
if (figures.alarms) told('alarms', alarmsText(figures.alarms))
if (figures.access) told('access', accessText(figures.access))
if (figures.store) told('store', storeText(figures.store))
if (figures.timeline) told('timeline', timelineText(figures.timeline))
if (figures.blocks) told('blocks', blocksText(figures.blocks))
if (figures.export) told('export', exportText(figures.export))
if (figures.size) {
  sections.push(
    `\n## First load of the ward screen: ${fixed(figures.size.total / 1024, 1)} kB of script, gzipped (goal ≤ 200)\n`,
    table(
      ['file', 'kB'],
      figures.size.files.map(([file, bytes]) => [file.replace(/-[\w-]{8}\.js/, '.js'), fixed(bytes / 1024, 1)]),
    ),
  )
  measuredOn('size')
}
/** Sections of the file as it is of which there are no figures here, written by hand: kept. Told apart by the words before the colon. */
function others(made: string): string[] {
  const PAGE = path.join(import.meta.dirname, 'results.md')
  const split = (page: string): string[] => page.split(/^(?=## )/m).filter((one) => one.startsWith('## '))
  const nameOf = (section: string): string => section.split(/[:\n]/, 1)[0]!
  const names = new Set(split(made).map(nameOf))
  if (quick || !existsSync(PAGE)) return []
  return split(readFileSync(PAGE, 'utf8')).filter((section) => !names.has(nameOf(section)))
}
for (const section of others(sections.join('\n'))) sections.push(`\n${section.trim()}`)
const text = `# Measured\n\nBy \`npm run bench\`; ratios hold, absolute figures drift with the machine.\n\n${sections.join('\n')}\n`
console.log(`\n${text}`)
if (!quick) {
  writeFileSync(path.join(import.meta.dirname, 'results.md'), text)
  writeFileSync(FILE, `${JSON.stringify(figures, null, 2)}\n`)
}
process.exit(0)
