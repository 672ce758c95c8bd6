/** Dynamic properties against the types that the model allows them (vocabulary Validation, `OpenPropertyTypeConstraint`). */
import { findInherited } from '../../edm/annotation-lookup.js'
import { textsOf } from '../../edm/annotation-value.js'
import { ExactNumber } from '../../edm/exact-number.js'
import { findNavigationProperty, findProperty, isAssignable, resolveAlias } from '../../edm/lookup.js'
import { mediaStream } from '../../edm/media.js'
import { readPrimitive } from '../../edm/read-primitive.js'
import type { EdmModel, PrimitiveTypeName, StructuredType } from '../../edm/types.js'
import { isObject, typeAnnotation } from './body-annotations.js'
import { fault } from './collect-faults.js'
import type { Reading } from './collect-faults.js'

const TERM = 'Org.OData.Validation.V1.OpenPropertyTypeConstraint'

type Members = Readonly<Record<string, unknown>>

/** Each is of the type that it is said to have, or that JSON gives it (JSON format 4.01, section 4.6.3); null is of any. */
export function checkDynamicTypes (reading: Reading, type: StructuredType, body: Members, path: string): void {
  const { model, references } = reading
  const allowed = type.open && model.origin !== 'declared' && references?.unchecked !== true ? allowedTypes(model, type) : undefined
  if (allowed === undefined) return
  for (const name of Object.keys(body).filter(name => isDynamic(type, name))) {
    const value = body[name]
    const named = body[`${name}@odata.type`] ?? body[`${name}@type`]
    if (value === null || fits(model, allowed, value, named)) continue
    const what = `'${name}' is ${nameIn(model, value, named) ?? described(value)}`
    fault(reading, path === '' ? name : `${path}/${name}`, `${what}, and Validation.OpenPropertyTypeConstraint of ${type.fullName} allows ${allowed.join(', ')}.`)
  }
}

const isDynamic = (type: StructuredType, name: string): boolean =>
  !name.includes('@') && !name.startsWith('#') && name !== mediaStream.name &&
  findProperty(type, name, 'exact') === undefined && findNavigationProperty(type, name, 'exact') === undefined

/** Full names; undefined where the model says nothing. */
const allowedTypes = (model: EdmModel, type: StructuredType): readonly string[] | undefined =>
  textsOf(findInherited(model, type, undefined, TERM)?.value)?.map(name => qualified(model, name))

function qualified (model: EdmModel, text: string): string {
  const name = text.slice(text.indexOf('#') + 1)
  const item = itemOf(name)
  if (item !== undefined) return `Collection(${qualified(model, item)})`
  return name.includes('.') ? resolveAlias(model.aliases, name) ?? name : `Edm.${name}`
}

/** Of the name of a collection. */
const itemOf = (name: string): string | undefined => /^Collection\((.*)\)$/.exec(name)?.[1]

/** The type of a value, where the body or JSON tells it. */
function nameIn (model: EdmModel, value: unknown, named: unknown): string | undefined {
  if (typeof named === 'string') return qualified(model, named)
  if (typeof value === 'string') return 'Edm.String'
  if (typeof value === 'boolean') return 'Edm.Boolean'
  const own = isObject(value) ? value[typeAnnotation(value) ?? ''] : undefined
  return typeof own === 'string' ? qualified(model, own) : undefined
}

const described = (value: unknown): string => Array.isArray(value) ? 'a collection' : isObject(value) ? 'an object without @odata.type' : 'a number'

function fits (model: EdmModel, allowed: readonly string[], value: unknown, named?: unknown): boolean {
  if (allowed.includes('Edm.Untyped')) return true
  const name = nameIn(model, value, named)
  if (name !== undefined) return allowed.some(other => isOf(model, name, other))
  if (Array.isArray(value)) {
    const items = allowed.flatMap(other => itemOf(other) ?? [])
    return items.length > 0 && value.every(item => item === null || fits(model, items, item))
  }
  return isNumber(value) && allowed.some(other => holds(other, value))
}

const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint' || value instanceof ExactNumber

const NUMBERS: readonly string[] = ['Edm.SByte', 'Edm.Byte', 'Edm.Int16', 'Edm.Int32', 'Edm.Int64', 'Edm.Single', 'Edm.Double', 'Edm.Decimal']

const holds = (name: string, value: unknown): boolean => name === 'Edm.PrimitiveType' ||
  (NUMBERS.includes(name) && readPrimitive({ type: { kind: 'primitive', name: name as PrimitiveTypeName }, nullable: false }, value) !== undefined)

/** Whether a type is another one, or one that derives from it. */
function isOf (model: EdmModel, name: string, other: string): boolean {
  if (name === other) return true
  const [item, around] = [itemOf(name), itemOf(other)]
  if (item !== undefined || around !== undefined) return item !== undefined && around !== undefined && isOf(model, item, around)
  const [type, base] = [model.types.get(name), model.types.get(other)]
  if (other === 'Edm.PrimitiveType') return type === undefined
  if (other === 'Edm.ComplexType') return type?.kind === 'complex'
  return type !== undefined && base !== undefined && isAssignable(type, base)
}
