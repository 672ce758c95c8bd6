/** The bodies of streams (OData-Protocol 4.01, sections 11.4.7 and 11.4.8): bytes of any media type that the model accepts. */
import { namedValues } from '../../base/named-values.js'
import { dialectOf } from '../../dialect/service-dialect.js'
import { acceptedTypes, covers } from '../../edm/media-range.js'
import { isMedia, mediaStream } from '../../edm/media.js'
import type { EdmModel, EntityType, Property } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import { isJsonType } from '../batch/media-types.js'
import { addComputedDefaults } from '../json/computed-defaults.js'
import type { MediaContent, PropertyValue, StructuredValue } from '../json/structured-value.js'
import { wanting, zeroProperty } from '../json/zero-property.js'
import type { ODataRequest } from '../odata-request.js'
import { checkKey } from './issued-key.js'
import { readMediaType } from './write-body.js'

/** @throws ODataError `unsupportedMediaType` for a media type that the model does not accept */
export function readMediaContent (model: EdmModel, type: EntityType, stream: Property, request: ODataRequest): MediaContent {
  const mediaType = readMediaType(request)
  for (const { term, ranges } of acceptedTypes(model, type, stream)) {
    if (ranges.some(range => covers(range, mediaType))) continue
    const message = `'${mediaType.slice(0, 100)}' is not accepted here: ${term} of the model allows ${ranges.slice(0, 20).join(', ')}.`
    throw new ODataError('unsupportedMediaType', message, { target: 'Content-Type' })
  }
  return { mediaType, bytes: request.body ?? new Uint8Array() }
}

/** Whether a POST to a collection of this type sends a stream; where a dialect has it so, JSON is what the entity is beside it. */
export const sendsStream = (model: EdmModel, type: EntityType, contentType: string | undefined): boolean =>
  isMedia(type) && !(dialectOf(model).createsMediaByJson && isJsonType(contentType ?? 'application/json'))

/** A new media entity: its stream, and of its properties what the service gives them. */
export function readMediaEntity (model: EdmModel, type: EntityType, request: ODataRequest): StructuredValue {
  if (type.abstract) {
    throw new ODataError('modelValidation', `'${type.fullName}' is abstract: name the type after the collection, as in …/${type.concreteTypes[0]?.fullName ?? 'Namespace.Type'}.`)
  }
  const value = newMediaEntity(type, readMediaContent(model, type, mediaStream, request), request.now)
  checkKey(type, value)
  return value
}

/**
 * Properties that cannot be null and have no default are zero until a PATCH says more: bytes say nothing of them (section 11.4.7.1).
 * @throws ODataError `modelValidation` for a property whose type has no zero
 */
export function newMediaEntity (type: EntityType, media: MediaContent, now: string): StructuredValue {
  const properties: Record<string, PropertyValue> = {}
  for (const { name, type: reference } of wanting(type)) {
    const zero = zeroProperty(reference)
    if (zero === undefined) {
      throw new ODataError('modelValidation', `A '${type.fullName}' is not created by its stream: '${name}' cannot be null, and there is no value for it.`, { target: name })
    }
    properties[name] = zero
  }
  addComputedDefaults(type, properties, now)
  return { type, properties: namedValues(properties), media }
}
