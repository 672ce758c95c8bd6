/** A vocabulary in CSDL JSON (OData CSDL JSON 4.01) as CSDL XML (OData CSDL XML 4.01). */
import { element, writeXml } from './xml-text.js'
import type { XmlElement } from './xml-text.js'

export type CsdlJson = null | string | number | boolean | readonly CsdlJson[] | CsdlObject
export interface CsdlObject {
  readonly [name: string]: CsdlJson
}

/** The element of a vocabulary by its qualified name. */
export type FindElement = (name: string) => CsdlObject | undefined

/** @param find Looks elements of any vocabulary up: XML writes the members of an enumeration otherwise than text. */
export function writeVocabularyXml (document: CsdlObject, namespace: string, find: FindElement): string {
  const schema = document[namespace] as CsdlObject
  const references = Object.entries((document['$Reference'] ?? {}) as CsdlObject)
  return writeXml(element('edmx:Edmx', { Version: text(document['$Version']), 'xmlns:edmx': 'http://docs.oasis-open.org/odata/ns/edmx' }, [
    ...references.map(([Uri, reference]) => element('edmx:Reference', { Uri }, includes(reference as CsdlObject))),
    element('edmx:DataServices', {}, [
      element('Schema', { xmlns: 'http://docs.oasis-open.org/odata/ns/edm', Namespace: namespace, Alias: text(schema['$Alias']) }, [
        ...annotations(schema, find),
        ...members(schema).flatMap(([name, member]) => writeMember(name, member, find))
      ])
    ])
  ]))
}

const includes = (reference: CsdlObject): readonly XmlElement[] =>
  (reference['$Include'] as readonly CsdlObject[]).map(include =>
    element('edmx:Include', { Namespace: text(include['$Namespace']), Alias: text(include['$Alias']) })
  )

/** What is neither about the object itself nor an annotation. */
const members = (object: CsdlObject): ReadonlyArray<readonly [string, CsdlJson]> =>
  Object.entries(object).filter(([name]) => !name.startsWith('$') && !name.includes('@'))

const text = (value: CsdlJson | undefined): string | undefined =>
  value === undefined || value === null ? undefined : Array.isArray(value) ? value.join(' ') : String(value)

/** Sections 9 to 12 and 14.1; a function has several overloads. */
function writeMember (name: string, member: CsdlJson, find: FindElement): readonly XmlElement[] {
  if (Array.isArray(member)) return (member as readonly CsdlObject[]).map(overload => writeFunction(name, overload, find))
  const object = member as CsdlObject
  const kind = text(object['$Kind']) ?? ''
  const inside = annotations(object, find)
  switch (kind) {
    case 'Term':
      return [element('Term', { Name: name, ...typeAttributes(object), AppliesTo: text(object['$AppliesTo']) }, inside)]
    case 'TypeDefinition':
      return [element('TypeDefinition', { Name: name, UnderlyingType: text(object['$UnderlyingType']), MaxLength: text(object['$MaxLength']) }, inside)]
    case 'EnumType':
      return [element('EnumType', { Name: name, UnderlyingType: text(object['$UnderlyingType']), IsFlags: text(object['$IsFlags']) }, [
        ...inside,
        ...members(object).map(([Name, value]) => element('Member', { Name, Value: text(value) }, annotations(object, find, Name)))
      ])]
    default:
      return [element(kind, {
        Name: name,
        BaseType: text(object['$BaseType']),
        Abstract: text(object['$Abstract']),
        OpenType: text(object['$OpenType'])
      }, [...inside, ...members(object).map(([name, property]) => writeProperty(name, property as CsdlObject, find))])]
  }
}

const writeProperty = (name: string, property: CsdlObject, find: FindElement): XmlElement =>
  element(text(property['$Kind']) ?? 'Property', { Name: name, ...typeAttributes(property) }, annotations(property, find))

const writeFunction = (name: string, overload: CsdlObject, find: FindElement): XmlElement => {
  const parameters = (overload['$Parameter'] ?? []) as readonly CsdlObject[]
  const returned = overload['$ReturnType'] as CsdlObject | undefined
  return element(text(overload['$Kind']) ?? 'Function', { Name: name }, [
    ...annotations(overload, find),
    ...parameters.map(parameter =>
      element('Parameter', { Name: text(parameter['$Name']), ...typeAttributes(parameter) }, annotations(parameter, find))
    ),
    ...returned === undefined ? [] : [element('ReturnType', typeAttributes(returned), annotations(returned, find))]
  ])
}

/** JSON leaves text, and that there is no null, unsaid; XML the other way round (section 7.2). */
function typeAttributes (object: CsdlObject): XmlElement['attributes'] {
  const type = typeOf(object)
  const nullable = object['$Nullable'] === true
  const collection = object['$Collection'] === true
  return {
    Type: collection ? `Collection(${type})` : type,
    Nullable: nullable ? (collection ? 'true' : undefined) : 'false',
    MaxLength: text(object['$MaxLength']),
    DefaultValue: text(object['$DefaultValue'])
  }
}

const typeOf = (object: CsdlObject | undefined): string => text(object?.['$Type']) ?? 'Edm.String'

/** Section 14.2: those of the object, or those of its member. `@Core.Example#complex` has a qualifier. */
function annotations (object: CsdlObject, find: FindElement, member = ''): readonly XmlElement[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const [, target, Term = '', Qualifier] = /^([^@]*)@(?!odata\.)([^#@]+)(?:#([^@]+))?$/.exec(name) ?? []
    return target === member ? [holder('Annotation', { Term, Qualifier }, value, typeOf(find(Term)), find)] : []
  })
}

/** Section 14.3: a constant is an attribute, all else is inside. */
function holder (name: string, attributes: XmlElement['attributes'], value: CsdlJson, type: string, find: FindElement): XmlElement {
  if (value === null || typeof value === 'object') return element(name, attributes, [expression(value, type, find)])
  const [kind, constant] = constantOf(value, type, find)
  return element(name, { ...attributes, [kind]: constant })
}

function constantOf (value: string | number | boolean, type: string, find: FindElement): readonly [kind: string, constant: string] {
  switch (typeof value) {
    case 'boolean': return ['Bool', String(value)]
    case 'number': return [Number.isInteger(value) ? 'Int' : 'Decimal', String(value)]
    default: return find(type)?.['$Kind'] === 'EnumType'
      ? ['EnumMember', value.split(',').map(member => `${type}/${member}`).join(' ')]
      : ['String', value]
  }
}

/** Section 14.4 */
function expression (value: CsdlJson, type: string, find: FindElement): XmlElement {
  if (value === null) return element('Null')
  if (Array.isArray(value)) return element('Collection', {}, (value as readonly CsdlJson[]).map(item => expression(item, type, find)))
  if (typeof value === 'object') return record(value as CsdlObject, type, find)
  const [kind, constant] = constantOf(value, type, find)
  return element(kind, {}, constant)
}

function record (value: CsdlObject, declared: string, find: FindElement): XmlElement {
  const derived = text(value['@odata.type'])?.replace(/^.*#/, '')
  return element('Record', { Type: derived }, [
    ...annotations(value, find),
    ...members(value).map(([Property, member]) =>
      holder('PropertyValue', { Property }, member, propertyType(derived ?? declared, Property, find), find)
    )
  ])
}

/** Of the type, or of one that it is derived from. */
function propertyType (type: string, property: string, find: FindElement): string {
  const found = find(type)
  const declared = found?.[property] as CsdlObject | undefined
  const base = text(found?.['$BaseType'])
  return declared !== undefined || base === undefined ? typeOf(declared) : propertyType(base, property, find)
}
