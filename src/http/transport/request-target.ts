/** The absolute form of a request target, which clients of a proxy send (RFC 9112, section 3.2.2). */
import type { IncomingMessage } from 'node:http'
import { isHostName } from './host-name.js'

/**
 * `http://host/path` as `/path`, with `host` in place of the header `Host`; any other target as it is. A message whose `Host` is not
 * valid keeps it, and is refused for it.
 */
export function originForm ({ url = '/', headers, httpVersion }: Pick<IncomingMessage, 'url' | 'headers' | 'httpVersion'>): string {
  if (url.startsWith('/')) return url
  const authority = authorityOf(url)
  if (authority === undefined) return url
  if (headers.host === undefined ? httpVersion === '1.0' : isHostName(headers.host)) headers.host = authority.host
  return authority.rest.startsWith('/') ? authority.rest : `/${authority.rest}`
}

function authorityOf (url: string): { readonly host: string, readonly rest: string } | undefined {
  const [scheme] = /^https?:\/\//i.exec(url) ?? []
  if (scheme === undefined) return undefined
  const end = url.slice(scheme.length).search(/[/?#]/)
  const host = end === -1 ? url.slice(scheme.length) : url.slice(scheme.length, scheme.length + end)
  return { host, rest: url.slice(scheme.length + host.length) }
}
