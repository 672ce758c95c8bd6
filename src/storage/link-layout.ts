/**
 * How entities are related that do not contain each other: by rows of one table, "Link", which name the navigation property and the
 * ordinals of both. Partners (OData CSDL 4.01, section 8.1.2) are the same rows, read from either side; what is its own partner has two
 * rows.
 */
import type { EntityType, NavigationProperty } from '../edm/types.js'
import { withDescendants } from '../odata/containment.js'
import { partnerOf } from '../odata/related-entities.js'

export interface LinkMapping {
  /** What the rows are marked with. */
  readonly place: string
  /** `forward`: from "source" to "target"; `backward`: read the other way; `both`: as `forward`, with a second row the other way. */
  readonly direction: 'forward' | 'backward' | 'both'
  /** Whether what the property leads to can be led to by one entity alone. */
  readonly exclusive: boolean
  readonly partner: NavigationProperty | undefined
  /** Where the partner contains what has this property, which so leads to what contains it: there are no rows then. */
  readonly containedIn: { readonly type: EntityType, readonly place: string } | undefined
}

/** Every navigation property without containment of the types in these hierarchies. */
export function layOutLinks (
  tops: readonly EntityType[],
  placeOf: ReadonlyMap<NavigationProperty, string>,
  placeName: (name: string) => string
): ReadonlyMap<NavigationProperty, LinkMapping> {
  const found = new Map<NavigationProperty, LinkMapping>()
  for (const type of tops.flatMap(withDescendants)) {
    for (const navigation of type.navigationProperties) {
      if (navigation.containsTarget || found.has(navigation)) continue
      found.set(navigation, mapLink(navigation, firstDeclaring(type, navigation), placeOf, placeName))
    }
  }
  return found
}

function mapLink (
  navigation: NavigationProperty,
  declaring: EntityType,
  placeOf: ReadonlyMap<NavigationProperty, string>,
  placeName: (name: string) => string
): LinkMapping {
  const partner = partnerOf(navigation, declaring)
  const own = placeName(`${declaring.fullName}/${navigation.name}`)
  if (partner === undefined) return { place: own, direction: 'forward', exclusive: false, partner, containedIn: undefined }
  if (partner.containsTarget) {
    return { place: own, direction: 'forward', exclusive: false, partner, containedIn: { type: declaring, place: placeOf.get(partner) ?? '' } }
  }
  const other = placeName(`${declaringOf(navigation.target, partner).fullName}/${partner.name}`)
  const direction = partner === navigation ? 'both' : own < other ? 'forward' : 'backward'
  return { place: direction === 'backward' ? other : own, direction, exclusive: !partner.collection, partner, containedIn: undefined }
}

/** The type that declares a property which a type, or one derived from it, has. */
function declaringOf (type: EntityType, navigation: NavigationProperty): EntityType {
  const owner = withDescendants(type).find(({ navigationProperties }) => navigationProperties.includes(navigation)) ?? type
  return firstDeclaring(owner, navigation)
}

/** A property that a derived type declares again (section 8) is that of its base type. */
function firstDeclaring (type: EntityType, { name }: NavigationProperty): EntityType {
  let found = type
  while (found.baseType?.navigationProperties.some(inherited => inherited.name === name) === true) found = found.baseType
  return found
}
