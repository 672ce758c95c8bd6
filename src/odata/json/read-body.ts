/**
 * From parsed JSON to checked values (OData JSON format 4.01). Every fault of a body is collected, each with the path of its
 * property, and thrown as one 400; nothing of a faulty body is kept.
 */
import { findNavigationProperty, findProperty, findType, isAssignable, isStream, typeName } from '../../edm/lookup.js'
import { isBase64Form, primitiveTable } from '../../edm/primitives.js'
import type { EdmModel, NavigationProperty, Property, StructuredType, TypeReference } from '../../edm/types.js'
import type { BodyReading } from './body-reading.js'
import { etagIn, isMediaType, isObject, readKey } from './body-annotations.js'
import { createFaults, excerpt, refuseFaults, shownName, unknownMember } from './body-faults.js'
import type { Faults } from './body-faults.js'
import { isLongContent, lookThrough } from './long-content.js'
import { checkEntities, checkText, isLonger, textLength } from './body-sizes.js'
import type { ContainedChange, ContainedItem, PropertyValue, StructuredValue } from './structured-value.js'

/** Items of one array that are read at once; each may have as much text as the limits allow. */
const MANY_ITEMS = 10

interface Reading {
  readonly model: EdmModel
  readonly faults: Faults
  /** Where what is long is put, to be read later; without it everything is read at once. */
  readonly later: BodyReading | undefined
  /** Entities so far, those inside others included. */
  readonly entities: { count: number }
}

/**
 * `create`: the type must be concrete, and keys are ignored. `update`: the entity is there and has a type; what it contains is told apart
 * by keys.
 */
export type Purpose = 'create' | 'update'

/** Reads the body of a PATCH or a create: an object of the given type. */
export function readStructured (
  model: EdmModel,
  type: StructuredType,
  body: unknown,
  purpose: Purpose = 'create',
  later?: BodyReading
): StructuredValue {
  return readAll({ model, faults: createFaults(), later, entities: { count: 0 } }, reading => readObject(reading, { type, nullable: false }, body, '', purpose))
}

/** Reads one value of any type, e.g. the `value` of a property that is PUT. */
export function readPropertyValue (
  model: EdmModel,
  type: TypeReference,
  value: unknown,
  path: string,
  later?: BodyReading
): PropertyValue {
  return readAll({ model, faults: createFaults(), later, entities: { count: 0 } }, reading => readValue(reading, type, value, path))
}

/** Faults are known at once, or where something is left for later, then. */
function readAll<Value> (reading: Reading, read: (reading: Reading) => Value | undefined): Value {
  const value = read(reading)
  if (value !== undefined && reading.later?.isWaiting() === true) reading.later.atEnd(() => { refuseFaults(reading.faults) })
  else refuseFaults(reading.faults)
  if (value === undefined) throw new Error('a body was refused without a fault')
  return value
}

/** What costs something to say is said only of a fault that is listed. */
function fault ({ faults }: Reading, path: string, message: string | (() => string)): undefined {
  faults.add(() => ({ code: 'ModelValidationFailure', message: typeof message === 'string' ? message : message(), ...path === '' ? {} : { target: path } }))
  return undefined
}

/** Reads each item, now or, where there are many, later; `items` is filled as they are read. */
function readItems<Item> (
  reading: Reading,
  value: readonly unknown[],
  read: (reading: Reading, item: unknown, index: number) => Item | undefined
): Item[] {
  const items: Item[] = []
  const step = (inner: Reading, index: number): void => {
    const item = read(inner, value[index], index)
    if (item !== undefined) items.push(item)
  }
  if (reading.later === undefined || value.length <= MANY_ITEMS) {
    for (let index = 0; index < value.length; index++) step(reading, index)
  } else {
    const inner = { ...reading, faults: reading.faults.inside() }
    reading.later.add({ count: value.length, step: index => { step(inner, index) } })
  }
  return items
}

