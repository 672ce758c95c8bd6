/** This service's own keys. The first is made when the first token is, so that a start waits for none, or begun just after it. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose'
import type { CryptoKey, JSONWebKeySet, JWK } from 'jose'
import type { Clock } from '../base/clock.js'
import type { SigningKeyStore } from '../storage/signing-keys.js'
import { keptKey } from './kept-key.js'

/** What Microsoft's identity platform signs with. */
export const SIGNING_ALGORITHM = 'RS256'

export interface SigningKey {
  readonly id: string
  readonly privateKey: CryptoKey
}

export interface KeyRing {
  /**
   * Begins to fetch a first key, for the one who asks for a token next: the one that the user keeps ({@link keptKey}), or else other
   * threads make one. Nothing is stored in the database before it is needed, and a failure shows then.
   */
  begin (): void
  /** The newest key; made and stored when there is none. */
  signingKey (): Promise<SigningKey>
  /** The public halves (RFC 7517). Reads the database again when it does not know `id`: another instance may have made that key. */
  publicKeys (id?: string): Promise<JSONWebKeySet>
}

export function createKeyRing (store: SigningKeyStore, clock: Clock): KeyRing {
  let keys: readonly JWK[] = []
  let begun: Promise<JWK> | undefined
  let making: Promise<void> | undefined
  const load = async (): Promise<void> => { keys = (await store.read()).map(text => JSON.parse(text) as JWK) }
  const make = async (): Promise<void> => {
    await load()
    if (keys.length > 0) return
    const key = begun ?? generateKey()
    begun = undefined
    await store.addFirst(JSON.stringify(await key), clock.now())
    await load()
  }
  /** One at a time in this process; the store decides between processes. */
  const ensure = async (): Promise<void> => {
    if (keys.length > 0) return
    making ??= make().finally(() => { making = undefined })
    await making
  }
  return {
    begin: () => {
      begun ??= keptKey(generateKey)
      begun.catch(() => undefined)
    },
    signingKey: async () => {
      await ensure()
      const newest = keys.at(-1)!
      return { id: newest.kid!, privateKey: await importJWK(newest, SIGNING_ALGORITHM) as CryptoKey }
    },
    publicKeys: async id => {
      if (id === undefined) await ensure()
      else if (!keys.some(({ kid }) => kid === id)) await load()
      return { keys: keys.map(publicHalf) }
    }
  }
}

async function generateKey (): Promise<JWK> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true })
  const jwk = await exportJWK(privateKey)
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: SIGNING_ALGORITHM, use: 'sig' }
}

const publicHalf = ({ kty, n, e, kid, alg, use }: JWK): JWK => ({ kty, use, alg, kid, n, e } as JWK)
