/** Paths to properties as columns: which row, which complex property of it, and what a cast on the way demands. */
import sql, { empty } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isAssignable, isStream } from '../../../edm/lookup.js'
import type { Property, StructuredType } from '../../../edm/types.js'
import type { Expression, NavigationExpression, PropertyExpression, TypeCastExpression } from '../../../odata/bind/expression/expression.js'
import { columnsOf, presenceColumn, typeColumnOf, TYPE_COLUMN } from '../../mapping.js'
import type { ColumnMapping } from '../../mapping.js'
import { constant, identifier } from '../identifier.js'
import { resolveVariable } from './render-context.js'
import type { Scope } from './render-context.js'
import { renderIsOfType } from './type-test.js'
import { unrenderable } from './unrenderable.js'

/** The row a path starts from, and the complex property of it that the path goes through. */
interface RowPath {
  readonly alias: string
  readonly type: StructuredType
  readonly prefix: Property | undefined
  /** Where it does not hold the path leads to null: what casts on the way demand. */
  readonly guard: Sql | undefined
}

/** The row that an expression with a structured value is, or is a part of. */
function rowOf (scope: Scope, expression: Expression): RowPath | undefined {
  switch (expression.kind) {
    case 'variable': {
      const resolved = resolveVariable(scope, expression.variable)
      return resolved.kind === 'row'
        ? { alias: resolved.alias, type: expression.type.type as StructuredType, prefix: undefined, guard: undefined }
        : undefined
    }
    case 'property': {
      const row = rowOf(scope, expression.source)
      const { type } = expression.property.type
      return row === undefined || row.prefix !== undefined || type.kind !== 'complex'
        ? undefined
        : { ...row, type, prefix: expression.property }
    }
    case 'typeCast': return castRow(scope, expression)
    default: return undefined
  }
}

function castRow (scope: Scope, { source, target }: TypeCastExpression): RowPath | undefined {
  const row = rowOf(scope, source)
  if (row === undefined || isAssignable(row.type, target)) return row
  const test = renderTypeTest(scope, row, target)
  return { ...row, type: target, guard: row.guard === undefined ? test : sql`${row.guard} AND ${test}` }
}

/** Whether the row, or the complex value in it, is of a type; null where the value is null. */
function renderTypeTest (scope: Scope, { alias, prefix }: RowPath, target: StructuredType): Sql {
  if (scope.context.detached === true && prefix === undefined) throw unrenderable('A cast or isof inside $apply')
  const column = prefix === undefined ? TYPE_COLUMN : typeColumnOf(prefix)
  if (column === undefined) throw unrenderable(`The cast to ${target.fullName} in an expression`)
  return renderIsOfType(sql`${identifier(alias)}.${identifier(column)}`, target)
}

/** `isof` of a structured value with a derived type; undefined where the value is no row. */
export function renderIsOfRow (scope: Scope, operand: Expression, target: StructuredType): Sql | undefined {
  const row = rowOf(scope, operand)
  if (row === undefined) return undefined
  const test = renderTypeTest(scope, row, target)
  return sql`COALESCE(${row.guard === undefined ? test : sql`${row.guard} AND ${test}`}, FALSE)`
}

/** The row that has a collection: one that still knows its tenant and its ordinal. */
export function attachedRow (
  scope: Scope,
  { source, property }: Pick<PropertyExpression | NavigationExpression, 'source' | 'property'>
): RowPath {
  const row = rowOf(scope, source)
  if (row === undefined || row.prefix !== undefined || (scope.context.detached === true && isOutside(scope, row))) {
    throw unrenderable(`any, all and $count over ${property.name}`)
  }
  return row
}

/** Whether the row is one of the statement itself, and not one that a lambda expression declared. */
const isOutside = ({ bindings }: Scope, { alias }: RowPath): boolean =>
  bindings.every(({ source }) => source.kind !== 'row' || source.alias !== alias)

/** The column of a primitive property, of a collection of primitives, or of a complex property the one that is null where its value is. */
export function columnOf (scope: Scope, expression: PropertyExpression, which: 'value' | 'instant' = 'value'): Sql {
  const { property } = expression
  if (isStream(property)) return mediaTypeOf(scope, expression)
  const row = rowOf(scope, expression.source)
  if (row === undefined) throw unrenderable(`${property.name} at the end of this path`)
  const column = sql`${identifier(row.alias)}.${identifier(columnName(row, property, which))}`
  return row.guard === undefined ? column : sql`CASE WHEN ${row.guard} THEN ${column} END`
}

/** What a stream property is for an expression: the media type of its content, null where there is none. */
function mediaTypeOf (scope: Scope, expression: PropertyExpression): Sql {
  const { alias, guard } = attachedRow(scope, expression)
  const row = identifier(alias)
  return sql`(SELECT c."mediaType" FROM "StreamContent" c WHERE c."tenant" = ${row}."tenant" AND c."owner" = ${row}."ordinal" AND c."property" = ${
    constant(expression.property.name)
  }${guard === undefined ? empty : sql` AND ${guard}`})`
}

function columnName ({ type, prefix }: RowPath, property: Property, which: 'value' | 'instant'): string {
  if (property.type.type.kind === 'complex' && prefix === undefined) return presenceColumn(property)
  const mapping: ColumnMapping | undefined = columnsOf(type, prefix).find(candidate => candidate.property.name === property.name)
  if (mapping === undefined) throw unrenderable(`${property.name} in an expression`)
  return (which === 'instant' ? mapping.instant ?? mapping.column : mapping.column).name
}
