/** The bodies of streams (OData-Protocol 4.01, sections 11.4.7 and 11.4.8): bytes of any media type that the model accepts. */
import { namedValues } from '../../base/named-values.js'
import { isKeyProperty } from '../../edm/lookup.js'
import { dialectOf } from '../../dialect/service-dialect.js'
import { acceptedTypes, covers } from '../../edm/media-range.js'
import { isMedia, mediaStream } from '../../edm/media.js'
import type { ComplexType, EdmModel, EntityType, Property, StructuredType } from '../../edm/types.js'
import { zeroOf } from '../../edm/zero-value.js'
import { ODataError } from '../../errors.js'
import { isJsonType } from '../batch/media-types.js'
import type { MediaContent, PropertyValue, StructuredValue } from '../json/structured-value.js'
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
  const value = newMediaEntity(type, readMediaContent(model, type, mediaStream, request))
  checkKey(type, value)
  return value
}

/** Properties that cannot be null and have no default are zero until a PATCH says more: bytes say nothing of them (section 11.4.7.1). */
export function newMediaEntity (type: EntityType, media: MediaContent): StructuredValue {
  return { type, properties: zerosOf(type), media }
}

function zerosOf (type: StructuredType): Record<string, PropertyValue> {
  return namedValues(Object.fromEntries(type.properties.flatMap((property): Array<[string, PropertyValue]> => {
    const { name, type: { type: valueType, nullable }, defaultValue, readOnly } = property
    if (nullable || readOnly || defaultValue !== undefined || (type.kind === 'entity' && isKeyProperty(type, name))) return []
    const value = valueType.kind === 'complex' ? zeroIn(valueType) : zeroOf(valueType)
    return value === undefined ? [] : [[name, value]]
  })))
}

/** A value of the type, or of the first that is derived from it; there is none where all are abstract. */
function zeroIn (declared: ComplexType): StructuredValue | undefined {
  const type = declared.abstract ? declared.concreteTypes[0] : declared
  return type === undefined ? undefined : { type, properties: zerosOf(type) }
}
