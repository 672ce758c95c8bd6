/** What bodies say inside of complex values of related entities is said of the entity that has the values (CSDL 4.01, section 9). */
import { innerBelow, relationsOf } from '../../edm/inner-navigation.js'
import type { EntityType, Property } from '../../edm/types.js'
import { outermost, valueOutside } from '../bind/complex-way.js'
import type { Inside } from '../bind/complex-way.js'
import type { Reading } from './collect-faults.js'
import { isEmpty } from './body-annotations.js'
import { beginDraft } from './draft.js'
import type { Draft } from './draft.js'
import type { PropertyValue, RelatedChange, StructuredValue } from './structured-value.js'

/** Reading the value of a property. */
export const withinProperty = (reading: Reading, property: Property): Reading =>
  property.type.type.kind === 'complex' && reading.within !== undefined ? { ...reading, within: [...reading.within, property] } : reading

/** The value alone; what it is related to becomes the draft's. A value that is null is related to nothing. */
export function takeRelations ({ within = [], references }: Pick<Reading, 'within' | 'references'>, draft: Draft, property: Property, value: PropertyValue): PropertyValue {
  if (value === null && (draft.purpose === 'update' || references?.replaces === true)) unrelate(draft, [...within, property])
  if (typeof value !== 'object' || value === null || !('related' in value)) return value
  const { related = {}, ...rest } = value
  if (Object.values(related).some(isRefused)) return value
  Object.assign(draft.related, related)
  return rest
}

/** Where nothing that is stored may be dropped, the whole is refused later. */
const isRefused = ({ items }: RelatedChange): boolean => items.some(({ kind }) => kind === 'unsupported')

const unrelate = ({ related }: Draft, way: readonly Property[]): void => {
  for (const { name } of innerBelow(way)) related[name] ??= { mode: 'replace', items: [] }
}

/** An entity is replaced: complex values that were not sent are null now, or defaults. */
export function unrelateDefaults (draft: Draft): void {
  const { type, properties } = draft
  if (type.kind !== 'entity' || relationsOf(type).length === 0) return
  for (const property of type.properties) if (!Object.hasOwn(properties, property.name)) unrelate(draft, [property])
}

/** An entity with the value of one property, which is sent alone; the property may be inside of complex values. */
export function ofValue (type: EntityType, inside: Inside, value: PropertyValue): StructuredValue {
  const { way, property } = inside
  const draft = beginDraft(type, 'update')
  const { properties, related } = draft
  const within = way.map(step => step.property)
  const own = property.type.type.kind === 'complex' ? takeRelations({ within }, draft, property, value) : value
  properties[outermost(inside).name] = valueOutside(inside, own)
  return { type, properties, ...isEmpty(related) ? {} : { related } }
}
