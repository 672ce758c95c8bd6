/**
 * From parsed JSON to checked values (OData JSON format 4.01). Every fault of a body is collected, each with the path of its
 * property, and thrown as one 400; nothing of a faulty body is kept.
 */
import { findNavigationProperty, findProperty, findType, isAssignable, memberNames, typeName } from '../../edm/lookup.js'
import { primitiveTable } from '../../edm/primitives.js'
import type { EdmModel, Property, StructuredType, TypeReference } from '../../edm/types.js'
import { notImplemented, ODataError } from '../../errors.js'
import type { ErrorDetail } from '../../errors.js'
import { suggest } from '../url/suggest.js'
import type { PropertyValue, StructuredValue } from './structured-value.js'

/** Faults beyond this many are not listed; a client mends the first ones first. */
const MAX_DETAILS = 100

/** Characters of a client's value in a message at most. */
const MAX_EXCERPT = 80

/** Collects faults while a body is read. */
interface Reading {
  readonly model: EdmModel
  readonly faults: ErrorDetail[]
}

/** Reads the body of a PATCH or a create: an object of the given type. `path` is where the errors' `target` starts. */
export function readStructured (model: EdmModel, type: StructuredType, body: unknown): StructuredValue {
  return readAll(model, reading => readObject(reading, { type, nullable: false }, body, ''))
}

/** Reads one value of any type, e.g. the `value` of a property that is PUT. */
export function readPropertyValue (model: EdmModel, type: TypeReference, value: unknown, path: string): PropertyValue {
  return readAll(model, reading => readValue(reading, type, value, path))
}

function readAll<Value> (model: EdmModel, read: (reading: Reading) => Value | undefined): Value {
  const reading: Reading = { model, faults: [] }
  const value = read(reading)
  const [first] = reading.faults
  if (first !== undefined) {
    throw new ODataError('modelValidation', first.message, { target: first.target, details: reading.faults.slice(0, MAX_DETAILS) })
  }
  if (value === undefined) throw new Error('a body was refused without a fault')
  return value
}

function fault (reading: Reading, path: string, message: string): undefined {
  reading.faults.push({ code: 'ModelValidationFailure', message, ...path === '' ? {} : { target: path } })
  return undefined
}

function readValue (reading: Reading, reference: TypeReference, value: unknown, path: string): PropertyValue | undefined {
  const { type, nullable } = reference
  if (value === null) {
    if (nullable) return null
    const expected = `${typeName(type)}[Nullable=False]`
    return fault(reading, path, `A null value was found for the property named '${path}', which has the expected type '${expected}'. The expected type '${expected}' does not allow null values.`)
  }
  switch (type.kind) {
    case 'collection': return readCollection(reading, reference, type.elementType, value, path)
    case 'primitive': {
      const read = primitiveTable[type.name]?.readJson(value)
      if (read === undefined) return unconvertible(reading, reference, value, path)
      return reference.maxLength !== undefined && isLonger(String(read), reference.maxLength)
        ? fault(reading, path, `The string is longer than the ${reference.maxLength} characters that the property may have.`)
        : read
    }
    default: return readObject(reading, { type, nullable }, value, path)
  }
}

/** Length in characters, not in UTF-16 units. */
const isLonger = (text: string, length: number): boolean => text.length > length && [...text].length > length

function readCollection (reading: Reading, reference: TypeReference, elementType: TypeReference, value: unknown, path: string): PropertyValue | undefined {
  if (!Array.isArray(value)) return unconvertible(reading, reference, value, path)
  const items: PropertyValue[] = []
  for (let index = 0; index < value.length; index++) {
    const item = readValue(reading, elementType, value[index], `${path}/${index}`)
    if (item !== undefined) items.push(item)
  }
  return items
}

function unconvertible (reading: Reading, { type }: TypeReference, value: unknown, path: string): undefined {
  if (typeof value === 'string' && type.kind === 'primitive' && type.name === 'Edm.String') {
    return fault(reading, path, 'A string cannot hold U+0000 or an unpaired surrogate.')
  }
  return fault(reading, path, `Cannot convert the literal '${excerpt(value)}' to the expected type '${typeName(type)}'.`)
}

