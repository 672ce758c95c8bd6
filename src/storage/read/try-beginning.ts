/**
 * Pages of what a condition chooses, on SQLite: how many rows it takes to fill one is known afterwards. So where all of them would be too
 * many for the thread that asks, it looks at so many of the first as it can, and only where these were not enough does another process look
 * at all. Where they were not, the next requests for the same do not try.
 */
import { sharedBy } from '../../plan/plan.js'
import type { ReadRowsPlan } from '../../plan/plan.js'
import { pageBeginning } from '../cost/page-beginning.js'
import type { PageBeginning } from '../cost/page-beginning.js'
import type { FirstTry, SqlRow, Statement } from '../database/database.js'

/** How often the beginnings of a plan's pages were not enough, one after the other, and how many requests do not try any more. */
interface Tried {
  readonly beginning: PageBeginning | undefined
  missed: number
  left: number
}

/** Doublings of how many requests do not try. */
const MOST_MISSED = 8

const known = new WeakMap<object, Tried>()

function triedOf (plan: ReadRowsPlan): Tried {
  const found = known.get(sharedBy(plan))
  if (found !== undefined) return found
  const tried = { beginning: pageBeginning(plan), missed: 0, left: 0 }
  known.set(sharedBy(plan), tried)
  return tried
}

/**
 * What to try before the statement of a page is run elsewhere.
 * @param render The statement that looks at so many of the first rows; what it is remembered by is another plan's than that of the page
 * @param isFull Whether a row says that the page is full
 */
export function tryBeginning (
  plan: ReadRowsPlan,
  render: (plan: ReadRowsPlan, rows: number) => Statement,
  isFull: (row: SqlRow) => boolean
): FirstTry | undefined {
  const tried = triedOf(plan)
  const { beginning } = tried
  if (beginning === undefined) return undefined
  if (tried.left > 0) {
    tried.left--
    return undefined
  }
  return {
    cost: beginning.cost,
    statement: () => render({ ...plan, like: tried }, beginning.rows),
    suffices: ([row = []]) => {
      const suffices = isFull(row)
      tried.missed = suffices ? 0 : Math.min(tried.missed + 1, MOST_MISSED)
      tried.left = suffices ? 0 : 2 ** tried.missed
      return suffices
    }
  }
}
