/** Bodies as bytes, for effects that break them. */
import { bytesOf } from '../../../odata/content.js'
import type { ODataResponse } from '../../../odata/odata-request.js'
import type { Faulted } from './define-effect.js'

/** The bytes up to a fraction of them. */
export const cutAt = (bytes: Buffer, fraction = 0.5): Buffer => bytes.subarray(0, Math.floor(bytes.length * fraction))

/** A body that is no longer what its `Content-Type` says. Inside a batch it is text, so that the batch around it can be read. */
export function withBrokenBody (response: ODataResponse, change: (bytes: Buffer) => Buffer): Faulted {
  if (response.body === undefined) return { response }
  const broken = { ...response, body: [change(bytesOf(response.body))] }
  return { response: broken, inBatch: () => asText(broken) }
}

/** As it has to be inside a batch when it cannot be read as what it claims to be. */
export const asText = (response: ODataResponse): ODataResponse =>
  ({ ...response, headers: { ...response.headers, 'Content-Type': 'text/plain' } })
