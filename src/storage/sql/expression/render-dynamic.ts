/** Dynamic properties as values of the type that an expression requires: null where a value is of another one. */
import sql, { join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { DynamicExpression } from '../../../odata/bind/expression/expression.js'
import type { DialectName } from '../../database/database.js'
import { dynamicObject } from '../answer/dynamic-members.js'
import { memberOf, memberText } from '../answer/stored-member.js'
import { constant } from '../identifier.js'
import { categoryOf } from './value-category.js'

/** `members`: all that the item has beside its declared properties. */
export function renderDynamic (dialect: DialectName, expression: DynamicExpression, members: Sql): Sql {
  const { path, casts = [] } = expression
  const { around, nameAt } = wayIn(dialect, path, members)
  const value = valueOf(dialect, around(path.length), nameAt(path.length), expression)
  if (casts.length === 0) return value
  const conditions = casts.map(({ depth, names }) => isOf(dialect, around(depth), nameAt(depth), names))
  return sql`CASE WHEN ${join(conditions, ' AND ')} THEN ${value} END`
}

/** The value where it is a collection, and what is said of its type: null where it is none. */
export function renderDynamicArray (
  dialect: DialectName,
  expression: DynamicExpression,
  members: Sql
): { readonly array: Sql, readonly said: Sql } {
  const { path, casts = [] } = expression
  const { around, nameAt } = wayIn(dialect, path, members)
  const [object, name] = [around(path.length), nameAt(path.length)]
  const conditions = [sql`${kindOf(dialect, object, name)} = 'array'`, ...casts.map(({ depth, names }) => isOf(dialect, around(depth), nameAt(depth), names))]
  return {
    array: sql`CASE WHEN ${join(conditions, ' AND ')} THEN ${memberOf({ dialect }, object, name)} END`,
    said: saidOf(dialect, object, name)
  }
}

/** What is said of the type of a member, beside it. */
const saidOf = (dialect: DialectName, object: Sql, name: string): Sql =>
  sql`coalesce(${join(TYPE_ANNOTATIONS.map(term => memberText({ dialect }, object, `${name}${term}`)))})`

/** The objects on the way to a value, and the names of its members there, by how many names lead so far. */
function wayIn (
  dialect: DialectName,
  path: DynamicExpression['path'],
  members: Sql
): { readonly around: (depth: number) => Sql, readonly nameAt: (depth: number) => string } {
  return {
    around: depth => path.slice(0, depth - 1).reduce((json, name) => memberOf({ dialect }, json, name), dynamicObject(dialect, members)),
    nameAt: depth => path[depth - 1] ?? path[0]
  }
}

/** Whether the value is said to be of one of the types, by itself or beside it. */
function isOf (dialect: DialectName, object: Sql, name: string, names: readonly string[]): Sql {
  if (names.length === 0) return sql`FALSE`
  const value = memberOf({ dialect }, object, name)
  const said = [
    ...TYPE_ANNOTATIONS.map(term => memberText({ dialect }, value, term)),
    ...TYPE_ANNOTATIONS.map(term => memberText({ dialect }, object, `${name}${term}`))
  ]
  return sql`coalesce(${join(said)}) IN (${join(names.flatMap(type => [constant(`#${type}`), constant(type)]))})`
}

const TYPE_ANNOTATIONS = ['@odata.type', '@type'] as const

function valueOf (dialect: DialectName, object: Sql, name: string, { type, anyType }: DynamicExpression): Sql {
  const text = memberText({ dialect }, object, name)
  if (anyType) return anyText(dialect, object, name, text)
  const kind = kindOf(dialect, object, name)
  switch (categoryOf(type.type)) {
    case 'boolean': return dialect === 'sqlite'
      ? sql`CASE ${kind} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`
      : sql`CASE WHEN ${kind} = 'boolean' THEN (${text})::boolean END`
    case 'double': {
      const isNumber = dialect === 'sqlite' ? sql`${kind} IN ('integer', 'real')` : sql`${kind} = 'number'`
      const typeName = memberText({ dialect }, object, `${name}@odata.type`)
      return sql`CASE WHEN ${isNumber} OR (${isText(dialect, kind)} AND ${typeName} IN (${NUMBERS})) THEN odata_parse_double(CAST(${text} AS text)) END`
    }
    default: return sql`CASE WHEN ${isText(dialect, kind)} THEN ${text} END`
  }
}

/** INF is text in JSON, and so are large numbers where a client wants them so. */
const NUMBERS = sql`'#Double', '#Single', '#Int64', '#Decimal'`

const isText = (dialect: DialectName, kind: Sql): Sql => sql`${kind} = ${constant(dialect === 'sqlite' ? 'text' : 'string')}`

/** What JSON calls the value; null where there is none. */
const kindOf = (dialect: DialectName, object: Sql, name: string): Sql => dialect === 'sqlite'
  ? sql`json_type(${object}, ${constant(`$.${JSON.stringify(name)}`)})`
  : sql`json_typeof(${memberOf({ dialect }, object, name)})`

/** SQLite would make numbers of true and false, and doubles of numbers: their JSON is their text. */
function anyText (dialect: DialectName, object: Sql, name: string, text: Sql): Sql {
  if (dialect === 'postgresql') return text
  return sql`CASE ${kindOf(dialect, object, name)} WHEN 'text' THEN ${text} ELSE nullif(${memberOf({ dialect }, object, name)}, 'null') END`
}
