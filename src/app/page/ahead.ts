// Parts of the page that are loaded when first seen, and fetched ahead while the gateway answers: a bed opens also when the line is lost.
const waiting: (() => Promise<unknown>)[] = []

/** Has a part fetched ahead, too. What is here already is shown at once: React waits 300 ms before it takes a "Loading…" away. */
export function ahead<T>(load: () => Promise<T>): () => Promise<T> {
  let here: T | null = null
  const get = async (): Promise<T> => {
    here = await load()
    return here
  }
  waiting.push(get)
  return () => (here === null ? get() : atOnce(here))
}

/** A promise that calls back within `then`, which lets React's lazy show the part in the same pass. */
const atOnce = <T>(value: T): Promise<T> =>
  // biome-ignore lint/suspicious/noThenProperty: it is one
  ({ then: (come: (value: T) => unknown) => void come(value) }) as unknown as Promise<T>

/** Fetches what was not yet; what fails is asked for again with the next call. */
export function fetchAhead(): void {
  for (const load of waiting.splice(0)) load().catch(() => waiting.push(load))
}
