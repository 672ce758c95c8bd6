/**
 * Paths to properties as columns: which row, which complex property of it, and what a cast on the way demands. A path that leads on to a
 * related entity is a subquery.
 */
import sql, { empty, join } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isAssignable, isStream, underlyingType } from '../../../edm/lookup.js'
import type { NavigationProperty, Property, StructuredType } from '../../../edm/types.js'
import type {
  ComputedExpression,
  DynamicExpression,
  Expression,
  KeyedExpression,
  NavigationExpression,
  PropertyExpression,
  TypeCastExpression
} from '../../../odata/bind/expression/expression.js'
import { columnsOf, DYNAMIC_COLUMN, isDocument, keepsDigits, presenceColumn, typeColumnOf, TYPE_COLUMN } from '../../mapping.js'
import type { ColumnMapping } from '../../mapping.js'
import { STORED_DYNAMIC, STORED_TYPE } from '../../stored-value.js'
import { itemOrdinal, memberOf, memberText } from '../answer/stored-member.js'
import { constant, identifier, position } from '../identifier.js'
import { renderMemberValue } from './document-value.js'
import { entityTable } from '../answer/entity-table.js'
import { SINGLETON_ORDINAL, membersOf } from './place.js'
import type { CollectionOwner, RowsFrom } from './place.js'
import { renderHolds } from './render-condition.js'
import { nest, resolveVariable } from './render-context.js'
import type { RenderScope } from './render-context.js'
import { renderIsOfType } from './type-test.js'
import { unrenderable } from './unrenderable.js'

/** The row a path starts from, and the complex property of it that the path goes through. */
interface RowPath {
  readonly alias: string
  readonly type: StructuredType
  readonly prefix: Property | undefined
  /** The complex value that the path goes through, where it is kept as JSON; `type` is its type. */
  readonly json?: Sql
  /** Whether it is the service root, which has no row of its own: it owns the rows of entity sets and singletons. */
  readonly isRoot?: true
  /** Where it does not hold the path leads to null: what casts on the way demand. */
  readonly guard: Sql | undefined
  /** The related entities that the path has come through, the last of which is its row. */
  readonly way: readonly RowsFrom[]
}

/** The row that an expression with a structured value is, or is a part of. */
function rowOf (scope: RenderScope, expression: Expression): RowPath | undefined {
  switch (expression.kind) {
    case 'variable': {
      const resolved = resolveVariable(scope, expression.variable)
      const type = expression.type.type as StructuredType
      if (resolved.kind === 'document') return { alias: '', type, prefix: undefined, json: resolved.json, guard: undefined, way: [] }
      return resolved.kind === 'row'
        ? { alias: resolved.alias, type, prefix: undefined, guard: undefined, way: [] }
        : undefined
    }
    case 'property': {
      const row = rowOf(scope, expression.source)
      const { property, property: { type: { type } } } = expression
      if (row !== undefined && type.kind === 'complex' && (row.json !== undefined || isDocument(property))) {
        return { ...row, type, json: documentOf(scope, row, property) }
      }
      return row === undefined || row.prefix !== undefined || type.kind !== 'complex'
        ? undefined
        : { ...row, type, prefix: property }
    }
    case 'computed': return joinedRow(scope, expression)
    case 'typeCast': return castRow(scope, expression)
    case 'navigation': return relatedRow(scope, expression)
    case 'root': return { alias: '', type: expression.type.type as StructuredType, prefix: undefined, guard: undefined, way: [], isRoot: true }
    case 'keyed': return keyedRow(scope, expression)
    default: return undefined
  }
}

/** The entity that `join` has given a name. */
function joinedRow (scope: RenderScope, expression: ComputedExpression): RowPath | undefined {
  const { type } = expression.type
  if (type.kind !== 'entity') return undefined
  const alias = `s${scope.depth}_j`
  return { alias, type, prefix: undefined, guard: undefined, way: [joinedRows(scope, expression, type, alias)] }
}

