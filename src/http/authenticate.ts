/** Who asks: with `AUTH=none` whoever a token names, and nobody without one. */
import type { Config } from '../config.js'
import { anonymous, bearerToken } from './auth.js'
import type { Principal, TokenReader } from './auth.js'

/** What authentication needs of the service. */
export interface Authentication {
  readonly auth: Config['auth']
  readonly readToken: TokenReader
}

/** 401 for a token that is missing or no good. */
export async function authenticate (authorization: string | undefined, { auth, readToken }: Authentication): Promise<Principal> {
  if (auth === 'none' && !/^bearer\s+\S/i.test(authorization ?? '')) return anonymous
  return await readToken(bearerToken(authorization))
}
