/**
 * Items that show some of what they can have, and say what more there is. SQL that could show everything is so long, where there are many
 * types and many complex values, that PostgreSQL takes longer to set it up than to read a page.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { ObjectShape, PropertyMember, ShapeMember } from '../../../plan/shape.js'
import { isDocument, mappingOf, TYPE_COLUMN } from '../../mapping.js'
import { constant, identifier } from '../identifier.js'

/** What is shown where it occurs. */
export interface ShownParts {
  /** Names of the types that items are shown of, where they can be of several. */
  readonly types: ReadonlySet<string>
  /** Names of properties whose complex values are shown; every other is shown where it is null or empty. */
  readonly values: ReadonlySet<string>
}

/** How many parts of a shape are not shown. */
export const countLeftOut = (shape: ObjectShape, parts: ShownParts): number =>
  (shape.variants ?? []).filter(({ type }) => !parts.types.has(type.name)).length +
  valuesIn(shape).filter(member => isLeftOut(member, parts)).length

/** The shape of items that have nothing beside these parts. */
export function showing (shape: ObjectShape, parts: ShownParts): ObjectShape {
  const { variants, members } = shape
  if (variants === undefined) return { ...shape, members: members.map(member => shownMember(member, parts)) }
  return { ...shape, variants: variants.filter(({ type }) => parts.types.has(type.name)).map(variant => showing(variant, parts)) }
}

/** Text that names the parts of an item that are not shown; null where there are none. */
export function renderUnshown (shape: ObjectShape, parts: ShownParts, alias: string): Sql {
  const { variants } = shape
  if (variants === undefined) return unshownValues(shape, parts, alias)
  const type = sql`${identifier(alias)}.${identifier(TYPE_COLUMN)}`
  const known = new Map(variants.map(variant => [variant.type.name, variant]))
  // What was named once is not named again, be it a type that this shape has or not.
  const cases = [...parts.types].map(name => {
    const variant = known.get(name)
    return sql`WHEN ${constant(name)} THEN ${variant === undefined ? sql`NULL` : unshownValues(variant, parts, alias)}`
  })
  return cases.length === 0 ? type : sql`CASE ${type} ${join(cases, ' ')} ELSE ${type} END`
}

/** Before the name of each property. */
const VALUE = ','

/** With what such a text names. */
export function alsoShowing ({ types, values }: ShownParts, named: string): ShownParts {
  if (!named.startsWith(VALUE)) return { types: new Set([...types, named]), values }
  return { types, values: new Set([...values, ...named.slice(VALUE.length).split(VALUE)]) }
}

function unshownValues (shape: ObjectShape, parts: ShownParts, alias: string): Sql {
  const named = valuesIn(shape).filter(member => isLeftOut(member, parts)).map(({ property }) => {
    const value = sql`(${identifier(alias)}.${identifier(mappingOf(property).column.name)})::text`
    const occurs = property.type.type.kind === 'collection' ? sql`${value} IS DISTINCT FROM '[]'` : sql`${value} <> 'null'`
    return sql`CASE WHEN ${occurs} THEN ${constant(`${VALUE}${property.name}`)} END`
  })
  return named.length === 0 ? sql`NULL` : sql`nullif(concat(${join(named)}), '')`
}

const valuesIn = ({ members, variants = [] }: ObjectShape): readonly ComplexMember[] =>
  variants.length > 0 ? [...new Set(variants.flatMap(valuesIn))] : members.filter(isComplex)

type ComplexMember = PropertyMember & { readonly shape: ObjectShape }

/** Whether the value of a member is JSON of which another is made to be shown. */
const isComplex = (member: ShapeMember): member is ComplexMember =>
  member.kind === 'property' && member.shape !== undefined && member.items === undefined && isDocument(member.property)

const isLeftOut = (member: ShapeMember, { values }: ShownParts): member is ComplexMember =>
  isComplex(member) && !values.has(member.property.name)

/** Null and an empty collection, which are all that is not left out of such a member, are shown as they are stored. */
export const shownMember = (member: ShapeMember, parts: ShownParts): ShapeMember =>
  isLeftOut(member, parts) ? { ...member, shape: undefined, asText: false } : member
