// A dialog: the browser's own, which keeps the focus inside, closes by Esc and gives the focus back.
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Tool } from './WardBar.tsx'

export function Dialog({ title, close, children }: { readonly title: string; readonly close: () => void; readonly children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Closed before it leaves the DOM, else the focus is not given back.
  useLayoutEffect(() => {
    const element = dialog.current!
    element.showModal()
    // React's autoFocus comes too early: before the dialog is open.
    element.querySelector<HTMLElement>('[data-first]')?.focus()
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
