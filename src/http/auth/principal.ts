/** Who asks, and may they: bearer tokens, their tenant and their scopes. Signatures are checked by a verifier when one is given. */
import { LRUCache } from 'lru-cache'
import { decodeJwt } from 'jose'
import type { JWTPayload } from 'jose'
import { ODataError } from '../../errors.js'
import { READ_PERMISSIONS, WRITE_PERMISSIONS } from '../../odata/permissions.js'
import type { Method } from '../../odata/odata-request.js'
import { parseTenantId } from '../../tenant/tenant-id.js'

/** What a token says; an opaque token says nothing. */
export interface Principal {
  /** Claim `tid`. */
  readonly tenant: string | undefined
  /** Claim `appid` or `azp`. */
  readonly application: string | undefined
  /** Claim `oid`, else `sub`: the user or the service principal that asks. */
  readonly objectId?: string | undefined
  /** Claim `upn` or `preferred_username`. */
  readonly userName?: string | undefined
  /** Whether claim `idtyp` is `app`. */
  readonly isApplication?: boolean | undefined
  /** Delegated (`scp`) and application (`roles`) permissions together; empty when the token carries none. */
  readonly permissions: readonly string[]
  /** Whether the token was verified: then it must carry the permission; a token that is only believed may stay silent. */
  readonly verified?: boolean
}

/** Turns a token into its claims, or throws; the seam where signatures come to be checked. */
export type TokenReader = (token: string) => Promise<Principal> | Principal

export const anonymous: Principal = { tenant: undefined, application: undefined, permissions: [] }

const CHALLENGE =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"'

export function unauthenticated (message: string): ODataError {
  return new ODataError('unauthenticated', message, { headers: { 'WWW-Authenticate': CHALLENGE } })
}

/** As nearly everybody sends it. */
const PLAIN = /^Bearer (\S+)$/

/** The token of an `Authorization` header (RFC 6750, section 2.1). @throws ODataError `unauthenticated` */
export function bearerToken (authorization = ''): string {
  const plain = PLAIN.exec(authorization)?.[1]
  if (plain !== undefined) return plain
  const text = authorization.trim()
  const blank = text.search(/\s/)
  const scheme = blank === -1 ? text : text.slice(0, blank)
  const token = blank === -1 ? '' : text.slice(blank).trimStart()
  if (scheme !== '' && scheme.toLowerCase() !== 'bearer') {
    throw unauthenticated(`The authentication scheme '${scheme.slice(0, 40)}' is not supported. Send 'Authorization: Bearer {token}'.`)
  }
  if (token === '') throw unauthenticated('Access token is empty.')
  // Two headers come here as one, joined by a comma and a blank.
  if (/\s/.test(token)) throw unauthenticated('The access token has a blank in it. Send one token, as one word.')
  return token
}

/** What tokens said lately: a client sends the same one for an hour. */
const recentTokens = new LRUCache<string, Principal>({ max: 200 })

/** Any token is good; the claims of a JWT are believed without a look at its signature. */
export const readUnverifiedToken: TokenReader = token => {
  const known = recentTokens.get(token)
  if (known !== undefined) return known
  const principal = readClaims(token)
  recentTokens.set(token, principal)
  return principal
}

function readClaims (token: string): Principal {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return anonymous
  try {
    return principalOf(decodeJwt(token))
  } catch (cause) {
    if (cause instanceof ODataError) throw cause
    return anonymous
  }
}

/** The claims this service looks at (the Microsoft identity platform's access tokens). */
export function principalOf (claims: JWTPayload): Principal {
  return {
    tenant: tenantOf(claims['tid']),
    application: stringClaim(claims['appid']) ?? stringClaim(claims['azp']),
    objectId: stringClaim(claims['oid']) ?? stringClaim(claims['sub']),
    userName: stringClaim(claims['upn']) ?? stringClaim(claims['preferred_username']),
    isApplication: claims['idtyp'] === 'app',
    permissions: [
      ...words(claims['scp']),
      ...Array.isArray(claims['roles']) ? claims['roles'].filter(role => typeof role === 'string') : []
    ]
  }
}

function tenantOf (claim: unknown): string | undefined {
  if (claim === undefined) return undefined
  const tenant = typeof claim === 'string' ? parseTenantId(claim) : undefined
  if (tenant === undefined) throw unauthenticated("The claim 'tid' of the access token is not a tenant id.")
  return tenant
}

const stringClaim = (claim: unknown): string | undefined => typeof claim === 'string' ? claim : undefined

const words = (claim: unknown): string[] => typeof claim === 'string' ? claim.split(' ').filter(word => word !== '') : []

/** 403 when the token has permissions and none of them allows the method, or was verified and has none. */
export function checkPermissions ({ permissions, verified = false }: Principal, method: Method): void {
  if ((permissions.length === 0 && !verified) || method === 'OPTIONS') return
  const sufficient = method === 'GET' || method === 'HEAD' ? READ_PERMISSIONS : WRITE_PERMISSIONS
  if (permissions.some(permission => sufficient.includes(permission))) return
  throw new ODataError('forbidden', `Insufficient privileges to complete the operation. The token needs one of: ${sufficient.join(', ')}.`)
}
