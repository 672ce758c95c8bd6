/**
 * The shape of the JSON an answer has: which members in which order, with which control information. Decided before anything is
 * read, so that the database can build the text (OData JSON format 4.01, sections 4.5 and 4.6).
 */
import { typeName } from '../edm/lookup.js'
import type { EdmModel, Property, StructuredType, TypeReference } from '../edm/types.js'
import { notImplemented } from '../errors.js'
import type { CollectionOptions } from '../odata/bind/collection-options.js'
import type { SelectedMember, Selection } from '../odata/bind/selection.js'
import type { Format } from '../odata/json/format.js'
import type { RowsQuery } from './plan.js'
import { rowsQuery } from './rows-query.js'

/** A member whose value is known before anything is read, e.g. `@odata.type`. */
export interface ConstantMember {
  readonly kind: 'constant'
  readonly name: string
  readonly value: string
}

/** A stored property. `shape` is that of its complex value, or of each item of a collection of complex values. */
export interface PropertyMember {
  readonly kind: 'property'
  readonly name: string
  readonly property: Property
  readonly shape: ObjectShape | undefined
  /** What was asked of a collection by nested options. */
  readonly rows: RowsQuery | undefined
}

/** A value that `$compute` defined. */
export interface ComputedMember {
  readonly kind: 'computed'
  readonly name: string
  readonly type: TypeReference
  /** Int64 and Decimal as text (JSON format 4.01, section 3.2). */
  readonly asText: boolean
}

export type ShapeMember = ConstantMember | PropertyMember | ComputedMember

export interface ObjectShape {
  readonly type: StructuredType
  readonly members: readonly ShapeMember[]
}

/** What shapes depend on beside the selection. */
export interface ShapeContext {
  readonly model: EdmModel
  readonly format: Format
  readonly now: string
}

/** The shape of an entity or a complex value; context and ETag are the write stage's. */
export function objectShape (context: ShapeContext, type: StructuredType, selection: Selection | undefined): ObjectShape {
  const members: readonly SelectedMember[] = selection?.members ?? type.properties.map(property => ({ kind: 'property', property, selection: undefined, options: undefined }))
  return { type, members: [...typeMember(context, type), ...members.flatMap(member => shapeMember(context, member))] }
}

/**
 * `@odata.type`. As the real service shows it: entities, and complex values whose declared type others derive from, with `#`;
 * other complex values without it, but for `metadata=full`.
 */
function typeMember ({ model, format: { metadata } }: ShapeContext, type: StructuredType): ConstantMember[] {
  if (metadata === 'none') return []
  const hash = metadata === 'full' || type.kind === 'entity' || type.baseType !== undefined ? '#' : ''
  return [{ kind: 'constant', name: '@odata.type', value: `${hash}${model.namespace}.${type.name}` }]
}

function shapeMember (context: ShapeContext, member: SelectedMember): ShapeMember[] {
  if (member.kind === 'computed') {
    const { name, expression: { type } } = member.item
    return withType(context, name, type, { kind: 'computed', name, type: presentable(type), asText: context.format.ieee754Compatible && isWide(type) })
  }
  const { property, selection, options } = member
  const { type } = property.type
  const element = type.kind === 'collection' ? type.elementType.type : type
  const shape = element.kind === 'complex' ? objectShape(context, element, selection) : undefined
  return withType(context, property.name, property.type, { kind: 'property', name: property.name, property, shape, rows: nestedRows(context, property, options, shape) })
}

function nestedRows (context: ShapeContext, property: Property, options: CollectionOptions | undefined, shape: ObjectShape | undefined): RowsQuery | undefined {
  return options === undefined || shape === undefined ? undefined : rowsQuery(property, options, shape, context.now)
}

function withType ({ format }: ShapeContext, name: string, type: TypeReference, member: ShapeMember): ShapeMember[] {
  const annotation = format.metadata === 'full' ? annotatedType(type) : undefined
  return annotation === undefined ? [member] : [{ kind: 'constant', name: `${name}@odata.type`, value: annotation }, member]
}

/** Full metadata names the type of a property unless JSON itself tells it: String, Boolean, Double (JSON format 4.01, section 4.6.3). */
function annotatedType ({ type }: TypeReference): string | undefined {
  if (type.kind === 'collection') return `#${typeName(type).replace('Collection(Edm.', 'Collection(')}`
  if (type.kind !== 'primitive' || type.name === 'Edm.String' || type.name === 'Edm.Boolean' || type.name === 'Edm.Double') return undefined
  return `#${type.name.slice('Edm.'.length)}`
}

const isWide = ({ type }: TypeReference): boolean => type.kind === 'primitive' && (type.name === 'Edm.Int64' || type.name === 'Edm.Decimal')

function presentable (reference: TypeReference): TypeReference {
  const { type } = reference
  if (type.kind === 'primitive' && (type.name === 'Edm.Duration' || type.name === 'Edm.Binary')) throw notImplemented(`A computed value of type ${type.name} in an answer`, '$compute')
  return reference
}
