/** Keys in the paths of a document, as the dialect of the model writes them (OData-URL 4.01, sections 4.3 and 4.14). */
import { underlyingType } from '../../../edm/lookup.js'
import type { EdmType, EntityType, KeyProperty } from '../../../edm/types.js'
import type { JsonSchema } from '../documentation.js'
import type { Place } from '../resources/resource-place.js'

/** How a value that is not a number or the like is put in quotes, with `{name}` in its place. */
export function inQuotes (declared: EdmType, parameter: string): string {
  const type = underlyingType(declared)
  const place = `{${parameter}}`
  if (type.kind === 'enum') return `'${place}'`
  if (type.kind !== 'primitive') return place
  switch (type.name) {
    case 'Edm.String': return `'${place}'`
    case 'Edm.Duration': return `duration'${place}'`
    case 'Edm.Binary': return `binary'${place}'`
    default: return place
  }
}

/** A key in parentheses: `('{UserName}')`, `(Place='{Place}',Row={Row})`. @param schemaOf what a value of the property is */
export function keyInParentheses (
  { key }: EntityType,
  taken: Place['parameters'],
  schemaOf: (part: KeyProperty) => JsonSchema
): Pick<Place, 'path' | 'parameters'> {
  const parts = key.map(part => ({ part, name: freeName(part.alias ?? part.path, taken) }))
  const [only] = parts
  return {
    path: parts.length === 1 && only !== undefined
      ? `(${inQuotes(only.part.property.type.type, only.name)})`
      : `(${parts.map(({ part, name }) => `${part.alias ?? part.path}=${inQuotes(part.property.type.type, name)}`).join(',')})`,
    parameters: Object.fromEntries(parts.map(({ part, name }) => [name, describe(part, schemaOf(part))]))
  }
}

/** A key as a segment, as Graph writes it: `/{user-id}`; several parts are several segments. */
export function keyAsSegments (
  { key, name }: EntityType,
  taken: Place['parameters'],
  schemaOf: (part: KeyProperty) => JsonSchema
): Pick<Place, 'path' | 'parameters'> {
  const parts = key.map(part => ({ part, name: freeName(`${name}-${part.alias ?? part.path}`, taken) }))
  return {
    path: parts.map(part => `/{${part.name}}`).join(''),
    parameters: Object.fromEntries(parts.map(({ part, name: parameter }) => [parameter, describe(part, schemaOf(part))]))
  }
}

function describe ({ path, property }: KeyProperty, schema: JsonSchema): JsonSchema {
  const quoted = underlyingType(property.type.type).kind === 'primitive' && schema['type'] === 'string'
  return { ...schema, description: `Key property \`${path}\`.${quoted ? ' A quote in it is written twice.' : ''}` }
}

/** Letters of ASCII, as generators of clients require. Of an entity inside another of the same type, both have the property. */
export function freeName (name: string, taken: Place['parameters']): string {
  const plain = name.replace(/[^\w.-]/gu, '-')
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? plain : `${plain}-${number}`
    if (!Object.hasOwn(taken, candidate)) return candidate
  }
}
