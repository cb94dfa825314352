// The sound test at the start of a shift: plays each priority, and asks what only a person can know.
import { useEffect, useState } from 'react'
import { ALARM_PRIORITIES, type AlarmPriority } from '../../model/tones.ts'
import { Failed } from '../access/parts.tsx'
import { useAsk } from '../access/use.ts'
import { keepSoundTest } from '../sound/test.ts'
import { Dialog } from './Dialog.tsx'
import { CANNOT_KNOW } from './soundwords.ts'
import { useSettings, useSound, useSoundState } from './use.ts'

const WORDS: Readonly<Record<AlarmPriority, { readonly mark: string; readonly name: string; readonly what: string }>> = {
  high: { mark: '***', name: 'High', what: 'ten pulses, 3 + 2, twice' },
  medium: { mark: '**', name: 'Medium', what: 'three pulses' },
  low: { mark: '*', name: 'Low', what: 'one pulse, or two' },
}

export function SoundTest({ close }: { readonly close: () => void }) {
  const sound = useSound()
  const off = useSoundState(({ state }) => state === 'off')
  const volume = useSettings((state) => state.volume)
  const [played, setPlayed] = useState(false)
  const { busy, failed, run } = useAsk()
  const [answer, setAnswer] = useState<boolean | null>(null)
  const play = async (list: readonly AlarmPriority[]): Promise<void> => {
    await sound?.arm()
    for (const priority of list) sound?.test(priority)
    setPlayed(true)
  }
  const say = (heard: boolean): void =>
    run(async () => {
      await keepSoundTest(heard, sound?.id ?? 'screen')
      setAnswer(heard)
    })
  useEffect(() => {
    if (answer === true) close()
  }, [answer, close])
  return (
    <Dialog title="Sound test" close={close}>
      <p>{CANNOT_KNOW} Your answer is kept.</p>
      <ul className="sound-list">
        {ALARM_PRIORITIES.map((priority) => (
          <li key={priority}>
            <button type="button" className="button button-first" onClick={() => void play([priority])}>
              Play <span aria-hidden="true">{WORDS[priority].mark}</span> {WORDS[priority].name}
            </button>
            <span>{WORDS[priority].what}</span>
          </li>
        ))}
      </ul>
      <div className="acts">
        <button type="button" className="button button-main" data-first onClick={() => void play(ALARM_PRIORITIES)}>
          Play all three
        </button>
        <span>at {Math.round(volume * 100)} % volume</span>
      </div>
      {off && played && (
        <p role="alert" className="refused">
          <span aria-hidden="true">▲ </span>This browser lets no sound out: allow sound for this page, or see whether the computer has a
          speaker.
        </p>
      )}
      {played && (
        <fieldset className="sound-asked" disabled={busy}>
          <legend>Did you hear it?</legend>
          <div className="acts">
            <button type="button" className="button button-main" onClick={() => say(true)}>
              Yes, I heard it
            </button>
            <button type="button" className="button" onClick={() => say(false)}>
              No
            </button>
          </div>
        </fieldset>
      )}
      {answer === false && (
        <p role="alert" className="refused">
          <span aria-hidden="true">▲ </span>SOUND NOT HEARD stays on this screen until a test is heard. Look at the speaker: its switch, its
          plug, the volume of the computer. Until then watch from a screen that is heard.
        </p>
      )}
      <Failed words={failed} />
    </Dialog>
  )
}
