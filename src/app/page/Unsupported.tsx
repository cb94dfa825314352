// A browser that cannot show a ward says so, instead of a screen that stays black.
export function Unsupported({ missing }: { readonly missing: string }) {
  return (
    <main className="notice-page">
      <h1>This browser cannot show a ward</h1>
      <p>It lacks: {missing}.</p>
      <p>Open Wardlight in a current Chrome, Edge, Firefox or Safari. Until then, look at the bedside monitors.</p>
    </main>
  )
}
