/** Where the service root ends in a request's URL, and how links to it are spelled. */
import type { FastifyRequest } from 'fastify'
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
}

export interface ServiceRoots extends ServiceRootsOptions {
  /** Splits the URL of a request; 404 for a root that does not exist, as the real service answers. */
  readonly split: (url: string) => SplitUrl
}

/** The official JavaScript client, over plain http, puts the absolute URL of a next link behind the version. */
const repeatedUrl = /^https?:\/+[^/]+(\/.*)$/i

/** A tenant, and the URL within it. */
const tenantUrl = /^\/t\/([^/?]*)(.*)$/is

export function createServiceRoots (options: ServiceRootsOptions): ServiceRoots {
  const { roots, bareNames } = options
  const names = new Set([...bareNames, '$metadata', '$batch'].map(name => name.toLowerCase()))
  const isBare = (path: string): boolean => names.has((/^[^/(]*/.exec(path)?.[0] ?? '').toLowerCase())
  const prefixes = roots.filter(root => root !== '').map(root => ({ root, pattern: rootPattern(root) }))
  const split = (url: string): SplitUrl => {
    const within = tenantUrl.exec(url)
    if (within !== null) return splitTenantUrl(within[1] ?? '', within[2] ?? '')
    const mark = url.indexOf('?')
    const path = mark === -1 ? url : url.slice(0, mark)
    const query = mark === -1 ? '' : url.slice(mark + 1)
    for (const { root, pattern } of prefixes) {
      const match = pattern.exec(path)
      if (match === null) continue
      const [, rest = ''] = match
      const repeated = repeatedUrl.exec(rest)
      if (repeated !== null) return split(`${repeated[1]}${mark === -1 ? '' : `?${query}`}`)
      return { root, path: rest, query }
    }
    const bare = path.replace(/^\//, '')
    if (roots.includes('') || isBare(bare)) return { root: '', path: bare, query }
    throw new ODataError('notFound', `Invalid version: ${(/^[^/]*/.exec(bare)?.[0] ?? '').slice(0, 100)}`)
  }
  /** Links keep the tenant. */
  const splitTenantUrl = (sent: string, url: string): SplitUrl => {
    const tenant = parseTenantId(sent)
    if (tenant === undefined) {
      throw new ODataError('badRequest', `'${sent.slice(0, 100)}' is not a tenant id; in /t/{tenant}/beta/… it has ${TENANT_ID_RULE}.`)
    }
    const found = split(url)
    // The official JavaScript client repeats the whole URL of a next link.
    if (found.tenant === undefined) return { ...found, root: `/t/${sent}${found.root}`, tenant }
    if (found.tenant !== tenant) throw new ODataError('badRequest', `The URL is for two tenants: '${tenant}' and '${found.tenant}'.`)
    return found
  }
  return { ...options, split }
}

/** What follows a root, which may be written in any case. */
const rootPattern = (root: string): RegExp =>
  new RegExp(`^/?${root.slice(1).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:/(.*))?$`, 'is')

export interface LinkOptions {
  /** What links start with, wherever the request came in; empty: the host of the request. */
  readonly publicUrl: string
  /** Whether `X-Forwarded-Proto`, `-Host` and `-Prefix` may be believed. */
  readonly trustProxy: boolean
}

/** `https://host:port/beta`: the service root as the client knows it. */
export function serviceRootUrl (request: FastifyRequest, root: string, { publicUrl, trustProxy }: LinkOptions): string {
  if (publicUrl !== '') return `${publicUrl.replace(/\/+$/, '')}${root}`
  const prefix = trustProxy ? forwardedPrefix(request.headers['x-forwarded-prefix']) : ''
  return `${request.protocol}://${request.host}${prefix}${root}`
}

function forwardedPrefix (header: string | string[] | undefined): string {
  const value = (Array.isArray(header) ? header[0] : header) ?? ''
  return /^\/[A-Za-z0-9._~/-]*$/.test(value) ? value.replace(/\/+$/, '') : ''
}
