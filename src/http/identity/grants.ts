/** From a token request to tokens: who asks is known, what is asked for may be had. */
import { compactVerify, decodeJwt } from 'jose'
import type { JWTPayload, CompactVerifyGetKey } from 'jose'
import type { Clock } from '../../base/clock.js'
import { isSameSecret } from '../../base/same-secret.js'
import type { Client, Identities, User } from '../../identity/identities.js'
import { objectId } from '../../identity/object-id.js'
import { ALL_PERMISSIONS, GRAPH_AUDIENCE } from '../../identity/requested-permissions.js'
import { TOKEN_LIFETIME } from '../../identity/token-issuer.js'
import type { TokenIssuer } from '../../identity/token-issuer.js'
import { OAuthError } from './oauth-error.js'
import { parseScopes } from './scopes.js'
import type { RequestedScopes } from './scopes.js'
import type { TokenRequest } from './token-request.js'

export interface GrantContext {
  readonly tokens: TokenIssuer
  /** This service's own keys, which refresh tokens are signed with. */
  readonly ownKeys: CompactVerifyGetKey
  readonly identities: Identities
  readonly clock: Clock
}

/** Where the request came in. */
export interface Endpoint {
  readonly tenant: string
  /** Claim `iss` of what is given out. */
  readonly issuer: string
  readonly serviceUrl: string
}

const REFRESH_AUDIENCE = 'graph-office-emulator:refresh'
const REFRESH_LIFETIME = 90 * 24 * 3600

/** The JSON of a successful answer (RFC 6749, section 5.1). @throws OAuthError */
export async function grantTokens (request: TokenRequest, endpoint: Endpoint, context: GrantContext): Promise<object> {
  const client = findClient(request, endpoint, context.identities)
  if (request.grant === 'client_credentials') return await grantToClient(request, client, endpoint, context)
  const username = request.grant === 'password' ? request.username : await readRefreshToken(request, endpoint, context)
  return await grantToUser(
    request,
    findUser(username, request.grant === 'password' ? request.password : undefined, context.identities),
    endpoint,
    context
  )
}

async function grantToClient (
  request: TokenRequest,
  { roles }: Partial<Client>,
  endpoint: Endpoint,
  { tokens }: GrantContext
): Promise<object> {
  const { client: { id, secret, assertion } } = request
  if (secret === undefined && assertion === undefined) {
    throw new OAuthError(
      'invalid_client',
      7000216,
      "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."
    )
  }
  const { audience, permissions } = parseScopes(request.scope, endpoint.serviceUrl)
  if (request.scope.trim() === '') {
    throw new OAuthError(
      'invalid_scope',
      90014,
      `The required field 'scope' is missing from the credential. Ask for ${GRAPH_AUDIENCE}/.default.`
    )
  }
  if (permissions !== undefined) {
    throw new OAuthError(
      'invalid_scope',
      1002012,
      `The provided value for scope ${
        request.scope.slice(0, 200)
      } is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`
    )
  }
  return {
    ...lifetime(),
    access_token: await tokens.accessToken({
      issuer: endpoint.issuer,
      tenant: endpoint.tenant,
      application: id,
      permissions: roles ?? ALL_PERMISSIONS,
      audience
    })
  }
}

async function grantToUser (
  request: TokenRequest,
  { username, scopes }: Pick<User, 'username' | 'scopes'>,
  endpoint: Endpoint,
  { tokens }: GrantContext
): Promise<object> {
  const asked = parseScopes(request.scope, endpoint.serviceUrl)
  const permissions = grantedPermissions(asked, scopes)
  const bearer = { issuer: endpoint.issuer, tenant: endpoint.tenant, application: request.client.id, user: username }
  return {
    ...lifetime(),
    scope: [...permissions.map(name => `${asked.audience}/${name}`), ...asked.openid ? ['openid', 'profile', 'email'] : []].join(' '),
    access_token: await tokens.accessToken({ ...bearer, permissions, audience: asked.audience }),
    ...asked.offlineAccess
      ? {
          refresh_token: await tokens.sign(
            { aud: REFRESH_AUDIENCE, tid: endpoint.tenant, appid: bearer.application, upn: username },
            REFRESH_LIFETIME
          )
        }
      : {},
    ...asked.openid ? { id_token: await tokens.idToken({ ...bearer, nonce: request.nonce }) } : {},
    ...request.clientInfo
      ? {
          client_info: Buffer.from(JSON.stringify({ uid: objectId(endpoint.tenant, 'user', username.toLowerCase()), utid: endpoint.tenant }))
            .toString('base64url')
        }
      : {}
  }
}

/** AAD says a second less than it gives. */
const lifetime = (): object => ({ token_type: 'Bearer', expires_in: TOKEN_LIFETIME - 1, ext_expires_in: TOKEN_LIFETIME - 1 })

function grantedPermissions ({ permissions }: RequestedScopes, granted: readonly string[] | undefined): readonly string[] {
  if (permissions === undefined) return granted ?? ALL_PERMISSIONS
  const missing = granted === undefined ? undefined : permissions.find(name => !granted.includes(name))
  if (missing !== undefined) {
    throw new OAuthError(
      'invalid_grant',
      65001,
      `The user or administrator has not consented to use the permission '${missing.slice(0, 200)}'.`
    )
  }
  return permissions
}

function findClient (
  { client: { id, secret, assertion }, grant }: TokenRequest,
  { tenant }: Endpoint,
  { clients }: Identities
): Partial<Client> {
  if (clients === undefined) return {}
  const client = clients.find(candidate => candidate.id.toLowerCase() === id.toLowerCase())
  if (client === undefined) {
    throw new OAuthError(
      'unauthorized_client',
      700016,
      `Application with identifier '${id.slice(0, 100)}' was not found in the directory '${tenant}'.`
    )
  }
  if (client.secret === undefined && grant !== 'client_credentials') return client
  if (secret === undefined && assertion === undefined && client.secret !== undefined) {
    throw new OAuthError(
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."
    )
  }
  if (client.secret === undefined || secret === undefined || !isSameSecret(secret, client.secret)) {
    throw new OAuthError(
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value for the app '${
        id.slice(0, 100)
      }'.`
    )
  }
  return client
}

/** A password that was checked before, when the refresh token was given, is not given again. */
function findUser (username: string, password: string | undefined, { users }: Identities): Pick<User, 'username' | 'scopes'> {
  if (users === undefined) return { username }
  const user = users.find(candidate => candidate.username.toLowerCase() === username.toLowerCase())
  if (user === undefined || (password !== undefined && !isSameSecret(password, user.password))) {
    throw new OAuthError('invalid_grant', 50126, 'Error validating credentials due to invalid username or password.')
  }
  return user
}

async function readRefreshToken (
  request: TokenRequest & { readonly grant: 'refresh_token' },
  { tenant }: Endpoint,
  { ownKeys, clock }: GrantContext
): Promise<string> {
  const claims = await compactVerify(request.refreshToken, ownKeys)
    .then((): JWTPayload => decodeJwt(request.refreshToken), (): JWTPayload => ({}))
  const { aud, tid, appid, upn, exp = 0 } = claims
  if (aud !== REFRESH_AUDIENCE || tid !== tenant || appid !== request.client.id || typeof upn !== 'string') {
    throw new OAuthError(
      'invalid_grant',
      9002313,
      'Invalid request. The refresh token is malformed, or was given to another client or tenant.'
    )
  }
  if (exp * 1000 <= clock.now().getTime()) throw new OAuthError('invalid_grant', 700082, 'The refresh token has expired due to inactivity.')
  return upn
}
