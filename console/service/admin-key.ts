/** The key of the controls (`ADMIN_KEY`): asked for when the service wants it, kept for as long as the tab is open. */
import { signal } from '@preact/signals'

const NAME = 'admin-key'

export const adminKey = signal(sessionStorage.getItem(NAME) ?? '')

/** Whether the service refused a request for want of the right key. */
export const keyWanted = signal(false)

export function setAdminKey (key: string): void {
  sessionStorage.setItem(NAME, key)
  adminKey.value = key
  keyWanted.value = false
}
