/** Who asks: whoever a token names, and nobody without one where none is wanted. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '../../config.js'
import { dialectOf } from '../../dialect/service-dialect.js'
import type { EdmModel } from '../../edm/types.js'
import { resolveTenant } from '../../tenant/resolve-tenant.js'
import { DEFAULT_TENANT } from '../../tenant/tenant-id.js'
import { anonymous, bearerToken, unauthenticated } from './principal.js'
import type { Principal, TokenReader } from './principal.js'

/** Both ways to read a token. */
export interface TokenReaders {
  /** `AUTH=jwt`. */
  readonly verify: TokenReader
  /** Every other setting. */
  readonly believe: TokenReader
}

/** How requests are authenticated: what is wanted of the tokens of one tenant, and how they are read. */
export interface Authentication {
  readonly auth: Config['auth']
  readonly tokens: TokenReaders
}

/** What a service requires of tokens: by the standard's conventions none, unless they are to be verified. */
export const authOf = (model: EdmModel, { auth }: Pick<Config, 'auth'>): Config['auth'] =>
  dialectOf(model).kind === 'standard' && auth === 'bearer' ? 'none' : auth

/** Where tokens must be verified, none is believed. */
export const readerOf = ({ auth, tokens }: Authentication): TokenReader => auth === 'jwt' ? tokens.verify : tokens.believe

/** Whoever a bearer token names; undefined without one. 401 for a token that is no good. */
export function identify (authorization: string | undefined, readToken: TokenReader): Promise<Principal> | Principal | undefined {
  return /^\s*bearer\s+\S/i.test(authorization ?? '') ? readToken(bearerToken(authorization)) : undefined
}

/** Nobody, where no token is wanted; else the 401 that says what is wrong with the header. */
export function withoutToken (authorization: string | undefined, auth: Authentication['auth']): Principal {
  if (auth !== 'none') bearerToken(authorization)
  return anonymous
}

export interface NamedElsewhere {
  /** `/t/{tenant}` before the service root. */
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
}

/**
 * Whose data the sender asks for; `otherwise` when nothing names a tenant. A verified token that names none is good for the default
 * tenant alone: else it would open every one.
 */
export function tenantOf (principal: Principal | undefined, { url, headers }: NamedElsewhere, otherwise = DEFAULT_TENANT): string {
  const tenant = resolveTenant({ token: principal?.tenant, url, headers }, otherwise)
  if (principal?.verified === true && principal.tenant === undefined && tenant !== DEFAULT_TENANT) {
    throw unauthenticated(
      `The access token names no tenant (claim 'tid'), so it is good for '${DEFAULT_TENANT}' only, and not for '${tenant}'.`
    )
  }
  return tenant
}
