// What the ward screen itself asks of the doors of access: to leave the seat, and to end an emergency.
import { post, RefusedByGateway } from '../access/api.ts'
import { link } from '../stores/link.ts'
import { keepAgain } from '../stores/settings.ts'

/** True where the gateway did it; else it is said on the screen. */
async function done(act: Promise<unknown>): Promise<boolean> {
  try {
    await act
    return true
  } catch (error) {
    link.setState({ failed: error instanceof RefusedByGateway ? error.message : 'That did not work. Nothing was changed.' })
    return false
  }
}

/** Gives the station back, or leaves this browser with nobody. The browser clears its storage then: this screen's settings are put back. */
export async function leaveSeat(station: boolean): Promise<boolean> {
  const left = await done(post('POST /api/sign-out', {}))
  if (left) keepAgain(station)
  return left
}

export const endEmergency = (id: string): Promise<boolean> => done(post('POST /api/emergency/end', { id }))
