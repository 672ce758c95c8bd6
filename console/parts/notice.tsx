import type { JSX } from 'preact'
import { messageOf } from '../service/controls.js'

/** What went wrong, in the service's words; nothing when nothing did. */
export function ErrorNotice ({ error, onRetry }: { readonly error: unknown, readonly onRetry?: () => void }): JSX.Element | null {
  if (error === undefined) return null
  return (
    <div class='notice error' role='alert'>
      {messageOf(error)}
      {onRetry !== undefined && <div class='row'><button class='small' onClick={onRetry}>Try again</button></div>}
    </div>
  )
}
