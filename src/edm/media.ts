/** Media entities (OData CSDL 4.01, section 6.4), and streams in general. */
import { isStream } from './lookup.js'
import type { EntityType, Property, StructuredType } from './types.js'

/**
 * The stream that a media entity is, as a property of its own: whatever is done with stream properties is done with it too. Its name is the
 * path segment that leads to it, which no property can have.
 */
export const mediaStream: Property = {
  kind: 'property',
  name: '$value',
  type: { type: { kind: 'primitive', name: 'Edm.Stream' }, nullable: true },
  readOnly: false,
  defaultValue: undefined,
  unique: false,
  description: '',
  annotations: []
}

export const isMedia = (type: StructuredType): type is EntityType => type.kind === 'entity' && type.hasStream

/** What control information about a stream begins with: of the entity itself nothing (JSON format 4.01, section 4.6.14). */
export const controlPrefix = (stream: Property): string => stream === mediaStream ? '' : stream.name

/** The stream that the entity is, where it is one, then its stream properties. */
export const streamsOf = (type: StructuredType): readonly Property[] =>
  [...isMedia(type) ? [mediaStream] : [], ...type.properties.filter(isStream)]

/** The topmost type from which a media entity has its stream: paths to the stream name it where they come from what has none. */
export function mediaRoot (type: EntityType): EntityType {
  let found = type
  while (found.baseType?.hasStream === true) found = found.baseType
  return found
}
