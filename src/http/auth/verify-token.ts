/** `AUTH=jwt`: a token counts when its signature, issuer, audience and lifetime do; every refusal says which did not. */
import { compactVerify, decodeJwt, errors } from 'jose'
import type { CompactVerifyGetKey, JWTPayload } from 'jose'
import type { Clock } from '../../base/clock.js'
import { ODataError, unavailable } from '../../errors.js'
import { isOwnIssuer, issuerOf } from '../../identity/issuer-name.js'
import { GRAPH_AUDIENCES } from '../../identity/requested-permissions.js'
import { LRUCache } from 'lru-cache'
import { principalOf, unauthenticated } from './principal.js'
import type { TokenReader } from './principal.js'

export interface VerifierOptions {
  readonly keys: CompactVerifyGetKey
  /** Whether the keys are this service's own, whose tokens name their issuer by rule. */
  readonly ownKeys: boolean
  /** What `iss` must be, with `{tenantid}` for the token's own tenant; empty: this service's own, or, with other keys, any. */
  readonly issuer: string
  readonly clock: Clock
}

/** Public keys only: a secret that verifies could also sign. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/** A client sends the same token for an hour: its signature is checked once, its lifetime every time. */
export function createTokenVerifier (options: VerifierOptions): TokenReader {
  const recent = new LRUCache<string, JWTPayload>({ max: 1000 })
  return async token => {
    const known = recent.get(token)
    const claims = known ?? await verifySignature(token, options)
    checkIssuer(claims, options)
    checkAudience(claims)
    checkLifetime(claims, options.clock.now().getTime() / 1000)
    if (known === undefined) recent.set(token, claims)
    return { ...principalOf(claims), verified: true }
  }
}

async function verifySignature (token: string, { keys }: VerifierOptions): Promise<JWTPayload> {
  try {
    await verifyWithAny(token, keys)
    return decodeJwt(token)
  } catch (error) {
    throw refusal(error, token)
  }
}

/** A token that names no key may fit several. */
async function verifyWithAny (token: string, keys: CompactVerifyGetKey): Promise<void> {
  try {
    await compactVerify(token, keys, { algorithms: ALGORITHMS })
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
    for await (const key of error) {
      const failure = await compactVerify(token, key, { algorithms: ALGORITHMS }).then(() => undefined, (reason: unknown) => reason)
      if (failure === undefined) return
      if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure
    }
    throw new errors.JWSSignatureVerificationFailed()
  }
}

function refusal (error: unknown, token: string): ODataError {
  if (error instanceof ODataError) return error
  if (error instanceof errors.JWSSignatureVerificationFailed) return unauthenticated('Access token validation failure. Invalid signature.')
  if (error instanceof errors.JWKSNoMatchingKey) {
    return unauthenticated(
      'Access token validation failure. The signing key is unknown: get the token from the issuer whose keys this service trusts.'
    )
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return unauthenticated(`Access token validation failure. The signature algorithm is not accepted; use one of ${ALGORITHMS.join(', ')}.`)
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid || error instanceof errors.JOSENotSupported) {
    return unauthenticated(malformed(token))
  }
  return unavailable('The keys that tokens are verified with cannot be read right now (--jwks).', { cause: error })
}

function malformed (token: string): string {
  const dots = token.split('.').length - 1
  return dots === 2
    ? 'JWT is not well formed.'
    : `JWT is not well formed, there are ${dots === 0 ? 'no' : dots} dots (.). The token needs to be in JWS Compact Serialization Format.`
}

function checkIssuer ({ iss, tid }: JWTPayload, { issuer, ownKeys }: VerifierOptions): void {
  if (issuer === '' && !ownKeys) return
  const tenant = typeof tid === 'string' ? tid : ''
  const good = typeof iss === 'string' && (issuer === '' ? isOwnIssuer(iss, tenant) : iss === issuerOf(issuer, '', tenant))
  if (!good) throw unauthenticated(`Access token validation failure. Invalid issuer '${String(iss ?? '').slice(0, 200)}'.`)
}

function checkAudience ({ aud }: JWTPayload): void {
  const audiences = Array.isArray(aud) ? aud : [aud]
  if (audiences.some(audience => GRAPH_AUDIENCES.includes(String(audience)))) return
  throw unauthenticated(
    `Access token validation failure. Invalid audience '${
      audiences.join(', ').slice(0, 200)
    }': it must be https://graph.microsoft.com or 00000003-0000-0000-c000-000000000000.`
  )
}

function checkLifetime ({ exp, nbf }: JWTPayload, now: number): void {
  if (typeof exp !== 'number') throw unauthenticated("Lifetime validation failed, the token has no claim 'exp'.")
  if (exp <= now) throw unauthenticated('Lifetime validation failed, the token is expired.')
  if (nbf === undefined) return
  if (typeof nbf !== 'number' || nbf > now) throw unauthenticated('Lifetime validation failed, the token is not yet valid.')
}
