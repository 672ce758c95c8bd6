/** The columns that the values of a body go to. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { PrimitiveValue, Property, StructuredType } from '../../edm/types.js'
import type { PropertyValue, StructuredValue } from '../../odata/json/structured-value.js'
import { innerValue } from '../inner-value.js'
import type { DialectName } from '../database/database.js'
import { columnsOf, complexTypeOf, familyColumns, innerColumnsOf, typeColumnOf } from '../mapping.js'
import type { Column, ColumnMapping } from '../mapping.js'
import { comparableValue, defaultOf, storedValue } from '../stored-value.js'
import { sqlType } from '../sql/identifier.js'

/** A value for a column, as JSON holds it. */
export interface ColumnValue {
  readonly column: Column
  readonly value: unknown
  /** Whether the body has it; what it has not may stay as it is. */
  readonly sent: boolean
  /** Of a member of a complex value that names its type: the column with the type, and that type. */
  readonly ofType: { readonly column: string, readonly name: string } | undefined
}

/**
 * The columns of a property and their values; without a value, those of an entity that is new. A stream and a collection of complex values
 * have none.
 */
export function columnValues (property: Property, value: PropertyValue | undefined): readonly ColumnValue[] {
  const complex = complexTypeOf(property)
  if (complex !== undefined) return complexValues(property, complex, value as StructuredValue | null | undefined)
  const mapping = columnsOf({ properties: [property] })[0]
  if (mapping === undefined) return []
  const whole = value ?? (value === null ? null : defaultOf(property))
  const sent = value !== undefined
  const inner = innerColumnsOf(property).flatMap(column => primitiveValues(column.mapping, innerValue(column, whole), sent))
  return [...primitiveValues(mapping, whole, sent), ...inner]
}

export function primitiveValues (
  mapping: ColumnMapping,
  value: unknown,
  sent: boolean,
  ofType?: ColumnValue['ofType']
): ColumnValue[] {
  const { property, column, instant } = mapping
  const own: ColumnValue = { column, value: storedValue(mapping, value), sent, ofType }
  return instant === undefined ? [own] : [own, { ...own, column: instant, value: comparableValue(property.type, value) }]
}

function complexValues (property: Property, declared: StructuredType, value: StructuredValue | null | undefined): readonly ColumnValue[] {
  const typeColumn = typeColumnOf(property)
  const typeName: ColumnValue[] = typeColumn === undefined
    ? []
    : [{ column: { name: typeColumn, kind: 'text', nullable: true }, value: value?.type.name ?? null, sent: true, ofType: undefined }]
  const members = familyColumns(declared, property).flatMap(mapping => {
    const { name } = mapping.property
    if (value === null || value === undefined || !value.type.properties.includes(mapping.property)) {
      return primitiveValues(mapping, null, true)
    }
    const sent = Object.hasOwn(value.properties, name)
    return primitiveValues(
      mapping,
      sent ? value.properties[name] : defaultOf(mapping.property),
      sent,
      typeColumn === undefined ? undefined : { column: typeColumn, name: value.type.name }
    )
  })
  return [...typeName, ...members]
}

/** The columns of all that a body has. */
export const sentValues = ({ type, properties }: StructuredValue): readonly ColumnValue[] =>
  type.properties.flatMap(property => Object.hasOwn(properties, property.name) ? columnValues(property, properties[property.name]) : [])

/** A value as a parameter. */
export function parameter (dialect: DialectName, { column: { kind }, value }: Pick<ColumnValue, 'column' | 'value'>): Sql {
  const stored = kind === 'json' && value !== null ? JSON.stringify(value) : value as PrimitiveValue | null
  if (dialect === 'postgresql') return sql`${kind === 'double' && stored !== null ? String(stored) : stored}::${sqlType(kind)}`
  if (kind === 'bigint' && stored !== null) return sql`${BigInt(stored)}`
  return sql`${typeof stored === 'boolean' ? Number(stored) : stored}`
}

/**
 * What a column becomes: what was sent; or what it is, and its default where that is nothing. `merge` is false for a value that takes the
 * place of another.
 */
export function mergedValue (dialect: DialectName, assignment: ColumnValue, merge: boolean, columnOf: (name: string) => Sql): Sql {
  const value = parameter(dialect, assignment)
  if (assignment.sent || !merge) return value
  const kept = sql`COALESCE(${columnOf(assignment.column.name)}, ${value})`
  if (assignment.ofType === undefined) return kept
  return sql`CASE WHEN ${columnOf(assignment.ofType.column)} = ${
    parameter(dialect, { column: { name: '', kind: 'text', nullable: false }, value: assignment.ofType.name })
  } THEN ${kept} ELSE ${value} END`
}
