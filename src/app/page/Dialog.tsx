// A dialog: the browser's own, which keeps the focus inside, closes by Esc and gives the focus back.
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Tool } from './WardBar.tsx'

export function Dialog({ title, close, children }: { readonly title: string; readonly close: () => void; readonly children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current!
    element.showModal()
    return () => element.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <Tool icon="close" label="Close (Esc)" press={close} />
      </div>
      {children}
    </dialog>
  )
}
