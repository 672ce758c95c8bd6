import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { address, hrefOf, views } from '../service/address.js'
import type { View } from '../service/address.js'
import { entries } from '../requests/request-log.js'
import { service, servesFamily } from '../service/service-info.js'

export const titles: Readonly<Record<View, string>> = {
  overview: 'Overview',
  requests: 'Requests',
  data: 'Data',
  fleet: 'Fleet',
  faults: 'Faults and throttle',
  state: 'Snapshots and clock'
}

const DOCUMENTATION = 'https://github.com/graph-office-emulator/graph-office-emulator/tree/main/docs'

export function Navigation (): JSX.Element {
  const known = service.value
  const nav = useRef<HTMLElement>(null)
  // Where the links are in one line, the present one may be out of sight.
  useEffect(() => { nav.current!.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' }) }, [address.value.view])
  const shown = views.filter(view => view !== 'fleet' || known === undefined || servesFamily(known))
  return (
    <nav ref={nav} class='side' aria-label='Views'>
      {shown.map(view => (
        <a key={view} href={hrefOf({ view, path: '', params: {} })} aria-current={address.value.view === view ? 'page' : undefined}>
          {titles[view]}{view === 'requests' && entries.value.length > 0 && <span class='count'>{entries.value.length}</span>}
        </a>
      ))}
      <div class='outside'>
        {known?.settings['adminPort'] === '' && <a href='../docs'>Swagger UI</a>}
        <a href='docs'>Controls (HTTP)</a>
        <a href={DOCUMENTATION} rel='noreferrer'>Documentation</a>
      </div>
    </nav>
  )
}
