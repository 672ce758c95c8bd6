/**
 * Keys (OData CSDL 4.01, section 6.5). Where a document does not say whether a key property is nullable, it is not, though CSDL's default
 * is that it is.
 */
import { findByName } from '../../edm/name-index.js'
import { typeName, underlyingType } from '../../edm/lookup.js'
import type { EdmType, EntityType, KeyProperty, NavigationProperty, PrimitiveTypeName, Property, StructuredType, TypeReference } from '../../edm/types.js'
import { quote } from '../csdl-error.js'
import type { KeyNode } from '../document.js'
import { identifierFault } from '../names.js'
import type { Binding, Mutable } from './binding.js'
import type { DeclaredType } from './inheritance.js'

/** The last three are none of the specification's. Services publish them all the same, Northwind's reference service `Edm.Single`. */
const keyTypes: ReadonlySet<PrimitiveTypeName> = new Set([
  'Edm.Boolean', 'Edm.Byte', 'Edm.Date', 'Edm.DateTimeOffset', 'Edm.Decimal', 'Edm.Duration', 'Edm.Guid', 'Edm.Int16', 'Edm.Int32',
  'Edm.Int64', 'Edm.SByte', 'Edm.String', 'Edm.TimeOfDay', 'Edm.Single', 'Edm.Double', 'Edm.Binary'
] as const)

/**
 * Gives the type its own key or that of its base. Bases come before the types derived from them.
 * @throws CsdlError for a second key, or a key property that is not there or cannot be one
 */
export function bindKey (binding: Binding, declared: DeclaredType, type: Mutable<EntityType>): void {
  const { node, fullName, document } = declared
  const inherited = type.baseType?.key ?? []
  if (node.key.length === 0) {
    type.key = inherited
    return
  }
  if (inherited.length > 0) {
    throw document.fault(`${fullName} declares a key, and inherits one from ${String(type.baseType?.fullName)}.`, node.at, fullName)
  }
  const names = new Set<string>()
  type.key = node.key.map(keyNode => {
    const name = keyNode.alias ?? keyNode.path
    if (names.has(name)) throw document.fault(`The key of ${fullName} has ${quote(name)} twice.`, node.at, fullName)
    names.add(name)
    return bindKeyProperty(binding, declared, type as EntityType, keyNode)
  })
}

function bindKeyProperty (binding: Binding, declared: DeclaredType, type: EntityType, { path, alias }: KeyNode): KeyProperty {
  const { fullName, document, node: { at } } = declared
  const refuse = (sentence: string): Error => document.fault(`The key of ${fullName} names ${quote(path)}${sentence}`, at, fullName)
  const steps = path.split('/')
  if (steps.length > 1 && alias === undefined) throw refuse(', a path; that needs an alias.')
  if (alias !== undefined && identifierFault(alias) !== undefined) throw refuse(` with the alias ${quote(alias)}, which ${String(identifierFault(alias))}.`)
  let owner: StructuredType | undefined = type
  const way: Property[] = []
  for (const step of steps.slice(0, -1)) {
    const member: Property | NavigationProperty | undefined = owner === undefined ? undefined : memberOf(owner, step)
    owner = member === undefined ? undefined : structuredTypeOf(member)
    if (member?.kind === 'property') way.push(member)
  }
  const property = owner === undefined ? undefined : findByName(owner.properties, steps.at(-1) ?? '', 'exact')
  if (property === undefined) throw refuse(', which is not a property of it.')
  if (!canBeKey(property.type.type)) throw refuse(` of the type ${typeName(property.type.type)}, which cannot be part of a key.`)
  if (property.type.nullable && !binding.openNullables.has(property)) throw refuse(', which is nullable.')
  // A member of a complex type stays as the type has it, which other properties may be of.
  requireValue(binding, way[0] ?? property)
  return { path, alias, property, ...steps.length > 1 && way.length === steps.length - 1 ? { way } : {} }
}

const memberOf = (type: StructuredType, name: string): Property | NavigationProperty | undefined =>
  findByName(type.properties, name, 'exact') ?? findByName(type.navigationProperties, name, 'exact')

function structuredTypeOf (member: Property | NavigationProperty): StructuredType | undefined {
  if (member.kind === 'navigation') return member.collection ? undefined : member.target
  return member.type.type.kind === 'complex' ? member.type.type : undefined
}

function canBeKey (declared: EdmType): boolean {
  const type = underlyingType(declared)
  return type.kind === 'enum' || (type.kind === 'primitive' && keyTypes.has(type.name))
}

function requireValue ({ openNullables }: Binding, property: Property): void {
  if (openNullables.has(property)) (property as { type: TypeReference }).type = { ...property.type, nullable: false }
}
