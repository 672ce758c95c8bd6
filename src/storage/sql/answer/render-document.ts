/**
 * Stored JSON as answers show it: complex values and collections in one column (`stored-value.ts`), built anew with the members, the names
 * and the types that an {@link ObjectShape} asks for, at any depth.
 */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { underlyingType } from '../../../edm/lookup.js'
import type { TypeReference } from '../../../edm/types.js'
import type { ItemOptions } from '../../../odata/bind/item-options.js'
import type { CollectionMember, ItemCountMember, ObjectShape, PropertyMember, ShapeMember } from '../../../plan/shape.js'
import type { ComputedMember } from '../../../plan/shape-computed.js'
import type { DialectName } from '../../database/database.js'
import { STORED_DYNAMIC, STORED_ITEM, STORED_TYPE } from '../../stored-value.js'
import { constant, identifier } from '../identifier.js'
import { joinTexts } from '../join-balanced.js'
import { renderDynamicMembers } from './dynamic-members.js'
import { memberOf, memberText } from './stored-member.js'

/** What is shown of a value. */
interface Showing {
  readonly dialect: DialectName
  /** Int64 and Decimal as strings. */
  readonly asText: boolean
  /** How many collections are around: aliases are told apart by it. */
  readonly level: number
  /** Undefined where no values of a collection inside can have been chosen. */
  readonly renderSome: RenderSome | undefined
  /** The innermost value of a collection around: it leads to entities by itself. */
  readonly item: Sql | undefined
  /** What is expanded. */
  readonly fragment: RenderFragment | undefined
}

/** The text of what an entity is related to by a value of it (`render-fragment.ts`); `item`: the value in a collection that is meant. */
export type RenderFragment = (member: CollectionMember, item?: Sql) => Sql

/** Some values of a collection inside of a complex value, or how many there are (`render-items.ts`). */
export type RenderSome = (
  member: PropertyMember & { readonly items: ItemOptions } | ItemCountMember,
  json: Sql,
  level: number,
  fragment?: RenderFragment
) => Sql

interface Inside {
  readonly some?: RenderSome | undefined
  readonly fragment?: RenderFragment | undefined
  readonly level?: number
  readonly item?: Sql | undefined
}

/** JSON text of a value in JSON; SQL null for null. On PostgreSQL `json` is of type json, on SQLite text. */
export function renderDocument (
  dialect: DialectName,
  reference: TypeReference,
  { shape, asText }: Pick<PropertyMember, 'shape' | 'asText'>,
  json: Sql,
  { some: renderSome, fragment, item, level = 0 }: Inside = {}
): Sql {
  return renderAny({ dialect, asText, level, item, renderSome, fragment }, reference, shape, json)
}

/** Whether a value is shown as it is stored: nothing in it has a shape of its own, or is written otherwise. */
export function isShownAsStored ({ type }: TypeReference, { shape, asText }: Pick<PropertyMember, 'shape' | 'asText'>): boolean {
  const value = type.kind === 'collection' ? type.elementType.type : type
  return shape === undefined && !(asText && isWide(value))
}

/** JSON text of a complex value or a collection that was computed; undefined for a single value, which is not JSON. */
export function renderWholeValue (dialect: DialectName, { type, shape, asText }: ComputedMember, json: Sql): Sql | undefined {
  switch (type.type.kind) {
    case 'complex': return renderDocument(dialect, type, { shape, asText }, json)
    // Of nothing that a path comes to.
    case 'collection': return sql`coalesce(${renderDocument(dialect, type, { shape, asText }, json)}, '[]')`
    default: return undefined
  }
}

function renderAny (showing: Showing, { type }: TypeReference, shape: ObjectShape | undefined, json: Sql): Sql {
  if (type.kind === 'collection') return renderItems(showing, type.elementType, shape, json)
  if (shape !== undefined) return sql`CASE WHEN ${isThere(showing, json)} THEN ${renderObject(showing, shape, json)} END`
  const text = textOf(showing, json)
  return showing.asText && isWide(type) ? sql`CASE WHEN ${isThere(showing, json)} THEN '"' || ${text} || '"' END` : text
}

const isWide = (type: TypeReference['type']): boolean => {
  const underlying = underlyingType(type)
  return underlying.kind === 'primitive' && (underlying.name === 'Edm.Int64' || underlying.name === 'Edm.Decimal')
}

const textOf = ({ dialect }: Showing, json: Sql): Sql => dialect === 'sqlite' ? json : sql`(${json})::text`

const isThere = (showing: Showing, json: Sql): Sql => sql`${textOf(showing, json)} <> 'null'`

/**
 * On SQLite, the JSON of an item that `json_each` or `jsonb_each` goes through. They give that of objects, and of no other value. To find
 * an item by its place takes the longer the more items there are, and is done for each member of each.
 */
