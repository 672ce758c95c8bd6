/**
 * Where the model's values are stored. By convention, so that a new type needs no row here: a structured type is the table of its
 * name, a property the column of its name, a member of a complex property `property_member`, and a DateTimeOffset has a second
 * column `…_instant` that sorts. A test holds this against the Prisma schemas.
 */
import { instantOf } from '../edm/date-time-offset.js'
import type { PrimitiveTypeName, PrimitiveValue, Property, StructuredType } from '../edm/types.js'

/** How a column's value is kept: as what the database calls it, or as JSON text. */
export type ColumnKind = 'text' | 'boolean' | 'integer' | 'json'

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  readonly nullable: boolean
}

/** A property that is one column, or two for a DateTimeOffset. */
export interface ColumnMapping {
  readonly property: Property
  readonly column: Column
  /** The column that comparisons and sorting use, where it is another one. */
  readonly instant: Column | undefined
}

/** The suffix of the column with the sortable form of a DateTimeOffset. */
const INSTANT_SUFFIX = '_instant'

const kinds: Readonly<Partial<Record<PrimitiveTypeName, ColumnKind>>> = {
  'Edm.String': 'text',
  'Edm.Boolean': 'boolean',
  'Edm.Int32': 'integer',
  'Edm.DateTimeOffset': 'text'
}

/** The table of a structured type. */
export function tableOf (type: StructuredType): string {
  return type.name.charAt(0).toUpperCase() + type.name.slice(1)
}

/** The columns of the primitive properties, and of the collections of primitives, of a type; `prefix` is the complex property they belong to. */
export function columnsOf (type: StructuredType, prefix?: Property): readonly ColumnMapping[] {
  return type.properties.flatMap(property => {
    const mapping = mapProperty(property, prefix)
    return mapping === undefined ? [] : [mapping]
  })
}

function mapProperty (property: Property, prefix: Property | undefined): ColumnMapping | undefined {
  const name = prefix === undefined ? property.name : `${prefix.name}_${property.name}`
  const { type, nullable } = property.type
  if (type.kind === 'collection') {
    return type.elementType.type.kind === 'primitive' ? { property, column: { name, kind: 'json', nullable: false }, instant: undefined } : undefined
  }
  const kind = type.kind === 'primitive' ? kinds[type.name] : undefined
  if (type.kind !== 'primitive' || kind === undefined) return undefined
  const column: Column = { name, kind, nullable: prefix === undefined ? nullable : true }
  return { property, column, instant: type.name === 'Edm.DateTimeOffset' ? { name: name + INSTANT_SUFFIX, kind: 'text', nullable: column.nullable } : undefined }
}

/** A value for the `…_instant` column of its property. */
export function instantValue (value: PrimitiveValue): string {
  const instant = instantOf(String(value))
  if (instant === undefined) throw new Error('a DateTimeOffset was stored that is none')
  return instant
}
