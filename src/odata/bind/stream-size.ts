/** How large the streams of a write may be, whether they are sent as they are or inside JSON. */
import { mediaStream } from '../../edm/media.js'
import type { Property } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { BodyReading } from '../json/body-reading.js'
import type { MediaContent } from '../json/structured-value.js'
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
  if (change.kind === 'writeStream' && target.kind === 'stream') checkContent(limit, target.property, change.content)
  if (change.kind === 'create' && change.value.media !== undefined) checkContent(limit, mediaStream, change.value.media)
  const longest = reading.longestStream()
  if (longest !== undefined) checkSize(limit, longest.name, longest.bytes)
}

/** `MaxLength` of a stream is in bytes (CSDL 4.01, section 3.4.1). */
function checkContent (limit: StreamLimit, { name, type: { maxLength } }: Property, { bytes: { length } }: MediaContent): void {
  checkSize(limit, name, length)
  if (typeof maxLength !== 'number' || length <= maxLength) return
  throw new ODataError('payloadTooLarge', `'${name}' can have ${maxLength} bytes (MaxLength), and was sent ${length}.`, { target: name })
}

function checkSize ({ maxStreamBytes }: StreamLimit, name: string, length: number): void {
  if (length <= maxStreamBytes) return
  throw new ODataError('payloadTooLarge', `'${name}' is larger than the ${maxStreamBytes} bytes that a stream may have (MAX_STREAM_BYTES).`, {
    target: name
  })
}
