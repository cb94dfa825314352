// What the ward screen itself asks of the doors of access: to leave the seat, and to end an emergency.
import type { BodyOf, Posted } from '../../model/access.ts'
import { link } from '../stores/link.ts'
import { keepAgain } from '../stores/settings.ts'

/** True where the gateway did it; else it is said on the screen. */
async function ask<K extends Posted>(door: K, body: BodyOf<K>): Promise<boolean> {
  const [method, path] = door.split(' ') as [string, string]
  try {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(path, { method, headers, body: JSON.stringify(body), credentials: 'same-origin' })
    if (answer.ok) return true
    link.setState({ failed: `The gateway refused this (${answer.status}). Nothing was changed.` })
  } catch {
    link.setState({ failed: 'The gateway cannot be reached. Nothing was changed: try again.' })
  }
  return false
}

/** Gives the station back, or leaves this browser with nobody. The browser clears its storage then: this screen's settings are put back. */
export async function leaveSeat(station: boolean): Promise<boolean> {
  const left = await ask('POST /api/sign-out', {})
  if (left) keepAgain(station)
  return left
}

export const endEmergency = (id: string): Promise<boolean> => ask('POST /api/emergency/end', { id })
