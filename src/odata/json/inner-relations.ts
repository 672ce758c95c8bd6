/** What bodies say inside of complex values of other entities is said of the entity that has the values (CSDL 4.01, section 9). */
import { findRelation, innerAt, innerBelow } from '../../edm/inner-navigation.js'
import { findNavigationProperty, itemType } from '../../edm/lookup.js'
import type { EntityType, NavigationProperty, Property, StructuredType } from '../../edm/types.js'
import { outermost, valueOutside } from '../bind/complex-way.js'
import type { Inside } from '../bind/complex-way.js'
import { unsupported } from '../bind/unsupported.js'
import type { Reading } from './collect-faults.js'
import type { References } from './related-change.js'
import { isEmpty } from './body-annotations.js'
import { forbiddenIn } from './related-change.js'
import { beginDraft } from './draft.js'
import type { Draft } from './draft.js'
import type { PropertyValue, RelatedChange, StructuredValue } from './structured-value.js'

/** Reading the value of a property. */
export const withinProperty = (reading: Reading, property: Property): Reading =>
  itemType(property.type).type.kind === 'complex' && reading.within !== undefined ? { ...reading, within: [...reading.within, property] } : reading

/** A state says at the entity what its complex values are related to, and contain. */
export const navigationNamed = ({ references }: Reading, { type }: Draft, name: string): NavigationProperty | undefined =>
  references?.unchecked === true ? ownRelation(type, name) : findNavigationProperty(type, name, 'exact')

/** What values in a collection are related to is said in each of them. */
function ownRelation (type: StructuredType, name: string): NavigationProperty | undefined {
  const found = findRelation(type, name)
  return found?.inItems === true ? undefined : found
}

/** What contains entities, as a property of the entity around. Undefined where nothing tells the values that have it from one another. */
export function ofEntityAround ({ within = [] }: Reading, draft: Draft, own: NavigationProperty): NavigationProperty | undefined {
  const navigation = draft.type.kind === 'complex' ? innerAt(within, own) : own
  const { fullName } = draft.type
  if (navigation === undefined) draft.unsupported ??= unsupported(`Storing entities inside of a complex value in a collection, or inside of itself ('${own.name}' of '${fullName}'),`)
  return navigation
}

/** The value alone; what it is related to, and contains, becomes the draft's. A value that is null has nothing of either. */
export function takeRelations ({ within = [], references }: Pick<Reading, 'within' | 'references'>, draft: Draft, property: Property, value: PropertyValue): PropertyValue {
  if (value === null && (draft.purpose === 'update' || references?.replaces === true)) leaveNothing({ references }, draft, [...within, property])
  if (typeof value !== 'object' || value === null || !('related' in value || 'contained' in value)) return value
  const { related = {}, contained = {}, ...rest } = value
  if (Object.values(related).some(isRefused)) return value
  Object.assign(draft.related, related)
  Object.assign(draft.contained, contained)
  return rest
}

/** Where nothing that is stored may be dropped, the whole is refused later. */
const isRefused = ({ items }: RelatedChange): boolean => items.some(({ kind }) => kind === 'unsupported')

function leaveNothing (reading: Pick<Reading, 'references'>, { related, contained }: Draft, way: readonly Property[]): void {
  for (const navigation of innerBelow(way)) {
    const { name, containsTarget } = navigation
    if (containsTarget) contained[name] ??= { mode: 'replace', items: [], ...forbiddenIn(reading, navigation) }
    else related[name] ??= { mode: 'replace', items: [] }
  }
}

/** An entity is replaced: complex values that were not sent are null now, or defaults. */
export function emptyDefaults (reading: Pick<Reading, 'references'>, draft: Draft): void {
  const { type, properties } = draft
  if (type.kind !== 'entity') return
  for (const property of type.properties) if (!Object.hasOwn(properties, property.name)) leaveNothing(reading, draft, [property])
}

/** An entity with the value of one property, which is sent alone; the property may be inside of complex values. */
export function ofValue (type: EntityType, inside: Inside, value: PropertyValue, references?: References): StructuredValue {
  const { way, property } = inside
  const draft = beginDraft(type, 'update')
  const { properties, related, contained } = draft
  const within = way.map(step => step.property)
  const own = property.type.type.kind === 'complex' ? takeRelations({ within, references }, draft, property, value) : value
  properties[outermost(inside).name] = valueOutside(inside, own)
  return { type, properties, ...isEmpty(related) ? {} : { related }, ...isEmpty(contained) ? {} : { contained } }
}
