/** The same document for tools that stop at OpenAPI 3.0: `null` as `nullable`, one `example` instead of several, the licence by its URL. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** OpenAPI 3.1 to 3.0.3. Only what this service's own documents use is translated. */
export function downgrade (document: object): object {
  return { ...translate(document as Json) as object, openapi: '3.0.3' }
}

function translate (value: Json): Json {
  if (Array.isArray(value)) return value.map(translate)
  if (typeof value !== 'object' || value === null) return value
  const object = value as { readonly [name: string]: Json }
  const alternatives = object['anyOf']
  if (Array.isArray(alternatives) && alternatives.some(isNull)) {
    const { anyOf, ...rest } = object
    return {
      ...translate(rest) as object,
      type: 'object',
      allOf: alternatives.filter(item => !isNull(item)).map(translate),
      nullable: true
    }
  }
  return Object.fromEntries(Object.entries(object).flatMap(([name, member]) => translateMember(name, member)))
}

function translateMember (name: string, member: Json): Array<[string, Json]> {
  if (name === 'type' && Array.isArray(member)) return [['type', member.find(type => type !== 'null') ?? 'string'], ['nullable', true]]
  if (name === 'identifier' && typeof member === 'string') return [['url', `https://spdx.org/licenses/${member}.html`]]
  if (name === 'examples' && Array.isArray(member)) return member[0] === undefined ? [] : [['example', member[0]]]
  return [[name, translate(member)]]
}

const isNull = (schema: Json): boolean =>
  typeof schema === 'object' && schema !== null && !Array.isArray(schema) && (schema as { type?: Json }).type === 'null'
