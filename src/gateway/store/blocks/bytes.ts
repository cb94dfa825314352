// Bytes of a block, written and read: whole numbers in as few bytes as they need, doubles, texts, arrays as they lie in memory (all machines
// that run this are little-endian). The reader never reads past its end, nor believes a count that no block can hold.
export class BadBlock extends Error {
  readonly code = 'bad-block'
  constructor(message: string) {
    super(message)
    this.name = 'BadBlock'
  }
}

/** More rows than any span holds: a count beyond is damage, and reserves no memory. */
export const MOST_ROWS = 1 << 20
/** Bytes of a plain block. */
export const MOST_BYTES = 1 << 25
const HIGH = 2 ** 28

export class Sink {
  private bytes: Uint8Array
  private view: DataView
  length = 0
  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity)
    this.view = new DataView(this.bytes.buffer)
  }
  private room(size: number): number {
    const start = this.length
    this.length += size
    if (this.length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.length, this.bytes.length * 2))
      grown.set(this.bytes)
      this.bytes = grown
      this.view = new DataView(grown.buffer)
    }
    return start
  }
  u8(value: number): void {
    const p = this.room(1)
    this.bytes[p] = value
  }
  f64(value: number): void {
    const p = this.room(8)
    this.view.setFloat64(p, value, true)
  }
  /** A whole number from 0 to 2^53 − 1, seven bits a byte. */
  count(value: number): void {
    let left = value
    while (left >= HIGH) {
      this.u8((left % 128) | 128)
      left = Math.floor(left / 128)
    }
    while (left >= 128) {
      this.u8((left & 127) | 128)
      left >>>= 7
    }
    this.u8(left)
  }
  /** A whole number of either sign, within ±2^52. */
  whole(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value)
  }
  text(value: string): void {
    const data = Buffer.from(value, 'utf8')
    this.count(data.length)
    this.raw(data)
  }
  raw(data: Uint8Array): void {
    const p = this.room(data.length)
    this.bytes.set(data, p)
  }
  array(data: Int16Array | Int32Array | Float64Array): void {
    this.raw(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  }
  /** A copy of all that was written. */
  done(): Uint8Array {
    return this.bytes.slice(0, this.length)
  }
}

export class Tap {
  private readonly view: DataView
  readonly bytes: Uint8Array
  position = 0
  constructor(bytes: Uint8Array) {
    // A Buffer's slice copies nothing.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  get left(): number {
    return this.bytes.length - this.position
  }
  private take(size: number): number {
    if (size > this.left) throw new BadBlock(`${size} bytes asked at ${this.position}, ${this.left} left`)
    const start = this.position
    this.position += size
    return start
  }
  u8(): number {
    return this.bytes[this.take(1)]!
  }
  f64(): number {
    return this.view.getFloat64(this.take(8), true)
  }
  count(most = Number.MAX_SAFE_INTEGER): number {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.u8()
      value += (byte & 127) * factor
      if (value > most) throw new BadBlock(`a count of more than ${most}`)
      if (byte < 128) return value
      if (factor > 2 ** 46) throw new BadBlock('a number without end')
    }
  }
  whole(): number {
    const value = this.count()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }
  text(): string {
    return Buffer.from(this.raw(this.count(MOST_BYTES))).toString('utf8')
  }
  raw(size: number): Uint8Array {
    const start = this.take(size)
    return this.bytes.subarray(start, start + size)
  }
  int16(count: number): Int16Array {
    return new Int16Array(this.raw(2 * count).slice().buffer)
  }
  int32(count: number): Int32Array {
    return new Int32Array(this.raw(4 * count).slice().buffer)
  }
  float64(count: number): Float64Array {
    return new Float64Array(this.raw(8 * count).slice().buffer)
  }
  /** Throws where bytes are left over: the block is another than it says. */
  end(): void {
    if (this.left > 0) throw new BadBlock(`${this.left} bytes too many`)
  }
}
