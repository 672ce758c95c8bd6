/** Values in collections that lead to entities, in stored JSON: the last member of each is its ordinal. */
import { leadsInItems } from '../edm/inner-navigation.js'
import { familyProperties, isStructured, itemType } from '../edm/lookup.js'
import type { EntityType, Property } from '../edm/types.js'
import { STORED_ITEM } from './stored-value.js'

/** A value, and the properties that lead to it. */
export interface StoredItem {
  readonly members: Record<string, unknown>
  readonly ordinal: number
  readonly way: readonly Property[]
}

/** The properties of an entity, or of one of a derived type, that can have such values. */
export const propertiesWithItems = (type: EntityType): readonly Property[] => [...familyProperties(type).keys()].filter(leadsInItems)

/** Those of a property, however deep; what clients keep in values without a type is none of them. */
export function storedItems (property: Property, value: unknown, around: readonly Property[] = []): readonly StoredItem[] {
  const way = [...around, property]
  if (Array.isArray(value)) return value.flatMap((item: unknown) => inside(way, item))
  return inside(way, value)
}

function inside (way: readonly Property[], value: unknown): readonly StoredItem[] {
  const last = way.at(-1)
  const type = last === undefined ? undefined : itemType(last.type).type
  if (typeof value !== 'object' || value === null || type === undefined || !isStructured(type)) return []
  const members = value as Record<string, unknown>
  const ordinal = members[STORED_ITEM]
  const own: readonly StoredItem[] = typeof ordinal === 'number' ? [{ members, ordinal, way }] : []
  return [...own, ...[...familyProperties(type).keys()].flatMap(property =>
    Object.hasOwn(members, property.name) ? storedItems(property, members[property.name], way) : [])]
}
