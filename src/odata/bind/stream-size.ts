/** How large the streams of a write may be, whether they are sent as they are or inside JSON. */
import { isStream } from '../../edm/lookup.js'
import type { Property } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { StructuredValue } from '../json/structured-value.js'
import type { Change } from './change.js'
import type { Target } from './target.js'

export interface StreamLimit {
  /** Bytes. */
  readonly maxStreamBytes: number
}

/** @throws ODataError `payloadTooLarge` */
export function checkStreamSizes (limit: StreamLimit, target: Target, change: Change): void {
  switch (change.kind) {
    case 'update': checkInside(limit, change.values); break
    case 'create': checkInside(limit, change.value); break
    case 'writeStream': if (target.kind === 'stream') checkSize(limit, target.property, change.content.length); break
    case 'delete': case 'invoke': case 'deleteStream': case 'unsupported': break
  }
}

/** Inside JSON a stream is base64url: four characters for three bytes. */
function checkInside (limit: StreamLimit, { type, properties, contained = {} }: StructuredValue): void {
  for (const property of type.properties) {
    const value = properties[property.name]
    if (isStream(property) && typeof value === 'string') checkSize(limit, property, Math.floor(value.length * 3 / 4))
  }
  for (const { items } of Object.values(contained)) for (const item of items) if (item.kind === 'entity') checkInside(limit, item.value)
}

function checkSize ({ maxStreamBytes }: StreamLimit, { name }: Property, length: number): void {
  if (length <= maxStreamBytes) return
  throw new ODataError('payloadTooLarge', `'${name}' is larger than the ${maxStreamBytes} bytes that a stream may have (MAX_STREAM_BYTES).`, {
    target: name
  })
}
