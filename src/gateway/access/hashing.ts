// The thread that hashes passwords: of the lowest priority, so that whatever the ward needs of a processor comes first.
import { argon2Sync } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'

export interface ToHash {
  readonly message: Uint8Array
  readonly nonce: Uint8Array
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly tagLength: number
}
/** `failed`: costs that are none. */
export type Hashed = { readonly key: Uint8Array } | { readonly failed: string }

const port = parentPort
if (!port) throw new Error('this is a worker')
try {
  // Linux takes a thread's number here: this thread is made nice, and no other.
  setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), 19)
} catch {
  // Elsewhere it hashes at the priority that it has.
}
port.on('message', (asked: ToHash) => {
  try {
    port.postMessage({ key: new Uint8Array(argon2Sync('argon2id', asked)) } satisfies Hashed)
  } catch (error) {
    port.postMessage({ failed: error instanceof Error ? error.message : String(error) } satisfies Hashed)
  }
  asked.message.fill(0)
})
