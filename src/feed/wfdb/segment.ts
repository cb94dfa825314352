// One segment of a recording: its signal files, read in blocks of bounded size and proven by their checksums.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { WfdbError } from './error.ts'
import { bytesFor, decode, FLAC, FORMATS, type Format } from './formats.ts'
import type { Header, SignalLine } from './header.ts'

/** "No valid sample" in raw columns: no format but 32 holds it, and there it means the same. */
export const NO_RAW = -2147483648

/** Samples read in one go while checking: 256 kB of integers. */
const BLOCK = 65_536

export interface Segment {
  readonly header: Header
  readonly frames: number
  /** Raw samples of frames [from, from + count), one column a signal of count × spf; NO_RAW where invalid or before or after the data. */
  read(from: number, count: number): readonly Int32Array[]
  /** Sums every sample and compares with the header. Throws a WfdbError 'checksum' or 'truncated'. */
  verify(): void
  /** Closes its files; the next read opens them again. */
  close(): void
}

/** The signals of one file: they lie interleaved, frame by frame. */
interface Group {
  readonly file: string
  readonly format: Format
  readonly offset: number
  readonly signals: readonly SignalLine[]
  /** Index of its first signal in the header. */
  readonly first: number
  /** Samples in a frame, all signals together. */
  readonly width: number
  /** Frames from the start of each signal's data to its time 0. */
  readonly lead: number
}

function formatOf(header: Header, signal: SignalLine): Format {
  const place = { file: header.file, line: signal.line, field: [2, 'format'] as const }
  if (FLAC.includes(signal.format)) throw new WfdbError('format', place, `FLAC signals (format ${signal.format}) are not read`)
  const format = FORMATS.get(signal.format)
  if (!format) throw new WfdbError('format', place, `unknown signal format ${signal.format}`)
  return format
}

function groupsOf(header: Header): readonly Group[] {
  const groups: Group[] = []
  for (const [index, signal] of header.signals.entries()) {
    const format = formatOf(header, signal)
    const at = { file: header.file, line: signal.line }
    const last = groups.at(-1)
    if (last?.file === signal.file) {
      const [head] = last.signals
      if (head?.format !== signal.format)
        throw new WfdbError('header', { ...at, field: [2, 'format'] }, `${signal.file} holds format ${head?.format}, not ${signal.format}`)
      if (head.offset !== signal.offset)
        throw new WfdbError(
          'header',
          { ...at, field: [2, 'byte offset'] },
          `${signal.file} has offset ${head.offset}, not ${signal.offset}`,
        )
      const signals = [...last.signals, signal]
      const lead = Math.max(last.lead, Math.ceil(signal.skew / signal.spf))
      groups[groups.length - 1] = { ...last, signals, width: last.width + signal.spf, lead }
      continue
    }
    if (groups.some((group) => group.file === signal.file))
      throw new WfdbError('header', { ...at, field: [1, 'file'] }, `signals of ${signal.file} are not consecutive`)
    const lead = Math.ceil(signal.skew / signal.spf)
    groups.push({ file: signal.file, format, offset: signal.offset, signals: [signal], first: index, width: signal.spf, lead })
  }
  return groups
}

/** A file's frames, from any frame on; opened when first asked. */
function frameReader(folder: string, header: Header, group: Group) {
  const place = { file: header.file, line: group.signals[0]?.line ?? 0, field: [1, 'file'] as const }
  let fd: number | undefined
  // Format 8 knows only differences: the value before a frame is remembered there, to read on without beginning anew.
  const fresh = () => ({ frame: 0, values: group.signals.map((signal) => signal.initval) })
  let mark = fresh()

  const open = (): number => {
    try {
      fd ??= openSync(join(folder, group.file), 'r')
      return fd
    } catch (cause) {
      throw new WfdbError('missing', place, `cannot open ${group.file} (${(cause as NodeJS.ErrnoException).code ?? 'error'})`)
    }
  }
  const close = (): void => {
    if (fd !== undefined) closeSync(fd)
    fd = undefined
  }
  const bytes = (from: number, wanted: number, least: number): Uint8Array => {
    const buffer = new Uint8Array(wanted)
    let got = 0
    for (;;) {
      let more: number
      try {
        more = readSync(open(), buffer, got, wanted - got, group.offset + from + got)
      } catch (cause) {
        if (cause instanceof WfdbError) throw cause
        throw new WfdbError('missing', place, `cannot read ${group.file} (${(cause as NodeJS.ErrnoException).code ?? 'error'})`)
      }
      got += more
      if (more === 0 || got === wanted) break
    }
    if (got < least) throw new WfdbError('truncated', place, `${group.file} ends at byte ${group.offset + from + got}, too early`)
    return buffer.subarray(0, got)
  }
  /** Samples as stored, interleaved. */
  const stored = (frame: number, count: number): Int32Array => {
    const [from, wanted] = [frame * group.width, count * group.width]
    const [size, length] = group.format.group
    const start = Math.floor(from / size)
    const inside = from - start * size
    const total = inside + wanted
    const data = bytes(start * length, Math.ceil(total / size) * length, bytesFor(group.format, total))
    return decode(group.format, data, total).subarray(inside)
  }
  /** Adds up differences in place; `values` is the state before the first frame and becomes that after the last. */
  const addUp = (samples: Int32Array, values: number[]): Int32Array => {
    for (let index = 0; index < samples.length; ) {
      for (const [signal, { spf }] of group.signals.entries()) {
        for (let part = 0; part < spf; part++, index++) {
          values[signal] = ((values[signal] ?? 0) + (samples[index] ?? 0)) | 0
          samples[index] = values[signal] ?? 0
        }
      }
    }
    return samples
  }
  const each = Math.max(1, Math.floor(BLOCK / group.width))
  /** Values of frames [frame, frame + count); reading on is expected `next` frames later. */
  const read = (frame: number, count: number, next: number): Int32Array => {
    if (!group.format.differences) return stored(frame, count)
    if (frame < mark.frame) mark = fresh()
    while (mark.frame < frame) {
      const step = Math.min(each, frame - mark.frame)
      addUp(stored(mark.frame, step), mark.values)
      mark.frame += step
    }
    const values = [...mark.values]
    const samples = addUp(stored(frame, count), values)
    const step = Math.min(next, count)
    for (const [signal, { spf }] of group.signals.entries()) {
      const before = group.signals.slice(0, signal + 1).reduce((sum, line) => sum + line.spf, 0)
      if (step > 0 && spf > 0) mark.values[signal] = samples[(step - 1) * group.width + before - 1] ?? 0
    }
    mark.frame = frame + step
    return samples
  }
  /** Whole frames in the file. */
  const frames = (): number => {
    const size = Math.max(0, fstatSync(open()).size - group.offset)
    const [count, length] = group.format.group
    const rest = size % length
    const left = Math.max(0, group.format.rest?.findLastIndex((need) => need <= rest) ?? 0)
    return Math.floor((Math.floor(size / length) * count + left) / group.width)
  }
  return { group, read, frames, close, each, place }
}

