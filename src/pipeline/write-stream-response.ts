/**
 * The answer to a read of a stream property: its bytes, or a range of them (OData-Protocol 4.01, section 11.2.4.1; RFC 9110, section 14).
 */
import { isUnchanged, strongETagOf } from '../odata/etag.js'
import type { Conditions } from '../odata/etag.js'
import type { ODataResponse } from '../odata/odata-request.js'
import type { StreamResult } from '../plan/plan.js'

/** A stream without content is null: 204. */
export function writeStream (conditions: Conditions, { version, content }: StreamResult): ODataResponse {
  if (content === undefined) return { status: 204, headers: {}, body: undefined }
  const headers = { ETag: strongETagOf(version), 'Accept-Ranges': 'bytes' }
  if (isUnchanged(conditions, version)) return { status: 304, headers, body: undefined }
  const { mediaType, length, part, pieces } = content
  const size = part === undefined ? length : part.last - part.first + 1
  const range = part === undefined ? {} : { 'Content-Range': `bytes ${part.first}-${part.last}/${length}` }
  return {
    status: part === undefined ? 200 : 206,
    headers: { 'Content-Type': mediaType, ...headers, ...range, 'Content-Length': String(size), 'X-Content-Type-Options': 'nosniff' },
    body: pieces
  }
}
