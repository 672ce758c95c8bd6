/** Where restrictions of a model are looked for: the way from the entity set or singleton to what is addressed. */
import type { EdmModel, EntitySet, EntityType, NavigationProperty, Singleton } from '../../edm/types.js'
import type { EntityLocation } from '../canonical-path.js'
import type { Target } from '../bind/target.js'
import { rootResources } from '../root-navigation.js'

export interface RestrictedPlace {
  readonly resource: EntitySet | Singleton
  /** The navigation properties on the way from there, the last of which leads to what is addressed. */
  readonly way: readonly NavigationProperty[]
  /** Of what is addressed. */
  readonly type: EntityType
  /** The entity set or singleton that has the entities, where the way leads to what is not contained. */
  readonly home: EntitySet | Singleton | undefined
  /** Whether one entity of a collection is meant. */
  readonly byKey: boolean
}

/** The place of an entity, or of the collection that a path ends in. */
export function placeOfTarget ({ container }: EdmModel, target: Target): RestrictedPlace | undefined {
  const location = 'location' in target ? target.location : target.parent
  const properties = [...location.steps.map(({ property }) => property), ...'location' in target ? [] : [target.property]]
  const [root, way] = location.singleton === undefined ? [properties[0]?.name, properties.slice(1)] : [location.singleton.name, properties]
  const resource = rootResources(container).find(({ name }) => name === root)
  if (resource === undefined) return undefined
  const place = 'location' in target
    ? { type: location.type, home: homeOfLast(location), byKey: (location.steps.at(-1)?.key.length ?? 0) > 0 }
    : { type: target.type, home: target.home, byKey: false }
  return { resource, way, ...place }
}

const homeOfLast = ({ steps }: EntityLocation): EntitySet | Singleton | undefined => steps.at(-1)?.home

/** The place of what a navigation property leads to from there. */
export const placeBeyond = (
  { resource, way, home }: RestrictedPlace,
  property: NavigationProperty,
  type: EntityType,
  next: EntitySet | Singleton | undefined
): RestrictedPlace => ({
  ...home === undefined ? { resource, way: [...way, property] } : { resource: home, way: [property] },
  type,
  home: next,
  byKey: false
})

/** As messages name it: `People/Trips`. */
export const nameOfPlace = ({ resource, way }: RestrictedPlace): string => [resource.name, ...way.map(({ name }) => name)].join('/')

/** Whether a path is one of some, or leads on from one of them. */
export const isAmong = (paths: readonly string[] | undefined, path: string): boolean =>
  paths?.some(other => path === other || path.startsWith(`${other}/`)) === true
