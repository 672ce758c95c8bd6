import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** Over the page, for as long as it is rendered; Escape closes it. */
export function Dialog ({ title, onClose, children }: DialogProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    element.current!.showModal()
    // The first that can be filled in, rather than the button that closes.
    element.current!.querySelector<HTMLElement>('form :is(input, select, textarea)')?.focus()
  }, [])
  return (
    <dialog ref={element} aria-labelledby={id} onClose={onClose}>
      <div class='stack'>
        <div class='row'>
          <h2 id={id}>{title}</h2>
          <button type='button' class='plain small' style={{ marginInlineStart: 'auto' }} onClick={() => { element.current!.close() }}>
            Close
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
