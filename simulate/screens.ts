// The app's own core of a ward as a screen of the simulation: the same code that a browser runs, without a socket.
import { fromSnapshot, takeFrame, type WardState } from '../src/app/core/ward.ts'
import type { Screen } from '../src/gateway/simulate/screens.ts'
import { NO_ALARMS } from '../src/model/alarmshown.ts'

export function createScreen(): Screen {
  let ward: WardState | null = null
  return {
    snapshot(snapshot) {
      ward = fromSnapshot(snapshot, ward, 0).ward
    },
    frame(bytes) {
      if (ward) takeFrame(ward, bytes, 0)
    },
    last: () => ward && { epoch: ward.epoch, seq: ward.seq },
    alarms: (place) => ward?.beds[place]?.alarms ?? NO_ALARMS,
  }
}