function readValue (reading: Reading, reference: TypeReference, value: unknown, path: string): PropertyValue | undefined {
  const { type, nullable } = reference
  if (value === null) {
    if (nullable) return null
    const expected = `${typeName(type)}[Nullable=False]`
    return fault(
      reading,
      path,
      `A null value was found for the property named '${path}', which has the expected type '${expected}'. The expected type '${expected}' does not allow null values.`
    )
  }
  switch (type.kind) {
    case 'collection': return readCollection(reading, reference, type.elementType, value, path)
    case 'primitive': {
      const read = primitiveTable[type.name]?.readJson(value)
      if (read === undefined) return unconvertible(reading, reference, value, path)
      return typeof reference.maxLength === 'number' && isLonger(String(read), reference.maxLength)
        ? fault(reading, path, `The string is longer than the ${reference.maxLength} characters that the property may have.`)
        : read
    }
    case 'complex': case 'entity': return readObject(reading, { type, nullable }, value, path, 'create')
    default: throw new Error(`no body has a value of type ${typeName(type)}`)
  }
}

function readCollection (
  reading: Reading,
  reference: TypeReference,
  elementType: TypeReference,
  value: unknown,
  path: string
): PropertyValue | undefined {
  if (!Array.isArray(value)) return unconvertible(reading, reference, value, path)
  return readItems(reading, value, (inner, item, index) => readValue(inner, elementType, item, `${path}/${index}`))
}

function unconvertible (reading: Reading, { type }: TypeReference, value: unknown, path: string): undefined {
  if (typeof value === 'string' && type.kind === 'primitive' && type.name === 'Edm.String') {
    return fault(reading, path, 'A string cannot hold U+0000 or an unpaired surrogate.')
  }
  return fault(reading, path, `Cannot convert the literal '${excerpt(value)}' to the expected type '${typeName(type)}'.`)
}

/** What has been read of an object. */
interface Draft {
  readonly type: StructuredType
  readonly purpose: Purpose
  readonly properties: Record<string, PropertyValue>
  readonly contained: Record<string, ContainedChange>
  readonly mediaTypes: Record<string, string>
  /** Characters of its texts so far. */
  text: number
}

/** Members that begin with `#` announce actions (JSON format 4.01, section 16): a client may send back what it was sent. */
function readObject (
  reading: Reading,
  expected: TypeReference & { type: StructuredType },
  value: unknown,
  path: string,
  purpose: Purpose
): StructuredValue | undefined {
  if (!isObject(value)) return unconvertible(reading, expected, value, path)
  const type = readType(reading, expected.type, value, path, purpose)
  if (type === undefined) return undefined
  if (type.kind === 'entity') checkEntities(++reading.entities.count)
  const draft: Draft = { type, purpose, properties: {}, contained: {}, mediaTypes: {}, text: 0 }
  for (const name of Object.keys(value)) {
    const target = path === '' ? shownName(name) : `${path}/${shownName(name)}`
    if (name.startsWith('#')) continue
    if (name.includes('@')) readAnnotation(reading, draft, name, value[name], target)
    else readMember(reading, draft, name, value[name], target)
  }
  const { properties, contained, mediaTypes } = draft
  return { type, properties, ...isEmpty(contained) ? {} : { contained }, ...isEmpty(mediaTypes) ? {} : { mediaTypes } }
}

const isEmpty = (record: object): boolean => Object.keys(record).length === 0

/** The type of an object: the declared one, or the one its `@odata.type` names (JSON format 4.01, section 4.6.3). */
function readType (
  reading: Reading,
  declared: StructuredType,
  body: Readonly<Record<string, unknown>>,
  path: string,
  purpose: Purpose
): StructuredType | undefined {
  const annotation = ['@odata.type', '@type'].find(name => Object.hasOwn(body, name))
  const named = annotation === undefined ? declared : resolveType(reading, body[annotation])
  if (named === undefined || !isAssignable(named, declared)) {
    return fault(
      reading,
      annotation === undefined || path === '' ? path || annotation || '' : `${path}/${annotation}`,
      `A type named '${excerpt(body[annotation ?? ''])}' could not be resolved by the model.`
    )
  }
  return named.abstract && (purpose === 'create' || named.kind === 'complex')
    ? fault(reading, path, 'Cannot create an abstract class.')
    : named
}

const resolveType = ({ model }: Reading, name: unknown): StructuredType | undefined => typeof name === 'string' ? findType(model, name) : undefined

/**
 * `property@odata.type` must name the property's type, `property@odata.mediaContentType` is that of a stream, `navigation@odata.delta`
 * changes what is contained; every other annotation is allowed and not kept (Protocol 4.01, section 6.4).
 */
