/** Questions to the model. Names match exactly first, then without regard to case (OData-Protocol 4.01, section 13.2.3). */
import type {
  ComplexType,
  EdmModel,
  EdmType,
  EntityType,
  KeyProperty,
  NavigationProperty,
  Property,
  Singleton,
  StructuredType,
  TypeReference
} from './types.js'
import { findByName } from './name-index.js'
import type { CaseRule } from './name-index.js'

export type { CaseRule } from './name-index.js'

export function findProperty (type: StructuredType, name: string, rule: CaseRule = 'ignoreCase'): Property | undefined {
  return findByName(type.properties, name, rule)
}

export function findNavigationProperty (type: StructuredType, name: string, rule: CaseRule = 'ignoreCase'): NavigationProperty | undefined {
  return findByName(type.navigationProperties, name, rule)
}

export function findSingleton (model: EdmModel, name: string): Singleton | undefined {
  return findByName(model.container.singletons, name, 'ignoreCase')
}

/** A qualified name with the namespace in place of an alias; undefined when it is not qualified. */
export function resolveAlias (aliases: EdmModel['aliases'], name: string): string | undefined {
  const dot = name.lastIndexOf('.')
  if (dot <= 0) return undefined
  const namespace = aliases.get(name.slice(0, dot))
  return namespace === undefined ? name : `${namespace}${name.slice(dot)}`
}

/** The type a qualified name means: `microsoft.graph.x` or `graph.x`, with or without `#` or a metadata URL before it. */
export function findType (model: EdmModel, qualifiedName: string): StructuredType | undefined {
  const name = resolveAlias(model.aliases, qualifiedName.slice(qualifiedName.indexOf('#') + 1))
  return name === undefined ? undefined : model.types.get(name)
}

/** Whether a value of `type` is also one of `base` (CSDL 4.01, section 6.2). */
export function isAssignable (type: StructuredType, base: StructuredType): boolean {
  for (let current: StructuredType | undefined = type; current !== undefined; current = current.baseType) if (current === base) return true
  return base.namespace === 'Edm' && base.kind === type.kind
}

/**
 * Every property that a value of a declared type can have, with the type that declares it: its own, inherited ones first, then those of
 * derived types.
 */
export function familyProperties (type: StructuredType): ReadonlyMap<Property, StructuredType> {
  const found = new Map<Property, StructuredType>(type.properties.map(property => [property, type]))
  for (const derived of type.concreteTypes) {
    for (const property of derived.properties) if (!found.has(property)) found.set(property, declaring(derived, property))
  }
  return found
}

/** A document may have a type before the one that it derives from. */
function declaring (type: StructuredType, property: Property): StructuredType {
  let found = type
  while (found.baseType?.properties.includes(property) === true) found = found.baseType
  return found
}

/** Whether a type has members. */
export const isStructured = (type: EdmType): type is StructuredType => type.kind === 'complex' || type.kind === 'entity'

/** Whether a value of this declared type can be of several types, so that it says which. */
export function isPolymorphic ({ abstract, concreteTypes }: StructuredType): boolean {
  return abstract || concreteTypes.length > 1
}

/** The type of the rows of a property; undefined if it is not a collection of complex values that is kept as rows. */
export function rowTypeOf ({ type: { type }, asRows }: Pick<Property, 'type' | 'asRows'>): ComplexType | undefined {
  return asRows === true && type.kind === 'collection' && type.elementType.type.kind === 'complex' ? type.elementType.type : undefined
}

/** Whether the property is a stream: bytes with a media type, at a URL of their own. */
export const isStream = ({ type: { type } }: Pick<Property, 'type'>): boolean => type.kind === 'primitive' && type.name === 'Edm.Stream'

/** The name of a type as CSDL and error messages write it. */
export function typeName (type: EdmType): string {
  switch (type.kind) {
    case 'primitive': case 'builtIn': return type.name
    case 'collection': return `Collection(${typeName(type.elementType.type)})`
    default: return type.fullName
  }
}

/** Everything a client may name below a structured type. */
export function memberNames (type: StructuredType): readonly string[] {
  return [...type.properties, ...type.navigationProperties].map(member => member.name)
}

/** Whether a property of the entity itself, not of a complex value in it, is part of the key. */
export const isKeyProperty = ({ key }: EntityType, name: string): boolean => key.some(({ path }) => path === name)

/** The parts of the key that are inside of a complex property of the entity (CSDL 4.01, section 6.5.1). */
export const keyPartsIn = ({ key }: EntityType, name: string): readonly KeyProperty[] => key.filter(({ way }) => way?.[0]?.name === name)

/** Whether a property, by its path from the entity, is a part of the key, or has one inside. */
export const leadsToKey = ({ key }: EntityType, path: string): boolean => key.some(part => part.path === path || part.path.startsWith(`${path}/`))

/** The key that the type itself declares (CSDL 4.01, section 6.5): none where it is inherited. */
export const declaredKey = ({ key, baseType }: EntityType): EntityType['key'] => key === baseType?.key ? [] : key

/** The primitive type that values have: that of a type definition is what it stands for, any other type is itself. */
export const underlyingType = (type: EdmType): EdmType => type.kind === 'typeDefinition' ? type.underlyingType : type

/** Whether values are bytes. */
export function isBinary (type: EdmType): boolean {
  const underlying = underlyingType(type)
  return underlying.kind === 'primitive' && underlying.name === 'Edm.Binary'
}

/** The reference to the items' type, or to the type itself where it is not a collection. */
export const itemType = (reference: TypeReference): TypeReference =>
  reference.type.kind === 'collection' ? reference.type.elementType : reference

/** Whether a related entity may give a property its value (CSDL 4.01, section 8.5). */
export const followsFromRelation = (type: EntityType, name: string): boolean =>
  type.navigationProperties.filter(navigation => !navigation.containsTarget && !relatesByKey(type, navigation))
    .some(({ referentialConstraints }) => referentialConstraints.some(({ property }) => property === name))

/** Whether what an entity is related to, if anything, follows from its key, as the translation of a text does. */
export const relatesByKey = ({ key }: EntityType, { nullable, referentialConstraints }: NavigationProperty): boolean =>
  nullable && referentialConstraints.length > 0 && referentialConstraints.every(({ property }) => key.some(({ path }) => path === property))
