/**
 * Where a document's paths are: relative in what a service serves, absolute in the files, which are read anywhere (OpenAPI 3.1, section
 * 4.8.5).
 */
import type { ServiceRoot } from './documentation.js'

/** Where a service listens when nothing is set. */
const DEFAULT_ADDRESS = 'http://127.0.0.1:3000'

/** The service roots, one path each; the origin where there is none. */
export const documentServers = (roots: readonly ServiceRoot[]): readonly ServiceRoot[] =>
  roots.length === 0 ? [{ url: '/', description: 'This service' }] : roots

/** The document as a file: its servers are those of a service at its default address. */
export function withAbsoluteServers (document: object): object {
  const { servers = [] } = document as { readonly servers?: readonly ServiceRoot[] }
  return { ...document, servers: servers.map(server => ({ ...server, url: `${DEFAULT_ADDRESS}${server.url === '/' ? '' : server.url}` })) }
}
