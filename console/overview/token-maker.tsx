/** Tokens to copy: good ones, and such as must be refused. */
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Copyable } from '../parts/copy-button.js'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import type { TokenRequest } from '../service/controls.js'
import { kinds, madeToken, makeToken, refusalOf } from './token-kinds.js'
import type { KindOfToken } from './token-kinds.js'
import { Verification } from './verification.js'

const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter(word => word !== '')

/** What was typed, as the service takes it. */
function requestOf (fields: FormData): TokenRequest {
  const text = (name: string): string => String(fields.get(name) ?? '').trim()
  const [permissions, user] = [wordsOf(text('permissions')), text('user')]
  const given = permissions.length === 0 ? {} : user === '' ? { roles: permissions } : { scopes: permissions }
  return { tenant: text('tenant'), ...given, ...user === '' ? {} : { user }, expiresIn: Number(text('seconds')) }
}

export function TokenMaker ({ tenant }: { readonly tenant: string }): JSX.Element {
  const [kind, setKind] = useState<KindOfToken>('good')
  const { busy, error, run } = useAction()
  const make = (event: SubmitEvent): void => {
    event.preventDefault()
    const body = requestOf(new FormData(event.currentTarget as HTMLFormElement))
    run(async () => { await makeToken(kind, body) })
  }
  const names = Object.keys(kinds) as KindOfToken[]
  return (
    <section class='card' aria-label='A token'>
      <header><h2>A token</h2></header>
      <form class='stack' onSubmit={make}>
        <div class='fields'>
          <label class='field'><span>Tenant</span><input name='tenant' value={tenant} required /></label>
          <label class='field'>
            <span>That is</span>
            <select value={kind} onChange={event => { setKind(names[event.currentTarget.selectedIndex]!) }}>
              {names.map(name => <option key={name} value={name}>{kinds[name].words}</option>)}
            </select>
          </label>
          <label class='field'>
            <span>Valid for seconds</span>
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
      {madeToken.value !== '' && <Copyable block text={madeToken.value} />}
      <Verification tenant={tenant} refused={refusalOf(kind)} />
    </section>
  )
}
