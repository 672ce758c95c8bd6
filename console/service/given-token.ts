/**
 * A token that was typed in, which the console sends in place of those the service makes: for a service that verifies with keys of somebody
 * else (`JWKS`).
 */
import { signal } from '@preact/signals'

const STORED_AS = 'token'

/** Empty: none. Kept until the tab is closed. */
export const givenToken = signal(sessionStorage.getItem(STORED_AS) ?? '')

export function setGivenToken (token: string): void {
  givenToken.value = token.trim().replace(/^bearer\s+/i, '')
  sessionStorage.setItem(STORED_AS, givenToken.value)
}
