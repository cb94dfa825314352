// Opaque ids, a brand each. Stay ids are random and say nothing about the patient.
declare const id: unique symbol
type Id<Name extends string> = string & { readonly [id]: Name }

export type WardId = Id<'ward'>
export type BedId = Id<'bed'>
export type StayId = Id<'stay'>
export type DeviceId = Id<'device'>

export const wardId = (text: string): WardId => text as WardId
export const bedId = (text: string): BedId => text as BedId
export const stayId = (text: string): StayId => text as StayId
export const deviceId = (text: string): DeviceId => text as DeviceId

/** A random id of 16 bytes in hex, from the bytes handed in (the caller owns the source of chance). */
export function randomId(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
