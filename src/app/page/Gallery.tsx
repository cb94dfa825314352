// Every state of a tile with no gateway.
export function Gallery() {
  return <main className="notice-page">…</main>
}
