/** What values in collections are related to, as a state document says it: in each of them (JSON format 4.01, section 8.5). */
import { namesIn } from '../../edm/inner-navigation.js'
import type { EntityType } from '../../edm/types.js'
import { parseExactJson, writeExactJson } from '../../odata/json/exact-json.js'
import { propertiesWithItems, storedItems } from '../stored-items.js'
import type { StoredItem } from '../stored-items.js'
import { STORED_ITEM } from '../stored-value.js'
import { exportedOfItems } from './export-relations.js'
import type { ReadRelations, Relation } from './export-relations.js'

/** The texts of entities of a type, with URLs in the place of ordinals. */
export async function withItemRelations (
  relationsOf: ReadRelations,
  type: EntityType,
  texts: readonly string[]
): Promise<readonly string[]> {
  const navigations = exportedOfItems(type)
  if (navigations.length === 0) return texts
  const entities = texts.map(text => parseExactJson(text) as Record<string, unknown>)
  const properties = propertiesWithItems(type)
  const items = entities.flatMap(entity => properties.flatMap(property => storedItems(property, entity[property.name])))
  const relations = await relationsOf(navigations, items.map(({ ordinal }) => String(ordinal)))
  for (const item of items) {
    Reflect.deleteProperty(item.members, STORED_ITEM)
    for (const relation of relations.get(String(item.ordinal)) ?? []) bind(item, relation)
  }
  return entities.map(writeExactJson)
}

type Members = StoredItem['members']

/** In the value itself, or in one inside of it. */
function bind ({ members, way }: StoredItem, { name, json }: Relation): void {
  const rest = namesIn(name).slice(way.length)
  const value = rest.slice(0, -1).reduce<Members | undefined>((around, step) => around?.[step] as Members | undefined, members)
  if (value !== undefined) value[`${rest.at(-1) ?? ''}@odata.bind`] = JSON.parse(json)
}
