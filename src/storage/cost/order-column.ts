/** Whether the order of a page is that of a column, so that with an index on it no more is looked at than the page. */
import type { RowsQuery } from '../../plan/plan.js'
import { columnsOf, tableOf } from '../mapping.js'
import { isKeptByDigits } from '../sql/expression/render-path.js'

export interface OrderColumn {
  readonly table: string
  readonly column: string
}

/** Undefined where more is asked of the items than their order, and for items that are entities. */
export function columnOfOrder (rows: RowsQuery): OrderColumn | undefined {
  const { property, type, orderBy: [order, ...others], computation: { items, variable } } = rows
  if (order === undefined || others.length > 0 || items.length > 0 || property.kind !== 'property' || choosesItems(rows)) return undefined
  const { expression } = order
  if (expression.kind !== 'property' || expression.source.kind !== 'variable' || expression.source.variable !== variable) return undefined
  const { property: ordered } = expression
  if (ordered.type.type.kind !== 'primitive' || isKeptByDigits(expression)) return undefined
  const mapping = columnsOf(type).find(candidate => candidate.property === ordered)
  return mapping && { table: tableOf(type), column: (mapping.instant ?? mapping.column).name }
}

const choosesItems = ({ filter, search, window, only, count, applied, usesIt }: RowsQuery): boolean =>
  usesIt || count || [filter, search, window, only, applied].some(part => part !== undefined)
