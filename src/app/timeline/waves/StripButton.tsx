// A button that opens the strip of an alarm; the strip is loaded when it is.
import { lazy, useState } from 'react'
import { ahead } from '../../page/ahead.ts'
import { Part } from '../../page/Part.tsx'

const Strip = lazy(ahead(() => import('./Strip.tsx').then(({ Strip }) => ({ default: Strip }))))

export interface StripOf {
  readonly stay: string
  /** When the alarm was raised. */
  readonly at: number
  /** The alarm as it stood, with its mark. */
  readonly words: string
  /** Bed, and who lies there as far as the reader may know. */
  readonly who: string
}

/** A button that opens the strip. */
export function StripButton({ strip, className = 'button' }: { readonly strip: StripOf; readonly className?: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={className} onClick={() => setOpen(true)} data-open-strip>
        Strip<span className="sr-only"> of {strip.words}</span>
      </button>
      {open && (
        <Part quiet>
          <Strip {...strip} close={() => setOpen(false)} />
        </Part>
      )}
    </>
  )
}
