import type { JSX } from 'preact'
import { address, go } from '../service/address.js'
import { controls, take } from '../service/controls.js'
import { useLoad } from '../service/use-load.js'

/** As many as can be chosen from; any other can be typed. */
const MOST = 200

export function TenantPicker (): JSX.Element {
  const { tenant, view } = address.value
  const { value } = useLoad(async () => await take(controls.GET('/__admin/tenants', { params: { query: { top: MOST } } })), [view], 10_000)
  const choose = (event: Event): void => {
    const name = (event.currentTarget as HTMLInputElement).value.trim().toLowerCase()
    if (name !== '' && name !== tenant) go({ tenant: name, path: '', params: {} })
  }
  return (
    <label class='tenant-picker'>
      <span>Tenant</span>
      <input
        list='tenants' aria-label='Tenant' value={tenant} onChange={choose} pattern='[A-Za-z0-9._\-]{1,128}'
        spellcheck={false} autocomplete='off'
      />
      <datalist id='tenants'>{value?.value.map(({ id }) => <option key={id} value={id} />)}</datalist>
    </label>
  )
}
