// The thread in which a recording that ended before the start becomes history: quarter by quarter, each handed over before the next is read.
import { parentPort, workerData } from 'node:worker_threads'
import type { Recorded } from '../../../feed/source.ts'
import { recordedSlices } from '../../../feed/wfdb/recorded.ts'
import { buffersOf, packPast } from '../past.ts'

const port = parentPort!
const slices = recordedSlices(workerData as Recorded)
port.on('message', () => {
  const { value, done } = slices.next()
  if (done) {
    port.postMessage(null)
    port.close()
    return
  }
  const packed = packPast(value.samples)
  port.postMessage({ packed, share: value.share }, [...buffersOf(packed)])
})
