/** A request to the resources as the controls look at it: one of its own over HTTP, or one inside a batch. */
import type { ThrottleLimits } from '../../storage/state/tenant-settings.js'

/** What the requests of a service are called. */
export interface CallNames {
  /** The id of a documented operation; undefined for a URL that no document lists. */
  readonly operationIdOf: (call: { readonly method: string, readonly path: string }) => string | undefined
  /** The path below its service root, whichever that is; the path itself where there is none. */
  readonly belowRoot: (path: string) => string
}

export interface GraphCall {
  readonly names: CallNames
  readonly method: string
  /** From the host on, undecoded, without the query: `/beta/officeConfiguration`. */
  readonly path: string
  /** After `?`, undecoded. */
  readonly query: string
  readonly tenant: string | undefined
  /** The client's application id, when its token has one. */
  readonly application: string | undefined
  /** What the tenant has set for itself in place of the limits of the service. */
  readonly limits?: ThrottleLimits | undefined
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** As received, where it is known: faults may repeat it. */
  readonly body?: Uint8Array | undefined
}

/** What is known of a request where it is met; `url` is from the host on, undecoded. */
export type SentCall = Omit<GraphCall, 'path' | 'query'> & { readonly url: string }

export function graphCall ({ url, ...call }: SentCall): GraphCall {
  const mark = url.indexOf('?')
  return { ...call, path: mark === -1 ? url : url.slice(0, mark), query: mark === -1 ? '' : url.slice(mark + 1) }
}

/** A header's value, several as one. */
export function headerOf ({ headers }: Pick<GraphCall, 'headers'>, name: string): string | undefined {
  const value = headers[name.toLowerCase()]
  return Array.isArray(value) ? value.join(', ') : value
}

/** `decodeURIComponent` that leaves what is not encoded correctly as it is. */
export function decode (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
