/** How large the streams of a write may be, whether they are sent as they are or inside JSON. */
import { ODataError } from '../../errors.js'
import type { BodyReading } from '../json/body-reading.js'
import type { Change } from './change.js'
import type { Target } from './target.js'

export interface StreamLimit {
  /** Bytes. */
  readonly maxStreamBytes: number
}

/**
 * Called when the body has been read.
 * @throws ODataError `payloadTooLarge`
 */
export function checkStreamSizes (limit: StreamLimit, target: Target, change: Change, reading: BodyReading): void {
  if (change.kind === 'writeStream' && target.kind === 'stream') checkSize(limit, target.property.name, change.content.length)
  const longest = reading.longestStream()
  if (longest !== undefined) checkSize(limit, longest.name, longest.bytes)
}

function checkSize ({ maxStreamBytes }: StreamLimit, name: string, length: number): void {
  if (length <= maxStreamBytes) return
  throw new ODataError('payloadTooLarge', `'${name}' is larger than the ${maxStreamBytes} bytes that a stream may have (MAX_STREAM_BYTES).`, {
    target: name
  })
}
