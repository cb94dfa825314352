// CPU time of a process and all its descendants, from /proc (Linux).
import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second of /proc; 100 on every Linux that Node runs on. */
const TICKS = 100

interface Stat {
  readonly parent: number
  /** Seconds of user and system time. */
  readonly cpu: number
}
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command's name may hold blanks and brackets: the fields begin after its last bracket.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), cpu: (Number(fields[11]) + Number(fields[12])) / TICKS }
  } catch {
    return null
  }
}

/** The process and all below it. */
export function family(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null
    if (stat) parents.set(Number(name), stat.parent)
  }
  const found = [root]
  for (let i = 0; i < found.length; i++) for (const [pid, parent] of parents) if (parent === found[i]) found.push(pid)
  return found
}

/** Starts to count: the returned function tells what share of one core was used since, in percent. */
export function cpuSince(pids: () => readonly number[]): () => number {
  const before = new Map(pids().map((pid) => [pid, statOf(pid)?.cpu ?? 0]))
  const started = performance.now()
  return () => {
    const used = pids().reduce((sum, pid) => sum + (statOf(pid)?.cpu ?? 0) - (before.get(pid) ?? 0), 0)
    return (used / ((performance.now() - started) / 1000)) * 100
  }
}

/** Seconds that all processors were busy since the machine began, time taken by its host included. */
function busyOfAll(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = readFileSync('/proc/stat', 'utf8')
    .split('\n')[0]!
    .split(/\s+/)
    .map(Number)
  return (user + nice + system + irq + softirq + steal) / TICKS
}
/** What everybody but this process and those below it uses from now on, percent of one core. */
export function othersSince(): () => number {
  const own = cpuSince(() => family(process.pid))
  const before = busyOfAll()
  const started = performance.now()
  return () => ((busyOfAll() - before) / ((performance.now() - started) / 1000)) * 100 - own()
}