/** A client's value, as much of it as helps; never walks into a value of any size or depth. */
function excerpt (value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value).slice(0, MAX_EXCERPT)
  const members = Object.values(value)
  const text = members.length < 10 && members.every(member => typeof member !== 'object') ? JSON.stringify(value) : ''
  if (text !== '' && text.length <= MAX_EXCERPT) return text
  return Array.isArray(value) ? '[…]' : '{…}'
}

function readObject (reading: Reading, expected: TypeReference & { type: StructuredType }, value: unknown, path: string): StructuredValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return unconvertible(reading, expected, value, path)
  const body = value as Readonly<Record<string, unknown>>
  const type = readType(reading, expected.type, body, path)
  if (type === undefined) return undefined
  const properties: Record<string, PropertyValue> = {}
  for (const name of Object.keys(body)) {
    const target = path === '' ? name : `${path}/${name}`
    if (name.includes('@')) readAnnotation(reading, type, name, body[name], target)
    else readMember(reading, type, name, body[name], target, properties)
  }
  return { type, properties }
}

/** The type of an object: the declared one, or the one its `@odata.type` names (JSON format 4.01, section 4.6.3). */
function readType (reading: Reading, declared: StructuredType, body: Readonly<Record<string, unknown>>, path: string): StructuredType | undefined {
  const annotation = ['@odata.type', '@type'].find(name => Object.hasOwn(body, name))
  const named = annotation === undefined ? declared : resolveType(reading, body[annotation])
  if (named === undefined || !isAssignable(named, declared)) {
    return fault(reading, annotation === undefined || path === '' ? path || annotation || '' : `${path}/${annotation}`, `A type named '${String(body[annotation ?? ''])}' could not be resolved by the model.`)
  }
  return named.abstract ? fault(reading, path, 'Cannot create an abstract class.') : named
}

function resolveType (reading: Reading, name: unknown): StructuredType | undefined {
  return typeof name === 'string' ? findType(reading.model, name) : undefined
}

/** `property@odata.type` must name the property's type; every other annotation is allowed and not kept (Protocol 4.01, section 6.4). */
function readAnnotation (reading: Reading, type: StructuredType, name: string, value: unknown, path: string): void {
  const [member = '', term] = [name.slice(0, name.indexOf('@')), name.slice(name.indexOf('@') + 1)]
  if (member === '' || (term !== 'odata.type' && term !== 'type')) return
  const property = findProperty(type, member, 'exact')
  if (property !== undefined && !namesType(reading, property, value)) fault(reading, path, `A type named '${String(value)}' could not be resolved by the model.`)
}

function namesType (reading: Reading, property: Property, value: unknown): boolean {
  if (typeof value !== 'string') return false
  const name = value.slice(value.indexOf('#') + 1)
  const { type } = property.type
  if (type.kind === 'entity' || type.kind === 'complex') {
    const named = resolveType(reading, name)
    return named !== undefined && isAssignable(named, type)
  }
  const expected = typeName(type)
  const qualified = name.replace(/^Collection\(graph\./, 'Collection(microsoft.graph.').replace(/^(Collection\()?(?!Edm\.|microsoft\.|Collection)/, '$1Edm.')
  return qualified === expected
}

function readMember (reading: Reading, type: StructuredType, name: string, value: unknown, path: string, properties: Record<string, PropertyValue>): void {
  const property = findProperty(type, name, 'exact')
  if (property === undefined) {
    if (findNavigationProperty(type, name, 'exact') !== undefined) throw notImplemented(`Writing '${name}' together with its parent`, path)
    const near = suggest(name, memberNames(type))
    fault(reading, path, `The property '${name}' does not exist on type '${type.fullName}'. Make sure to only use property names that are defined by the type.${near === undefined ? '' : ` Did you mean '${near}'?`}`)
  } else if (!property.readOnly) {
    const read = readValue(reading, property.type, value, path)
    if (read !== undefined) properties[name] = read
  }
}
