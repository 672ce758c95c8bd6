/** Properties and navigation properties (OData CSDL 4.01, sections 7 and 8). */
import type { EntityType, NavigationProperty, Property } from '../../edm/types.js'
import { quote } from '../csdl-error.js'
import type { NavigationPropertyNode, PropertyNode } from '../document.js'
import { bindTypeReference, resolveType } from './bind-type-reference.js'
import type { Binding, Use } from './binding.js'
import { readDefaultValue } from './default-value.js'
import { descriptionOf, isTagged } from './description.js'
import type { DeclaredType } from './inheritance.js'

/** @throws CsdlError */
export function bindMember (
  binding: Binding, { document, fullName }: DeclaredType, node: PropertyNode | NavigationPropertyNode
): Property | NavigationProperty {
  const use = { document, at: node.at, path: `${fullName}/${node.name}` }
  return node.kind === 'property' ? bindProperty(binding, node, use) : bindNavigationProperty(binding, node, use)
}

function bindProperty (binding: Binding, node: PropertyNode, use: Use): Property {
  const type = bindTypeReference(binding, node.type, use)
  const item = type.type.kind === 'collection' ? type.type.elementType.type : type.type
  if (item.kind === 'entity') {
    throw use.document.fault(
      `${use.path} is a Property of the entity type ${item.fullName}; what leads to entities is a NavigationProperty.`, use.at, use.path
    )
  }
  if (type.type.kind === 'collection' && item.kind === 'builtIn' && item.name === 'Edm.PrimitiveType') {
    throw use.document.fault(`${use.path} is of the type Collection(Edm.PrimitiveType), which cannot be used.`, use.at, use.path)
  }
  const { defaultValue: text } = node
  const defaultValue = text === undefined ? undefined : readDefaultValue(item, text)
  if (text !== undefined && defaultValue === undefined) {
    const typeName = item.kind === 'complex' ? item.fullName : node.type.name
    throw use.document.fault(`${use.path} has the default value ${quote(text)}, which is not a value of ${typeName}.`, use.at, use.path)
  }
  const property: Property = {
    kind: 'property',
    name: node.name,
    type,
    description: descriptionOf(node.annotations),
    annotations: node.annotations,
    readOnly: isTagged(node.annotations, 'Computed'),
    defaultValue,
    unique: false
  }
  if (node.type.nullable === undefined) binding.openNullables.add(property)
  return property
}

function bindNavigationProperty (binding: Binding, node: NavigationPropertyNode, use: Use): NavigationProperty {
  const target = resolveEntityType(binding, node.target, use)
  return {
    kind: 'navigation',
    name: node.name,
    target,
    collection: node.collection,
    nullable: node.collection ? false : node.nullable ?? true,
    containsTarget: node.containsTarget,
    partner: node.partner,
    referentialConstraints: node.referentialConstraints.map(constraint => ({
      ...constraint, description: descriptionOf(constraint.annotations)
    })),
    onDelete: node.onDelete === undefined ? undefined : { ...node.onDelete, description: descriptionOf(node.onDelete.annotations) },
    description: descriptionOf(node.annotations),
    annotations: node.annotations
  }
}

/** @throws CsdlError when the name is not that of an entity type */
export function resolveEntityType (binding: Binding, name: string, use: Use): EntityType {
  const type = resolveType(binding, name, use)
  if (type.kind === 'entity') return type
  throw use.document.fault(`${use.path} names ${quote(name)}, which is not an entity type.`, use.at, use.path)
}
