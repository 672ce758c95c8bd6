/** Everything about who gets tokens and whose tokens count, put together from the settings and the database. */
import type { CompactVerifyGetKey } from 'jose'
import type { Clock } from '../base/clock.js'
import type { Config } from '../config.js'
import type { Database } from '../storage/database/database.js'
import { createSigningKeyStore } from '../storage/signing-keys.js'
import { readIdentities } from './identities.js'
import type { Identities } from './identities.js'
import { createKeyRing } from './key-ring.js'
import type { KeyRing } from './key-ring.js'
import { createKeySource } from './key-source.js'
import { createTokenIssuer } from './token-issuer.js'
import type { TokenIssuer } from './token-issuer.js'

export interface Identity {
  readonly keys: KeyRing
  readonly tokens: TokenIssuer
  readonly identities: Identities
  /** What this service signed with. */
  readonly ownKeys: CompactVerifyGetKey
  /** What callers' tokens are verified with. */
  readonly trustedKeys: CompactVerifyGetKey
}

/** @throws ConfigError when a file of the settings is not what it should be. */
export async function openIdentity (
  { jwks, identities }: Pick<Config, 'jwks' | 'identities'>,
  database: Database,
  clock: Clock
): Promise<Identity> {
  const keys = createKeyRing(createSigningKeyStore(database), clock)
  return {
    keys,
    tokens: createTokenIssuer(keys, clock),
    identities: await readIdentities(identities),
    ownKeys: createKeySource('', keys),
    trustedKeys: createKeySource(jwks, keys)
  }
}
