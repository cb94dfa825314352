// One of a ward's pages beside its tiles; at a locked station whoever opens it says who they are first.
import { useLocation } from 'wouter'
import { HandOver } from '../access/HandOver.tsx'
import { useMe } from '../access/use.ts'
import { Scores } from '../early/Scores.tsx'
import { wardPath } from '../page/paths.ts'
import { useWard } from '../page/use.ts'
import { Replay } from '../replay/Replay.tsx'
import { Downtime } from '../shift/Downtime.tsx'
import { Handover } from '../shift/Handover.tsx'
import { History } from '../shift/History.tsx'
import { Quiet } from '../shift/Quiet.tsx'
import '../shift/shift.css'
import { me } from '../stores/me.ts'
import { Beds } from './Beds.tsx'
import './census.css'
import { Devices } from './Devices.tsx'
import { List } from './List.tsx'
import { rightTo } from './rights.ts'
import { Sheet } from './Sheet.tsx'
import { SHEETS, type SheetKey } from './sheets.ts'

const PAGES = {
  list: List,
  beds: Beds,
  scores: Scores,
  devices: Devices,
  alarms: History,
  replay: Replay,
  handover: Handover,
  quiet: Quiet,
  downtime: Downtime,
} as const satisfies Record<SheetKey, unknown>

export function Pages({ ward, sheet }: { readonly ward: string; readonly sheet: SheetKey }) {
  const right = useMe((state) => rightTo(state.me?.authority ?? null, SHEETS[sheet].action))
  // Another person gets a page of their own: nothing of the one before stays in it.
  const who = useMe((state) => state.me?.account?.id ?? state.me?.authority.is ?? '')
  const known = useWard((state) => state.ward?.id === ward)
  const [, navigate] = useLocation()
  const Page = PAGES[sheet]
  if (right === 'by-pin')
    return <HandOver close={() => me.getState().me?.authority.is === 'person' || navigate(wardPath(ward) + location.search)} />
  return (
    <Sheet ward={ward} sheet={sheet}>
      {right === 'no' ? (
        <p>Your role does not do this.</p>
      ) : known ? (
        <Page key={`${sheet} ${who}`} ward={ward} />
      ) : (
        <p role="status">Waiting for the ward…</p>
      )}
    </Sheet>
  )
}
