/** Which keys tokens are verified with: those of `--jwks`, from a file or a URL, or this service's own. */
import { readFileSync } from 'node:fs'
import { createLocalJWKSet, createRemoteJWKSet } from 'jose'
import type { JSONWebKeySet, CompactVerifyGetKey } from 'jose'
import { whyUnreadable } from '../base/why-unreadable.js'
import { ConfigError } from '../config.js'
import type { KeyRing } from './key-ring.js'

/**
 * @throws ConfigError when a file cannot be read or holds no JWKS; a URL is fetched with the first token, and again for a key it did not
 * have.
 */
export function createKeySource (jwks: string, own: KeyRing): CompactVerifyGetKey {
  if (jwks === '') return ownKeys(own)
  return /^https?:\/\//i.test(jwks) ? createRemoteJWKSet(new URL(jwks)) : readKeyFile(jwks)
}

function ownKeys (own: KeyRing): CompactVerifyGetKey {
  return async (header, token) => await createLocalJWKSet(await own.publicKeys(header?.kid ?? ''))(header, token)
}

function readKeyFile (path: string): CompactVerifyGetKey {
  try {
    return createLocalJWKSet(JSON.parse(readFileSync(path, 'utf8')) as JSONWebKeySet)
  } catch (error) {
    throw new ConfigError(
      `--jwks cannot be "${path}": ${whyUnreadable(error)}. Give a file or a URL of a JSON Web Key Set: {"keys":[…]}.`
    )
  }
}