/** An entity by its ordinal. */
export function joinedRows ({ context }: RenderScope, { name }: ComputedExpression, type: StructuredType, alias: string): RowsFrom {
  const { value, tenant } = context.computed.get(name) ?? {}
  if (value === undefined || tenant === undefined) throw unrenderable(name)
  const row = identifier(alias)
  return { from: sql`${entityTable(context, type)} AS ${row}`, where: sql`${row}."tenant" = ${tenant} AND ${row}."ordinal" = ${value}` }
}

/** The one entity that a navigation property leads to. */
function relatedRow (scope: RenderScope, { source, property }: NavigationExpression): RowPath | undefined {
  return property.collection ? undefined : memberRow(scope, source, property)
}

/** What a navigation property leads to from the row of its source. */
function memberRow (scope: RenderScope, source: Expression, property: NavigationProperty): RowPath | undefined {
  const row = rowOf(scope, source)
  if (row === undefined || !knowsItself(row, property)) return undefined
  const alias = `s${scope.depth}_${row.way.length}`
  const { from, where } = membersOf(entityTable(scope.context, property.target), property, alias, ownerOf(scope, row))
  const hop: RowsFrom = { from, where: row.guard === undefined ? where : sql`${where} AND ${row.guard}` }
  return { alias, type: property.target, prefix: undefined, guard: undefined, way: [...row.way, hop] }
}

/** Whether what a property leads to can be found: of an entity, by its row; of a value in a collection, by its ordinal. */
const knowsItself = ({ prefix, json }: RowPath, property: Property | NavigationProperty): boolean =>
  prefix === undefined && (json === undefined || (property.kind === 'navigation' && property.inItems === true))

/** The one entity of a collection that a key names. */
function keyedRow (scope: RenderScope, { collection, variable, predicate }: KeyedExpression): RowPath | undefined {
  const row = collectionRow(scope, collection)
  const hop = row?.way.at(-1)
  if (row === undefined || hop === undefined) return undefined
  const holds = (alias: string): Sql => renderHolds(nest(scope, variable, { kind: 'row', alias }), predicate)
  const where = sql`${hop.where} AND ${holds(row.alias)}${renderIsFirst(scope, collection, row.alias, holds)}`
  return { ...row, way: [...row.way.slice(0, -1), { ...hop, where }] }
}

/** Where several sets may have an entity with the key, the one that was created first is meant. */
function renderIsFirst (scope: RenderScope, collection: Expression, alias: string, holds: (alias: string) => Sql): Sql {
  if (collection.kind === 'typeCast') return renderIsFirst(scope, collection.source, alias, holds)
  if (collection.kind !== 'navigation' || collection.property.spans === undefined) return empty
  const { property } = collection
  const other = `${alias}_o`
  const owner = ownerOf(scope, { alias, way: [], isRoot: true })
  const { from, where, ordinal } = membersOf(entityTable(scope.context, property.target), property, other, owner)
  return sql` AND ${identifier(alias)}."ordinal" = (SELECT min(${ordinal}) FROM ${from} WHERE ${where} AND ${holds(other)})`
}

function collectionRow (scope: RenderScope, collection: Expression): RowPath | undefined {
  switch (collection.kind) {
    case 'navigation': return memberRow(scope, collection.source, collection.property)
    case 'typeCast': {
      const row = collectionRow(scope, collection.source)
      return row === undefined ? undefined : guarded(scope, row, collection.target)
    }
    default: return undefined
  }
}

/** Whose members the entity has, or the value in a collection. */
export function ownerOf (scope: RenderScope, row: Pick<RowPath, 'alias' | 'way' | 'isRoot' | 'json'>): CollectionOwner {
  const tenant = scope.context.tenant ?? sql`(SELECT "key" FROM s)`
  if (row.isRoot === true) return { tenant, ordinal: position(SINGLETON_ORDINAL) }
  if (row.json !== undefined) return { tenant, ordinal: itemOrdinal(scope.dialect.name, row.json) }
  return { tenant: sql`${identifier(row.alias)}."tenant"`, ordinal: ordinalOf(scope, row) }
}

/** A value of the row that a path has come to: null where there is none. */
function reached ({ way }: Pick<RowPath, 'way'>, value: Sql): Sql {
  if (way.length === 0) return value
  return sql`(SELECT ${value} FROM ${join(way.map(({ from }) => from), ' CROSS JOIN ')} WHERE ${join(way.map(({ where }) => where), ' AND ')})`
}

