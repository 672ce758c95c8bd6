/** The type of a property, parameter, return type or term (OData CSDL 4.01, sections 3.4 and 7.1). */
import type { EdmType, TypeReference } from '../../edm/types.js'
import type { TypeNode } from '../document.js'
import { unresolved } from './binding.js'
import type { Binding, Use } from './binding.js'

export type NamedType = Exclude<EdmType, { kind: 'collection' }>

/** @throws CsdlError when nothing has the name */
export function resolveType (binding: Binding, name: string, use: Use): NamedType {
  const type = binding.types.get(name)
  if (type !== undefined) return type
  const other = binding.byName.get(name)
  if (other !== undefined) throw use.document.fault(`${use.path} names ${name} as its type, which is not a type.`, use.at, use.path)
  throw unresolved(binding, 'the type', name, use)
}

/**
 * Where a document leaves `nullable` open, null is allowed, in single values (section 7.2) and in collections, where CSDL says that nothing
 * may be assumed.
 * @throws CsdlError when nothing has the name, or facets contradict each other
 */
export function bindTypeReference (binding: Binding, node: TypeNode, use: Use): TypeReference {
  const type = resolveType(binding, node.name, use)
  const { precision, scale } = node.facets
  if (precision !== undefined && typeof scale === 'number' && scale > precision) {
    throw use.document.fault(`${use.path} has the scale ${scale}, which is more than its precision ${precision}.`, use.at, use.path)
  }
  if (!node.collection) return { type, nullable: node.nullable ?? true, ...node.facets }
  return { type: { kind: 'collection', elementType: { type, ...itemNullability(type, node), ...node.facets } }, nullable: false }
}

/** Entities of a collection are never null. */
function itemNullability ({ kind }: NamedType, { nullable }: TypeNode): Pick<TypeReference, 'nullable' | 'nullableUnspecified'> {
  if (kind === 'entity') return { nullable: false }
  return nullable === undefined ? { nullable: true, nullableUnspecified: true } : { nullable }
}
