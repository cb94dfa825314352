// A writer and a reader of little-endian bytes. The reader never reads past its end: it throws a FrameError instead.

export type FrameErrorCode =
  | 'frame-short'
  | 'frame-protocol'
  | 'frame-signal'
  | 'frame-tag'
  | 'frame-code'
  | 'frame-facts'
  | 'frame-alarms'
  | 'frame-number'

/** What is wrong with received bytes. */
export class FrameError extends Error {
  readonly code: FrameErrorCode
  constructor(code: FrameErrorCode, message: string) {
    super(message)
    this.name = 'FrameError'
    this.code = code
  }
}

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder('utf-8', { fatal: true }) }

export class Writer {
  private bytes: Uint8Array<ArrayBuffer>
  private view: DataView
  length = 0
  constructor(capacity = 256) {
    this.bytes = new Uint8Array(capacity)
    this.view = new DataView(this.bytes.buffer)
  }
  private take(size: number): number {
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
    const p = this.take(1)
    this.view.setUint8(p, value)
  }
  u16(value: number): void {
    const p = this.take(2)
    this.view.setUint16(p, value, true)
  }
  u32(value: number): void {
    const p = this.take(4)
    this.view.setUint32(p, value, true)
  }
  f64(value: number): void {
    const p = this.take(8)
    this.view.setFloat64(p, value, true)
  }
  raw(data: Uint8Array): void {
    const p = this.take(data.length)
    this.bytes.set(data, p)
  }
  samples(data: Int16Array | Int32Array): void {
    const p = this.take(data.byteLength)
    if (data instanceof Int16Array) for (let i = 0; i < data.length; i++) this.view.setInt16(p + 2 * i, data[i]!, true)
    else for (let i = 0; i < data.length; i++) this.view.setInt32(p + 4 * i, data[i]!, true)
  }
  /** Length in 32 bits, then UTF-8. */
  text(value: string): void {
    const data = utf8.encoder.encode(value)
    this.u32(data.length)
    this.raw(data)
  }
  /** Overwrites 16 bits written before. */
  patch16(position: number, value: number): void {
    this.view.setUint16(position, value, true)
  }
  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length)
  }
}

export class Reader {
  private readonly view: DataView
  private readonly bytes: Uint8Array
  position = 0
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  get left(): number {
    return this.bytes.length - this.position
  }
  private take(size: number): number {
    if (size > this.left) throw new FrameError('frame-short', `${size} bytes asked at ${this.position}, ${this.left} left`)
    const start = this.position
    this.position += size
    return start
  }
  u8(): number {
    return this.view.getUint8(this.take(1))
  }
  u16(): number {
    return this.view.getUint16(this.take(2), true)
  }
  u32(): number {
    return this.view.getUint32(this.take(4), true)
  }
  /** A finite number. Throws FrameError 'frame-number' for NaN and infinities. */
  f64(): number {
    const value = this.view.getFloat64(this.take(8), true)
    if (!Number.isFinite(value)) throw new FrameError('frame-number', `not a finite number at ${this.position - 8}`)
    return value
  }
  raw(size: number): Uint8Array {
    const start = this.take(size)
    return this.bytes.subarray(start, start + size)
  }
  samples16(count: number): Int16Array<ArrayBuffer> {
    const start = this.take(2 * count)
    const out = new Int16Array(count)
    for (let i = 0; i < count; i++) out[i] = this.view.getInt16(start + 2 * i, true)
    return out
  }
  samples32(count: number): Int32Array<ArrayBuffer> {
    const start = this.take(4 * count)
    const out = new Int32Array(count)
    for (let i = 0; i < count; i++) out[i] = this.view.getInt32(start + 4 * i, true)
    return out
  }
  text(): string {
    const bytes = this.raw(this.u32())
    try {
      return utf8.decoder.decode(bytes)
    } catch {
      throw new FrameError('frame-facts', 'text is not UTF-8')
    }
  }
}
