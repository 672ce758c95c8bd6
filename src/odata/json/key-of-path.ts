/** The key of the path in a body that replaces the entity, or a complex value of it, and leaves it out (Protocol 4.01, section 11.4.3). */
import { memberAt, withMemberAt } from '../../base/members.js'
import { ExactNumber } from '../../edm/exact-number.js'
import { underlyingType } from '../../edm/lookup.js'
import type { PrimitiveValue, Property } from '../../edm/types.js'
import type { EntityLocation } from '../canonical-path.js'
import { isObject } from './body-annotations.js'

/** `within`: the path of the complex value, whose body it is. Other bodies stay what they are, to be refused. */
export function withKeyOfPath ({ steps, type: { key } }: EntityLocation, body: unknown, within = ''): unknown {
  const last = steps.at(-1)
  if (!isObject(body) || last === undefined || last.by !== undefined || !last.property.collection) return body
  return key.reduce<unknown>((whole, { path, property, way }, index) => {
    if (way === undefined || !isObject(whole) || !path.startsWith(within === '' ? '' : `${within}/`)) return whole
    const own = within === '' ? path : path.slice(within.length + 1)
    return memberAt(whole, own) === undefined ? withMemberAt(whole, own, jsonOf(property, last.key[index])) : whole
  }, body)
}

/** Numbers by their digits, as a body has them. */
export function jsonOf ({ type: { type } }: Property, value: PrimitiveValue | undefined): unknown {
  const underlying = underlyingType(type)
  const isNumber = underlying.kind === 'primitive' && (underlying.name === 'Edm.Int64' || underlying.name === 'Edm.Decimal')
  return isNumber ? new ExactNumber(String(value)) : value
}
