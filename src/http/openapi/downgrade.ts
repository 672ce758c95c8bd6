/**
 * The same document for tools that stop at OpenAPI 3.0: `null` as `nullable`, references alone, one `example` instead of several,
 * the licence by its URL.
 */

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** OpenAPI 3.1 to 3.0.3. Only what this service's own documents use is translated. */
export function downgrade (document: object): object {
  return { ...translate(document as Json) as object, openapi: '3.0.3' }
}

function translate (value: Json): Json {
  if (Array.isArray(value)) return value.map(translate)
  if (typeof value !== 'object' || value === null) return value
  const object = value as { readonly [name: string]: Json }
  if (isDescribedReference(object)) return { $ref: object['$ref']! }
  const alternatives = object['anyOf']
  if (Array.isArray(alternatives) && alternatives.some(isNull)) {
    const { anyOf, ...rest } = object
    return { ...translate(rest) as object, ...nullable(alternatives.filter(item => !isNull(item))) }
  }
  return Object.fromEntries(Object.entries(object).flatMap(([name, member]) => translateMember(name, member)))
}

/** One of some schemas, or null: in 3.0 a type has to stand beside `nullable`, and null in an `enum`. */
function nullable (alternatives: readonly Json[]): { readonly [name: string]: Json } {
  const [only, ...others] = alternatives.map(translate)
  if (others.length > 0 || typeof only !== 'object' || only === null || !('type' in only)) {
    return { type: 'object', allOf: alternatives.map(translate), nullable: true }
  }
  const schema = only as { readonly [name: string]: Json }
  return { ...schema, ...Array.isArray(schema['enum']) ? { enum: [...schema['enum'] as readonly Json[], null] } : {}, nullable: true }
}

function translateMember (name: string, member: Json): Array<[string, Json]> {
  if (name === 'type' && Array.isArray(member)) return [['type', member.find(type => type !== 'null') ?? 'string'], ['nullable', true]]
  if (name === 'identifier' && typeof member === 'string') return [['url', `https://spdx.org/licenses/${member}.html`]]
  if (name === 'examples' && Array.isArray(member)) return member[0] === undefined ? [] : [['example', member[0]]]
  return [[name, translate(member)]]
}

/** In 3.0 nothing stands beside `$ref`. */
const isDescribedReference = (object: { readonly [name: string]: Json }): boolean =>
  typeof object['$ref'] === 'string' && Object.keys(object).every(name => name === '$ref' || name === 'description')

const isNull = (schema: Json): boolean =>
  typeof schema === 'object' && schema !== null && !Array.isArray(schema) && (schema as { type?: Json }).type === 'null'
