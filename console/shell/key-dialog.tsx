/** Asks for the key of the controls. */
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { adminKey, keyWanted, setAdminKey } from '../service/admin-key.js'
import { Dialog } from '../parts/dialog.js'

export function KeyDialog (): JSX.Element | null {
  const input = useRef<HTMLInputElement>(null)
  if (!keyWanted.value) return null
  const enter = (event: SubmitEvent): void => {
    event.preventDefault()
    setAdminKey(input.current!.value)
  }
  return (
    <Dialog title='The controls need their key' onClose={() => { keyWanted.value = false }}>
      <form onSubmit={enter}>
        {adminKey.value !== '' && <p class='notice error'>The key that was entered is not the right one.</p>}
        <p class='quiet'>
          It is what the service was started with as <code>ADMIN_KEY</code>, or what it printed at its start.
          This tab keeps it until it is closed.
        </p>
        <label class='field'>
          <span>Key</span>
          <input ref={input} type='password' autocomplete='off' autofocus required />
        </label>
        <div class='row end'><button class='primary'>Use it</button></div>
      </form>
    </Dialog>
  )
}
