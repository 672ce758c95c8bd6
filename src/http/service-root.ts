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

/** Names that may follow the bare root directly; anything else there is taken for a version. */
const bareNames = /^(officeconfiguration|\$metadata|\$batch)(?=$|[/(])/i

/** The official JavaScript client, over plain http, puts the absolute URL of a next link behind the version. */
const repeatedUrl = /^https?:\/+[^/]+(\/.*)$/i

/** A tenant, and the URL within it. */
const tenantUrl = /^\/t\/([^/?]*)(.*)$/is

/**
 * Splits `request.raw.url`; 404 for a version that does not exist, as the real service answers. `mayRepeat`: whether the path may hold the
 * whole URL again.
 */
export function splitUrl (url: string, mayRepeat = true): SplitUrl {
  const within = tenantUrl.exec(url)
  if (within !== null) return splitTenantUrl(within[1] ?? '', within[2] ?? '', mayRepeat)
  const mark = url.indexOf('?')
  const path = mark === -1 ? url : url.slice(0, mark)
  const query = mark === -1 ? '' : url.slice(mark + 1)
  const [, version = '', rest = ''] = /^\/?([^/]*)\/?(.*)$/.exec(path) ?? []
  const lower = version.toLowerCase()
  if (lower === 'beta' || lower === 'v1.0') {
    const repeated = mayRepeat ? repeatedUrl.exec(rest) : null
    if (repeated !== null) return splitUrl(`${repeated[1]}${mark === -1 ? '' : `?${query}`}`, false)
    return { root: `/${lower}`, path: rest, query }
  }
  const bare = path.replace(/^\//, '')
  if (bareNames.test(bare)) return { root: '', path: bare, query }
  throw new ODataError('notFound', `Invalid version: ${version.slice(0, 100)}`)
}

/** Links keep the tenant. */
function splitTenantUrl (sent: string, url: string, mayRepeat: boolean): SplitUrl {
  const tenant = parseTenantId(sent)
  if (tenant === undefined) {
    throw new ODataError('badRequest', `'${sent.slice(0, 100)}' is not a tenant id; in /t/{tenant}/beta/… it has ${TENANT_ID_RULE}.`)
  }
  if (tenantUrl.test(url)) throw new ODataError('notFound', 'Invalid version: t')
  const split = splitUrl(url, mayRepeat)
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
  if (publicUrl !== '') return `${publicUrl.replace(/\/+$/, '')}${root}`
  const prefix = trustProxy ? forwardedPrefix(request.headers['x-forwarded-prefix']) : ''
  return `${request.protocol}://${request.host}${prefix}${root}`
}

function forwardedPrefix (header: string | string[] | undefined): string {
  const value = (Array.isArray(header) ? header[0] : header) ?? ''
  return /^\/[A-Za-z0-9._~/-]*$/.test(value) ? value.replace(/\/+$/, '') : ''
}
