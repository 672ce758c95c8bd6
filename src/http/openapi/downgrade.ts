/**
 * The same document for tools that stop at OpenAPI 3.0: `null` as `nullable`, references alone, one `example` instead of several,
 * the licence by its URL.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** OpenAPI 3.1 to 3.0.3. Only what this service's own documents use is translated. */
export function downgrade (document: object): object {
  const { components } = document as { readonly components?: { readonly schemas?: Components } }
  return { ...translator(components?.schemas ?? {})(document as Json) as object, openapi: '3.0.3' }
}

type Components = Readonly<Record<string, Json>>

type Translate = (value: Json) => Json

const translator = (components: Components): Translate => {
  const translate: Translate = value => translateValue(value, translate, components)
  return translate
}

function translateValue (value: Json, translate: Translate, components: Components): Json {
  if (Array.isArray(value)) return value.map(translate)
  if (typeof value !== 'object' || value === null) return value
  const object = value as { readonly [name: string]: Json }
  if (isDescribedReference(object)) return { $ref: object['$ref']! }
  const alternatives = object['anyOf']
  if (Array.isArray(alternatives) && alternatives.some(isNull)) {
    const { anyOf, ...rest } = object
    return { ...translate(rest) as object, ...nullable(alternatives.filter(item => !isNull(item)), translate, components) }
  }
  return Object.fromEntries(Object.entries(object).flatMap(([name, member]) => translateMember(name, member, translate)))
}

/** Whether it is a named type whose values are text: an enumeration. */
function isNamedText (schema: Json, components: Components): boolean {
  const name = isObject(schema) && typeof schema['$ref'] === 'string' ? schema['$ref'].replace('#/components/schemas/', '') : ''
  const component = components[name]
  return isObject(component) && component['type'] === 'string'
}

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value)

/** One of some schemas, or null: in 3.0 a type has to stand beside `nullable`, and null in an `enum`. */
function nullable (alternatives: readonly Json[], translate: Translate, components: Components): { readonly [name: string]: Json } {
  const schemas = alternatives.map(translate)
  if (schemas.every(schema => isObject(schema) && 'type' in schema)) {
    const each = (schemas as Array<{ readonly [name: string]: Json }>).map(orNull)
    return each.length === 1 ? each[0]! : { anyOf: each }
  }
  if (alternatives.every(schema => isNamedText(schema, components))) return { anyOf: [...schemas, { type: 'string', enum: [null], nullable: true }] }
  return { type: 'object', [schemas.length === 1 ? 'allOf' : 'anyOf']: schemas, nullable: true }
}

const orNull = (schema: { readonly [name: string]: Json }): { readonly [name: string]: Json } =>
  ({ ...schema, ...Array.isArray(schema['enum']) ? { enum: [...schema['enum'] as readonly Json[], null] } : {}, nullable: true })

function translateMember (name: string, member: Json, translate: Translate): Array<[string, Json]> {
  if (name === 'type' && Array.isArray(member)) return [['type', member.find(type => type !== 'null') ?? 'string'], ['nullable', true]]
  if (name === 'properties' && isObject(member)) return [[name, Object.fromEntries(Object.entries(member).map(([property, schema]) => [property, translate(schema)]))]]
  // A bound that is exclusive is a number of its own in 3.1.
  if (name === 'exclusiveMinimum' && typeof member === 'number') return [['minimum', member], [name, true]]
  if (name === 'exclusiveMaximum' && typeof member === 'number') return [['maximum', member], [name, true]]
  // What is shown is data, whatever its members are called.
  if (name === 'examples' && isObject(member)) return [[name, member]]
  if (name === 'identifier' && typeof member === 'string') return [['url', `https://spdx.org/licenses/${member}.html`]]
  if (name === 'examples' && Array.isArray(member)) return member[0] === undefined ? [] : [['example', member[0]]]
  return [[name, translate(member)]]
}

/** In 3.0 nothing stands beside `$ref`. */
const isDescribedReference = (object: { readonly [name: string]: Json }): boolean =>
  typeof object['$ref'] === 'string' && Object.keys(object).every(name => name === '$ref' || name === 'description')

const isNull = (schema: Json): boolean =>
  typeof schema === 'object' && schema !== null && !Array.isArray(schema) && (schema as { type?: Json }).type === 'null'
