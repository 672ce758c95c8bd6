/** Streams inside of a body (OData JSON format 4.01, section 9): their content and its media type. */
import { findProperty, isStream } from '../../edm/lookup.js'
import { acceptedTypes, covers } from '../../edm/media-range.js'
import { isMedia, mediaStream } from '../../edm/media.js'
import { isBase64Form, isBase64Piece } from '../../edm/primitives.js'
import type { EntityType, Property, StructuredType } from '../../edm/types.js'
import { isMediaType } from './body-annotations.js'
import { excerpt } from './body-faults.js'
import type { BodyReading } from './body-reading.js'
import { fault, unconvertible } from './collect-faults.js'
import type { Reading } from './collect-faults.js'
import { isLongContent, lookThrough } from './long-content.js'
import type { MediaContent, PropertyValue } from './structured-value.js'

/** What has been read of the object around. */
interface StreamDraft {
  readonly type: StructuredType
  readonly properties: Readonly<Record<string, PropertyValue>>
  readonly mediaTypes: Record<string, string>
}

export function readMediaType (reading: Reading, draft: StreamDraft, member: string, value: unknown, path: string): void {
  const property = findProperty(draft.type, member, 'exact')
  if (property === undefined || !isStream(property) || value === null) return
  if (typeof value === 'string' && isMediaType(value)) draft.mediaTypes[member] = value
  else fault(reading, path, `'${excerpt(value)}' is not a media type.`)
}

/** Looks at the streams of an object when all of it has been read; back comes that of a media entity. */
export function readStreams (
  reading: Reading,
  draft: StreamDraft,
  body: Readonly<Record<string, unknown>>,
  path: string
): MediaContent | undefined {
  const { type, properties } = draft
  if (reading.references?.unchecked !== true && type.kind === 'entity' && reading.model.origin === 'document') {
    for (const property of type.properties) {
      const content = isStream(property) ? properties[property.name] : undefined
      if (typeof content === 'string') checkStream(reading, draft, type, property, content, path === '' ? property.name : `${path}/${property.name}`)
    }
  }
  return takesMedia(reading) ? readInlineMedia(reading, type, body, path) : undefined
}

/** Whether bodies may have the streams of media entities inside: those of entities, in requests and states. */
export const takesMedia = ({ references }: Reading): boolean => references !== undefined

/** What was sent without a media type has the one that the model names (Core, `MediaType`), or is just bytes. */
function checkStream (
  reading: Reading,
  { mediaTypes }: StreamDraft,
  type: EntityType,
  property: Property,
  content: string,
  path: string
): void {
  const mediaType = acceptedMediaType(reading, type, property, mediaTypes[property.name], path)
  if (mediaType !== undefined) mediaTypes[property.name] = mediaType
  checkLength(reading, property, Buffer.byteLength(content, 'base64'), path)
}

/** The media type that was sent, or that the model names; undefined where neither does. */
function acceptedMediaType (
  reading: Reading,
  type: EntityType,
  property: Property,
  sent: string | undefined,
  path: string
): string | undefined {
  const accepted = acceptedTypes(reading.model, type, property)
  const [only] = accepted.flatMap(({ term, ranges }) => term === 'Core.MediaType' ? ranges : [])
  const mediaType = sent ?? only ?? 'application/octet-stream'
  const refused = accepted.find(({ ranges }) => !ranges.some(range => covers(range, mediaType)))
  if (refused !== undefined) {
    fault(reading, path, `'${mediaType}' is not accepted for '${property.name}': ${refused.term} of the model allows ${refused.ranges.slice(0, 20).join(', ')}.`)
  }
  return sent ?? only
}

function checkLength (reading: Reading, { name, type: { maxLength } }: Property, bytes: number, path: string): void {
  if (typeof maxLength === 'number' && bytes > maxLength) fault(reading, path, `'${name}' can have ${maxLength} bytes (MaxLength), and was sent ${bytes}.`)
}

/**
 * The stream of a media entity inside of a body: `$value` in base64 (Protocol 4.01, sections 11.4.2.2 and 11.4.3), with
 * `@odata.mediaContentType`.
 */
function readInlineMedia (
  reading: Reading,
  type: StructuredType,
  body: Readonly<Record<string, unknown>>,
  path: string
): MediaContent | undefined {
  const content = body[mediaStream.name]
  if (content === undefined || content === null) return undefined
  const target = path === '' ? mediaStream.name : `${path}/${mediaStream.name}`
  if (!isMedia(type)) return fault(reading, target, `'${type.fullName}' is not a media entity (HasStream), and has no stream.`)
  if (typeof content !== 'string' || !isBase64Form(content)) return unconvertible(reading, mediaStream.type, content, target)
  if (reading.later !== undefined && isLongContent(content)) readContent(reading, reading.later, mediaStream, content, target)
  else if (!isBase64Piece(content, true)) return unconvertible(reading, mediaStream.type, content, target)
  const sent = body['@odata.mediaContentType'] ?? body['@mediaContentType']
  if (sent !== undefined && (typeof sent !== 'string' || !isMediaType(sent))) return fault(reading, target, `'${excerpt(sent)}' is not a media type.`)
  const known = reading.references?.unchecked === true ? sent : acceptedMediaType(reading, type, mediaStream, sent, target)
  const bytes = Buffer.from(content, 'base64')
  reading.later?.noteStream(mediaStream.name, bytes.length)
  return { mediaType: known ?? 'application/octet-stream', bytes }
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
