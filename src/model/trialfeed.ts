// The device of a trial feed: told by its id, so that neither a patient nor any other device comes to be mixed with it.
import { type DeviceId, deviceId } from './ids.ts'

/** One trial feed for a bed. */
export const trialDevice = (bed: string): DeviceId => deviceId(`trial-${bed}`)
export const isTrial = (device: string): boolean => device.startsWith('trial-')
