/** Annotations against the vocabularies that OASIS publishes: is there such a term, may it stand there, is its value one of its type. */
import { createRequire } from 'node:module'
import type { Json, JsonObject } from './csdl-xml.js'

const require = createRequire(import.meta.url)

const ALIASES = ['Aggregation', 'Authorization', 'Capabilities', 'Core', 'Validation'] as const

/** CSDL JSON of each vocabulary's schema, by namespace. */
const schemas = new Map(ALIASES.map(alias => {
  const namespace = `Org.OData.${alias}.V1`
  const document = (require(`@sap-ux/odata-vocabularies/dist/resources/${namespace}.js`) as { default: Record<string, Record<string, JsonObject>> }).default
  return [namespace, document[namespace] ?? {}]
}))

/** An element of a vocabulary by its qualified name, with the alias or the namespace. */
export function vocabularyElement (name: string): JsonObject | undefined {
  const qualified = name.replace(/^(\w+)\./, (match, alias: string) => (ALIASES as readonly string[]).includes(alias) ? `Org.OData.${alias}.V1.` : match)
  const dot = qualified.lastIndexOf('.')
  return schemas.get(qualified.slice(0, dot))?.[qualified.slice(dot + 1)]
}

/** The values that the type of a term or property allows (`Validation.AllowedValues`). */
export function allowedValues (typeName: string): readonly Json[] {
  const values = vocabularyElement(typeName)?.['@Org.OData.Validation.V1.AllowedValues']
  return Array.isArray(values) ? values.map(value => (value as JsonObject)['Value'] ?? null) : []
}

/** What is wrong with an annotation on a model element of these kinds (`$AppliesTo`); empty when nothing is. */
export function faultsOf (term: string, value: Json, kinds: readonly string[]): readonly string[] {
  const definition = vocabularyElement(term)
  if (definition?.['$Kind'] !== 'Term') return [`${term}: no such term`]
  const appliesTo = definition['$AppliesTo'] as readonly string[] | undefined
  const misplaced = appliesTo !== undefined && !kinds.some(kind => appliesTo.includes(kind)) ? [`${term}: does not apply to ${kinds.join(', ')}`] : []
  return [...misplaced, ...valueFaults(term, definition, value)]
}

function valueFaults (at: string, definition: JsonObject, value: Json): readonly string[] {
  if (definition['$Collection'] === true) {
    return Array.isArray(value) ? value.flatMap((item, index) => typeFaults(`${at}[${index}]`, String(definition['$Type'] ?? 'Edm.String'), item)) : [`${at}: no collection`]
  }
  return typeFaults(at, String(definition['$Type'] ?? 'Edm.String'), value)
}

function typeFaults (at: string, typeName: string, value: Json): readonly string[] {
  switch (typeName) {
    case 'Edm.Boolean': return typeof value === 'boolean' ? [] : [`${at}: no boolean`]
    case 'Edm.String': case 'Edm.PropertyPath': case 'Edm.NavigationPropertyPath': return typeof value === 'string' ? [] : [`${at}: no string`]
    case 'Edm.PrimitiveType': return typeof value === 'object' ? [`${at}: no primitive value`] : []
    case 'Edm.Int32': case 'Edm.Int64': return Number.isInteger(value) ? [] : [`${at}: no integer`]
  }
  const type = vocabularyElement(typeName)
  switch (type?.['$Kind']) {
    case 'TypeDefinition': return typeFaults(at, String(type['$UnderlyingType']), value).concat(allowedValues(typeName).length === 0 || allowedValues(typeName).includes(value) ? [] : [`${at}: ${String(value)} is not allowed`])
    case 'EnumType': return String(value).split(',').flatMap(member => typeof type[member] === 'number' ? [] : [`${at}: no member ${member}`])
    case 'ComplexType': return recordFaults(at, typeName, value)
    default: return [`${at}: no type ${typeName}`]
  }
}

function recordFaults (at: string, declared: string, value: Json): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: no record`]
  const named = (value as JsonObject)['@odata.type']
  const typeName = named === undefined ? declared : String(named).slice(String(named).indexOf('#') + 1)
  if (!derives(typeName, declared)) return [`${at}: ${typeName} is no ${declared}`]
  if (vocabularyElement(typeName)?.['$Abstract'] === true) return [`${at}: ${typeName} is abstract`]
  return Object.entries(value as JsonObject).filter(([name]) => !name.startsWith('@')).flatMap(([name, member]) => {
    const property = propertyOf(typeName, name)
    return property === undefined ? [`${at}: ${typeName} has no ${name}`] : valueFaults(`${at}/${name}`, property, member)
  })
}

function derives (typeName: string | undefined, base: string): boolean {
  for (let name = typeName; name !== undefined; name = vocabularyElement(name)?.['$BaseType'] as string | undefined) if (name === base) return true
  return false
}

function propertyOf (typeName: string | undefined, property: string): JsonObject | undefined {
  if (typeName === undefined) return undefined
  const type = vocabularyElement(typeName)
  return (type?.[property] as JsonObject | undefined) ?? propertyOf(type?.['$BaseType'] as string | undefined, property)
}
