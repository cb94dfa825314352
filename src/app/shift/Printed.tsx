// What stands on every printed page of a ward: when, in which zone, by whom, what it is not.
import { useEffect } from 'react'
import { useMe } from '../access/use.ts'
import { useNow, useZone } from '../census/use.ts'
import { dayTimeIn } from '../census/words.ts'
import { useWard } from '../page/use.ts'

/** While it stands, the page is printed on such paper: named pages do not reach a dialog, and inline styles are forbidden here. */
function usePaper(paper: string): void {
  useEffect(() => {
    const style = new CSSStyleSheet()
    style.replaceSync(`@media print { @page { size: ${paper}; margin: 9mm 10mm; } }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, style]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== style)
    }
  }, [paper])
}

export function Printed({ names, paper = 'A4 landscape' }: { readonly names: boolean; readonly paper?: 'A4 landscape' | 'A4 portrait' }) {
  usePaper(paper)
  const demo = useWard((state) => state.gateway?.demo === true)
  const by = useMe((state) => state.me?.authority.name ?? '')
  const ward = useWard((state) => state.ward?.name ?? '')
  const zone = useZone()
  const now = useNow()
  return (
    <p className="only-print">
      {demo && <strong>DEMO: every patient is invented. </strong>}
      {ward}. Printed {now === null ? '' : dayTimeIn(zone, now)} ({zone}) by {by}.
      {names && ' Names of patients: keep it with you, then destroy it.'} Secondary display: bedside alarms lead.
    </p>
  )
}
