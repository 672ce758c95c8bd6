/** What `$compute` defined, as members of an answer (OData-URL 4.01, section 5.1.9). */
import { itemType } from '../edm/lookup.js'
import type { TypeReference } from '../edm/types.js'
import type { ComputeItem } from '../odata/bind/expression/expression.js'
import { objectShape } from './shape.js'
import type { ObjectShape, ShapeContext, ShapeMember } from './shape.js'
import { withType } from './typed-member.js'

/** A value that `$compute` defined. */
export interface ComputedMember {
  readonly kind: 'computed'
  readonly name: string
  readonly type: TypeReference
  /** Of a complex value, or of each in a collection. */
  readonly shape?: ObjectShape
  /** Int64 and Decimal as text (JSON format 4.01, section 3.2). */
  readonly asText: boolean
  readonly omitted: readonly string[]
}

/** A computed value, with what tells its type. */
export function computedMembers (context: ShapeContext, { name, expression: { type } }: ComputeItem): ShapeMember[] {
  return withType(context, name, type, {
    kind: 'computed',
    name,
    type,
    ...wholeShape(context, type),
    asText: context.format.ieee754Compatible && (isWide(type) || type.type.kind === 'collection'),
    omitted: context.omitValues === undefined ? [] : ['null']
  }, 'undeclared')
}

/** Nothing else says of which type a complex value is that is computed. */
function wholeShape (context: ShapeContext, reference: TypeReference): Pick<ComputedMember, 'shape'> {
  const element = itemType(reference).type
  return element.kind === 'complex' ? { shape: objectShape(context, element, undefined, { kind: 'value', named: reference.type.kind !== 'collection' }) } : {}
}

const isWide = ({ type }: TypeReference): boolean => type.kind === 'primitive' && (type.name === 'Edm.Int64' || type.name === 'Edm.Decimal')
