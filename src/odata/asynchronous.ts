/** Asynchronous requests (OData-Protocol 4.01, sections 8.2.8.8, 8.3.1 and 11.6): who asks for one, and how its answer is told. */
import { findAnnotation } from '../edm/annotation-lookup.js'
import { truthOf } from '../edm/annotation-value.js'
import type { EdmModel } from '../edm/types.js'
import { writeHttpMessage } from './batch/http-message.js'
import { addressesMetadata } from './metadata/metadata-path.js'
import type { Method, ODataResponse } from './odata-request.js'
import { parsePreferences } from './preferences.js'
import { mayBeSystemSegment } from './url/system-path.js'

/** `Prefer: respond-async`; `wait`: seconds that the client waits for the answer itself, undefined: not at all. */
export interface AsyncPreference {
  readonly wait: number | undefined
}

const MONITOR = /^(?:\$|%24)async\/([\w-]{1,64})\/?$/i

/** The id in the path of a status monitor, below the service root; undefined for any other path. */
export const monitorId = (path: string): string | undefined => mayBeSystemSegment(path) ? MONITOR.exec(path)?.[1] : undefined

/** What {@link monitorId} reads. */
export const monitorPath = (id: string): string => `$async/${id}`

/** Looked at for every request with the header, so it is cheap where the preference is not there. */
export function asyncPreference (prefer: string | undefined): AsyncPreference | undefined {
  if (prefer === undefined || !/respond-async/i.test(prefer)) return undefined
  const { respondAsync, wait } = parsePreferences(prefer)
  return respondAsync ? { wait } : undefined
}

/** Whether such a request can be answered asynchronously at all; where it cannot, the preference is ignored. */
export function mayBeAsync (model: EdmModel, method: Method, path: string): boolean {
  if (method === 'HEAD' || method === 'OPTIONS' || addressesMetadata(path)) return false
  const said = findAnnotation(model, model.container, 'Org.OData.Capabilities.V1.AsynchronousRequestsSupported')
  return said === undefined || truthOf(said.value) !== false
}

/** What a monitor is asked with. */
export interface MonitorRequest {
  readonly accept: string | undefined
  /** Of the answer. */
  readonly version: string
}

/**
 * The final answer of a monitor. A message of HTTP for who accepts `application/http`, and for clients of 4.0 that say nothing; else the
 * answer itself, whose status is in `AsyncResult`.
 */
export function writeAsyncResult (response: ODataResponse, { accept, version }: MonitorRequest): ODataResponse {
  if (accept === undefined ? version === '4.0' : acceptsHttp(accept)) {
    const headers = { 'Content-Type': 'application/http', 'Content-Transfer-Encoding': 'binary', 'OData-Version': version }
    return { status: 200, headers, body: writeHttpMessage(response) }
  }
  return { status: 200, headers: { ...response.headers, AsyncResult: String(response.status) }, body: response.body }
}

const acceptsHttp = (accept: string): boolean =>
  accept.split(',').some(range => /^\s*application\/http\s*(?:;|$)/i.test(range) && !/;\s*q=0(?:\.0*)?\s*(?:;|$)/i.test(range))

/** What `Allow` says of a monitor. */
export const MONITOR_METHODS = 'GET, HEAD, DELETE, OPTIONS'