/**
 * Opens the segment that `header` describes, its files in `folder`; nothing but their sizes is read yet.
 * Throws a WfdbError: 'format', 'header', 'missing', or 'truncated' where a file holds fewer samples than announced.
 */
export function openSegment(folder: string, header: Header): Segment {
  const readers = groupsOf(header).map((group) => frameReader(folder, header, group))
  const close = (): void => {
    for (const reader of readers) reader.close()
  }
  let held: readonly number[]
  try {
    held = readers.map((reader) => reader.frames())
    for (const [index, { group, place }] of readers.entries()) {
      const has = held[index] ?? 0
      if (has < header.frames)
        throw new WfdbError('truncated', place, `${group.file} holds ${has} of the ${header.frames} samples of the record line`)
    }
  } catch (error) {
    close()
    throw error
  }
  const frames = header.frames || Math.max(0, Math.min(...held.map((has, index) => has - (readers[index]?.group.lead ?? 0))))

  const read = (from: number, count: number): readonly Int32Array[] => {
    const out = header.signals.map((signal) => new Int32Array(count * signal.spf).fill(NO_RAW))
    for (const [index, { group, read: frame }] of readers.entries()) {
      const first = Math.max(0, from)
      // A skewed signal's last samples may lie behind the announced end, where the file goes on.
      const last = Math.min(held[index] ?? 0, Math.min(frames, from + count) + group.lead)
      if (last <= first) continue
      const samples = frame(first, last - first, Math.max(0, from + count - first))
      let place = 0
      for (const [nth, signal] of group.signals.entries()) {
        const column = out[group.first + nth]
        if (!column) continue
        const { spf, skew } = signal
        const end = (Math.min(frames, from + count) - from) * spf
        for (let to = Math.max(0, -from * spf); to < end; to++) {
          const source = from * spf + to + skew
          const row = Math.floor(source / spf)
          if (row >= last) break
          const value = samples[(row - first) * group.width + place + (source % spf)] ?? NO_RAW
          column[to] = value === group.format.invalid ? NO_RAW : value
        }
        place += spf
      }
    }
    return out
  }

  const verify = (): void => {
    if (header.frames === 0) return
    for (const { group, read: frame, each } of readers) {
      const sums = group.signals.map(() => 0)
      for (let from = 0; from < header.frames; from += each) {
        const samples = frame(from, Math.min(each, header.frames - from), each)
        for (let index = 0; index < samples.length; ) {
          for (const [nth, { spf }] of group.signals.entries()) {
            let sum = sums[nth] ?? 0
            for (let part = 0; part < spf; part++) sum = (sum + (samples[index++] ?? 0)) | 0
            sums[nth] = sum
          }
        }
      }
      for (const [nth, signal] of group.signals.entries()) {
        const sum = (sums[nth] ?? 0) & 0xffff
        if (signal.checksum === null || sum === (signal.checksum & 0xffff)) continue
        const place = { file: header.file, line: signal.line, field: [7, 'checksum'] as const }
        const found = (sum << 16) >> 16
        throw new WfdbError('checksum', place, `${signal.file} is damaged: ${signal.description} sums to ${found}, not ${signal.checksum}`)
      }
    }
  }
  return { header, frames, read, verify, close }
}
