// The whole page broke: it watches nothing, and says so.
export function Broken({ message }: { readonly message: string }) {
  return (
    <main className="notice-page" data-link="lost">
      <h1 role="alert">▲ This screen is not watching</h1>
      <p>Look at the bedside monitors. What went wrong: {message}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        Start again
      </button>
    </main>
  )
}
