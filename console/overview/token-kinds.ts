/** Tokens as they should be, and such as must be refused. */
import { signal } from '@preact/signals'
import { controls, take } from '../service/controls.js'
import type { TokenRequest } from '../service/controls.js'

interface TokenKind {
  readonly words: string
  readonly request: TokenRequest
  /** What a service that verifies answers. */
  readonly refused?: string
  /** What becomes of the token when it is made. */
  readonly after?: (token: string) => string
}

/** The latest that was made on this page; empty before the first. */
export const madeToken = signal('')

/** The same claims, signed by nobody. */
const unsigned = (token: string): string => token.replace(/[^.]+$/, signature => 'A'.repeat(signature.length))

export const kinds = {
  good: { words: 'good', request: {} },
  expired: { words: 'expired', request: { expiresIn: -1 }, refused: '401' },
  audience: { words: 'for another audience', request: { audience: 'api://other' }, refused: '401' },
  signature: { words: 'signed wrongly', request: {}, refused: '401', after: unsigned },
  permissions: { words: 'without a permission', request: { roles: ['User.Read.All'] }, refused: '403' }
} as const satisfies Record<string, TokenKind>

export type KindOfToken = keyof typeof kinds

export async function makeToken (kind: KindOfToken, body: TokenRequest): Promise<void> {
  const { request, after = token => token }: TokenKind = kinds[kind]
  const { token } = await take(controls.POST('/__admin/tokens', { body: { ...body, ...request } }))
  madeToken.value = after(token)
}

/** In words, for the form. */
export const refusalOf = (kind: KindOfToken): string | undefined => (kinds[kind] as TokenKind).refused
