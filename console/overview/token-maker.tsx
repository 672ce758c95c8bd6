/** Tokens to copy: good ones, and such as must be refused. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Copyable } from '../parts/copy-button.js'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { controls, take } from '../service/controls.js'
import type { TokenRequest } from '../service/controls.js'

const kinds = {
  good: { words: 'good', request: {} },
  expired: { words: 'expired', request: { expiresIn: -1 } },
  audience: { words: 'for another audience', request: { audience: 'api://other' } }
} as const satisfies Record<string, { readonly words: string, readonly request: TokenRequest }>

const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter(word => word !== '')

export function TokenMaker ({ tenant }: { readonly tenant: string }): JSX.Element {
  const [token, setToken] = useState('')
  const { busy, error, run } = useAction()
  const make = (event: SubmitEvent): void => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget as HTMLFormElement)
    const text = (name: string): string => String(fields.get(name) ?? '').trim()
    const [permissions, kind] = [wordsOf(text('permissions')), kinds[text('kind') as keyof typeof kinds]]
    const given = permissions.length === 0 ? {} : text('user') === '' ? { roles: permissions } : { scopes: permissions }
    const body = { tenant: text('tenant'), ...given, ...text('user') === '' ? {} : { user: text('user') }, expiresIn: Number(text('seconds')), ...kind.request }
    run(async () => { setToken((await take(controls.POST('/__admin/tokens', { body }))).token) })
  }
  return (
    <section class='card'>
      <header><h2>A token</h2></header>
      <form class='stack' onSubmit={make}>
        <div class='fields'>
          <label class='field'><span>Tenant</span><input name='tenant' value={tenant} required /></label>
          <label class='field'>
            <span>That is</span>
            <select name='kind'>
              {Object.entries(kinds).map(([name, { words }]) => <option key={name} value={name}>{words}</option>)}
            </select>
          </label>
          <label class='field'>
            <span>Seconds it lives</span>
            <input name='seconds' type='number' min='1' max='31536000' value='3600' required />
          </label>
          <label class='field'><span>User, or the application's</span><input name='user' placeholder='adele@contoso.com' /></label>
        </div>
        <label class='field'>
          <span>Permissions; all without any</span>
          <input name='permissions' placeholder='DeviceManagementConfiguration.Read.All' spellcheck={false} />
        </label>
        <div class='row'><button disabled={busy}>Make it</button></div>
      </form>
      <ErrorNotice error={error} />
      {token !== '' && <Copyable block text={token} />}
    </section>
  )
}
