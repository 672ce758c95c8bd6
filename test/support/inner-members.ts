/** What models have inside of complex values: navigation properties by their paths, and what bodies say of them there. */
import { containmentsOf, innerNavigation, itemRelationsOf, relationsOf } from '../../src/edm/inner-navigation.js'
import type { InnerNavigation } from '../../src/edm/inner-navigation.js'
import type { EntityType, NavigationProperty } from '../../src/edm/types.js'

/** Those of an entity, and of its complex values by the path to them. */
export const navigationOf = (type: EntityType): readonly NavigationProperty[] =>
  [...new Set([...type.navigationProperties, ...relationsOf(type), ...containmentsOf(type)])]

/** Those of values in its collections, too: `$expand` names them. */
export const expandableOf = (type: EntityType): readonly NavigationProperty[] => [...navigationOf(type), ...itemRelationsOf(type)]

/** A collection of complex values, and behind it the way from one of them to a related entity. */
interface ItemPath {
  readonly collection: string
  readonly rest: string
  readonly navigation: NavigationProperty
}

export function itemPaths (type: EntityType): readonly ItemPath[] {
  return itemRelationsOf(type).flatMap(navigation => {
    const inner = type.properties.flatMap(innerNavigation).find(found => found.navigation === navigation)
    const steps = inner?.way.map(({ name, type: { type: of } }) => ({ name, many: of.kind === 'collection' })) ?? []
    const [first, ...more] = [steps.findIndex(({ many }) => many), ...steps.flatMap(({ many }, index) => many ? [index] : []).slice(1)]
    // What is in a collection of a collection needs a variable of its own, and casts stand between names.
    if (first === undefined || first < 0 || more.length > 0 || navigation.name.includes('.')) return []
    const names = navigation.name.split('/')
    return [{ collection: names.slice(0, first + 1).join('/'), rest: names.slice(first + 1).join('/'), navigation }]
  })
}

type Members = Record<string, unknown>

/** The values of a body that have the property: one complex value, or some of a collection. */
export function valuesWith (body: Members, { way }: InnerNavigation): readonly Members[] {
  return way.reduce<readonly Members[]>((around, { name }) => around.flatMap(value => {
    const inner = value[name]
    return (Array.isArray(inner) ? inner as unknown[] : [inner]).filter((item): item is Members => typeof item === 'object' && item !== null)
  }), [body])
}
