/** Questions to the model. Names match exactly first, then without regard to case (OData-Protocol 4.01, section 13.2.3). */
import type {
  Action,
  ComplexType,
  EdmModel,
  EdmType,
  EntityType,
  NavigationProperty,
  Property,
  Singleton,
  StructuredType
} from './types.js'

/** Payloads name members in their declared case; URLs need not. */
export type CaseRule = 'exact' | 'ignoreCase'

function find<Named extends { readonly name: string }> (items: readonly Named[], name: string, rule: CaseRule): Named | undefined {
  const exact = items.find(item => item.name === name)
  if (exact !== undefined || rule === 'exact') return exact
  const lower = name.toLowerCase()
  return items.find(item => item.name.toLowerCase() === lower)
}

export function findProperty (type: StructuredType, name: string, rule: CaseRule = 'ignoreCase'): Property | undefined {
  return find(type.properties, name, rule)
}

export function findNavigationProperty (type: StructuredType, name: string, rule: CaseRule = 'ignoreCase'): NavigationProperty | undefined {
  return type.kind === 'entity' ? find(type.navigationProperties, name, rule) : undefined
}

export function findSingleton (model: EdmModel, name: string): Singleton | undefined {
  return find(model.container.singletons, name, 'ignoreCase')
}

/** The type a qualified name means: `microsoft.graph.x` or `graph.x`, with or without `#` or a metadata URL before it. */
export function findType (model: EdmModel, qualifiedName: string): StructuredType | undefined {
  const name = qualifiedName.slice(qualifiedName.indexOf('#') + 1)
  const dot = name.lastIndexOf('.')
  const namespace = name.slice(0, dot)
  if (namespace !== model.namespace && namespace !== model.alias) return undefined
  return model.types.get(`${model.namespace}.${name.slice(dot + 1)}`)
}

/** Whether a value of `type` is also one of `base` (CSDL 4.01, section 6.2). */
export function isAssignable (type: StructuredType, base: StructuredType): boolean {
  for (let current: StructuredType | undefined = type; current !== undefined; current = current.baseType) if (current === base) return true
  return false
}

/**
 * Every property that a value of a declared type can have, with the type that declares it: its own, inherited ones first, then those of
 * derived types.
 */
export function familyProperties (type: StructuredType): ReadonlyMap<Property, StructuredType> {
  const found = new Map<Property, StructuredType>(type.properties.map(property => [property, type]))
  for (const derived of type.concreteTypes) {
    for (const property of derived.properties) if (!found.has(property)) found.set(property, derived)
  }
  return found
}

/** Whether a value of this declared type can be of several types, so that it says which. */
export function isPolymorphic ({ abstract, concreteTypes }: StructuredType): boolean {
  return abstract || concreteTypes.length > 1
}

/** The type of the rows of a property; undefined if it is no collection of complex values. */
export function rowTypeOf ({ type: { type } }: Pick<Property, 'type'>): ComplexType | undefined {
  return type.kind === 'collection' && type.elementType.type.kind === 'complex' ? type.elementType.type : undefined
}

/** Whether the property is a stream: bytes with a media type, at a URL of their own. */
export const isStream = ({ type: { type } }: Pick<Property, 'type'>): boolean => type.kind === 'primitive' && type.name === 'Edm.Stream'

/** The action a segment names: bare, qualified by the namespace or its alias, or by one of its further namespaces. */
export function findAction (model: EdmModel, name: string): Action | undefined {
  const lower = name.toLowerCase()
  return model.actions.find(action => [undefined, action.namespace, model.alias, ...action.otherNamespaces].some(namespace =>
    (namespace === undefined ? action.name : `${namespace}.${action.name}`).toLowerCase() === lower))
}

/** The name of a type as CSDL and error messages write it. */
export function typeName (type: EdmType): string {
  switch (type.kind) {
    case 'primitive': return type.name
    case 'collection': return `Collection(${typeName(type.elementType.type)})`
    default: return type.fullName
  }
}

/** Everything a client may name below a structured type. */
export function memberNames (type: StructuredType): readonly string[] {
  return [...type.properties, ...(type as Partial<EntityType>).navigationProperties ?? []].map(member => member.name)
}
