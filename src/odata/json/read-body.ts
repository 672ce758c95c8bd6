/**
 * From parsed JSON to checked values (OData JSON format 4.01). Every fault of a body is collected, each with the path of its
 * property, and thrown as one 400; nothing of a faulty body is kept.
 */
import { beginDraft } from './draft.js'
import type { Draft, Purpose } from './draft.js'
import { findNavigationProperty, findProperty, isAssignable, isKeyProperty, isStream, typeName } from '../../edm/lookup.js'
import { dialectOf } from '../../dialect/service-dialect.js'
import { mediaStream } from '../../edm/media.js'
import { readPrimitive } from '../../edm/read-primitive.js'
import type { EdmModel, NavigationProperty, StructuredType, TypeReference } from '../../edm/types.js'
import type { BodyReading } from './body-reading.js'
import { etagIn, isEmpty, isEntityReference, isObject, notBindable, typeAnnotation } from './body-annotations.js'
import { addComputedDefaults } from './computed-defaults.js'
import { checkDynamicTypes } from './dynamic-types.js'
import { createFaults, excerpt, shownName, unknownMember } from './body-faults.js'
import { checkRules } from './check-rules.js'
import { checkEntities, checkText, textLength } from './body-sizes.js'
import { fault, inside, readAll, readItems, unconvertible } from './collect-faults.js'
import type { Reading } from './collect-faults.js'
import { keyOfContained, unnamedItem } from './entity-id-key.js'
import { writeExactJson } from './exact-json.js'
import { readGeo } from './geo-json.js'
import { emptyDefaults, navigationNamed, ofEntityAround, takeRelations, withinProperty } from './inner-relations.js'
import { isLongContent } from './long-content.js'
import { readContent, readMediaType, readStreams, takesMedia } from './inline-stream.js'
import { plainMembers, readPlainMember } from './plain-members.js'
import { checkKeyKept, checkRequired } from './required-properties.js'
import type { ContainedChange, ContainedItem, PropertyValue, StructuredValue, Writable } from './structured-value.js'
import { namesType, resolveType } from './named-type.js'
import { forbiddenIn, readingInside, readRelation } from './related-change.js'
import type { References } from './related-change.js'
import { readUntyped } from './untyped-value.js'
import { libertyIn } from './value-liberty.js'
import { isTooLong, tooLong } from './text-length.js'
import { isTolerated, refusalOf } from '../tolerate.js'

/** Reads the body of a PATCH or a create: an object of the given type. */
export function readStructured (
  model: EdmModel,
  type: StructuredType,
  body: unknown,
  purpose: Purpose = 'create',
  later?: BodyReading,
  references?: References
): StructuredValue {
  return readAll({ model, faults: createFaults(), later, entities: { count: 0 }, references, within: references?.within }, reading => readObject(reading, { type, nullable: false }, body, '', purpose))
}

/** Reads one value of any type, e.g. the `value` of a property that is PUT. */
export function readPropertyValue (
  model: EdmModel,
  type: TypeReference,
  value: unknown,
  path: string,
  later?: BodyReading,
  references?: References
): PropertyValue {
  const reading: Reading = { model, faults: createFaults(), later, entities: { count: 0 }, references, within: references?.within }
  return readAll(reading, inner => readValue(inner, type, value, path))
}

/** A value that stored ones are compared with. */
export function readComparedValue (model: EdmModel, type: TypeReference, value: unknown): PropertyValue {
  const reading: Reading = { model, faults: createFaults(), later: undefined, entities: { count: 0 }, compared: true }
  return readAll(reading, inner => readValue(inner, type, value, ''))
}