/** The ordinal of the row that a path has come to. */
export function ordinalOf (scope: RenderScope, { alias, way }: Pick<RowPath, 'alias' | 'way'>): Sql {
  const { context: { ordinal = 'ordinal' }, bindings } = scope
  const isDeclared = way.length > 0 || bindings.some(({ source }) => source.kind === 'row' && source.alias === alias)
  return sql`${identifier(alias)}.${identifier(isDeclared ? 'ordinal' : ordinal)}`
}

/** A complex value as JSON. */
function documentOf ({ dialect: { name: dialect } }: RenderScope, { alias, json }: RowPath, property: Property): Sql {
  if (json !== undefined) return memberOf({ dialect }, json, property.name)
  const [mapping] = columnsOf({ properties: [property] })
  if (mapping === undefined) throw unrenderable(property.name)
  return sql`${identifier(alias)}.${identifier(mapping.column.name)}`
}

function castRow (scope: RenderScope, { source, target }: TypeCastExpression): RowPath | undefined {
  const row = rowOf(scope, source)
  return row === undefined ? row : guarded(scope, row, target)
}

/** The row where it is of a type. */
function guarded (scope: RenderScope, row: RowPath, target: StructuredType): RowPath {
  if (isAssignable(row.type, target)) return row
  const test = renderTypeTest(scope, row, target)
  return { ...row, type: target, guard: row.guard === undefined ? test : sql`${row.guard} AND ${test}` }
}

/** Whether the row, or the complex value in it, is of a type; null where the value is null. */
function renderTypeTest (scope: RenderScope, { alias, prefix, json }: RowPath, target: StructuredType): Sql {
  if (json !== undefined) return renderIsOfType(memberText({ dialect: scope.dialect.name }, json, STORED_TYPE), target)
  const column = prefix === undefined ? TYPE_COLUMN : typeColumnOf(prefix)
  if (column === undefined) throw unrenderable(`The cast to ${target.fullName} in an expression`)
  return renderIsOfType(sql`${identifier(alias)}.${identifier(column)}`, target)
}

/** `isof` of a structured value with a derived type; undefined where the value is not a row. */
export function renderIsOfRow (scope: RenderScope, operand: Expression, target: StructuredType): Sql | undefined {
  const row = rowOf(scope, operand)
  if (row === undefined) return undefined
  const test = renderTypeTest(scope, row, target)
  return sql`COALESCE(${reached(row, row.guard === undefined ? test : sql`${row.guard} AND ${test}`)}, FALSE)`
}

/** The row that has a collection: one that still knows its tenant and its ordinal. */
export function attachedRow (
  scope: RenderScope,
  { source, property }: Pick<PropertyExpression | NavigationExpression, 'source' | 'property'>
): RowPath {
  const row = rowOf(scope, source)
  if (row === undefined || !knowsItself(row, property)) throw unrenderable(`any, all and $count over ${property.name}`)
  return row
}

/** `digits`: of a Decimal, what is shown. */
type Which = 'value' | 'instant' | 'digits'

/** The column of a primitive property, of a collection of primitives, or of a complex property the one that is null where its value is. */
export function columnOf (scope: RenderScope, expression: PropertyExpression, which: Which = 'value'): Sql {
  const { property } = expression
  if (isStream(property)) return mediaTypeOf(scope, expression)
  const row = rowOf(scope, expression.source)
  if (row === undefined) throw unrenderable(`${property.name} at the end of this path`)
  const column = row.json === undefined
    ? sql`${identifier(row.alias)}.${identifier(columnName(row, property, which))}`
    : renderMemberValue(scope.dialect.name, row.json, property, which)
  return reached(row, row.guard === undefined ? column : sql`CASE WHEN ${row.guard} THEN ${column} END`)
}

/** A property as JSON: a collection, a complex value or a geography, wherever it is kept. */
export function jsonOf (scope: RenderScope, { source, property }: PropertyExpression): Sql {
  const row = rowOf(scope, source)
  if (row === undefined) throw unrenderable(`${property.name} at the end of this path`)
  const json = documentOf(scope, row, property)
  return reached(row, row.guard === undefined ? json : sql`CASE WHEN ${row.guard} THEN ${json} END`)
}

