/** How values of the model are laid out in the columns of their table, derived types included; for writing and reading them in bulk. */
import { isAssignable } from '../../edm/lookup.js'
import type { ComplexType, EdmModel, PrimitiveValue, Property, StructuredType } from '../../edm/types.js'
import type { PropertyValue, StructuredValue } from '../../odata/json/structured-value.js'
import { columnsOf, instantValue } from '../mapping.js'
import type { Column } from '../mapping.js'

/** A column, and what a value has in it. */
export interface StoredColumn extends Pick<Column, 'name' | 'kind'> {
  readonly valueOf: (value: StructuredValue) => unknown
}

/** The types a value of a declared type can be of. */
export function concreteTypes (model: EdmModel, declared: StructuredType): readonly StructuredType[] {
  return [...model.types.values()].filter(type => !type.abstract && isAssignable(type, declared))
}

/** Whether a value says which type it is of. */
export const isPolymorphic = (model: EdmModel, type: StructuredType): boolean => type.abstract || concreteTypes(model, type).length > 1

/** Every structural property of a type and of those derived from it. */
export function allProperties (model: EdmModel, type: StructuredType): readonly Property[] {
  return [...new Map(concreteTypes(model, type).flatMap(({ properties }) => properties).map(property => [property.name, property])).values()]
}

/** The columns of everything but the key, streams and collections of complex values. */
export function storedColumns (model: EdmModel, type: StructuredType): readonly StoredColumn[] {
  const keys = type.kind === 'entity' ? type.key : []
  return allProperties(model, type).filter(({ name }) => !keys.includes(name)).flatMap(property =>
    property.type.type.kind === 'complex' ? complexColumns(model, property, property.type.type) : primitiveColumns({ ...type, properties: [property] }, undefined))
}

function complexColumns (model: EdmModel, property: Property, type: ComplexType): readonly StoredColumn[] {
  const inner = primitiveColumns({ ...type, properties: allProperties(model, type) }, property).map(column => ({ ...column, valueOf: within(property, column.valueOf) }))
  if (!isPolymorphic(model, type)) return inner
  return [{ name: `${property.name}_type`, kind: 'text', valueOf: within(property, value => value.type.name) }, ...inner]
}

const within = (property: Property, valueOf: StoredColumn['valueOf']): StoredColumn['valueOf'] => value => {
  const complex = value.properties[property.name]
  return complex === null || complex === undefined ? null : valueOf(complex as StructuredValue)
}

function primitiveColumns (type: StructuredType, prefix: Property | undefined): readonly StoredColumn[] {
  return columnsOf(type, prefix).flatMap(({ property, column, instant }) => {
    const plain: StoredColumn = { ...column, valueOf: ({ properties }) => properties[property.name] ?? defaultOf(property) }
    return instant === undefined ? [plain] : [plain, { ...instant, valueOf: value => instantOf(plain.valueOf(value)) }]
  })
}

const instantOf = (value: unknown): string | null => value === null ? null : instantValue(value as PrimitiveValue)

/** What a property of a new value is when it was not given. */
function defaultOf (property: Property): PropertyValue {
  return property.type.type.kind === 'collection' ? [] : property.defaultValue ?? null
}
