/** Paths to properties as columns: which row, which complex property of it, and what a cast on the way demands. */
import sql, { empty } from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import { isAssignable, isStream, underlyingType } from '../../../edm/lookup.js'
import type { Property, StructuredType } from '../../../edm/types.js'
import type { Expression, NavigationExpression, PropertyExpression, TypeCastExpression } from '../../../odata/bind/expression/expression.js'
import { columnsOf, isDocument, presenceColumn, typeColumnOf, TYPE_COLUMN } from '../../mapping.js'
import type { ColumnMapping } from '../../mapping.js'
import { STORED_TYPE } from '../../stored-value.js'
import { memberOf, memberText } from '../answer/render-document.js'
import { constant, identifier } from '../identifier.js'
import { renderMemberValue } from './document-value.js'
import { resolveVariable } from './render-context.js'
import type { Scope } from './render-context.js'
import { renderIsOfType } from './type-test.js'
import { unrenderable } from './unrenderable.js'

/** The row a path starts from, and the complex property of it that the path goes through. */
interface RowPath {
  readonly alias: string
  readonly type: StructuredType
  readonly prefix: Property | undefined
  /** The complex value that the path goes through, where it is kept as JSON; `type` is its type. */
  readonly json?: Sql
  /** Where it does not hold the path leads to null: what casts on the way demand. */
  readonly guard: Sql | undefined
}

/** The row that an expression with a structured value is, or is a part of. */
function rowOf (scope: Scope, expression: Expression): RowPath | undefined {
  switch (expression.kind) {
    case 'variable': {
      const resolved = resolveVariable(scope, expression.variable)
      const type = expression.type.type as StructuredType
      if (resolved.kind === 'document') return { alias: '', type, prefix: undefined, json: resolved.json, guard: undefined }
      return resolved.kind === 'row'
        ? { alias: resolved.alias, type, prefix: undefined, guard: undefined }
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
    case 'typeCast': return castRow(scope, expression)
    default: return undefined
  }
}

/** A complex value as JSON. */
function documentOf ({ dialect: { name: dialect } }: Scope, { alias, json }: RowPath, property: Property): Sql {
  if (json !== undefined) return memberOf({ dialect }, json, property.name)
  const [mapping] = columnsOf({ properties: [property] })
  if (mapping === undefined) throw unrenderable(property.name)
  return sql`${identifier(alias)}.${identifier(mapping.column.name)}`
}

function castRow (scope: Scope, { source, target }: TypeCastExpression): RowPath | undefined {
  const row = rowOf(scope, source)
  if (row === undefined || isAssignable(row.type, target)) return row
  const test = renderTypeTest(scope, row, target)
  return { ...row, type: target, guard: row.guard === undefined ? test : sql`${row.guard} AND ${test}` }
}

/** Whether the row, or the complex value in it, is of a type; null where the value is null. */
function renderTypeTest (scope: Scope, { alias, prefix, json }: RowPath, target: StructuredType): Sql {
  if (json !== undefined) return renderIsOfType(memberText({ dialect: scope.dialect.name }, json, STORED_TYPE), target)
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
  const isWhole = row !== undefined && row.prefix === undefined && row.json === undefined
  if (!isWhole || (scope.context.detached === true && isOutside(scope, row))) {
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
  const column = row.json === undefined
    ? sql`${identifier(row.alias)}.${identifier(columnName(row, property, which))}`
    : renderMemberValue(scope.dialect.name, row.json, property, which)
  return row.guard === undefined ? column : sql`CASE WHEN ${row.guard} THEN ${column} END`
}

/** Enumerations, durations and decimals are computed with by the column that compares; a DateTimeOffset's text has its offset. */
const computesWith = ({ property: { type } }: ColumnMapping): boolean => {
  const underlying = underlyingType(type.type)
  return underlying.kind !== 'primitive' || underlying.name !== 'Edm.DateTimeOffset'
}

/** Whether the value is a Decimal that is kept by its digits: then its column is text that sorts. */
export const isKeptByDigits = (expression: Expression): boolean =>
  expression.kind === 'property' && columnsOf({ properties: [expression.property] })[0]?.column.kind === 'decimal'

/** What a stream property is for an expression: the media type of its content, null where there is none. */
function mediaTypeOf (scope: Scope, expression: PropertyExpression): Sql {
  const { alias, guard } = attachedRow(scope, expression)
  const row = identifier(alias)
  return sql`(SELECT c."mediaType" FROM "StreamContent" c WHERE c."tenant" = ${row}."tenant" AND c."owner" = ${row}."ordinal" AND c."property" = ${
    constant(expression.property.name)
  }${guard === undefined ? empty : sql` AND ${guard}`})`
}

function columnName ({ type, prefix }: RowPath, property: Property, which: 'value' | 'instant'): string {
  if (property.type.type.kind === 'complex' && prefix === undefined && !isDocument(property)) return presenceColumn(property)
  const mapping: ColumnMapping | undefined = columnsOf(type, prefix).find(candidate => candidate.property.name === property.name)
  if (mapping === undefined) throw unrenderable(`${property.name} in an expression`)
  return (which === 'instant' || computesWith(mapping) ? mapping.instant ?? mapping.column : mapping.column).name
}
