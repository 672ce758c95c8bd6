/** The form that a client posts to the token endpoint (RFC 6749, sections 2.3 and 4), read into one of the grants that are supported. */
import { OAuthError } from './oauth-error.js'

/** How a client proves who it is. */
export interface ClientCredentials {
  readonly id: string
  readonly secret: string | undefined
  /** A signed assertion (RFC 7523) in place of a secret. */
  readonly assertion: string | undefined
}

export type TokenRequest = {
  readonly client: ClientCredentials
  readonly scope: string
  /** Whether `client_info` is wanted: MSAL keys its cache by it. */
  readonly clientInfo: boolean
  readonly nonce: string | undefined
} & (
  | { readonly grant: 'client_credentials' }
  | { readonly grant: 'password', readonly username: string, readonly password: string }
  | { readonly grant: 'refresh_token', readonly refreshToken: string }
)

/** @throws OAuthError for what is missing or not supported. */
export function parseTokenRequest (form: URLSearchParams, authorization: string | undefined): TokenRequest {
  const grant = required(form, 'grant_type')
  const common = {
    client: parseClient(form, authorization),
    scope: form.get('scope') ?? '',
    clientInfo: form.get('client_info') === '1',
    nonce: form.get('nonce') ?? undefined
  }
  switch (grant) {
    case 'client_credentials':
      return { ...common, grant }
    case 'password':
      return { ...common, grant, username: required(form, 'username'), password: required(form, 'password') }
    case 'refresh_token':
      return { ...common, grant, refreshToken: required(form, 'refresh_token') }
    default:
      throw new OAuthError(
        'unsupported_grant_type',
        70003,
        `The app requested an unsupported grant type '${grant.slice(0, 100)}'. Use client_credentials, password or refresh_token.`
      )
  }
}

function required (form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (value === null || value === '') {
    throw new OAuthError('invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`)
  }
  return value
}

/** In the form, or as HTTP Basic with both halves form-encoded (RFC 6749, section 2.3.1). */
function parseClient (form: URLSearchParams, authorization = ''): ClientCredentials {
  const [, encoded] = /^basic\s+([\w+/=-]+)\s*$/i.exec(authorization) ?? []
  if (encoded === undefined) {
    return {
      id: required(form, 'client_id'),
      secret: form.get('client_secret') ?? undefined,
      assertion: form.get('client_assertion') ?? undefined
    }
  }
  const [id = '', secret] = Buffer.from(encoded, 'base64').toString('utf8').split(/:(.*)/s).map(decodeForm)
  if (id === '') throw new OAuthError('invalid_request', 900144, "The request body must contain the following parameter: 'client_id'.")
  return { id, secret, assertion: undefined }
}

const decodeForm = (text: string): string => new URLSearchParams(`x=${text}`).get('x') ?? ''
