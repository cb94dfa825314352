// Parts of the page that are loaded when first seen, and fetched ahead while the gateway answers: a bed opens also when the line is lost.
const waiting: (() => Promise<unknown>)[] = []

/** Has a part fetched ahead, too. */
export function ahead<T>(load: () => Promise<T>): () => Promise<T> {
  waiting.push(load)
  return load
}

/** Fetches what was not yet; what fails is asked for again with the next call. */
export function fetchAhead(): void {
  for (const load of waiting.splice(0)) load().catch(() => waiting.push(load))
}
