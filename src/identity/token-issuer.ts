/** Access, id and refresh tokens with the claims of Microsoft's identity platform, signed by this service's own key. */
import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { JWTPayload } from 'jose'
import type { Clock } from '../base/clock.js'
import type { KeyRing } from './key-ring.js'
import { SIGNING_ALGORITHM } from './key-ring.js'
import { objectId } from './object-id.js'
import { GRAPH_AUDIENCE } from './requested-permissions.js'

/** Seconds an access token is valid for when nobody says otherwise. */
export const TOKEN_LIFETIME = 3600

/** Whom a token is for. */
export interface Bearer {
  /** Claim `iss`. */
  readonly issuer: string
  /** Claim `tid`. */
  readonly tenant: string
  /** Claims `appid` and `azp`: the client's id. */
  readonly application: string
  /** The user's principal name; undefined: the application itself. */
  readonly user?: string | undefined
}

export interface AccessTokenRequest extends Bearer {
  /** `scp` of a user's token, `roles` of an application's. */
  readonly permissions: readonly string[]
  /** Claim `aud`; Graph when undefined. */
  readonly audience?: string | undefined
  /** Seconds; {@link TOKEN_LIFETIME} when undefined. */
  readonly expiresIn?: number | undefined
}

export interface TokenIssuer {
  accessToken (request: AccessTokenRequest): Promise<string>
  /** Who the user is (OpenID Connect Core, section 2). */
  idToken (user: Bearer & { readonly user: string, readonly nonce?: string | undefined }): Promise<string>
  /** Any claims, signed: what only this service reads again. */
  sign (claims: JWTPayload, expiresIn: number): Promise<string>
}

/** `nbf` lies this many seconds back, so that instances whose clocks differ a little accept each other's tokens. */
const CLOCK_SKEW = 300

export function createTokenIssuer (keys: KeyRing, clock: Clock): TokenIssuer {
  const sign = async (claims: JWTPayload, expiresIn: number): Promise<string> => {
    const { id, privateKey } = await keys.signingKey()
    const now = Math.floor(clock.now().getTime() / 1000)
    return await new SignJWT({ ...claims, iat: now, nbf: now - CLOCK_SKEW, exp: now + expiresIn, uti: randomUUID() })
      .setProtectedHeader({ typ: 'JWT', alg: SIGNING_ALGORITHM, kid: id }).sign(privateKey)
  }
  return {
    sign,
    accessToken: async request => await sign(accessClaims(request), request.expiresIn ?? TOKEN_LIFETIME),
    idToken: async ({ nonce, ...bearer }) =>
      await sign(
        { ...identity(bearer), aud: bearer.application, preferred_username: bearer.user, ...nonce === undefined ? {} : { nonce } },
        TOKEN_LIFETIME
      )
  }
}

function accessClaims ({ permissions, audience = GRAPH_AUDIENCE, ...bearer }: AccessTokenRequest): JWTPayload {
  const { application, user } = bearer
  return {
    aud: audience,
    ...identity(bearer),
    appid: application,
    azp: application,
    azpacr: '1',
    ...user === undefined
      ? { idtyp: 'app', ...permissions.length === 0 ? {} : { roles: [...permissions] } }
      : { idtyp: 'user', scp: permissions.join(' '), upn: user, preferred_username: user }
  }
}

function identity ({ issuer, tenant, application, user }: Bearer): JWTPayload {
  const id = user === undefined ? objectId(tenant, 'application', application.toLowerCase()) : objectId(tenant, 'user', user.toLowerCase())
  return { iss: issuer, tid: tenant, oid: id, sub: id, ver: '2.0', ...user === undefined ? {} : { name: user.split('@', 1)[0] } }
}
