/** Whether anybody looks at what is wrong with a token, in words. */
import type { JSX } from 'preact'
import { ErrorNotice } from '../parts/notice.js'
import { useAction } from '../parts/use-action.js'
import { controls, take } from '../service/controls.js'
import { givenToken, setGivenToken } from '../service/given-token.js'
import { service } from '../service/service-info.js'
import { useLoad } from '../service/use-load.js'

type Auth = 'none' | 'bearer' | 'jwt'

interface VerificationProps {
  readonly tenant: string
  /** The status that the token should get where tokens are verified; undefined: it is good. */
  readonly refused: string | undefined
}

export function Verification ({ tenant, refused }: VerificationProps): JSX.Element {
  const path = { tenant }
  const { value, error, reload } = useLoad(async () => await take(controls.GET('/__admin/tenants/{tenant}/settings', { params: { path } })), [tenant])
  const { busy, error: failure, run } = useAction()
  const { auth: general, jwks } = service.value!.settings
  const auth = (value?.auth ?? general) as Auth
  const set = (own: 'jwt' | null): void => {
    run(async () => { await take(controls.PATCH('/__admin/tenants/{tenant}/settings', { params: { path }, body: { auth: own } })); reload() })
  }
  return (
    <div class='stack small'>
      <p class='quiet'>
        {wordsOf(auth, String(jwks), refused)}{' '}
        {auth !== 'jwt' && <button class='small' disabled={busy} onClick={() => { set('jwt') }}>Verify those of {tenant}</button>}
        {general !== 'jwt' && value?.auth === 'jwt' && <button class='small' disabled={busy} onClick={() => { set(null) }}>As the service does</button>}
      </p>
      <ErrorNotice error={failure ?? error} />
      {auth === 'jwt' && jwks !== '' && <GivenToken />}
    </div>
  )
}

function wordsOf (auth: Auth, jwks: string, refused: string | undefined): string {
  const fate = refused === undefined ? 'It is good.' : `It gets a ${refused}.`
  switch (auth) {
    case 'none': return 'Nobody looks at tokens here, whatever is wrong with them.'
    case 'bearer': return 'Here any token is believed, whatever is wrong with it.'
    case 'jwt': return jwks === ''
      ? `Tokens are verified. ${fate}`
      : `Tokens are verified with the keys of ${jwks}. This service cannot sign with those, so that whatever it makes gets a 401.`
  }
}

/** Where the service cannot make a token that it takes, the console needs one of whoever can. */
const GivenToken = (): JSX.Element => (
  <label class='field'>
    <span>A token that is good here, for this console to send: this tab keeps it</span>
    <textarea
      rows={3} spellcheck={false} autocomplete='off' value={givenToken.value}
      onChange={event => { setGivenToken(event.currentTarget.value) }}
    />
  </label>
)
