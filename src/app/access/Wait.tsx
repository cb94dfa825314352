// While the gateway has not said who this browser is.
import { useMe } from './use.ts'

export function Wait() {
  const failed = useMe((state) => state.failed)
  return (
    <main className="notice-page">
      {failed === null ? (
        <p role="status">Connecting…</p>
      ) : (
        <>
          <div role="alert">
            <h1>▲ No answer from the gateway: this screen is not monitoring</h1>
          </div>
          <p>Look at the bedside monitors. Trying again…</p>
        </>
      )}
    </main>
  )
}
