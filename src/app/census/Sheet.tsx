// A ward's pages beside its tiles: a large dialog that leaves the ward bar and its banners in sight, because watching goes on behind it.
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { useMe } from '../access/use.ts'
import { AlarmStrip } from '../alarms/Strip.tsx'
import { wardPath } from '../page/paths.ts'
import { useWard } from '../page/use.ts'
import { Tool } from '../page/WardBar.tsx'
import { rightTo } from './rights.ts'
import { SHEETS, type SheetKey } from './sheets.ts'

interface Props {
  readonly ward: string
  readonly sheet: SheetKey
  readonly children: ReactNode
}

export function Sheet({ ward, sheet, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [, navigate] = useLocation()
  const name = useWard((state) => (state.ward?.id === ward ? state.ward.name : ward))
  const demo = useMe((state) => state.me?.demo === true)
  const authority = useMe((state) => state.me?.authority ?? null)
  const close = (): void => navigate(wardPath(ward) + location.search)
  useLayoutEffect(() => {
    const element = dialog.current!
    element.showModal()
    return () => element.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        // A dialog inside of it is closed first, and by itself.
        if (event.target === dialog.current) close()
      }}
    >
      {/* The one of the page is behind it, and cannot be touched. */}
      <AlarmStrip alone />
      <div className="dialog-head sheet-head">
        <h2 id={id}>
          {SHEETS[sheet].words}: {name}
        </h2>
        {demo && <strong className="badge">DEMO</strong>}
        <nav aria-label="Pages of this ward" className="sheet-tabs">
          {(Object.keys(SHEETS) as SheetKey[])
            .filter((key) => rightTo(authority, SHEETS[key].action) !== 'no')
            .map((key) => (
              <Link key={key} href={`${wardPath(ward)}/${key}${location.search}`} aria-current={key === sheet ? 'page' : undefined}>
                {SHEETS[key].words}
              </Link>
            ))}
        </nav>
        <Tool icon="close" label="Close (Esc)" press={close} />
      </div>
      <div className="sheet-body">{children}</div>
    </dialog>
  )
}
