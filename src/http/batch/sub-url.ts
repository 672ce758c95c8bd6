/**
 * The URL of a request in a batch as the URL of a request of its own (OData-Protocol 4.01, section 11.7.7.1; JSON format 4.01, section
 * 19.1).
 */
import type { ServiceRoots } from '../service-root.js'

export interface UrlBase {
  readonly roots: Pick<ServiceRoots, 'roots'>
  /** `/beta`, `/v1.0` or empty: of the URL the batch was sent to. */
  readonly root: string
  /** What links start with, before the version: `https://host`, or with the prefix of a proxy. */
  readonly publicRoot: string
}

/** `/t/{tenant}` before a version. */
const tenant = /^\/t\/[^/?]+(?=\/)/i

/**
 * From the host's root, e.g. `/beta/officeConfiguration?$select=id`. Absolute URLs lose their host, whichever it is: this service answers
 * for it. A path without a version is relative to the service root, with or without a slash, as Microsoft Graph has it.
 */
export function resolveSubUrl (url: string, { root, roots: { roots }, publicRoot }: UrlBase): string {
  const [host] = /^https?:\/\/[^/?#]*/i.exec(url) ?? []
  const absolute = host === undefined ? undefined : url.slice(host.length)
  const path = withoutPrefix(absolute ?? url, publicRoot)
  if (roots.some(version => version !== '' && beginsWith(path, version))) return `${tenant.exec(root)?.[0] ?? ''}/${path.replace(/^\//, '')}`
  if (absolute !== undefined || tenant.test(path)) return path.startsWith('/') ? path : `/${path}`
  return `${root}/${path.replace(/^\//, '')}`
}

/** A proxy's prefix, which links have and requests that reach this service have not. */
function withoutPrefix (path: string, publicRoot: string): string {
  const prefix = /^https?:\/\/[^/]*(\/.*)$/i.exec(publicRoot)?.[1] ?? ''
  return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path
}

/** Whether a path, with or without a slash at its beginning, is a root or below it. */
function beginsWith (path: string, root: string): boolean {
  const from = path.startsWith('/') ? 0 : 1
  const end = root.length - from
  return path.slice(0, end).toLowerCase() === root.slice(from) && /^(?:$|[/?])/.test(path.slice(end))
}
