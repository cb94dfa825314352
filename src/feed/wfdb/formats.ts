// TABLE: one row a binary signal format [FACTS §5.2, WFDB signal.5]: how samples lie in bytes, and which value means "invalid".

export interface Format {
  /** Samples that share bytes, and how many bytes they take. */
  readonly group: readonly [samples: number, bytes: number]
  /** Bytes of a last, incomplete group of n samples. */
  readonly rest?: readonly number[]
  /** The value that marks an invalid sample; null where there is none. */
  readonly invalid: number | null
  /** Values it can hold. */
  readonly range: readonly [number, number]
  /** Samples are differences to the one before, of the same signal; the first to initval. */
  readonly differences?: true
  /** Values may need more than 16 bits. */
  readonly wide?: true
  /** Reads the samples of the group at byte `at` into out[to…]; `bytes` is long enough for a whole group. */
  readonly get: (bytes: DataView, at: number, out: Int32Array, to: number) => void
  /** Writes the group of samples from[at…] (missing ones as 0) to byte `to`. */
  readonly put: (bytes: DataView, to: number, from: ArrayLike<number>, at: number) => void
}

/** The low `bits` of `value` as a signed number. */
const signed = (value: number, bits: number): number => (value << (32 - bits)) >> (32 - bits)
const one = (bits: number): readonly [number, number] => [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1]

const ROWS = {
  8: {
    group: [1, 1],
    invalid: null,
    range: one(8),
    differences: true,
    wide: true,
    get: (bytes, at, out, to) => {
      out[to] = bytes.getInt8(at)
    },
    put: (bytes, to, from, at) => bytes.setInt8(to, from[at] ?? 0),
  },
  16: {
    group: [1, 2],
    invalid: -32768,
    range: one(16),
    get: (bytes, at, out, to) => {
      out[to] = bytes.getInt16(at, true)
    },
    put: (bytes, to, from, at) => bytes.setInt16(to, from[at] ?? 0, true),
  },
  61: {
    group: [1, 2],
    invalid: -32768,
    range: one(16),
    get: (bytes, at, out, to) => {
      out[to] = bytes.getInt16(at, false)
    },
    put: (bytes, to, from, at) => bytes.setInt16(to, from[at] ?? 0, false),
  },
  24: {
    group: [1, 3],
    invalid: -8388608,
    range: one(24),
    wide: true,
    get: (bytes, at, out, to) => {
      out[to] = bytes.getUint16(at, true) | (bytes.getInt8(at + 2) << 16)
    },
    put: (bytes, to, from, at) => {
      const value = from[at] ?? 0
      bytes.setUint16(to, value & 0xffff, true)
      bytes.setUint8(to + 2, (value >> 16) & 0xff)
    },
  },
  32: {
    group: [1, 4],
    invalid: -2147483648,
    range: one(32),
    wide: true,
    get: (bytes, at, out, to) => {
      out[to] = bytes.getInt32(at, true)
    },
    put: (bytes, to, from, at) => bytes.setInt32(to, from[at] ?? 0, true),
  },
  80: {
    group: [1, 1],
    invalid: -128,
    range: one(8),
    get: (bytes, at, out, to) => {
      out[to] = bytes.getUint8(at) - 128
    },
    put: (bytes, to, from, at) => bytes.setUint8(to, (from[at] ?? 0) + 128),
  },
  160: {
    group: [1, 2],
    invalid: -32768,
    range: one(16),
    get: (bytes, at, out, to) => {
      out[to] = bytes.getUint16(at, true) - 32768
    },
    put: (bytes, to, from, at) => bytes.setUint16(to, (from[at] ?? 0) + 32768, true),
  },
  212: {
    group: [2, 3],
    rest: [0, 2],
    invalid: -2048,
    range: one(12),
    get: (bytes, at, out, to) => {
      const middle = bytes.getUint8(at + 1)
      out[to] = signed(bytes.getUint8(at) | ((middle & 0x0f) << 8), 12)
      out[to + 1] = signed(bytes.getUint8(at + 2) | ((middle & 0xf0) << 4), 12)
    },
    put: (bytes, to, from, at) => {
      const [first, second] = [from[at] ?? 0, from[at + 1] ?? 0]
      bytes.setUint8(to, first & 0xff)
      bytes.setUint8(to + 1, ((first >> 8) & 0x0f) | ((second >> 4) & 0xf0))
      bytes.setUint8(to + 2, second & 0xff)
    },
  },
  310: {
    group: [3, 4],
    rest: [0, 2, 4],
    invalid: -512,
    range: one(10),
    get: (bytes, at, out, to) => {
      const [low, high] = [bytes.getUint16(at, true), bytes.getUint16(at + 2, true)]
      out[to] = signed(low >> 1, 10)
      out[to + 1] = signed(high >> 1, 10)
      out[to + 2] = signed((low >> 11) | ((high >> 11) << 5), 10)
    },
    put: (bytes, to, from, at) => {
      const third = from[at + 2] ?? 0
      bytes.setUint16(to, (((from[at] ?? 0) & 1023) << 1) | ((third & 31) << 11), true)
      bytes.setUint16(to + 2, (((from[at + 1] ?? 0) & 1023) << 1) | (((third >> 5) & 31) << 11), true)
    },
  },
  311: {
    group: [3, 4],
    rest: [0, 2, 3],
    invalid: -512,
    range: one(10),
    get: (bytes, at, out, to) => {
      const word = bytes.getUint32(at, true)
      out[to] = signed(word, 10)
      out[to + 1] = signed(word >>> 10, 10)
      out[to + 2] = signed(word >>> 20, 10)
    },
    put: (bytes, to, from, at) => {
      const part = (index: number): number => (from[at + index] ?? 0) & 1023
      bytes.setUint32(to, (part(0) | (part(1) << 10) | (part(2) << 20)) >>> 0, true)
    },
  },
} as const satisfies Record<number, Format>

export const FORMATS: ReadonlyMap<number, Format> = new Map(Object.entries(ROWS).map(([name, row]) => [Number(name), row as Format]))
/** Known, and not read: compressed streams. */
export const FLAC: readonly number[] = [508, 516, 524]

/** The fewest bytes that hold `samples`: an odd last sample of format 212 takes 2. */
export function bytesFor(format: Format, samples: number): number {
  const [size, bytes] = format.group
  const left = samples % size
  return Math.floor(samples / size) * bytes + (format.rest?.[left] ?? 0)
}

/**
 * Reads `count` samples that begin at a group's first byte. Differences are handed out as such.
 * `bytes` may end with the last sample; what a whole group would take more is read as 0.
 */
export function decode(format: Format, bytes: Uint8Array, count: number): Int32Array {
  const [size, length] = format.group
  const groups = Math.ceil(count / size)
  const out = new Int32Array(groups * size)
  const whole = Math.min(groups, Math.floor(bytes.byteLength / length))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let group = 0; group < whole; group++) format.get(view, group * length, out, group * size)
  if (whole < groups) {
    const last = new Uint8Array(length)
    last.set(bytes.subarray(whole * length, (whole + 1) * length))
    format.get(new DataView(last.buffer), 0, out, whole * size)
  }
  return out.subarray(0, count)
}

/** The bytes of `samples`, each within the format's range; differences are to be handed in as such. */
export function encode(format: Format, samples: ArrayLike<number>): Uint8Array {
  const [size, length] = format.group
  const groups = Math.ceil(samples.length / size)
  const out = new Uint8Array(groups * length)
  const view = new DataView(out.buffer)
  for (let group = 0; group < groups; group++) format.put(view, group * length, samples, group * size)
  return out.subarray(0, bytesFor(format, samples.length))
}
