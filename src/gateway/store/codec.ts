// How samples become the bytes that are sealed: the head as it came, and a span of one signal.
import { deserialize, serialize } from 'node:v8'
import type { Sample } from '../../model/sample.ts'

export const packHead = (samples: readonly Sample[]): Uint8Array => serialize(samples)
export const unpackHead = (bytes: Uint8Array): readonly Sample[] => deserialize(bytes)
export const packRaw = (samples: readonly Sample[]): Uint8Array => serialize(samples)
export const unpackRaw = (bytes: Uint8Array): readonly Sample[] => deserialize(bytes)
