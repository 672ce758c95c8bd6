/** Keys of new entities: those that the body gives, and those that the service issues (OData-Protocol 4.01, section 11.4.2). */
import { findRelation } from '../../edm/inner-navigation.js'
import { underlyingType } from '../../edm/lookup.js'
import type { EntityType, KeyProperty, PrimitiveValue } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { EntityKey } from '../canonical-path.js'
import { givenKey } from '../json/entity-keys.js'
import type { StructuredValue } from '../json/structured-value.js'

/** `unique`: a text that nothing has; `next`: the number after the highest of the collection. */
type Issue = 'unique' | 'next'

/** What the service does where a body leaves a key property out; undefined where the client must give it. */
function issueOf ({ key }: EntityType, { property }: KeyProperty): Issue | undefined {
  const type = underlyingType(property.type.type)
  if (type.kind !== 'primitive') return undefined
  switch (type.name) {
    case 'Edm.Guid': return 'unique'
    case 'Edm.String': return property.readOnly || property.name.toLowerCase() === 'id' ? 'unique' : undefined
    case 'Edm.Int16': case 'Edm.Int32': case 'Edm.Int64': return key.length === 1 ? 'next' : undefined
    default: return undefined
  }
}

/** Whether the service can issue all of a key. */
export const issuesKey = (type: EntityType): boolean =>
  type.key.length > 0 && type.key.every(property => issueOf(type, property) !== undefined)

/** The key of a new entity, with defaults where the body leaves parts out; undefined where the store has to issue it. */
export function keyOfNew (type: EntityType, value: StructuredValue, newKey: () => string): EntityKey | undefined {
  const given = givenKey(type, value)
  const values = type.key.map((property, index): PrimitiveValue | undefined => given[index] ?? property.property.defaultValue ?? (issueOf(type, property) === 'unique' ? newKey() : undefined))
  return values.every(part => part !== undefined) ? values : undefined
}

/** @throws ODataError `modelValidation` when a body leaves out a part of the key that the service does not issue */
export function checkKey (type: EntityType, value: StructuredValue): void {
  const given = givenKey(type, value)
  type.key.forEach((property, index) => {
    if (given[index] !== undefined || property.property.defaultValue !== undefined || issueOf(type, property) !== undefined) return
    throw new ODataError('modelValidation', `The key property '${property.path}' is missing.`, { target: property.path })
  })
  checkKeysInside(value)
}

/** The same of new entities inside of the body of one that may be there. @throws ODataError `modelValidation` */
export function checkKeysInside ({ type, contained = {}, related = {} }: StructuredValue): void {
  for (const [name, { items }] of Object.entries(contained)) {
    const navigation = findRelation(type, name)
    for (const item of items) {
      if (item.kind !== 'entity') continue
      if (navigation?.collection === true && item.key === undefined) checkKey(navigation.target, item.value)
      else checkKeysInside(item.value)
    }
  }
  for (const { items } of Object.values(related)) {
    for (const item of items) {
      if (item.kind === 'entity') checkKey(item.home.type, item.value)
      if (item.kind === 'changed') checkKeysInside(item.change.value)
    }
  }
}
