/**
 * Parts of a key that follow from the entity around (OData-URL 4.01, section 4.3.2): where the partner of a navigation property has a
 * referential constraint, its entities have the value of what they are reached from.
 */
import type { EntityType, KeyProperty, NavigationProperty, PrimitiveValue } from '../edm/types.js'
import type { EntityKey } from './canonical-path.js'
import { partnerOf } from './related-entities.js'
import { readText } from './value-text.js'

/** A part of the key of the entities that a navigation property leads to, and the path of what it is the same as. */
export interface ImpliedPart {
  readonly part: KeyProperty
  readonly referenced: string
}

const known = new WeakMap<NavigationProperty, readonly ImpliedPart[]>()

/** Those of the entities that a collection of a type leads to. */
export function impliedParts (navigation: NavigationProperty, around: EntityType): readonly ImpliedPart[] {
  const found = known.get(navigation) ?? partsOf(navigation, around)
  known.set(navigation, found)
  return found
}

function partsOf (navigation: NavigationProperty, around: EntityType): readonly ImpliedPart[] {
  const { collection, target: { key } } = navigation
  const back = collection ? partnerOf(navigation, around) : undefined
  return back?.referentialConstraints.flatMap(({ property, referencedProperty }) =>
    key.filter(({ path }) => path === property).map(part => ({ part, referenced: referencedProperty }))) ?? []
}

/** The values that the key of the entity around gives. */
export function impliedKey (navigation: NavigationProperty, around: EntityType, key: EntityKey): ReadonlyMap<KeyProperty, PrimitiveValue> {
  return new Map(impliedParts(navigation, around).flatMap(({ part, referenced }): Array<[KeyProperty, PrimitiveValue]> => {
    const value = key[around.key.findIndex(({ path }) => path === referenced)]
    const own = value === undefined ? undefined : readText(part.property.type, String(value))
    return own === undefined ? [] : [[part, own]]
  }))
}
