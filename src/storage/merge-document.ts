/** Stored JSON with what a body changes of it: members that it does not name stay (OData-Protocol 4.01, section 11.4.3). */
import { ExactNumber } from '../edm/exact-number.js'
import { findProperty, isStructured } from '../edm/lookup.js'
import type { StructuredType, TypeReference } from '../edm/types.js'
import { ODataError } from '../errors.js'
import { parseExactJson, writeExactJson } from '../odata/json/exact-json.js'
import { isRequired } from '../odata/json/required-properties.js'
import { RawJson } from '../odata/json/structured-value.js'
import type { InnerChange, PropertyValue, StructuredValue } from '../odata/json/structured-value.js'
import { changedMembers, mergeInner, mergeInnerText } from './merge-inner.js'
import { documentText, STORED_DYNAMIC, STORED_TYPE } from './stored-value.js'

type Members = Readonly<Record<string, unknown>>

/** The merged value, ready to be stored; that of the body where nothing is stored, or a value of another type. */
export function mergeDocument (reference: TypeReference, stored: string | null, value: StructuredValue): PropertyValue {
  const before = stored === null ? null : parseExactJson(stored)
  const sent = parseExactJson(documentText(reference, value))
  if (isMembers(before) && isMembers(sent)) {
    return new RawJson(writeExactJson(value.replaces === true ? keepImmutable(value.type, before, sent) : mergeInto(before, sent, value)))
  }
  if (value.replaces !== true) checkComplete(value)
  return value
}

/** What takes the place of null must be whole, and there is nothing in null to change. */
function checkComplete ({ type, properties, inner }: StructuredValue): void {
  if (inner !== undefined) throw new ODataError('notFound', `There is no ${type.name} yet, so it has no '${inner.way[0]}'.`)
  for (const property of type.properties) {
    const value = properties[property.name]
    if (value === undefined && isRequired(type, property)) {
      throw new ODataError('modelValidation', `There is no ${type.name} yet, and none can be created without the property '${property.name}'.`, { target: property.name })
    }
    if (typeof value === 'object' && value !== null && 'properties' in value) checkComplete(value)
  }
}

function mergeInto (before: Members, sent: Members, value: StructuredValue): Members {
  const { type, properties, dynamic, inner } = value
  if (before[STORED_TYPE] !== undefined && before[STORED_TYPE] !== sent[STORED_TYPE]) {
    const stays = typeThatStays(value, before[STORED_TYPE])
    if (stays === undefined) {
      checkComplete({ type, properties, ...dynamic === undefined ? {} : { dynamic }, ...inner === undefined ? {} : { inner } })
      return sent
    }
    checkDynamic(stays, dynamic ?? '')
  }
  const changed = type.properties.flatMap(property => {
    const { name } = property
    if (!Object.hasOwn(properties, name) || property.immutable === true) return []
    const [old, own] = [before[name], sent[name]]
    const inner = properties[name]
    if (!isStructured(property.type.type) || !isMembers(own)) return [[name, own] as const]
    if ((inner as StructuredValue).replaces === true) {
      return [[name, isMembers(old) ? keepImmutable(property.type.type, old, own) : own] as const]
    }
    if (isMembers(old)) return [[name, mergeInto(old, own, inner as StructuredValue)] as const]
    checkComplete(inner as StructuredValue)
    return [[name, own] as const]
  })
  const merged = dynamic === undefined ? {} : { [STORED_DYNAMIC]: mergeMembers(String(before[STORED_DYNAMIC] ?? ''), dynamic) }
  const all = { ...before, ...Object.fromEntries(changed), ...merged }
  return inner === undefined ? all : changedInside(all, type, inner)
}

/** The value with what changes inside of one that has no type, whether it is declared or not. */
function changedInside (value: Members, type: StructuredType, inner: InnerChange): Members {
  if (findProperty(type, inner.way[0], 'exact') !== undefined) return mergeInner(value, inner)
  return { ...value, [STORED_DYNAMIC]: mergeInnerText(String(value[STORED_DYNAMIC] ?? ''), inner) }
}

/** A value that takes the place of another one, with what can be given once (Core, `Immutable`); one of another type is a new one. */
function keepImmutable (declared: StructuredType, before: Members, sent: Members): Members {
  if (before[STORED_TYPE] !== sent[STORED_TYPE]) return sent
  const type = declared.concreteTypes.find(({ name }) => name === before[STORED_TYPE]) ?? declared
  const kept = type.properties.flatMap(({ name, immutable, type: { type: valueType } }) => {
    const [old, own] = [before[name], sent[name]]
    if (immutable === true && Object.hasOwn(before, name)) return [[name, old] as const]
    return isStructured(valueType) && isMembers(old) && isMembers(own) ? [[name, keepImmutable(valueType, old, own)] as const] : []
  })
  return { ...sent, ...Object.fromEntries(kept) }
}

/** Whether a value has members that can be given once, however deep. */
export const hasImmutable = (type: StructuredType, around: readonly StructuredType[] = []): boolean => !around.includes(type) &&
  [type, ...type.concreteTypes].some(({ properties }) => properties.some(property => property.immutable === true ||
    (isStructured(property.type.type) && hasImmutable(property.type.type, [...around, type]))))

/** What names no type stays of the type it is, where that has its members. */
const typeThatStays = ({ type, keepsType }: StructuredValue, stored: unknown): StructuredType | undefined =>
  keepsType === true ? type.concreteTypes.find(({ name }) => name === stored) : undefined

/** The body was read as the declared type, to which a property of the stored one is none that is declared. */
export function checkDynamic (type: StructuredType, dynamic: string): void {
  const name = Object.keys(parseExactJson(`{${dynamic}}`) as Members).find(member => findProperty(type, member.split('@', 1)[0] ?? '', 'exact') !== undefined)
  if (name === undefined) return
  throw new ODataError('modelValidation', `'${name}' is a property of ${type.fullName}, which the value is. Name that type: "@odata.type": "#${type.fullName}".`, { target: name })
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)

/**
 * Members of a JSON object as text, those before with those that were sent; null removes one, and a changed value loses the type of the
 * one before.
 */
export function mergeMembers (before: string, sent: string): string {
  return writeExactJson(changedMembers(parseExactJson(`{${before}}`) as Members, parseExactJson(`{${sent}}`) as Members)).slice(1, -1)
}
