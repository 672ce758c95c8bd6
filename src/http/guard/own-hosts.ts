/**
 * Whether a request names this service. A page of another site can have its own name resolved to this computer (DNS rebinding), and then
 * counts for the browser as a page of this service; the name it gives itself away by is in `Host`.
 */
import { isIP } from 'node:net'
import type { Config } from '../../config.js'
import { isLoopbackName, parseHostName } from '../transport/host-name.js'

/** Addresses that stand for every one of the machine. */
const WILDCARDS: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

/** A test of the header `Host`: loopback names, the address that is listened on, the host of `PUBLIC_URL`, and `ALLOWED_HOSTS`. */
export function createOwnHosts ({ host, publicUrl, allowedHosts }: Pick<Config, 'host' | 'publicUrl' | 'allowedHosts'>): (header: string) => boolean {
  const named = listOf(allowedHosts)
  const own = new Set([host, ...publicUrl === '' ? [] : [hostOf(publicUrl)], ...named].map(name => name.toLowerCase()))
  // Behind a wildcard any address may be its own, and no page can be served under an address that is not the server's.
  const anyAddress = WILDCARDS.has(host)
  return header => {
    const name = parseHostName(header)?.name
    if (name === undefined) return false
    return own.has('*') || own.has(name) || isLoopbackName(name) || (anyAddress && isIP(name) !== 0)
  }
}

/** The words of a setting. */
export const listOf = (setting: string): readonly string[] => setting.split(',').map(word => word.trim()).filter(word => word !== '')

const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '')
