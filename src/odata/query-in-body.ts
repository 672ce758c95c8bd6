/** `POST …/$query` (OData-URL 4.01, section 4.17): a read whose options are in the body, for those too long for a URL. */
import { limits } from '../base/limits.js'
import { findAnnotation } from '../edm/annotation-lookup.js'
import { truthOf } from '../edm/annotation-value.js'
import type { EdmModel } from '../edm/types.js'
import { notImplemented, ODataError } from '../errors.js'
import type { Method, ODataRequest } from './odata-request.js'

const SEGMENT = /\/(?:\$|%24)query\/?$/i

/** What a request is, whatever carries it. */
export const methodOf = (method: Method, path: string): Method => method === 'POST' && SEGMENT.test(path) ? 'GET' : method

/**
 * The read that a request means; any other request as it is.
 * @throws ODataError `notImplemented` where the model says so (Capabilities, `QuerySegmentSupported`)
 */
export function readQueryBody (model: EdmModel, request: ODataRequest): ODataRequest {
  const { method, path, query, contentType, body } = request
  if (methodOf(method, path) === method) return request
  const supported = findAnnotation(model, model.container, 'Org.OData.Capabilities.V1.QuerySegmentSupported')
  if (truthOf(supported?.value) === false) throw notImplemented('/$query (Capabilities.QuerySegmentSupported of the model)')
  const [type = ''] = (contentType ?? 'text/plain').split(';').map(part => part.trim().toLowerCase())
  if (type !== 'text/plain' && type !== 'application/x-www-form-urlencoded') {
    throw new ODataError(
      'unsupportedMediaType',
      `The body of $query must be text/plain or application/x-www-form-urlencoded, not '${type.slice(0, 100)}'.`,
      { target: 'Content-Type' }
    )
  }
  if (body !== undefined && body.length > limits.queryBody.most) {
    throw new ODataError('badRequest', `The options of $query are longer than ${limits.queryBody.most} bytes.`)
  }
  const options = Buffer.from(body ?? new Uint8Array()).toString('utf8').trim().replace(/^\?/, '')
  return {
    ...request,
    method: 'GET',
    path: path.replace(SEGMENT, ''),
    query: [query, options].filter(text => text !== '').join('&'),
    contentType: undefined,
    body: undefined
  }
}
