// Settings of this screen: sweep, gain, theme, privacy, sound, and its one-time calibration with a bank card.
import { useEffect, useId, useRef, useState } from 'react'
import { SOUND_THEMES, VOLUME } from '../../model/tones.ts'
import { THEMES } from '../messages.ts'
import { GAINS, SWEEPS, settings } from '../stores/settings.ts'
import { BAR, barWidth, CARD_HEIGHT_MM, CARD_MM, pxPerMmOf, sweepWords } from './calibration.ts'
import { Dialog } from './Dialog.tsx'
import { toggleFullScreen } from './screen.ts'
import { useLink, useSettings } from './use.ts'

interface Props {
  /** Opened for the size of the screen. */
  readonly calibrate: boolean
  readonly testSound: () => void
  readonly close: () => void
}

export function ScreenSettings({ calibrate, testSound, close }: Props) {
  const dark = useLink((state) => state.mayGoDark)
  const { sweep, gain, theme, privacy, teaches, pxPerMm } = useSettings((state) => state)
  return (
    <Dialog title="Settings of this screen" close={close}>
      <Radios name="Sweep" list={SWEEPS} value={sweep} say={(one) => `${one} mm/s`} choose={(one) => settings.setState({ sweep: one })} />
      <Radios name="ECG gain" list={GAINS} value={gain} say={(one) => `${one} mm/mV`} choose={(one) => settings.setState({ gain: one })} />
      <Radios name="Theme" list={THEMES} value={theme} say={(one) => one} choose={(one) => settings.setState({ theme: one })} />
      <Flag on={privacy} turn={(on) => settings.setState({ privacy: on })} words="Privacy: hide names, age, sex and clinical text" />
      <Flag on={teaches} turn={(on) => settings.setState({ teaches: on })} words="“What is this?” lines of the demo" />
      <SoundSettings test={testSound} />
      <button type="button" className="button button-first" onClick={toggleFullScreen}>
        Full screen on or off
      </button>
      {dark && <p>This screen may sleep by itself: the browser refused to keep it awake. Set the computer not to sleep.</p>}
      <Calibration pxPerMm={pxPerMm} words={sweepWords(sweep, pxPerMm)} first={calibrate} />
    </Dialog>
  )
}

/** Volume belongs to this screen, and can be set to less, never to nothing. */
function SoundSettings({ test }: { readonly test: () => void }) {
  const { soundTheme, volume } = useSettings((state) => state)
  const id = useId()
  const percent = (share: number): number => Math.round(share * 100)
  return (
    <fieldset className="calibration sound-settings">
      <legend className="sr-only">Sound</legend>
      <Radios
        name="Sound of alarms"
        list={SOUND_THEMES}
        value={soundTheme}
        say={(one) => SOUND_WORDS[one]}
        choose={(one) => settings.setState({ soundTheme: one })}
      />
      <p id={id}>
        Volume <strong className="tabular">{percent(volume)} %</strong> at this screen. It ends at {percent(VOLUME.least)} %: an alarm is
        never set to nothing.
      </p>
      <div className="row">
        <input
          type="range"
          min={percent(VOLUME.least)}
          max={percent(VOLUME.most)}
          step={5}
          value={percent(volume)}
          aria-label="Volume of alarms at this screen"
          aria-valuetext={`${percent(volume)} percent`}
          aria-describedby={id}
          onChange={({ target }) => settings.setState({ volume: Number(target.value) / 100 })}
        />
        <button type="button" className="button" onClick={test}>
          Sound test…
        </button>
      </div>
    </fieldset>
  )
}

interface RadiosProps<T> {
  readonly name: string
  readonly list: readonly T[]
  readonly value: T
  readonly say: (one: T) => string
  readonly choose: (one: T) => void
}

function Radios<T extends string | number>({ name, list, value, say, choose }: RadiosProps<T>) {
  const group = useId()
  return (
    <fieldset className="radios">
      <legend>{name}</legend>
      {list.map((one) => (
        <label key={one}>
          <input type="radio" name={group} checked={one === value} onChange={() => choose(one)} />
          {say(one)}
        </label>
      ))}
    </fieldset>
  )
}

function Flag({ on, turn, words }: { readonly on: boolean; readonly turn: (on: boolean) => void; readonly words: string }) {
  return (
    <label className="flag">
      <input type="checkbox" checked={on} onChange={({ target }) => turn(target.checked)} />
      {words}
    </label>
  )
}

const SOUND_WORDS = { general: 'one pitch for all', 'melodies-2012': 'a melody for each kind (2012)' } as const

/** A card drawn as large as the bar says: when it is as large as the card held against it, the screen is calibrated. */
function Calibration(props: { readonly pxPerMm: number | null; readonly words: string; readonly first: boolean }) {
  const { pxPerMm, words, first } = props
  const [width, setWidth] = useState(() => barWidth(pxPerMm))
  const id = useId()
  const slider = useRef<HTMLInputElement>(null)
  // After the dialog took the focus for its first control.
  useEffect(() => {
    if (first) slider.current?.focus()
  }, [first])
  return (
    <fieldset className="calibration">
      <legend>Size of this screen</legend>
      <p id={id}>
        Hold a bank card ({CARD_MM.toFixed(2)} mm wide) flat against the screen and move the slider until the frame is exactly as wide. Now:{' '}
        <strong>{words}</strong>.
      </p>
      <input
        ref={slider}
        type="range"
        min={BAR.least}
        max={BAR.most}
        step={1}
        value={width}
        aria-label="Width of the card on this screen"
        aria-valuetext={`${width} pixels`}
        aria-describedby={id}
        onChange={({ target }) => setWidth(Number(target.value))}
      />
      <div className="card" style={{ width, height: (width * CARD_HEIGHT_MM) / CARD_MM }} aria-hidden="true">
        {CARD_MM.toFixed(2)} mm
      </div>
      <div className="row">
        <button type="button" className="button" onClick={() => settings.setState({ pxPerMm: pxPerMmOf(width) })}>
          Keep this size
        </button>
        {pxPerMm !== null && (
          <button type="button" className="button" onClick={() => settings.setState({ pxPerMm: null })}>
            Forget the calibration
          </button>
        )}
      </div>
    </fieldset>
  )
}