export const eachItem = (json: Sql, alias: Sql, isObject: boolean): Sql =>
  isObject ? sql`coalesce(${alias}."value", 'null')` : sql`(${json} -> ('$[' || ${alias}."key" || ']'))`

/** Items in their order; one that is null is `null`. Databases take longer to go through nothing than to see that there is nothing. */
function renderItems (showing: Showing, elementType: TypeReference, shape: ObjectShape | undefined, json: Sql): Sql {
  if (shape === undefined && !(showing.asText && isWide(elementType.type))) return textOf(showing, json)
  return sql`CASE WHEN ${textOf(showing, json)} = '[]' THEN '[]' ELSE ${renderEach(showing, elementType, shape, json)} END`
}

function renderEach (showing: Showing, elementType: TypeReference, shape: ObjectShape | undefined, json: Sql): Sql {
  const alias = identifier(`d${showing.level}`)
  const isSqlite = showing.dialect === 'sqlite'
  const item = isSqlite ? eachItem(json, alias, shape !== undefined) : sql`${alias}."value"`
  const text = sql`coalesce(${renderAny({ ...showing, level: showing.level + 1, item }, elementType, shape, item)}, 'null')`
  // Objects are asked for their members, and need not be made text for it.
  const each = shape === undefined ? sql`json_each` : sql`jsonb_each`
  return isSqlite
    ? sql`(SELECT '[' || coalesce(group_concat(${text}, ','), '') || ']' FROM ${each}(${json}) AS ${alias})`
    : sql`(SELECT '[' || coalesce(string_agg(${text}, ',' ORDER BY ${alias}."number"), '') || ']' FROM json_array_elements(${json}) WITH ORDINALITY AS ${alias}("value", "number"))`
}

function renderObject (showing: Showing, shape: ObjectShape, json: Sql): Sql {
  const { variants } = shape
  if (variants === undefined) return renderMembers(showing, shape, json)
  // An abstract type that nothing is derived from has no values.
  if (variants.length === 0) return sql`NULL`
  const cases = variants.map(variant => sql`WHEN ${constant(variant.type.name)} THEN ${renderMembers(showing, variant, json)}`)
  return sql`CASE ${memberText(showing, json, STORED_TYPE)} ${join(cases, ' ')} END`
}

function renderMembers (showing: Showing, { members }: ObjectShape, json: Sql): Sql {
  if (members.length === 0) return sql`'{}'`
  return sql`('{' || coalesce(${joinTexts(members.map(member => renderMember(showing, member, json)))}, '') || '}')`
}

/** `"name":value`, or null for what is not there. */
function renderMember (showing: Showing, member: ShapeMember, json: Sql): Sql {
  switch (member.kind) {
    case 'constant': return constant(`${JSON.stringify(member.name)}:${member.json}`)
    case 'typeName': return sql`${constant(`${JSON.stringify(member.name)}:"${member.prefix}`)} || ${memberText(showing, json, STORED_TYPE)} || '"'`
    case 'ordinal': return sql`${constant(`${JSON.stringify(member.name)}:`)} || ${memberText(showing, json, STORED_ITEM)}`
    case 'dynamic': return renderDynamicMembers(showing.dialect, memberText(showing, json, STORED_DYNAMIC), member.name)
    case 'property': {
      const { property, omitted } = member
      const value = sql`coalesce(${renderValue(showing, member, memberOf(showing, json, property.name))}, 'null')`
      return sql`${constant(`${JSON.stringify(member.name)}:`)} || ${omitted.reduce((text, json) => sql`nullif(${text}, ${constant(json)})`, value)}`
    }
    case 'itemCount': {
      const quote = constant(member.asText ? '"' : '')
      const count = some(showing)(member, memberOf(showing, json, member.property.name), showing.level)
      return sql`${constant(`${JSON.stringify(member.name)}:`)} || ${quote} || ${count} || ${quote}`
    }
    case 'collection': {
      const { fragment } = showing
      if (fragment === undefined) throw new Error(`${member.name} cannot be expanded here`)
      return fragment(member, showing.item)
    }
    default: throw new Error(`${member.name} is no member of a stored value`)
  }
}

function renderValue (showing: Showing, member: PropertyMember, json: Sql): Sql {
  const { property, shape, asText, items } = member
  if (items !== undefined) return some(showing)({ ...member, items }, json, showing.level, showing.fragment)
  return renderAny({ ...showing, asText }, property.type, shape, json)
}

function some ({ renderSome }: Showing): RenderSome {
  if (renderSome === undefined) throw new Error('the values of a collection cannot be chosen here')
  return renderSome
}
