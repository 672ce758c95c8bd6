/**
 * Where a document's paths are: relative in what a service serves, absolute in the files, which are read anywhere (OpenAPI 3.1, section
 * 4.8.5).
 */

/** Where a service listens when nothing is set. */
const DEFAULT_ADDRESS = 'http://127.0.0.1:3000'

interface Server {
  readonly url: string
  readonly description: string
  readonly variables?: Readonly<Record<string, { readonly default: string }>>
}

/** The service roots of Graph's document. A client that is made of it reaches Graph, this service or a tenant by its base URL alone. */
export const serviceRoots: readonly Server[] = [
  { url: '/beta', description: 'The version the resources are of' },
  { url: '/v1.0', description: 'The same resources, for clients that know this version alone' },
  {
    url: '/t/{tenant}/beta',
    description: 'A tenant by its id, whatever the token says',
    variables: { tenant: { default: 'contoso' } }
  }
]

/** The document as a file: its servers are those of a service at its default address. */
export function withAbsoluteServers (document: object): object {
  const { servers = [] } = document as { readonly servers?: readonly Server[] }
  return { ...document, servers: servers.map(server => ({ ...server, url: `${DEFAULT_ADDRESS}${server.url === '/' ? '' : server.url}` })) }
}
