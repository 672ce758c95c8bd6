/**
 * Parts of keys that a body need not have, as they follow from a referential constraint (CSDL 4.01, section 8.5; OData-URL 4.01, section
 * 4.3.2): from the entity around, or from one that the body relates.
 */
import { memberAt, withMemberAt } from '../../base/members.js'
import type { Members } from '../../base/members.js'
import { namedValues } from '../../base/named-values.js'
import { instantOf } from '../../edm/date-time-offset.js'
import { decimalOrder } from '../../edm/decimal.js'
import { underlyingType } from '../../edm/lookup.js'
import { readPrimitive } from '../../edm/read-primitive.js'
import type { EntityType, KeyProperty, NavigationProperty, PrimitiveValue } from '../../edm/types.js'
import { ODataError } from '../../errors.js'
import type { EntityLocation } from '../canonical-path.js'
import { impliedParts } from '../implied-key.js'
import { idIn, isEntityReference, isObject } from './body-annotations.js'
import { jsonOf } from './key-of-path.js'

/** What an entity has at the end of a path; undefined where that is not known. */
type ValueAt = (path: string) => unknown

/** The values of an entity that its own path has: those of its key. */
export function keyAt ({ steps, type }: EntityLocation): ValueAt {
  const last = steps.at(-1)
  return path => {
    const index = last === undefined || last.by !== undefined ? -1 : type.key.findIndex(part => part.path === path)
    const [part, value] = [type.key[index], last?.key[index]]
    return part === undefined || value === undefined ? undefined : jsonOf(part.property, value)
  }
}

/** The body of an entity, with the keys of those inside. `known`: what the entity has that the body does not say. */
export function withKeysInside (type: EntityType, body: unknown, known: ValueAt = () => undefined): unknown {
  if (!isObject(body) || !leadsOn(type)) return body
  const valueAt: ValueAt = path => memberAt(body, path) ?? known(path)
  const inside = type.navigationProperties.flatMap(navigation =>
    ['', '@delta', '@odata.delta'].flatMap(suffix => {
      const name = `${navigation.name}${suffix}`
      if (!Object.hasOwn(body, name)) return []
      const value = body[name]
      return [[name, Array.isArray(value)
        ? value.map(item => withKeyOf(navigation, type, item, valueAt))
        : withKeysInside(navigation.target, value)] as const]
    }))
  return inside.length === 0 ? body : namedValues({ ...body, ...Object.fromEntries(inside) })
}

/** The body of an entity in a collection of another one, of which `around` tells what is known. */
export function withKeyOf (navigation: NavigationProperty, type: EntityType, body: unknown, around: ValueAt): unknown {
  if (!isObject(body) || isEntityReference(body)) return body
  const whole = impliedParts(navigation, type).reduce<Members>((members, { part, referenced }) =>
    withPart(members, part, around(referenced)), body)
  return withKeysInside(navigation.target, whole)
}

/** The body of a new entity, with what those that it relates give its key. */
export function withKeyOfRelated (type: EntityType, body: unknown, resolve: (url: string) => EntityLocation): unknown {
  if (!isObject(body)) return body
  const singles = type.navigationProperties.filter(({ collection, containsTarget }) => !collection && !containsTarget)
  return singles.reduce<Members>((members, navigation) =>
    navigation.referentialConstraints.reduce((all, { property, referencedProperty }) => {
      const part = type.key.find(({ path }) => path === property)
      return part === undefined ? all : withPart(all, part, relatedIn(body, navigation.name, resolve)?.(referencedProperty))
    }, members), body)
}

function relatedIn (body: Members, name: string, resolve: (url: string) => EntityLocation): ValueAt | undefined {
  const sent = body[name]
  const url = body[`${name}@odata.bind`] ?? body[`${name}@bind`] ?? idIn(sent)
  if (typeof url === 'string') return keyAt(resolve(url))
  return isObject(sent) ? path => memberAt(sent, path) : undefined
}

/** @throws ODataError `modelValidation` for a body that says another value */
function withPart (body: Members, { path, property }: KeyProperty, value: unknown): Members {
  if (value === undefined || value === null) return body
  const given = memberAt(body, path)
  if (given === undefined) return withMemberAt(body, path, value)
  const [sent, own] = [readPrimitive(property.type, given), readPrimitive(property.type, value)]
  if (sent === undefined || own === undefined || comparable(property, sent) === comparable(property, own)) return body
  throw new ODataError('modelValidation', `'${path}' is ${String(own)} here, as a related entity has it: send that, or leave it out.`, { target: path })
}

function comparable ({ type }: KeyProperty['property'], value: PrimitiveValue): string | undefined {
  const underlying = underlyingType(type.type)
  if (underlying.kind !== 'primitive') return String(value)
  switch (underlying.name) {
    case 'Edm.DateTimeOffset': return instantOf(String(value))
    case 'Edm.Decimal': return decimalOrder(String(value))
    default: return String(value)
  }
}

const leading = new WeakMap<EntityType, boolean>()

/** Whether bodies of a type can have entities inside whose keys follow from those around them. */
function leadsOn (type: EntityType): boolean {
  const found = leading.get(type) ?? reachedFrom(type).some(each =>
    each.navigationProperties.some(navigation => impliedParts(navigation, each).length > 0))
  leading.set(type, found)
  return found
}

function reachedFrom (type: EntityType): readonly EntityType[] {
  const reached = new Set([type])
  for (const each of reached) for (const { target } of each.navigationProperties) reached.add(target)
  return [...reached]
}
