// How many asks one socket may make: a bucket that fills with each tick of the gateway.

export interface Bucket {
  /** Takes one; false where none is left. */
  take(): boolean
  /** True where it is full again. */
  refill(): boolean
}

export function createBucket(burst: number, eachTick: number): Bucket {
  let left = burst
  return {
    take() {
      if (left < 1) return false
      left--
      return true
    },
    refill: () => {
      left = Math.min(burst, left + eachTick)
      return left === burst
    },
  }
}
