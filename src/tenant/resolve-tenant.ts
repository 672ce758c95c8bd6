/** Whose data a request is about: the token says, or the header `x-tenant-id`, or the URL. */
import type { IncomingHttpHeaders } from 'node:http'
import { ODataError } from '../errors.js'
import { DEFAULT_TENANT, parseTenantId, TENANT_ID_RULE } from './tenant-id.js'

export interface NamedTenants {
  /** Claim `tid`. */
  readonly token: string | undefined
  /** `/t/{tenant}` before the service root. */
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
}

/**
 * The one tenant that a request names, or the default one, or that of the batch it is in. Where it names several, they must be the same:
 * nobody gets to another's data by adding a header.
 * @throws ODataError `badRequest` for two different tenants, or for a header that is not a tenant id.
 */
export function resolveTenant ({ token, url, headers }: NamedTenants, otherwise = DEFAULT_TENANT): string {
  const header = readHeader(headers)
  // As nearly every request: one name at most.
  if (url === undefined && (header === undefined || token === undefined)) return token ?? header ?? otherwise
  const named = [['the token (tid)', token], ['the header x-tenant-id', header], ['the URL (/t/…)', url]] as const
  const [first, ...others] = named.filter(([, tenant]) => tenant !== undefined)
  for (const [place, tenant] of others) {
    if (tenant !== first?.[1]) {
      throw new ODataError(
        'badRequest',
        `The request is for two tenants: ${first?.[0]} names '${first?.[1]}', ${place} names '${tenant}'. Name one, or the same.`,
        { target: 'x-tenant-id' }
      )
    }
  }
  return first?.[1] ?? otherwise
}

function readHeader (headers: IncomingHttpHeaders): string | undefined {
  const header = headers['x-tenant-id']
  if (header === undefined || header === '') return undefined
  const tenant = typeof header === 'string' ? parseTenantId(header) : undefined
  if (tenant === undefined) {
    throw new ODataError('badRequest', `The header x-tenant-id is not a tenant id: ${TENANT_ID_RULE}.`, { target: 'x-tenant-id' })
  }
  return tenant
}
