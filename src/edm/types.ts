/** The entity data model as plain, immutable data (OData CSDL 4.01). Built by `model.ts`; read by everything above. */

/** The primitive types of CSDL 4.01, section 4.4, that this service evaluates or stores. */
export type PrimitiveTypeName =
  | 'Edm.Binary' | 'Edm.Boolean' | 'Edm.Byte' | 'Edm.Date' | 'Edm.DateTimeOffset' | 'Edm.Decimal' | 'Edm.Double' | 'Edm.Duration'
  | 'Edm.Guid' | 'Edm.Int16' | 'Edm.Int32' | 'Edm.Int64' | 'Edm.SByte' | 'Edm.Single' | 'Edm.Stream' | 'Edm.String' | 'Edm.TimeOfDay'

export interface PrimitiveType {
  readonly kind: 'primitive'
  readonly name: PrimitiveTypeName
}

interface StructuredTypeBase {
  /** Simple name, e.g. `officeConfiguration`. */
  readonly name: string
  readonly namespace: string
  /** `namespace.name`, e.g. `microsoft.graph.officeConfiguration`. */
  readonly fullName: string
  readonly abstract: boolean
  readonly description: string
  /** All structural properties, inherited ones first, in declared order. */
  readonly properties: readonly Property[]
  /** The types a value of this type can be of: itself and those derived from it, without the abstract ones, in declared order. */
  readonly concreteTypes: readonly StructuredType[]
}

/** CSDL 4.01, section 9. */
export interface ComplexType extends StructuredTypeBase {
  readonly kind: 'complex'
  readonly baseType: ComplexType | undefined
}

/** CSDL 4.01, section 6. */
export interface EntityType extends StructuredTypeBase {
  readonly kind: 'entity'
  readonly baseType: EntityType | undefined
  /** Names of the key properties; every entity type of this model has one: `id`. */
  readonly key: readonly string[]
  readonly concreteTypes: readonly EntityType[]
  /** All navigation properties, inherited ones first. */
  readonly navigationProperties: readonly NavigationProperty[]
}

export type StructuredType = ComplexType | EntityType

/** CSDL 4.01, section 4.5: an ordered collection of one element type. */
export interface CollectionType {
  readonly kind: 'collection'
  readonly elementType: TypeReference
}

export type EdmType = PrimitiveType | ComplexType | EntityType | CollectionType

/** The type of a value, with its facets (CSDL 4.01, section 7.2). A collection is itself never null. */
export interface TypeReference {
  readonly type: EdmType
  readonly nullable: boolean
  /** Of an Edm.String, in characters. */
  readonly maxLength?: number
}

/** A structural property (CSDL 4.01, section 7). */
export interface Property {
  readonly kind: 'property'
  readonly name: string
  readonly type: TypeReference
  readonly description: string
  /** Never taken from a body (Core.Computed); a client may send it, it is ignored. */
  readonly readOnly: boolean
  /** The value a non-nullable property takes when a body leaves it out on create (CSDL 4.01, section 7.2.7). */
  readonly defaultValue: PrimitiveValue | undefined
  /** Whether no two entities of one collection have the same value; a create that leaves it out gets the highest one plus one. */
  readonly unique: boolean
  /** What reads show in place of what is stored; absent: what is stored. */
  readonly computed?: Computation
}

/** A value that follows from other data each time that it is read. How, is between whoever declares it and the store. */
export interface Computation {
  readonly name: string
}

/** A navigation property (CSDL 4.01, section 8). Every one of this model is contained and collection-valued. */
export interface NavigationProperty {
  readonly kind: 'navigation'
  readonly name: string
  readonly target: EntityType
  readonly collection: boolean
  readonly containsTarget: boolean
  readonly description: string
}

/** A named, typed parameter of an {@link Action}; the binding parameter comes first. */
export interface Parameter {
  readonly name: string
  readonly type: TypeReference
  readonly description: string
}

/** What an {@link Action} does; its parameters are named. */
export type ActionEffect =
  /** The entities of `parameter` take the place of all that `navigationProperty` of the bound entity contains. */
  | { readonly kind: 'replaceContained', readonly navigationProperty: string, readonly parameter: string }
  /** Entities of the bound collection get values of `property`: the keys and the values are two lists that pair by position. */
  | { readonly kind: 'setByPosition', readonly property: string, readonly keys: string, readonly values: string }

/** A bound action (CSDL 4.01, section 12.1). */
export interface Action {
  readonly kind: 'action'
  readonly name: string
  readonly namespace: string
  /** Further namespaces under which clients may call it. */
  readonly otherNamespaces: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly returnType: TypeReference | undefined
  readonly description: string
  readonly effect: ActionEffect
}

/** CSDL 4.01, section 13.3. */
export interface Singleton {
  readonly name: string
  readonly type: EntityType
  readonly description: string
}

export interface EntityContainer {
  readonly name: string
  readonly singletons: readonly Singleton[]
}

export interface EdmModel {
  /** `microsoft.graph` */
  readonly namespace: string
  /** `graph` */
  readonly alias: string
  readonly types: ReadonlyMap<string, StructuredType>
  readonly actions: readonly Action[]
  readonly container: EntityContainer
}

/**
 * A primitive value as the stages after `bind` and `read` pass it on:
 * String, Guid (lower case), Binary (base64url), Date (`YYYY-MM-DD`), TimeOfDay (`HH:MM:SS.ffffffffffff`), DateTimeOffset (as sent):
 * string; Boolean: boolean; SByte, Byte, Int16, Int32, Single, Double, Decimal: number; Int64: bigint; Duration: bigint, in ticks of 100
 * ns.
 */
export type PrimitiveValue = string | number | bigint | boolean
