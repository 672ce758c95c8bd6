/**
 * The entity data model as plain, immutable data (OData CSDL 4.01), whoever wrote it: the TypeBox declarations (`build-model.ts`) or a
 * CSDL document (`src/csdl`). Types are references to objects, one object a type.
 */
import type { Annotation } from './annotation-expression.js'

export type * from './annotation-expression.js'
export type * from './edm-model.js'
export type * from './edm-operation.js'
export type * from './entity-container.js'
export type * from './operation-effect.js'

/** GeoJSON values (CSDL 4.01, section 3.3). */
export type GeoTypeName = `Edm.${'Geography' | 'Geometry'}${
  '' | 'Point' | 'LineString' | 'Polygon' | 'MultiPoint' | 'MultiLineString' | 'MultiPolygon' | 'Collection'
}`

/** The primitive types (CSDL 4.01, section 3.3); `Edm.Geography` and `Edm.Geometry` are the abstract ones among them. */
export type PrimitiveTypeName =
  | 'Edm.Binary' | 'Edm.Boolean' | 'Edm.Byte' | 'Edm.Date' | 'Edm.DateTimeOffset' | 'Edm.Decimal' | 'Edm.Double' | 'Edm.Duration'
  | 'Edm.Guid' | 'Edm.Int16' | 'Edm.Int32' | 'Edm.Int64' | 'Edm.SByte' | 'Edm.Single' | 'Edm.Stream' | 'Edm.String' | 'Edm.TimeOfDay'
  | GeoTypeName

export interface PrimitiveType {
  readonly kind: 'primitive'
  readonly name: PrimitiveTypeName
}

/** Built-in types without values of their own (CSDL 4.01, sections 3.5 and 3.6); the paths are for terms alone. */
export type BuiltInTypeName = 'Edm.PrimitiveType' | 'Edm.Untyped' | 'Edm.AnnotationPath' | 'Edm.AnyPropertyPath'
  | 'Edm.ModelElementPath' | 'Edm.NavigationPropertyPath' | 'Edm.PropertyPath'

/** `Edm.EntityType` and `Edm.ComplexType` are an {@link EntityType} and a {@link ComplexType}, from which all others derive. */
export interface BuiltInType {
  readonly kind: 'builtIn'
  readonly name: BuiltInTypeName
}

/** What people read and what is annotated (CSDL 4.01, section 14.2). */
export interface Described {
  /** `Core.LongDescription` or `Core.Description`; empty where there is none. */
  readonly description: string
  /** Those written inside the element, in order. `annotationsOf` adds those that target it from outside. */
  readonly annotations: readonly Annotation[]
}

/** A direct child of a schema. */
export interface SchemaChild extends Described {
  /** Simple name, e.g. `officeConfiguration`. */
  readonly name: string
  readonly namespace: string
  /** `namespace.name`, e.g. `microsoft.graph.officeConfiguration`. */
  readonly fullName: string
}

interface StructuredTypeBase extends SchemaChild {
  readonly abstract: boolean
  /** Whether values may have properties that are not declared (CSDL 4.01, sections 6.3 and 9.3). */
  readonly open: boolean
  /** That it is open because its base type is, though the document does not repeat it. */
  readonly openInherited?: true
  /** All structural properties, inherited ones first, in declared order. */
  readonly properties: readonly Property[]
  /** All navigation properties, inherited ones first. */
  readonly navigationProperties: readonly NavigationProperty[]
  /** What the type itself declares, in declared order. */
  readonly declaredMembers: ReadonlyArray<Property | NavigationProperty>
  /** The types that name this one as their base. */
  readonly derivedTypes: readonly StructuredType[]
  /** The types a value of this type can be of: itself and those derived from it, without the abstract ones, in declared order. */
  readonly concreteTypes: readonly StructuredType[]
}

/** CSDL 4.01, section 9. */
export interface ComplexType extends StructuredTypeBase {
  readonly kind: 'complex'
  readonly baseType: ComplexType | undefined
  readonly derivedTypes: readonly ComplexType[]
  readonly concreteTypes: readonly ComplexType[]
}

/** A property of a key (CSDL 4.01, section 6.5). */
export interface KeyProperty {
  /** From the entity to the property, `/` between steps. */
  readonly path: string
  /** The name in key predicates; only where the path has several steps. */
  readonly alias: string | undefined
  readonly property: Property
  /** The complex properties on the way to it, the outermost first; absent where the entity itself has the property. */
  readonly way?: readonly Property[]
}

/** CSDL 4.01, section 6. */
export interface EntityType extends StructuredTypeBase {
  readonly kind: 'entity'
  readonly baseType: EntityType | undefined
  readonly derivedTypes: readonly EntityType[]
  readonly concreteTypes: readonly EntityType[]
  /** Its own or the inherited key; empty where there is none. An inherited key is the very list of the base type. */
  readonly key: readonly KeyProperty[]
  /** Whether each entity is a media stream (section 6.4). */
  readonly hasStream: boolean
  readonly hasStreamInherited?: true
}

export type StructuredType = ComplexType | EntityType

export interface EnumMember extends Described {
  readonly name: string
  readonly value: bigint
}

