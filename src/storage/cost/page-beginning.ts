/** How many rows to look at first, where a page has those that a condition chooses, in their own order: often enough of them fit. */
import type { ReadRowsPlan, RowsQuery } from '../../plan/plan.js'
import type { Cost } from '../database/cost.js'
import { isShortPage, mostOf, restriction, SCAN, WRITE } from './read-cost.js'
import { costOf, micros, sumOf } from './weight.js'

export interface PageBeginning {
  /** Ordinals that are looked at, from the first one on. */
  readonly rows: number
  readonly cost: Cost
}

/** Microseconds to look at them: half of what a statement may cost the thread that asks; the other half is for the page. */
const LOOK_MICROSECONDS = 4000

/** Undefined where other rows may come first in the page than in the table, or where looking at one may take long. */
export function pageBeginning ({ rows, pageSize }: Pick<ReadRowsPlan, 'rows' | 'pageSize'>): PageBeginning | undefined {
  if (!isChosenInOwnOrder(rows) || !isShortPage(rows, pageSize)) return undefined
  const look = sumOf([micros(SCAN), restriction(rows)])
  if (look.loops.length > 0) return undefined
  const most = Math.floor(LOOK_MICROSECONDS / look.micros)
  return { rows: most, cost: size => costOf(look, size, most) + mostOf(rows, pageSize) * WRITE }
}

function isChosenInOwnOrder (rows: RowsQuery): boolean {
  const { property, filter, search, window, only, applied, count, usesIt, orderBy, reversed, computation: { items } } = rows
  const isOwnOrder = property.kind === 'property' && orderBy.length === 0 && reversed !== true && items.length === 0
  const isPart = [window, only, applied].some(part => part !== undefined)
  return isOwnOrder && !isPart && !count && !usesIt && (filter !== undefined || search !== undefined)
}
