// The timeline of one stay: a page of its own.
import { useTitle } from '../page/title.ts'

export function Timeline({ stay }: { readonly stay: string }) {
  useTitle('timeline')
  return (
    <main className="notice-page" data-stay={stay}>
      <h1>Timeline</h1>
    </main>
  )
}