/** CSDL 4.01, section 10. Several members may have one value. */
export interface EnumType extends SchemaChild {
  readonly kind: 'enum'
  /** Edm.Byte, Edm.SByte, Edm.Int16, Edm.Int32 or Edm.Int64. */
  readonly underlyingType: PrimitiveType
  /** Whether a value can be several members at once. */
  readonly isFlags: boolean
  /** In document order. */
  readonly members: readonly EnumMember[]
}

/** A primitive type with facets and annotations of its own (CSDL 4.01, section 11). */
export interface TypeDefinition extends SchemaChild, Facets {
  readonly kind: 'typeDefinition'
  readonly underlyingType: PrimitiveType | BuiltInType
}

/** CSDL 4.01, section 3.1: a collection of one element type. */
export interface CollectionType {
  readonly kind: 'collection'
  readonly elementType: TypeReference
}

export type EdmType = PrimitiveType | BuiltInType | EnumType | TypeDefinition | ComplexType | EntityType | CollectionType

/** Restrictions of a primitive type's values (CSDL 4.01, section 3.4). What is not specified is left out. */
export interface Facets {
  /** Of an Edm.String in characters, of an Edm.Binary or Edm.Stream in bytes; `max`: as much as the service can hold. */
  readonly maxLength?: number | 'max'
  /**
   * Of an Edm.Decimal: significant digits; of an Edm.DateTimeOffset, Edm.Duration or Edm.TimeOfDay: decimals of the seconds. CSDL XML means
   * none of these by leaving it out, but services that do so send fractions all the same.
   */
  readonly precision?: number
  /** Of an Edm.Decimal, which always has it: digits after the point. `floating`: any exponent (4.01). */
  readonly scale?: number | 'variable' | 'floating'
  /** `false`: characters of ASCII alone. */
  readonly unicode?: boolean
  /** Of a geography or geometry: the spatial reference system. */
  readonly srid?: number | 'variable'
}

/** The type of a value, with its facets. A collection is itself never null; whether its items are is said by its element type. */
export interface TypeReference extends Facets {
  readonly type: EdmType
  readonly nullable: boolean
  /** Of the items of a collection: that the document does not say whether they can be null (section 7.2). They can. */
  readonly nullableUnspecified?: true
}

/** A structural property (CSDL 4.01, section 7). */
export interface Property extends Described {
  readonly kind: 'property'
  readonly name: string
  readonly type: TypeReference
  /** Never taken from a body (Core.Computed, Core.Permissions); a client may send it, it is ignored. */
  readonly readOnly: boolean
  /** Given once, when its entity is created: later values are ignored (Core.Immutable). */
  readonly immutable?: true
  /** Never shown (Core.Permissions). */
  readonly writeOnly?: true
  /** Whether the service makes a value where a create has none (Core.ComputedDefaultValue). */
  readonly computedDefault?: true
  /** The value a non-nullable property takes when a body leaves it out on create (section 7.3). Of an enumeration: its members' names. */
  readonly defaultValue: PrimitiveValue | undefined
  /** Whether no two entities of one collection have the same value; a create that leaves it out gets the highest one plus one. */
  readonly unique: boolean
  /** Of a collection of complex values: whether it is kept, indexed and paged row by row, and not as one value of its entity. */
  readonly asRows?: true
  /** What reads show in place of what is stored; absent: what is stored. */
  readonly computed?: Computation
}

/** A value that follows from other data each time that it is read. How, is between whoever declares it and the store. */
export interface Computation {
  readonly name: string
}

/** That two properties have the same value (CSDL 4.01, section 8.5). */
export interface ReferentialConstraint extends Described {
  /** From the type that declares the navigation property; `/` between steps. */
  readonly property: string
  /** From the target of the navigation property. */
  readonly referencedProperty: string
}

/** What becomes of related entities when an entity is deleted (CSDL 4.01, section 8.6). */
export interface OnDelete extends Described {
  readonly action: 'Cascade' | 'None' | 'SetNull' | 'SetDefault'
}

/** A navigation property (CSDL 4.01, section 8). */
export interface NavigationProperty extends Described {
  readonly kind: 'navigation'
  readonly name: string
  readonly target: EntityType
  readonly collection: boolean
  /** Whether there may be no related entity; a collection may always be empty. */
  readonly nullable: boolean
  readonly containsTarget: boolean
  /** The path, from `target`, to the navigation property that leads back; casts are written with full names. */
  readonly partner: string | undefined
  readonly referentialConstraints: readonly ReferentialConstraint[]
  readonly onDelete: OnDelete | undefined
  /** Whether it is one of values in a collection, each of which leads to entities of its own (`inner-navigation.ts`). */
  readonly inItems?: true
  /** Of an entity set that is read as a whole: itself, and the sets of derived types that it stands for (`odata/related-entities.ts`). */
  readonly spans?: readonly NavigationProperty[]
}

/**
 * A primitive value as the stages after `bind` and `read` pass it on:
 * String, Guid (lower case), Binary (base64url), Date (`YYYY-MM-DD`), TimeOfDay (`HH:MM:SS.ffffffffffff`), DateTimeOffset (as sent), an
 * enumeration (its members' names): string; Boolean: boolean; SByte, Byte, Int16, Int32, Single, Double: number; Int64: bigint.
 * A Duration is text as sent in a body and in a key, and ticks of 100 ns (bigint) in an expression. A Decimal is digits (`decimal.ts`) in a
 * body and in a key; in an expression a number, or digits where a double would not hold them all.
 */
export type PrimitiveValue = string | number | bigint | boolean
