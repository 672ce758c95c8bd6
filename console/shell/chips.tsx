/** What is switched on that could surprise. */
import type { JSX } from 'preact'
import { hrefOf } from '../service/address.js'
import { useSurprises } from '../overview/surprises.js'

export function Chips (): JSX.Element {
  const { surprises } = useSurprises()
  return (
    <div class='chips' aria-label='Switched on' role='group'>
      {surprises.map(({ kind, brief, view }) => <a key={kind} class='chip' href={hrefOf({ view, path: '', params: {} })}>{brief}</a>)}
    </div>
  )
}
