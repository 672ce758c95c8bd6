/** Keys of entities in bodies. */
import { memberAt } from '../../base/members.js'
import { readPrimitive } from '../../edm/read-primitive.js'
import type { EntityType, PrimitiveValue } from '../../edm/types.js'
import type { EntityKey } from '../canonical-path.js'
import { givenInside } from './inner-key.js'
import type { StructuredValue } from './structured-value.js'

/** The key properties of an entity, if it has them all. */
export function readKeyMembers ({ key }: Pick<EntityType, 'key'>, body: Readonly<Record<string, unknown>>): EntityKey | undefined {
  const values = key.map(({ path, property }) => readPrimitive(property.type, memberAt(body, path)))
  return values.length > 0 && values.every(value => value !== undefined) ? values : undefined
}

/** The key that a body gives an entity that it creates: undefined for each key property that it leaves to the service. */
export const givenKey = ({ key }: EntityType, value: StructuredValue): ReadonlyArray<PrimitiveValue | undefined> =>
  key.map(part => (part.way === undefined ? value.properties[part.path] : givenInside(part, value)) as PrimitiveValue | undefined)
