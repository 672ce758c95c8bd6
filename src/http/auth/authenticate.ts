/** Who asks: with `AUTH=none` whoever a token names, and nobody without one. */
import type { Config } from '../../config.js'
import { anonymous, bearerToken } from './principal.js'
import type { Principal, TokenReader } from './principal.js'

/** What authentication needs of the service. */
export interface Authentication {
  readonly auth: Config['auth']
  readonly readToken: TokenReader
}

/** Whoever a bearer token names; undefined without one. 401 for a token that is no good. */
export function identify (authorization: string | undefined, readToken: TokenReader): Promise<Principal> | Principal | undefined {
  return /^\s*bearer\s+\S/i.test(authorization ?? '') ? readToken(bearerToken(authorization)) : undefined
}

/** Nobody, where no token is wanted; else the 401 that says what is wrong with the header. */
export function withoutToken (authorization: string | undefined, auth: Authentication['auth']): Principal {
  if (auth !== 'none') bearerToken(authorization)
  return anonymous
}