/** A value of what an item has beside its declared properties, wherever the path leads to one. */
export function dynamicAt (scope: RenderScope, { source, declared }: Pick<DynamicExpression, 'source' | 'declared'>, valueOf: (members: Sql) => Sql): Sql {
  const item = source.kind === 'variable' ? resolveVariable(scope, source.variable) : undefined
  if (item?.kind === 'undeclared') return valueOf(item.members)
  const row = rowOf(scope, source)
  if (row === undefined || row.prefix !== undefined) throw unrenderable('A dynamic property at the end of this path')
  const value = valueOf(declared === undefined ? undeclaredOf(scope, row) : asMember(scope, declared, documentOf(scope, row, declared)))
  return reached(row, row.guard === undefined ? value : sql`CASE WHEN ${row.guard} THEN ${value} END`)
}

const undeclaredOf = ({ dialect }: RenderScope, { alias, json }: RowPath): Sql => json === undefined
  ? sql`${identifier(alias)}.${identifier(DYNAMIC_COLUMN)}`
  : memberText({ dialect: dialect.name }, json, STORED_DYNAMIC)

/** What is declared as any value stands as JSON; where there is none, there is no member either. */
const asMember = ({ dialect }: RenderScope, { name }: Property, json: Sql): Sql =>
  sql`(${constant(`${JSON.stringify(name)}:`)} || ${dialect.name === 'sqlite' ? json : sql`(${json})::text`})`

/** A complex value as JSON, wherever the path leads to one. */
export function documentAt (scope: RenderScope, expression: Expression): Sql {
  const row = rowOf(scope, expression)
  if (row?.json === undefined) throw unrenderable('A value as a whole')
  return reached(row, row.guard === undefined ? row.json : sql`CASE WHEN ${row.guard} THEN ${row.json} END`)
}

/** What an entity is for an expression: what tells it from the others of its table; null where there is none. */
export function identityOf (scope: RenderScope, expression: Expression): Sql {
  const row = rowOf(scope, expression)
  if (row === undefined || row.json !== undefined || row.prefix !== undefined) throw unrenderable('An entity as a whole')
  const ordinal = ordinalOf(scope, row)
  return reached(row, row.guard === undefined ? ordinal : sql`CASE WHEN ${row.guard} THEN ${ordinal} END`)
}

/** Enumerations, durations and decimals are computed with by the column that compares; a DateTimeOffset's text has its offset. */
const computesWith = ({ property: { type } }: ColumnMapping): boolean => {
  const underlying = underlyingType(type.type)
  return underlying.kind !== 'primitive' || underlying.name !== 'Edm.DateTimeOffset'
}

/** Whether the value is a Decimal that is kept by its digits: then its column is text that sorts. */
export const isKeptByDigits = (expression: Expression): expression is PropertyExpression => expression.kind === 'property' && keepsDigits(expression.property)

/** What a stream property is for an expression: the media type of its content, null where there is none. */
function mediaTypeOf (scope: RenderScope, expression: PropertyExpression): Sql {
  const owner = attachedRow(scope, expression)
  const { alias, guard } = owner
  const row = identifier(alias)
  return reached(owner, sql`(SELECT c."mediaType" FROM "StreamContent" c WHERE c."tenant" = ${row}."tenant" AND c."owner" = ${ordinalOf(scope, owner)} AND c."property" = ${
    constant(expression.property.name)
  }${guard === undefined ? empty : sql` AND ${guard}`})`)
}

function columnName ({ type, prefix }: RowPath, property: Property, which: Which): string {
  if (property.type.type.kind === 'complex' && prefix === undefined && !isDocument(property)) return presenceColumn(property)
  const mapping: ColumnMapping | undefined = columnsOf(type, prefix).find(candidate => candidate.property.name === property.name)
  if (mapping === undefined) throw unrenderable(`${property.name} in an expression`)
  return (which !== 'digits' && (which === 'instant' || computesWith(mapping)) ? mapping.instant ?? mapping.column : mapping.column).name
}
