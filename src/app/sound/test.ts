// The answer to "did you hear it?": asked of a person, since a page cannot hear; kept by the gateway, and by this screen until the next.
import { post, RefusedByGateway } from '../access/api.ts'
import { gatewayTime, link } from '../stores/link.ts'
import { type SoundTested, settings } from '../stores/settings.ts'

/**
 * Keeps an answer. `screen` tells several screens of one station apart. Where the gateway cannot be reached it counts all the same, not recorded.
 * Throws what the gateway refuses.
 */
export async function keepSoundTest(heard: boolean, screen: string): Promise<void> {
  const { soundTheme: theme, volume } = settings.getState()
  const own: SoundTested = { heard, at: gatewayTime(link.getState(), performance.now()) ?? Date.now(), kept: false }
  const answer = await post('POST /api/sound-test', { heard, screen, theme, volume }).catch((error: unknown) => {
    if (error instanceof RefusedByGateway && error.code !== 'unreachable') throw error
    return own
  })
  settings.setState({ soundTest: { heard, at: answer.at, kept: answer.kept } })
}
