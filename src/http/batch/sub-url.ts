/**
 * The URL of a request in a batch as the URL of a request of its own (OData-Protocol 4.01, section 11.7.7.1; JSON format 4.01, section
 * 19.1).
 */

export interface UrlBase {
  /** `/beta`, `/v1.0` or empty: of the URL the batch was sent to. */
  readonly root: string
  /** What links start with, before the version: `https://host`, or with the prefix of a proxy. */
  readonly publicRoot: string
}

const version = /^\/?(?:beta|v1\.0)(?=$|[/?])/i
/** `/t/{tenant}` before a version. */
const tenant = /^\/t\/[^/?]+(?=\/)/i

/**
 * From the host's root, e.g. `/beta/officeConfiguration?$select=id`. Absolute URLs lose their host, whichever it is: this service answers
 * for it. A path without a version is relative to the service root, with or without a slash, as Microsoft Graph has it.
 */
export function resolveSubUrl (url: string, { root, publicRoot }: UrlBase): string {
  const [host] = /^https?:\/\/[^/?#]*/i.exec(url) ?? []
  const absolute = host === undefined ? undefined : url.slice(host.length)
  const path = withoutPrefix(absolute ?? url, publicRoot)
  if (version.test(path)) return `${tenant.exec(root)?.[0] ?? ''}/${path.replace(/^\//, '')}`
  if (absolute !== undefined || tenant.test(path)) return path.startsWith('/') ? path : `/${path}`
  return `${root}/${path.replace(/^\//, '')}`
}

/** A proxy's prefix, which links have and requests that reach this service have not. */
function withoutPrefix (path: string, publicRoot: string): string {
  const prefix = /^https?:\/\/[^/]*(\/.*)$/i.exec(publicRoot)?.[1] ?? ''
  return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path
}
