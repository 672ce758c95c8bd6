/** Whose data a request is about: the token says, or the header `x-tenant-id`, or the URL. */
import type { IncomingHttpHeaders } from 'node:http'
import { ODataError } from '../errors.js'
import { DEFAULT_TENANT } from '../storage/singleton-id.js'

/** Longest tenant id that is accepted; directory ids are GUIDs of 36 characters. */
const MAX_LENGTH = 128

/** The characters of a GUID and of a domain name: safe in every URL, log line and file name. Not points alone, which URLs resolve. */
const PATTERN = /^(?!\.+$)[\w.-]+$/

/** As a pattern of JSON Schema. */
export const TENANT_ID_PATTERN = `^(?!\\.+$)[A-Za-z0-9_.-]{1,${MAX_LENGTH}}$`

/** A tenant's id as it is stored, or undefined for what cannot be one. */
export const parseTenantId = (text: string): string | undefined => text.length <= MAX_LENGTH && PATTERN.test(text) ? text.toLowerCase() : undefined

export interface NamedTenants {
  /** Claim `tid`. */
  readonly token: string | undefined
  /** `/t/{tenant}` before the service root. */
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
}

/** The one tenant that a request names, or the default one, or that of the batch it is in. Where it names several, they must be the same: nobody gets to another's data by adding a header. */
export function resolveTenant ({ token, url, headers }: NamedTenants, otherwise = DEFAULT_TENANT): string {
  const named = [['the token (tid)', token], ['the header x-tenant-id', readHeader(headers)], ['the URL (/t/…)', url]] as const
  const [first, ...others] = named.filter(([, tenant]) => tenant !== undefined)
  for (const [place, tenant] of others) {
    if (tenant !== first?.[1]) throw new ODataError('badRequest', `The request is for two tenants: ${first?.[0]} names '${first?.[1]}', ${place} names '${tenant}'. Name one, or the same.`, { target: 'x-tenant-id' })
  }
  return first?.[1] ?? otherwise
}

function readHeader (headers: IncomingHttpHeaders): string | undefined {
  const header = headers['x-tenant-id']
  if (header === undefined || header === '') return undefined
  const tenant = typeof header === 'string' ? parseTenantId(header) : undefined
  if (tenant === undefined) throw new ODataError('badRequest', `The header x-tenant-id is no tenant id: 1 to ${MAX_LENGTH} letters, digits, points, dashes and underscores.`, { target: 'x-tenant-id' })
  return tenant
}
