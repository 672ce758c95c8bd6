/** How values of the model are laid out in the columns of their table, derived types included; for writing and reading them in bulk. */
import { familyProperties, isKeyProperty } from '../../edm/lookup.js'
import type { ComplexType, PrimitiveValue, Property, StructuredType } from '../../edm/types.js'
import type { StructuredValue } from '../../odata/json/structured-value.js'
import { columnsOf, familyColumns, instantValue, typeColumnOf } from '../mapping.js'
import type { Column, ColumnMapping } from '../mapping.js'
import { defaultOf } from '../stored-value.js'

/** A column, and what a value has in it. */
export interface StoredColumn extends Pick<Column, 'name' | 'kind'> {
  readonly valueOf: (value: StructuredValue) => unknown
}

/** The columns of everything but the key, streams and collections of complex values. */
export function storedColumns (type: StructuredType): readonly StoredColumn[] {
  return [...familyProperties(type).keys()].filter(({ name }) => type.kind !== 'entity' || !isKeyProperty(type, name)).flatMap(property =>
    property.type.type.kind === 'complex'
      ? complexColumns(property, property.type.type)
      : primitiveColumns(columnsOf({ properties: [property] }))
  )
}

function complexColumns (property: Property, type: ComplexType): readonly StoredColumn[] {
  const inner = primitiveColumns(familyColumns(type, property)).map(column => ({ ...column, valueOf: within(property, column.valueOf) }))
  const typeColumn = typeColumnOf(property)
  return typeColumn === undefined
    ? inner
    : [{ name: typeColumn, kind: 'text', valueOf: within(property, value => value.type.name) }, ...inner]
}

const within = (property: Property, valueOf: StoredColumn['valueOf']): StoredColumn['valueOf'] => value => {
  const complex = value.properties[property.name]
  return complex === null || complex === undefined ? null : valueOf(complex as StructuredValue)
}

function primitiveColumns (mappings: readonly ColumnMapping[]): readonly StoredColumn[] {
  return mappings.flatMap(({ property, column, instant }) => {
    const plain: StoredColumn = { ...column, valueOf: ({ properties }) => properties[property.name] ?? defaultOf(property) }
    return instant === undefined ? [plain] : [plain, { ...instant, valueOf: value => instantOf(plain.valueOf(value)) }]
  })
}

const instantOf = (value: unknown): string | null => value === null ? null : instantValue(value as PrimitiveValue)
