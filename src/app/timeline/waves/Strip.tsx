// The strip around an alarm, one click from it: 10 s before to 10 s after, on true paper, printed as it is seen.
import { useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { UNITS_OF_TABLE } from '../../../model/shownunits.ts'
import { AlarmStrip } from '../../alarms/Strip.tsx'
import { useNow, useZone } from '../../census/use.ts'
import { dayTimeIn } from '../../census/words.ts'
import { useSettings, useWard } from '../../page/use.ts'
import { Tool } from '../../page/WardBar.tsx'
import { Printed } from '../../shift/Printed.tsx'
import { intervalsOf } from './beats.ts'
import { whyOf } from './holes.ts'
import { Pick } from './Pick.tsx'
import type { StripOf } from './StripButton.tsx'
import { StripSvg } from './StripSvg.tsx'
import { ECG_GAINS, type EcgGain, SPEEDS, type Speed } from './scale.ts'
import { lanesOf, rowsOfStrip, stripAround } from './strips.ts'
import { emptyWords, windowWords } from './told.ts'
import { grows, SETTLED, useStretch } from './use.ts'
import { gapWords } from './words.ts'
import '../../census/census.css'
import './waves.css'

/** A strip that runs is asked for again after so long, ms. */
const AGAIN = 2000
/** A4 landscape less its margins, mm; on a screen the same rows, so that what is printed is what was seen. */
const PAPER_MM = 277

/** A dialog of the page itself, wherever it was opened from: it alone goes to paper. */
export function Strip({ stay, at, words, who, close }: StripOf & { readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current!
    const before = document.activeElement
    element.showModal()
    return () => {
      element.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const zone = useZone()
  return createPortal(
    <dialog
      ref={dialog}
      className="dialog sheet strip-dialog"
      aria-label={`Strip: ${words}`}
      onCancel={(event) => {
        event.preventDefault()
        // A portal's events reach what opened it, too.
        event.stopPropagation()
        close()
      }}
    >
      {/* The one of the page is behind it, and cannot be touched. */}
      <AlarmStrip alone />
      <div className="dialog-head sheet-head">
        <h2>
          {who} · {words} <small className="tabular">{dayTimeIn(zone, at)}</small>
        </h2>
        <Tool icon="close" label="Close (Esc)" press={close} />
      </div>
      <div className="sheet-body">
        <Paper stay={stay} at={at} words={words} zone={zone} />
      </div>
    </dialog>,
    document.body,
  )
}

function Paper({ stay, at, words, zone }: Omit<StripOf, 'who'> & { readonly zone: string }) {
  const stretch = stripAround(at)
  const { loaded, failed, took, again } = useStretch(stay, stretch, { follow: AGAIN })
  const settled = useSettings((state) => state)
  const units = useWard((state) => state.ward?.units ?? UNITS_OF_TABLE)
  const now = useNow()
  const [speed, setSpeed] = useState<Speed>(settled.sweep === 50 ? 50 : 25)
  const [gain, setGain] = useState<EcgGain>(settled.gain)
  // An alarm that has just begun: what is to come is waited for.
  const whole = !grows(stretch, took)
  const until = took === null ? stretch.to : Math.min(stretch.to, took - SETTLED)
  const pieces = loaded?.pieces ?? []
  const gaps = loaded?.gaps ?? {}
  const lanes = lanesOf(pieces, gaps, gain, stretch)
  const holes = lanes.find(({ ruler }) => ruler.kind === 'ecg')
  const intervals = intervalsOf(loaded?.beats ?? [], [], stretch)
  const told = windowWords(lanes, intervals, stretch, zone, until)
  const why = Object.values(gaps).flat().length > 0 ? gapWords(whyOf(Object.values(gaps).flat(), stretch)) : null
  return (
    <>
      <div className="waves-tools no-print">
        <Pick label="Speed, mm/s" list={SPEEDS} value={speed} say={String} choose={setSpeed} />
        <Pick label="ECG, mm/mV" list={ECG_GAINS} value={gain} say={String} choose={setGain} />
        <button type="button" className="button" disabled={lanes.length === 0} onClick={() => print()}>
          Print
        </button>
        {settled.pxPerMm === null && <p className="waves-said">Scale not calibrated on this screen; on paper it is true.</p>}
      </div>
      {failed !== null && (
        <p role="alert">
          {failed}{' '}
          <button type="button" className="button" onClick={again}>
            Ask again
          </button>
        </p>
      )}
      {!whole && <p role="status">The alarm has just begun: the rest of the strip follows.</p>}
      {loaded === null && failed === null && <p role="status">Asking…</p>}
      {loaded !== null && lanes.length === 0 && <p className="waves-empty">{emptyWords(stretch.to, now, why)}</p>}
      {lanes.length > 0 && (
        <>
          <p className="tabular" data-strip-told>
            {speed} mm/s, ECG {gain} mm/mV. {told}.
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className="strip-rows" tabIndex={0} aria-label="Strip" data-lead={holes?.signal}>
            {rowsOfStrip(stretch, speed, PAPER_MM).map((row) => (
              <StripSvg
                key={row.from}
                {...row}
                pieces={pieces}
                gaps={gaps}
                mmPerSecond={speed}
                mmPerMv={gain}
                zone={zone}
                units={units}
                whole={stretch}
                until={until}
                pxPerMm={settled.pxPerMm}
                marks={[{ at, words }]}
              />
            ))}
          </section>
        </>
      )}
      <Printed names={false} />
    </>
  )
}
