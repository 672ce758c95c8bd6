/** Where the service root ends in a request's URL, and how links to it are spelled. */
import type { FastifyRequest } from 'fastify'
import { trimEnd } from '../base/trim-end.js'
import { ODataError } from '../errors.js'
import { parseTenantId, TENANT_ID_RULE } from '../tenant/tenant-id.js'

export interface SplitUrl {
  /** `/beta`, `/v1.0`, or empty for the bare URLs of the reference page. */
  readonly root: string
  /** Below the root, undecoded, without a leading slash. */
  readonly path: string
  /** After `?`, undecoded. */
  readonly query: string
  /** The tenant of `/t/{tenant}` before the root, which then is part of the root. */
  readonly tenant?: string
}

/** Names that may follow the bare root directly; anything else there is taken for a version. */
const bareNames = /^(officeconfiguration|\$metadata|\$batch)(?=$|[/(])/i

/** The official JavaScript client, over plain http, puts the absolute URL of a next link behind the version. */
const repeatedUrl = /^https?:\/+[^/]+(\/.*)$/i

/** A tenant; what follows it is the URL within it. */
const tenantUrl = /^\/t\/([^/?]*)/i

/**
 * Splits `request.raw.url`.
 * @throws ODataError `notFound` for a version that does not exist, as the real service answers; `badRequest` for what is no tenant.
 */
export const splitUrl = (url: string): SplitUrl => splitAnyUrl(url, mayRepeat)

/** What may stand within a URL: a tenant, and once more a whole URL. Whatever a client nests, no more is looked into. */
interface Within {
  readonly tenant: boolean
  readonly repeated: boolean
}

const mayRepeat: Within = { tenant: true, repeated: true }

function splitAnyUrl (url: string, may: Within): SplitUrl {
  const within = may.tenant ? tenantUrl.exec(url) : null
  if (within !== null) return splitTenantUrl(within[1] ?? '', url.slice(within[0].length), may)
  const mark = url.indexOf('?')
  const path = mark === -1 ? url : url.slice(0, mark)
  const query = mark === -1 ? '' : url.slice(mark + 1)
  const bare = path.replace(/^\//, '')
  const slash = bare.indexOf('/')
  const [version, rest] = slash === -1 ? [bare, ''] : [bare.slice(0, slash), bare.slice(slash + 1)]
  const lower = version.toLowerCase()
  if (lower === 'beta' || lower === 'v1.0') {
    const repeated = may.repeated ? repeatedUrl.exec(rest) : null
    if (repeated !== null) return splitAnyUrl(`${repeated[1]}${mark === -1 ? '' : `?${query}`}`, { tenant: true, repeated: false })
    return { root: `/${lower}`, path: rest, query }
  }
  if (bareNames.test(bare)) return { root: '', path: bare, query }
  throw new ODataError('notFound', `Invalid version: ${version.slice(0, 100)}`)
}

/** Links keep the tenant. */
function splitTenantUrl (sent: string, url: string, { repeated }: Within): SplitUrl {
  const tenant = parseTenantId(sent)
  if (tenant === undefined) {
    throw new ODataError('badRequest', `'${sent.slice(0, 100)}' is not a tenant id; in /t/{tenant}/beta/… it has ${TENANT_ID_RULE}.`)
  }
  const split = splitAnyUrl(url, { tenant: false, repeated })
  // The official JavaScript client repeats the whole URL of a next link.
  if (split.tenant === undefined) return { ...split, root: `/t/${sent}${split.root}`, tenant }
  if (split.tenant !== tenant) throw new ODataError('badRequest', `The URL is for two tenants: '${tenant}' and '${split.tenant}'.`)
  return split
}

export interface LinkOptions {
  /** What links start with, wherever the request came in; empty: the host of the request. */
  readonly publicUrl: string
  /** Whether `X-Forwarded-Proto`, `-Host` and `-Prefix` may be believed. */
  readonly trustProxy: boolean
}

/** `https://host:port/beta`: the service root as the client knows it. */
export function serviceRootUrl (request: FastifyRequest, root: string, { publicUrl, trustProxy }: LinkOptions): string {
  if (publicUrl !== '') return `${trimEnd(publicUrl, '/')}${root}`
  const prefix = trustProxy ? forwardedPrefix(request.headers['x-forwarded-prefix']) : ''
  return `${request.protocol}://${request.host}${prefix}${root}`
}

function forwardedPrefix (header: string | string[] | undefined): string {
  const value = (Array.isArray(header) ? header[0] : header) ?? ''
  return /^\/[A-Za-z0-9._~/-]*$/.test(value) ? trimEnd(value, '/') : ''
}
