/** Streams inside of a body (OData JSON format 4.01, section 9): their content and its media type. */
import { findProperty, isStream } from '../../edm/lookup.js'
import { isMedia, mediaStream } from '../../edm/media.js'
import { isBase64Form, isBase64Piece } from '../../edm/primitives.js'
import type { Property, StructuredType } from '../../edm/types.js'
import { isMediaType } from './body-annotations.js'
import { excerpt } from './body-faults.js'
import type { BodyReading } from './body-reading.js'
import { fault, unconvertible } from './collect-faults.js'
import type { Reading } from './collect-faults.js'
import { lookThrough } from './long-content.js'
import type { MediaContent, PropertyValue } from './structured-value.js'

/** What has been read of the object around. */
interface StreamDraft {
  readonly type: StructuredType
  readonly mediaTypes: Record<string, string>
}

export function readMediaType (reading: Reading, draft: StreamDraft, member: string, value: unknown, path: string): void {
  const property = findProperty(draft.type, member, 'exact')
  if (property === undefined || !isStream(property) || value === null) return
  if (typeof value === 'string' && isMediaType(value)) draft.mediaTypes[member] = value
  else fault(reading, path, `'${excerpt(value)}' is not a media type.`)
}

/** The stream of a media entity inside of a state: `$value` in base64, with `@odata.mediaContentType`. */
export function readInlineMedia (
  reading: Reading,
  type: StructuredType,
  body: Readonly<Record<string, unknown>>,
  path: string
): MediaContent | undefined {
  const content = body[mediaStream.name]
  if (content === undefined || content === null) return undefined
  const target = path === '' ? mediaStream.name : `${path}/${mediaStream.name}`
  if (!isMedia(type)) return fault(reading, target, `'${type.fullName}' is not a media entity (HasStream), and has no stream.`)
  if (typeof content !== 'string' || !isBase64Form(content) || !isBase64Piece(content, true)) return unconvertible(reading, mediaStream.type, content, target)
  const mediaType = body['@odata.mediaContentType'] ?? body['@mediaContentType'] ?? 'application/octet-stream'
  if (typeof mediaType !== 'string' || !isMediaType(mediaType)) return fault(reading, target, `'${excerpt(mediaType)}' is not a media type.`)
  return { mediaType, bytes: Buffer.from(content, 'base64') }
}

/** The base64 of a long stream: its characters are looked at later, piece by piece. */
export function readContent (
  reading: Reading,
  later: BodyReading,
  { type }: Property,
  value: string,
  path: string
): PropertyValue | undefined {
  if (!isBase64Form(value)) return unconvertible(reading, type, value, path)
  const inner = { ...reading, faults: reading.faults.inside() }
  later.add(lookThrough(value, () => unconvertible(inner, type, value, path)))
  return value
}
