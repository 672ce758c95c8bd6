/** Control information that names types (OData JSON format 4.01, section 4.6.3). */
import { typeName } from '../../edm/lookup.js'
import type { EdmType } from '../../edm/types.js'
import type { Format } from './format.js'

/**
 * The `@odata.type` of a member, where there is to be one: with minimal metadata for what `$metadata` does not declare, with full metadata
 * for every member; never where JSON itself tells the type: String, Boolean, Double.
 */
export function typeAnnotation ({ metadata }: Pick<Format, 'metadata'>, type: EdmType, origin: 'declared' | 'undeclared'): string | undefined {
  const isNamed = metadata === 'full' || (metadata === 'minimal' && origin === 'undeclared')
  return isNamed ? annotatedType(type) : undefined
}

function annotatedType (type: EdmType): string | undefined {
  if (type.kind === 'enum' || type.kind === 'typeDefinition') return `#${type.fullName}`
  if (type.kind === 'collection') return `#${typeName(type).replace('Collection(Edm.', 'Collection(')}`
  if (type.kind !== 'primitive' || type.name === 'Edm.String' || type.name === 'Edm.Boolean' || type.name === 'Edm.Double') return undefined
  return `#${type.name.slice('Edm.'.length)}`
}
