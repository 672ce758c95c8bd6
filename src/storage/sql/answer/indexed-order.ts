/** Whether an index has the items of a page in the order that is asked for, so that no more is looked at than the page. */
import type { Expression } from '../../../odata/bind/expression/expression.js'
import type { RowsQuery } from '../../../plan/plan.js'
import { columnsOf } from '../../mapping.js'
import { isKeptByDigits } from '../expression/render-path.js'

/** Of rows that are sorted by one of their properties, in either direction, and of which nothing else is asked. */
export function isInOrderOfIndex (rows: RowsQuery): boolean {
  const { property, type, orderBy: [order, ...others], computation: { items, variable }, usesIt } = rows
  if (order === undefined || others.length > 0 || items.length > 0 || property.kind !== 'property' || usesIt || choosesItems(rows)) return false
  const { expression } = order
  if (expression.kind !== 'property' || expression.source.kind !== 'variable' || expression.source.variable !== variable) return false
  return isIndexed(expression) && columnsOf(type).some(candidate => candidate.property === expression.property)
}

/** Rows of a declared model have an index on each property whose values are of bounded length. */
function isIndexed (expression: Extract<Expression, { kind: 'property' }>): boolean {
  const { type: { type, maxLength } } = expression.property
  return type.kind === 'primitive' && !isKeptByDigits(expression) && (type.name !== 'Edm.String' || maxLength !== undefined)
}

/** Whether something beside their order says which items there are. */
export const choosesItems = ({ filter, search, window, only, applied }: RowsQuery): boolean =>
  [filter, search, window, only, applied].some(part => part !== undefined)
