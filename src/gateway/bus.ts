// The bus: every checked report, to everyone who subscribed. A subscriber that fails harms no other.

export interface Bus<T> {
  publish(message: T): void
  /** Returns the undo. */
  subscribe(taker: (message: T) => void): () => void
}

/** `failed` is told of a subscriber's error. */
export function createBus<T>(failed: (error: unknown) => void): Bus<T> {
  const takers = new Set<(message: T) => void>()
  return {
    publish(message) {
      for (const taker of takers) {
        try {
          taker(message)
        } catch (error) {
          failed(error)
        }
      }
    },
    subscribe(taker) {
      const own = (message: T) => taker(message)
      takers.add(own)
      return () => void takers.delete(own)
    },
  }
}
