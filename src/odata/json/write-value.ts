/**
 * Values that are not stored as JSON of an answer (OData JSON format 4.01, sections 4.6 and 7): what an effect gives back. Each is checked
 * against its type while it is written.
 */
import { dialectOf } from '../../dialect/service-dialect.js'
import { findType, isAssignable, isKeyProperty, isStream, isStructured, typeName, underlyingType } from '../../edm/lookup.js'
import { readPrimitive } from '../../edm/read-primitive.js'
import { trimEnd } from '../../base/trim-end.js'
import type { EdmModel, EdmType, PrimitiveValue, Property, StructuredType, TypeReference } from '../../edm/types.js'
import { isObject } from './body-annotations.js'
import { excerpt } from './body-faults.js'
import { writeExactJson } from './exact-json.js'
import { controlName } from './format.js'
import type { Format } from './format.js'
import { readGeo } from './geo-json.js'

export interface ValueContext {
  readonly model: EdmModel
  readonly format: Format
}

/** A value that is none of its type: a mistake of whoever made it, not of the client. */
export class ValueError extends Error {
  override readonly name = 'ValueError'
}

/**
 * The JSON text of a value.
 * @param value JSON, numbers with their digits
 * @param path of the value in the answer; empty for the answer itself
 * @param shown the properties of a structured value that are asked for; all without it
 * @throws ValueError
 */
export function valueText (context: ValueContext, reference: TypeReference, value: unknown, path = '', shown?: ReadonlySet<string>): string {
  const { type, nullable } = reference
  if (value === null || value === undefined) {
    if (nullable && type.kind !== 'collection') return 'null'
    throw new ValueError(`${place(path)} is null, and its type ${typeName(type)} is not nullable`)
  }
  if (type.kind === 'collection') {
    if (!Array.isArray(value)) throw new ValueError(`${place(path)} is not an array: its type is ${typeName(type)}`)
    return `[${value.map((item, index) => valueText(context, type.elementType, item, `${path}/${index}`, shown)).join(',')}]`
  }
  if (isStructured(type)) return objectText(context, type, value, path, shown)
  if (type.kind === 'builtIn') return writeExactJson(value)
  return primitiveText(context.format, reference, value, path)
}

const place = (path: string): string => path === '' ? 'the answer' : `'${path.replace(/^\//, '')}' of the answer`

function primitiveText ({ ieee754Compatible }: Format, reference: TypeReference, value: unknown, path: string): string {
  const geo = readGeo(reference, value)
  if (geo !== undefined) return geo.text
  const read = readPrimitive(reference, value)
  if (read === undefined) throw new ValueError(`${place(path)} is ${excerpt(value)}, which is not a value of ${typeName(reference.type)}`)
  return textOf(underlyingType(reference.type), read, ieee754Compatible)
}

function textOf (type: EdmType, value: PrimitiveValue, asText: boolean): string {
  if (typeof value === 'bigint') return asText ? `"${value}"` : String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : `"${String(value).replace('Infinity', 'INF')}"`
  if (type.kind === 'primitive' && type.name === 'Edm.Decimal' && !asText) return String(value)
  if (type.kind === 'primitive' && type.name === 'Edm.TimeOfDay') return JSON.stringify(trimEnd(trimEnd(String(value), '0'), '.'))
  return JSON.stringify(value)
}

function objectText (context: ValueContext, declared: StructuredType, value: unknown, path: string, shown?: ReadonlySet<string>): string {
  if (!isObject(value)) throw new ValueError(`${place(path)} is not an object: its type is ${declared.fullName}`)
  const type = typeOf(context.model, declared, value, path)
  const members = [
    ...controlMembers(context, type, declared, value),
    ...type.properties
      .filter(({ name }) => shown?.has(name) !== false)
      .flatMap(property => propertyText(context, type, property, value, path)),
    ...type.navigationProperties.flatMap(({ name, target, collection }) => {
      if (!Object.hasOwn(value, name)) return []
      const entity: TypeReference = { type: target, nullable: !collection }
      const reference: TypeReference = collection ? { type: { kind: 'collection', elementType: entity }, nullable: false } : entity
      return [member(name, valueText(context, reference, value[name], `${path}/${name}`))]
    }),
    ...otherMembers(type, value, path)
  ]
  return `{${members.join(',')}}`
}

const member = (name: string, text: string): string => `${JSON.stringify(name)}:${text}`

function typeOf (model: EdmModel, declared: StructuredType, value: Readonly<Record<string, unknown>>, path: string): StructuredType {
  const named = value['@odata.type'] ?? value['@type']
  const type = typeof named === 'string' ? findType(model, named) : declared
  if (type !== undefined && isAssignable(type, declared) && !type.abstract) return type
  throw new ValueError(`${place(path)} has to name a type that is ${declared.fullName} or derived from it, and not abstract`)
}

/** What tells where an entity is and which version, and its type as answers say it (JSON format 4.01, section 4.6.3). */
function controlMembers (
  { model, format }: ValueContext,
  type: StructuredType,
  declared: StructuredType,
  value: Readonly<Record<string, unknown>>
): readonly string[] {
  if (format.metadata === 'none') return []
  const kept = ['id', 'etag', 'editLink', 'readLink'].flatMap(term => {
    const found = value[`@odata.${term}`] ?? value[`@${term}`]
    return typeof found === 'string' ? [member(controlName(format, term), JSON.stringify(found))] : []
  })
  const isNamed = format.metadata === 'full' || type !== declared || dialectOf(model).namesEveryType
  return [...kept, ...isNamed ? [member(controlName(format, 'type'), JSON.stringify(`#${type.fullName}`))] : []]
}

/** What is not given has its default value, or is null or empty. */
function propertyText (
  context: ValueContext,
  type: StructuredType,
  property: Property,
  value: Readonly<Record<string, unknown>>,
  path: string
): readonly string[] {
  if (isStream(property)) return []
  const { name, type: reference, defaultValue } = property
  const isCollection = reference.type.kind === 'collection'
  const otherwise = typeof defaultValue === 'bigint' ? String(defaultValue) : defaultValue
  const given = Object.hasOwn(value, name) ? value[name] : otherwise ?? (isCollection ? [] : null)
  if (given === null && !reference.nullable && type.kind === 'entity' && !isKeyProperty(type, name) && !Object.hasOwn(value, name)) return []
  return [member(name, valueText(context, reference, given, `${path}/${name}`))]
}

/** Properties that are not declared, of an open type. */
function otherMembers (type: StructuredType, value: Readonly<Record<string, unknown>>, path: string): readonly string[] {
  const declared = new Set([...type.properties, ...type.navigationProperties].map(({ name }) => name))
  const others = Object.keys(value).filter(name => !name.includes('@') && !name.startsWith('#') && !declared.has(name))
  if (others.length > 0 && !type.open) throw new ValueError(`${place(path)} has '${others[0]}', which ${type.fullName} does not have`)
  return others.map(name => member(name, writeExactJson(value[name])))
}
