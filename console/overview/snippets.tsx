import type { JSX } from 'preact'
import { Copyable } from '../parts/copy-button.js'
import { DEFAULT_TENANT } from '../service/address.js'
import type { Service } from '../service/controls.js'
import { rootOf, servesFamily } from '../service/service-info.js'
import { madeToken } from './token-kinds.js'

/** Requests ready to be pasted. */
export function Snippets ({ known, tenant }: { readonly known: Service, readonly tenant: string }): JSX.Element {
  const path = servesFamily(known) ? '/officeConfiguration' : ''
  const url = rootOf(known) + path
  const header = tenant === DEFAULT_TENANT ? '' : ` \\\n  -H 'x-tenant-id: ${tenant}'`
  const member = tenant === DEFAULT_TENANT ? '' : `, 'x-tenant-id': '${tenant}'`
  const token = madeToken.value === '' ? 'any-word' : madeToken.value
  return (
    <section class='card'>
      <header><h2>From a client</h2></header>
      {madeToken.value === '' && known.settings['auth'] === 'jwt' && <p class='quiet small'>Tokens are verified: with the one that is made here, these are ready.</p>}
      <Copyable block text={`curl ${url} \\\n  -H 'Authorization: Bearer ${token}'${header}`} />
      <Copyable
        block
        text={`const response = await fetch('${url}', {\n  headers: { authorization: 'Bearer ${token}'${member} }\n})\nconsole.log(await response.json())`}
      />
    </section>
  )
}
