/**
 * Declaring resource types: a TypeBox schema for each property, carrying its Edm facets. From one declaration come the static
 * TypeScript type (`Static`), the Edm model (`build-model.ts`), the body reader, the OpenAPI components and the storage mapping.
 */
import { Type } from '@sinclair/typebox'
import type { Static, TNull, TObject, TOptional, TProperties, TSchema, TUnion, TUnsafe } from '@sinclair/typebox'
import { primitiveTable } from './primitives.js'
import type { PrimitiveTypeName, PrimitiveValue } from './types.js'

/** Where a property schema keeps its Edm facets; a symbol, so that it never shows in JSON. */
const facetsKey = Symbol('edm')

/** The Edm side of a declared property (CSDL 4.01, sections 7 and 8). */
export type DeclaredFacets =
  | {
    readonly kind: 'primitive'
    readonly type: PrimitiveTypeName
    readonly nullable: boolean
    readonly readOnly: boolean
    readonly maxLength: number | undefined
    readonly defaultValue: PrimitiveValue | undefined
    readonly unique: boolean
  }
  | { readonly kind: 'complex', readonly type: TypeDeclaration, readonly nullable: boolean, readonly computed?: string | undefined }
  | { readonly kind: 'collection', readonly element: DeclaredFacets }
  | { readonly kind: 'containment', readonly type: TypeDeclaration }

/** What every property declares. `examples` fill Swagger UI. */
export interface PropertyOptions {
  readonly description?: string
  readonly examples?: readonly unknown[]
}

/** Facets of a primitive property; nullable unless said otherwise, as in CSDL. */
export interface PrimitiveOptions extends PropertyOptions {
  readonly nullable?: boolean
  readonly readOnly?: boolean
  /** Characters a string may have at most (CSDL 4.01, section 7.2.3). */
  readonly maxLength?: number
  readonly defaultValue?: PrimitiveValue
  /** Of an Edm.Int32: no two entities of a collection have the same; issued when a create leaves it out. */
  readonly unique?: boolean
}

/** A declared entity or complex type. */
export interface TypeDeclaration<Schema extends TObject = TObject> {
  readonly kind: 'entity' | 'complex'
  readonly name: string
  readonly description: string
  readonly abstract: boolean
  readonly baseType: TypeDeclaration | undefined
  /** The type's own properties (not the inherited ones) by name. */
  readonly properties: Readonly<Record<string, TSchema>>
  /** All properties, inherited ones first: the payload's TypeBox schema. */
  readonly schema: Schema
}

/** The TypeScript type of a declared type's payload. */
export type Payload<Declaration extends TypeDeclaration> = Static<Declaration['schema']>

/** The Edm facets a property was declared with. */
export function facetsOf (schema: TSchema): DeclaredFacets {
  return (schema as TSchema & { [facetsKey]: DeclaredFacets })[facetsKey]
}

/** Marks a schema with its facets. Optional in payloads: every property may be left out of a body or an answer. */
function declare<Schema extends TSchema> (schema: Schema, facets: DeclaredFacets): TOptional<Schema> {
  return Object.assign(Type.Optional(schema), { [facetsKey]: facets }) as unknown as TOptional<Schema>
}

type Nullable<Schema extends TSchema, Options extends { nullable?: boolean }> = Options extends { nullable: false } ? Schema
  : TUnion<[Schema, TNull]>

function primitiveProperty<Value> () {
  return (type: PrimitiveTypeName) =>
  <const Options extends PrimitiveOptions>(options: Options): TOptional<Nullable<TUnsafe<Value>, Options>> => {
    const { nullable = true, readOnly = false, maxLength, defaultValue, unique = false, ...annotations }: PrimitiveOptions = options
    const value: TSchema = Type.Unsafe<Value>({ ...primitiveTable[type].jsonSchema })
    const schema: TSchema = { ...nullable ? Type.Union([value, Type.Null()]) : value, ...annotations }
    return declare(schema, { kind: 'primitive', type, nullable, readOnly, maxLength, defaultValue, unique }) as TOptional<
      Nullable<TUnsafe<Value>, Options>
    >
  }
}

export const edmString = primitiveProperty<string>()('Edm.String')
export const edmBoolean = primitiveProperty<boolean>()('Edm.Boolean')
export const edmInt32 = primitiveProperty<number>()('Edm.Int32')
export const edmDateTimeOffset = primitiveProperty<string>()('Edm.DateTimeOffset')
export const edmStream = primitiveProperty<string>()('Edm.Stream')

/** Facets of a complex property. */
export interface ComplexOptions extends PropertyOptions {
  /** The computation that reads show the result of, in models that are built with one of this name (`Computation`). */
  readonly computed?: string
}

/** A property whose value is one complex value, null allowed. */
export function complexProperty<Schema extends TObject> (
  type: TypeDeclaration<Schema>,
  { computed, ...options }: ComplexOptions
): TOptional<TUnion<[Schema, TNull]>> {
  return declare(Type.Union([type.schema, Type.Null()], options), { kind: 'complex', type, nullable: true, computed })
}

/** A property whose value is a collection of primitive values. */
export function collectionOf<Schema extends TSchema> (element: Schema, options: PropertyOptions) {
  return declare(Type.Array(element, { ...options }), { kind: 'collection', element: facetsOf(element) })
}

/** A property whose value is a collection of complex values; items are never null. */
export function complexCollection<Schema extends TObject> (type: TypeDeclaration<Schema>, options: PropertyOptions) {
  return declare(Type.Array(type.schema, { ...options }), { kind: 'collection', element: { kind: 'complex', type, nullable: false } })
}

/** A contained, collection-valued navigation property (CSDL 4.01, section 8.4). */
export function contains<Schema extends TObject> (type: TypeDeclaration<Schema>, options: PropertyOptions) {
  return declare(Type.Array(type.schema, { ...options }), { kind: 'containment', type })
}

interface TypeOptions<Base extends TProperties> {
  readonly description: string
  readonly abstract?: boolean
  readonly baseType?: TypeDeclaration & { readonly schema: { readonly properties: Base } }
}

function declareType<Base extends TProperties, Properties extends TProperties> (
  kind: 'entity' | 'complex',
  name: string,
  options: TypeOptions<Base>,
  properties: Properties
) {
  const { description, abstract = false, baseType } = options
  const schema = Type.Object({ ...baseType?.schema.properties, ...properties }, { description }) as unknown as TObject<Base & Properties>
  return { kind, name, description, abstract, baseType, properties, schema } as const
}

/** The properties of a type without a base. */
type None = {}

/** Declares a complex type (CSDL 4.01, section 9). */
export function complexType<Properties extends TProperties, Base extends TProperties = None> (
  name: string,
  options: TypeOptions<Base>,
  properties: Properties
) {
  return declareType('complex', name, options, properties)
}

/** Declares an entity type (CSDL 4.01, section 6). Its key is `id`, inherited from `entity`. */
export function entityType<Properties extends TProperties, Base extends TProperties = None> (
  name: string,
  options: TypeOptions<Base>,
  properties: Properties
) {
  return declareType('entity', name, options, properties)
}
