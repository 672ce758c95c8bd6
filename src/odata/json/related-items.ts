/** Values in collections that lead to entities (OData CSDL 4.01, section 9): each is related by what is said inside of it. */
import { leadingInItems } from '../../edm/inner-navigation.js'
import { RawJson } from './structured-value.js'
import type { PropertyValue, RelatedChange, StructuredValue } from './structured-value.js'

/** Values in the collections of an entity, however deep, of which a body says what they are related to. */
export const relatedItems = ({ type, properties }: StructuredValue): readonly StructuredValue[] =>
  leadingInItems(type).flatMap(({ name }) => itemsIn(properties[name], false))

/** What a body says of the relations of an entity, and of the values in its collections, by the names that its type has for them. */
export const relationsIn = (value: StructuredValue): ReadonlyArray<readonly [name: string, change: RelatedChange]> =>
  [value, ...relatedItems(value)].flatMap(({ related = {} }) => Object.entries(related))

function itemsIn (value: PropertyValue | undefined, isItem: boolean): readonly StructuredValue[] {
  if (typeof value !== 'object' || value === null || value instanceof RawJson) return []
  if (!('properties' in value)) return value.flatMap(item => itemsIn(item, true))
  const inside = Object.values(value.properties).flatMap(inner => itemsIn(inner, false))
  return isItem && value.related !== undefined ? [value, ...inside] : inside
}

/** The entity with another value in the place of each of these. */
export const withItems = (value: StructuredValue, items: ReadonlyMap<StructuredValue, StructuredValue>): StructuredValue =>
  replaced(value, items) as StructuredValue

function replaced (value: PropertyValue, items: ReadonlyMap<StructuredValue, StructuredValue>): PropertyValue {
  if (typeof value !== 'object' || value === null || value instanceof RawJson) return value
  if (!('properties' in value)) return value.map(item => replaced(item, items))
  const properties = Object.fromEntries(Object.entries(value.properties).map(([name, inner]) => [name, replaced(inner, items)]))
  return { ...items.get(value) ?? value, properties }
}