function readAnnotation (reading: Reading, draft: Draft, name: string, value: unknown, path: string): void {
  const member = name.slice(0, name.indexOf('@'))
  if (member === '') return
  switch (name.slice(name.indexOf('@') + 1).replace(/^odata\./, '')) {
    case 'type': {
      const property = findProperty(draft.type, member, 'exact')
      if (property !== undefined && !namesType(reading, property, value)) {
        fault(reading, path, `A type named '${excerpt(value)}' could not be resolved by the model.`)
      }
      return
    }
    case 'mediaContentType': return readMediaType(reading, draft, member, value, path)
    case 'delta': {
      const navigation = findNavigationProperty(draft.type, member, 'exact')
      if (navigation === undefined) fault(reading, path, () => unknownMember(draft.type, member))
      else readContained(reading, draft, navigation, value, path, 'delta')
    }
  }
}

function readMediaType (reading: Reading, draft: Draft, member: string, value: unknown, path: string): void {
  const property = findProperty(draft.type, member, 'exact')
  if (property === undefined || !isStream(property) || value === null) return
  if (typeof value === 'string' && isMediaType(value)) draft.mediaTypes[member] = value
  else fault(reading, path, `'${excerpt(value)}' is not a media type.`)
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
  const qualified = name.replace(/^Collection\(graph\./, 'Collection(microsoft.graph.').replace(
    /^(Collection\()?(?!Edm\.|microsoft\.|Collection)/,
    '$1Edm.'
  )
  return qualified === expected
}

function readMember (reading: Reading, draft: Draft, name: string, value: unknown, path: string): void {
  const property = findProperty(draft.type, name, 'exact')
  const navigation = property === undefined ? findNavigationProperty(draft.type, name, 'exact') : undefined
  if (navigation !== undefined) return readContained(reading, draft, navigation, value, path, 'replace')
  if (property === undefined) fault(reading, path, () => unknownMember(draft.type, name))
  else if (!property.readOnly) {
    if (!isStream(property)) checkText(draft.type, draft.text += textLength(value))
    const read = isStream(property) && typeof value === 'string' && isLongContent(value) && reading.later !== undefined
      ? readContent(reading, reading.later, property, value, path)
      : readValue(reading, property.type, value, path)
    if (read !== undefined) draft.properties[name] = read
    if (isStream(property) && typeof read === 'string') reading.later?.noteStream(name, Buffer.byteLength(read, 'base64'))
  }
}

/** The base64 of a long stream: its characters are looked at later, piece by piece. */
function readContent (reading: Reading, later: BodyReading, { type }: Property, value: string, path: string): PropertyValue | undefined {
  if (!isBase64Form(value)) return unconvertible(reading, type, value, path)
  const inner = { ...reading, faults: reading.faults.inside() }
  later.add(lookThrough(value, () => unconvertible(inner, type, value, path)))
  return value
}

/** Entities of a deep insert or a deep update (Protocol 4.01, sections 11.4.2.2 and 11.4.3.1). */
function readContained (
  reading: Reading,
  draft: Draft,
  navigation: NavigationProperty,
  value: unknown,
  path: string,
  mode: ContainedChange['mode']
): void {
  const { name, target } = navigation
  if (!Array.isArray(value)) unconvertible(reading, { type: { kind: 'collection', elementType: { type: target, nullable: false } }, nullable: false }, value, path)
  else if (draft.contained[name] !== undefined) fault(reading, path, `'${name}' is there twice: as the whole collection and as a delta.`)
  else if (mode === 'delta' && draft.purpose === 'create') fault(reading, path, 'A new entity has nothing that a delta could change.')
  else {
    const { purpose } = draft
    const items = readItems(reading, value, (inner, item, index) => readItem(inner, purpose, navigation, item, `${path}/${index}`))
    draft.contained[name] = { mode, items }
  }
}

function readItem (
  reading: Reading,
  purpose: Purpose,
  navigation: NavigationProperty,
  value: unknown,
  path: string
): ContainedItem | undefined {
  const key = purpose === 'create' || !isObject(value) ? undefined : readKey(value)
  if (isObject(value) && ['@removed', '@odata.removed'].some(name => Object.hasOwn(value, name))) {
    return key === undefined
      ? fault(reading, path, "An item that is to be removed must have an 'id'.")
      : { kind: 'removed', key, etag: etagIn(value) }
  }
  const read = readObject(reading, { type: navigation.target, nullable: false }, value, path, key === undefined ? 'create' : 'update')
  return read === undefined ? undefined : { kind: 'entity', key, etag: etagIn(value), value: read }
}
