// The sound in the ward bar, always at its place: off, not heard, not tested, or heard and when. A press arms it, or opens its test.
import { useRef } from 'react'
import { gatewayTime } from '../stores/link.ts'
import { CANNOT_KNOW, soundWords } from './soundwords.ts'
import { useLink, useSettings, useSoundState, useWard } from './use.ts'

const SYMBOL = { off: '▲', unheard: '▲', untested: '', heard: '' } as const

export function SoundCell({ test }: { readonly test: () => void }) {
  const state = useSoundState((one) => one.state)
  const tested = useSettings((one) => one.soundTest)
  const zone = useWard((one) => one.ward?.zone ?? 'UTC')
  const said = useLink((one) => JSON.stringify(soundWords(state, tested, gatewayTime(one, performance.now()), zone)))
  const { look, words } = JSON.parse(said) as ReturnType<typeof soundWords>
  const [lead, rest] = words.split(': ')
  // The touch itself arms it, before the click comes: a press that found it off has done what it was for.
  const wasOff = useRef(false)
  const touched = (): void => {
    wasOff.current = state === 'off'
  }
  return (
    <button
      type="button"
      className="bar-sound"
      data-sound={look}
      title={CANNOT_KNOW}
      onPointerDown={touched}
      onKeyDown={touched}
      onClick={() => !wasOff.current && test()}
    >
      <span role="status">
        {SYMBOL[look] !== '' && <span aria-hidden="true">{SYMBOL[look]} </span>}
        {lead}
        {rest !== undefined && (
          <>
            {': '}
            <span className="bar-line">{rest}</span>
          </>
        )}
      </span>
    </button>
  )
}
