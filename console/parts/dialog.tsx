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
  useEffect(() => { element.current!.showModal() }, [])
  return (
    <dialog ref={element} aria-labelledby={id} onClose={onClose}>
      <div class='stack'>
        <div class='row'>
          <h2 id={id}>{title}</h2>
          <button type='button' class='plain small' style={{ marginInlineStart: 'auto' }} onClick={() => { element.current!.close() }}>Close</button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