/** `purpose`: what becomes of a complex value: of one that is there already a body may leave members out. */
function readValue (
  reading: Reading,
  reference: TypeReference,
  value: unknown,
  path: string,
  purpose: Purpose = 'create'
): PropertyValue | undefined {
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
    case 'builtIn': return readUntyped(reading, type, reference, value, path)
    case 'primitive': case 'enum': case 'typeDefinition': {
      const geo = readGeo(reference, value)
      if (geo !== undefined) return geo
      const read = readPrimitive(reference, value)
      if (read === undefined) return unconvertible(reading, reference, value, path)
      const liberty = reading.later === undefined ? undefined : libertyIn(type, value, reading.later)
      if (liberty !== undefined && !isTolerated(reading.model, liberty)) return fault(reading, path, refusalOf(liberty, path))
      const maxLength = reference.maxLength ?? (type.kind === 'typeDefinition' ? type.maxLength : undefined)
      return typeof maxLength === 'number' && isTooLong(type, String(read), maxLength)
        ? fault(reading, path, tooLong(type, maxLength))
        : read
    }
    case 'complex': case 'entity': return readObject(reading, { type, nullable }, value, path, purpose)
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

/** Members that begin with `#` announce actions (JSON format 4.01, section 16): a client may send back what it was sent. */
function readObject (
  reading: Reading,
  expected: TypeReference & { type: StructuredType },
  value: unknown,
  path: string,
  purpose: Purpose
): StructuredValue | undefined {
  if (!isObject(value)) return unconvertible(reading, expected, value, path)
  const inner = inside(expected.type.kind === 'entity' ? { ...reading, within: [], ofNew: purpose === 'create' } : reading, expected.type, path)
  const type = inner === undefined ? undefined : readType(reading, expected.type, value, path, purpose)
  if (inner === undefined || type === undefined) return undefined
  if (type.kind === 'entity') checkEntities(++reading.entities.count)
  const [draft, plain] = [beginDraft(type, purpose), plainMembers(reading, type)]
  for (const name of Object.keys(value)) {
    if (readPlainMember(plain, draft, name, value[name])) continue
    const target = path === '' ? shownName(name) : `${path}/${shownName(name)}`
    if (name.startsWith('#') || (name === mediaStream.name && type.kind === 'entity' && takesMedia(reading))) continue
    if (name.includes('@')) readAnnotation(inner, draft, name, value[name], target)
    else readMember(inner, draft, name, value[name], target)
  }
  checkDynamicTypes(reading, type, value, path)
  const { properties, contained, mediaTypes, dynamic, related } = draft
  if (purpose === 'create') checkRequired(reading, draft, value, path)
  checkKeyKept(reading, draft, path)
  if (reading.references?.replaces === true) emptyDefaults(reading, draft)
  if (purpose === 'create' && reading.references?.now !== undefined) addComputedDefaults(type, properties, reading.references.now)
  const media = readStreams(reading, draft, value, path)
  const read: Writable<StructuredValue> = { type, properties }
  if (!isEmpty(contained)) read.contained = contained
  if (!isEmpty(mediaTypes)) read.mediaTypes = mediaTypes
  if (dynamic.length > 0) read.dynamic = dynamic.join(',')
  if (!isEmpty(related)) read.related = related
  if (media !== undefined) read.media = media
  if (purpose === 'update' && type.kind === 'complex' && typeAnnotation(value) === undefined) read.keepsType = true
  if (draft.unsupported !== undefined) read.unsupported = draft.unsupported
  return read
}

/** The type of an object: the declared one, or the one its `@odata.type` names (JSON format 4.01, section 4.6.3). */
function readType (
  reading: Reading,
  declared: StructuredType,
  body: Readonly<Record<string, unknown>>,
  path: string,
  purpose: Purpose
): StructuredType | undefined {
  const annotation = typeAnnotation(body)
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
      if (property === undefined && draft.type.open && typeof value === 'string') draft.dynamic.push(`${JSON.stringify(`${member}@odata.type`)}:${JSON.stringify(value)}`)
      if (property !== undefined && !namesType(reading, property, value)) {
        fault(reading, path, `A type named '${excerpt(value)}' could not be resolved by the model.`)
      }
      return
    }
    case 'bind': {
      const navigation = navigationNamed(reading, draft, member)
      if (navigation === undefined) fault(reading, path, () => unknownMember(draft.type, member))
      else if (navigation.containsTarget) fault(reading, path, notBindable(navigation))
      else relate(reading, draft, navigation, value, path, 'bind')
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

function readMember (reading: Reading, draft: Draft, name: string, value: unknown, path: string): void {
  const property = findProperty(draft.type, name, 'exact')
  const navigation = property === undefined ? navigationNamed(reading, draft, name) : undefined
  if (navigation !== undefined) return readContained(reading, draft, navigation, value, path, 'replace')
  if (property === undefined && draft.type.open) draft.dynamic.push(`${JSON.stringify(name)}:${writeExactJson(value)}`)
  else if (property === undefined) fault(reading, path, () => unknownMember(draft.type, name))
  else if (!property.readOnly || reading.compared === true || (draft.type.kind === 'entity' && isKeyProperty(draft.type, name) && dialectOf(reading.model).wantsRequired)) {
    if (!isStream(property)) checkText(draft.type, draft.text += textLength(value))
    const read = isStream(property) && typeof value === 'string' && isLongContent(value) && reading.later !== undefined
      ? readContent(reading, reading.later, property, value, path)
      : readValue(withinProperty(reading, property), property.type, value, path, draft.purpose)
    if (read !== undefined) {
      draft.properties[name] = property.type.type.kind === 'complex' ? takeRelations(reading, draft, property, read) : read
      if (reading.compared !== true) draft.unsupported ??= checkRules(reading, draft.type, property, read, path)
    }
    if (isStream(property) && typeof read === 'string') reading.later?.noteStream(name, Buffer.byteLength(read, 'base64'))
  }
}

/** Entities of a deep insert or a deep update (Protocol 4.01, sections 11.4.2.2 and 11.4.3.1). */
function readContained (
  reading: Reading,
  draft: Draft,
  own: NavigationProperty,
  value: unknown,
  path: string,
  mode: ContainedChange['mode']
): void {
  if (!own.containsTarget) return relate(reading, draft, own, value, path, mode)
  const navigation = ofEntityAround(reading, draft, own)
  if (navigation === undefined) return
  const { name, target } = navigation
  if (!navigation.collection) return readSingleContained(reading, draft, navigation, value, path)
  if (!Array.isArray(value)) unconvertible(reading, { type: { kind: 'collection', elementType: { type: target, nullable: false } }, nullable: false }, value, path)
  else if (draft.contained[name] !== undefined) fault(reading, path, `'${own.name}' appears twice: as the whole collection and as a delta.`)
  else if (mode === 'delta' && draft.purpose === 'create') fault(reading, path, 'A new entity has nothing that a delta could change.')
  else {
    const { purpose } = draft
    const items = readItems(readingInside(reading, navigation), value, (inner, item, index) => readItem(inner, purpose, navigation, item, `${path}/${index}`))
    draft.contained[name] = { mode, items, ...forbiddenIn(reading, navigation) }
  }
}

/** Entities that are not contained. */
function relate (
  reading: Reading,
  { type, purpose, related }: Draft,
  navigation: NavigationProperty,
  value: unknown,
  path: string,
  form: 'bind' | ContainedChange['mode']
): void {
  const readEntity: Parameters<typeof readRelation>[2]['readEntity'] = (inner, item, at, purposeOfItem) =>
    readObject(inner, { type: navigation.target, nullable: false }, item, at, purposeOfItem)
  const isNew = (type.kind === 'complex' ? reading.ofNew === true : purpose === 'create') && reading.references?.replaces !== true
  readRelation(reading, related, { type, navigation, path, isNew, readEntity }, value, form)
}

/** One contained entity: it takes the place of the one that is there; null removes it. */
function readSingleContained (reading: Reading, draft: Draft, navigation: NavigationProperty, value: unknown, path: string): void {
  if (value === null && navigation.nullable) {
    draft.contained[navigation.name] = { mode: 'replace', items: [], ...forbiddenIn(reading, navigation) }
    return
  }
  const read = isEntityReference(value)
    ? fault(reading, path, notBindable(navigation))
    : readObject(readingInside(reading, navigation), { type: navigation.target, nullable: false }, value, path, 'create')
  if (read !== undefined) {
    const item = { kind: 'entity', key: undefined, etag: etagIn(value), value: read } as const
    draft.contained[navigation.name] = { mode: 'replace', items: [item], ...forbiddenIn(reading, navigation) }
  }
}

function readItem (
  reading: Reading,
  purpose: Purpose,
  navigation: NavigationProperty,
  value: unknown,
  path: string
): ContainedItem | undefined {
  const key = purpose === 'create' || !isObject(value) ? undefined : keyOfContained(reading.model, navigation, value)
  if (isObject(value) && ['@removed', '@odata.removed'].some(name => Object.hasOwn(value, name))) {
    return key === undefined
      ? fault(reading, path, unnamedItem(navigation))
      : { kind: 'removed', key, etag: etagIn(value) }
  }
  if (key === undefined && isEntityReference(value)) return fault(reading, path, notBindable(navigation))
  const read = readObject(reading, { type: navigation.target, nullable: false }, value, path, key === undefined ? 'create' : 'update')
  return read === undefined ? undefined : { kind: 'entity', key, etag: etagIn(value), value: read }
}
