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

/** Under which paths a service answers. */
export interface ServiceRootsOptions {
  /** `/beta`, `/v1.0`; empty for the origin itself. In lower case. */
  readonly roots: readonly string[]
  /** What may follow the host directly, without a root: names of resources. */
  readonly bareNames: readonly string[]
  /** Whether the roots are versions; else a 404 says where the service is. */
  readonly areVersions: boolean
}

export interface ServiceRoots extends ServiceRootsOptions {
  /** Splits the URL of a request; 404 for a root that does not exist, as the real service answers. */
  readonly split: (url: string) => SplitUrl
}

/** The official JavaScript client, over plain http, puts the absolute URL of a next link after the version. */
const repeatedUrl = /^https?:\/+[^/]+(\/.*)$/i

/** A tenant; what follows it is the URL within it. */
const tenantUrl = /^\/t\/([^/?]*)/i

/** What may stand within a URL: a tenant, and once more a whole URL. Whatever a client nests, no more is looked into. */
interface Within {
  readonly tenant: boolean
  readonly repeated: boolean
}

const mayRepeat: Within = { tenant: true, repeated: true }

export function createServiceRoots (options: ServiceRootsOptions): ServiceRoots {
  const { roots, bareNames, areVersions } = options
  const names = new Set([...bareNames, '$metadata', '$batch', '$async'].map(name => name.toLowerCase()))
  const isBare = (path: string): boolean => names.has((/^[^/(]*/.exec(path)?.[0] ?? '').toLowerCase())
  const splitAny = (url: string, may: Within): SplitUrl => {
    const within = may.tenant && url.charCodeAt(2) === SLASH ? tenantUrl.exec(url) : null
    if (within !== null) return splitTenant(within[1] ?? '', url.slice(within[0].length), may)
    const mark = url.indexOf('?')
    const path = mark === -1 ? url : url.slice(0, mark)
    const query = mark === -1 ? '' : url.slice(mark + 1)
    const bare = path.charCodeAt(0) === SLASH ? path.slice(1) : path
    const root = roots.find(candidate => candidate !== '' && beginsWith(bare, candidate.slice(1)))
    if (root !== undefined) {
      const rest = bare.slice(root.length)
      const repeated = may.repeated && rest.includes(':/') ? repeatedUrl.exec(rest) : null
      if (repeated !== null) return splitAny(`${repeated[1]}${mark === -1 ? '' : `?${query}`}`, { tenant: true, repeated: false })
      return { root, path: rest, query }
    }
    if (roots.includes('') || isBare(bare)) return { root: '', path: bare, query }
    const first = (/^[^/]*/.exec(bare)?.[0] ?? '').slice(0, 100)
    throw new ODataError('notFound', areVersions ? `Invalid version: ${first}` : `Nothing is served at '/${first}'. The service root is ${roots.join(', ')}.`)
  }
  /** Links keep the tenant. */
  const splitTenant = (sent: string, url: string, { repeated }: Within): SplitUrl => {
    const tenant = parseTenantId(sent)
    if (tenant === undefined) {
      throw new ODataError('badRequest', `'${sent.slice(0, 100)}' is not a tenant id; in /t/{tenant}/beta/… it has ${TENANT_ID_RULE}.`)
    }
    const found = splitAny(url, { tenant: false, repeated })
    // The official JavaScript client repeats the whole URL of a next link.
    if (found.tenant === undefined) return { ...found, root: `/t/${sent}${found.root}`, tenant }
    if (found.tenant !== tenant) throw new ODataError('badRequest', `The URL is for two tenants: '${tenant}' and '${found.tenant}'.`)
    return found
  }
  return { ...options, split: url => splitAny(url, mayRepeat) }
}

const SLASH = '/'.charCodeAt(0)

/** Whether a path is a root, which may be written in any case, or below it. */
const beginsWith = (path: string, root: string): boolean =>
  (path.startsWith(root) || path.slice(0, root.length).toLowerCase() === root) && (path.length === root.length || path[root.length] === '/')

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
