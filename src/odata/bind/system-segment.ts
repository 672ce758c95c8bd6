/** Segments of a resource path that begin with `$` (OData-URL 4.01, sections 4.7 to 4.9 and 4.13). */
import type { ServiceDialect } from '../../dialect/service-dialect.js'
import { isStream, itemType } from '../../edm/lookup.js'
import { mediaStream } from '../../edm/media.js'
import type { EdmType, TypeReference } from '../../edm/types.js'
import { methodNotAllowed } from '../../errors.js'
import { isUntyped } from './open-type.js'
import type { PathSegment } from './path.js'
import { unknownSegment } from './unknown-segment.js'
import { unsupported } from './unsupported.js'

const countType: TypeReference = { type: { kind: 'primitive', name: 'Edm.Int64' }, nullable: false }

/** The segment that a name with `$` is behind the one before it. */
export function bindSystemSegment (dialect: ServiceDialect, previous: PathSegment | undefined, name: string): PathSegment {
  const type = previous?.type
  switch (name) {
    case '$count':
      // Whether it is a collection is known when it is read.
      if (previous !== undefined && isUntyped(previous)) return { kind: 'count', type: countType }
      if (type?.type.kind !== 'collection' || previous?.kind === 'operation') throw unknownSegment(dialect, name)
      return { kind: 'count', type: countType }
    case '$value':
      if (type?.type.kind === 'entity' && type.type.hasStream) return { kind: 'value', type: mediaStream.type }
      if (previous !== undefined && isUntyped(previous)) return { kind: 'value', type }
      // A stream property is its value (section 4.7).
      if (previous?.kind !== 'property' || type === undefined || !isSingleValue(type.type) || isStream(previous.property)) {
        throw unknownSegment(dialect, name)
      }
      return { kind: 'value', type }
    case '$ref':
      if (previous?.kind === 'each' || !isEntity(type)) throw unknownSegment(dialect, name)
      return { kind: 'ref', type }
    case '$each':
      if (type?.type.kind !== 'collection') throw unknownSegment(dialect, name)
      return { kind: 'each', type: type.type.elementType }
    case '$query':
      throw methodNotAllowed('POST', 'Send the query options in the body of a POST.')
    default:
      return unsupported(`The path segment ${name}`)
  }
}

const isSingleValue = ({ kind }: EdmType): boolean => kind === 'primitive' || kind === 'enum' || kind === 'typeDefinition'

/** One entity, or a collection of them. */
const isEntity = (type: TypeReference | undefined): boolean =>
  type !== undefined && itemType(type).type.kind === 'entity'
