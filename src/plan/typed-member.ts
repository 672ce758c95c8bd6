/** Members with the control information that names their types (OData JSON format 4.01, section 4.6.3). */
import { typeName } from '../edm/lookup.js'
import type { TypeReference } from '../edm/types.js'
import { controlName } from '../odata/json/format.js'
import type { ShapeContext, ShapeMember } from './shape.js'

/** Minimal metadata names the types of what `$metadata` does not declare, full metadata that of every property. */
export function withType (
  { format: { metadata }, format }: ShapeContext,
  name: string,
  type: TypeReference,
  member: ShapeMember,
  origin: 'declared' | 'undeclared' = 'declared'
): ShapeMember[] {
  const annotation = metadata === 'full' || (metadata === 'minimal' && origin === 'undeclared') ? annotatedType(type) : undefined
  return annotation === undefined
    ? [member]
    : [{ kind: 'constant', name: controlName(format, 'type', name), json: JSON.stringify(annotation) }, member]
}

/** The type's name, unless JSON itself tells it: String, Boolean, Double (JSON format 4.01, section 4.6.3). */
function annotatedType ({ type }: TypeReference): string | undefined {
  if (type.kind === 'enum' || type.kind === 'typeDefinition') return `#${type.fullName}`
  if (type.kind === 'collection') return `#${typeName(type).replace('Collection(Edm.', 'Collection(')}`
  if (type.kind !== 'primitive' || type.name === 'Edm.String' || type.name === 'Edm.Boolean' || type.name === 'Edm.Double') return undefined
  return `#${type.name.slice('Edm.'.length)}`
}
