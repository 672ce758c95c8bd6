/** Schemas with a `title` become components, so that clients that are generated have types with names. */
import { isDeepStrictEqual } from 'node:util'

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

export interface NamedSchemas {
  /** With references in place of the schemas, and with what they state among what they have checked. */
  readonly value: unknown
  readonly schemas: Readonly<Record<string, unknown>>
}

/** @throws Error when two schemas that differ have one title. */
export function nameSchemas (document: object): NamedSchemas {
  const schemas: Record<string, Json> = {}
  const visit = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    const { title, stated, ...checked } = value as { readonly [name: string]: Json }
    const members = { ...checked, ...stated as object | undefined }
    // Examples are data, in which a title is a member like others.
    const visited = Object.fromEntries(
      Object.entries(members).map(([name, member]) => [name, name === 'examples' ? member : visit(member)])
    )
    if (typeof title !== 'string') return title === undefined ? visited : { title: visit(title), ...visited }
    const named = withMapping(visited, members)
    if (!isDeepStrictEqual(schemas[title] ?? named, named)) throw new Error(`two schemas are called ${title}`)
    schemas[title] = named
    return { $ref: `#/components/schemas/${title}` }
  }
  const value = visit(JSON.parse(JSON.stringify(document)) as Json)
  return { value, schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => a < b ? -1 : 1)) }
}

interface Members { readonly [name: string]: Json }

interface Alternative {
  readonly title?: string
  readonly properties?: Readonly<Record<string, { readonly enum?: readonly string[] }>>
}

interface Alternatives {
  readonly discriminator?: { readonly propertyName: string }
  readonly oneOf?: readonly Alternative[]
}

/** A discriminator finds components by their names unless it has a mapping (OpenAPI 3.1, section 4.8.25). */
function withMapping (visited: Members, members: Members): Members {
  const { discriminator, oneOf = [] } = members as Alternatives
  if (discriminator === undefined) return visited
  const { propertyName } = discriminator
  const mapping = Object.fromEntries(oneOf.map(({ title = '', properties = {} }) =>
    [properties[propertyName]?.enum?.[0] ?? title, `#/components/schemas/${title}`]))
  return { ...visited, discriminator: { propertyName, mapping } }
}
