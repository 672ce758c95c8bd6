/** What is around every view: the tenant, what is switched on, the way to the others. */
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { DataView } from '../data/data-view.js'
import { FaultsView } from '../faults/faults-view.js'
import { FleetView } from '../fleet/fleet-view.js'
import { OverviewView } from '../overview/overview-view.js'
import { ErrorNotice } from '../parts/notice.js'
import { followRequests } from '../requests/request-log.js'
import { RequestsView } from '../requests/requests-view.js'
import { address } from '../service/address.js'
import type { View } from '../service/address.js'
import { adminKey } from '../service/admin-key.js'
import { loadService, service } from '../service/service-info.js'
import { useLoad } from '../service/use-load.js'
import { StateView } from '../state/state-view.js'
import { Chips } from './chips.js'
import { KeyDialog } from './key-dialog.js'
import { Navigation, titles } from './navigation.js'
import { TenantPicker } from './tenant-picker.js'
import { theme, themes } from './theme.js'

const pages: Readonly<Record<View, () => JSX.Element>> = {
  overview: OverviewView,
  requests: RequestsView,
  data: DataView,
  fleet: FleetView,
  faults: FaultsView,
  state: StateView
}

export function Shell (): JSX.Element {
  const { view, tenant } = address.value
  const { error, reload } = useLoad(loadService, [])
  useEffect(followRequests, [adminKey.value])
  useEffect(() => { document.title = `${titles[view]} · ${tenant} · Console` }, [view, tenant])
  const Page = pages[view]
  return (
    <div class='shell'>
      <a class='skip' href='#main' onClick={skip}>Skip to the view</a>
      <Top />
      <Navigation />
      <main class='main' id='main' tabIndex={-1}>
        {service.value === undefined
          ? <div class='page'>{error === undefined ? <p class='quiet'>Asking the service …</p> : <ErrorNotice error={error} onRetry={reload} />}</div>
          : <Page key={`${view} ${tenant}`} />}
      </main>
      <KeyDialog />
    </div>
  )
}

/** The fragment is the address, so the link must not set it. */
function skip (event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('main')!.focus()
}

function Top (): JSX.Element {
  const next = themes[(themes.indexOf(theme.value) + 1) % themes.length]!
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')!.href
  return (
    <header class='top'>
      <a class='brand' href={`#/${address.value.tenant}/overview`}>
        <img src={icon} alt='' /><span>Console</span> <small>{service.value?.name} {service.value?.version}</small>
      </a>
      <TenantPicker />
      <Chips />
      <div class='top-end'>
        <button class='plain small' onClick={() => { theme.value = next }} aria-label={`Theme: ${theme.value}. Change to ${next}`}>
          <span aria-hidden='true'>{{ auto: '◐', light: '☼', dark: '☾' }[theme.value]}</span> {theme.value}
        </button>
      </div>
    </header>
  )
}
