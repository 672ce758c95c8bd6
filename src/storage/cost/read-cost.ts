/** What reads cost, by their plans. Undefined: little, whatever is stored. */
import type { StructuredType } from '../../edm/types.js'
import type { CountRowsPlan, ReadAppliedPlan, ReadEntityPlan, ReadRowsPlan, RowsQuery } from '../../plan/plan.js'
import type { CollectionMember, ObjectShape } from '../../plan/shape.js'
import type { Cost, StoredSize } from '../database/cost.js'
import { applyWeight } from './apply-weight.js'
import { computedWeights, searchWeight, weightOf } from './expression-weight.js'
import { NOTHING, costOf, micros, sumOf } from './weight.js'
import type { Weight } from './weight.js'

/** To look at an item, and to write its JSON. */
const [SCAN, WRITE] = [0.6, 6]
/** To sort an item with all that it has. */
const SORT: Weight = { micros: 3, passes: 3, loops: [] }
/** To count the users of a row, for summaries that follow from rows. */
const SUMMARIZE = 4
/** Items that are written and passed over in any case. */
const FEW_ITEMS = 1000

type Costly = ReadEntityPlan | ReadRowsPlan | ReadAppliedPlan | CountRowsPlan

const known = new WeakMap<object, { readonly cost: Cost | undefined }>()

/** Reckoned once for a plan. */
export function readCost (plan: Costly): Cost | undefined {
  const found = known.get(plan) ?? { cost: reckon(plan) }
  known.set(plan, found)
  return found.cost
}

function reckon (plan: Costly): Cost | undefined {
  switch (plan.kind) {
    case 'countRows': {
      const weight = sumOf([micros(SCAN), restriction(plan.rows)])
      return size => costOf(weight, size, size.items)
    }
    case 'readRows': return pageCost(plan.rows, plan.pageSize)
    case 'readApplied': {
      const weight = applyWeight(plan.transformations)
      return size => costOf(weight, size, size.items)
    }
    case 'readEntity': return entityCost(plan)
  }
}

function pageCost (rows: RowsQuery, pageSize: number): Cost | undefined {
  const most = Math.min(rows.top ?? pageSize, pageSize)
  const few = most <= FEW_ITEMS && rows.skip <= FEW_ITEMS && !computes(rows.type)
  if (few && !seesAll(rows) && rows.computation.items.length === 0 && collectionsIn(rows.shape).length === 0) return undefined
  return size => itemsCost(rows, size, most)
}

/** Whether more items are looked at than those of the page. */
const seesAll = ({ filter, search, orderBy, count }: RowsQuery): boolean =>
  filter !== undefined || search !== undefined || orderBy.length > 0 || count

/** What it costs to find items of a collection, or of all collections of a kind together, and to write some of them. */
function itemsCost (rows: RowsQuery, size: StoredSize, most: number): number {
  const { computation: { items, variable }, orderBy, skip } = rows
  const computed = computedWeights(items, variable)
  const all = seesAll(rows)
  const seen = all ? size.items : Math.min(size.items, most + skip)
  const keys = orderBy.map(({ expression }) => weightOf(expression, variable, computed))
  const sort = orderBy.length === 0 ? [] : [SORT, ...keys]
  const find = sumOf([micros(SCAN), restriction(rows), ...sort, ...all ? [...computed.values()] : []])
  const written = Math.min(size.items, most)
  return costOf(find, size, seen) + costOf(sumOf([...computed.values()]), size, written) + writtenCost(rows, size, written)
}

function writtenCost ({ shape, type }: Pick<RowsQuery, 'shape' | 'type'>, size: StoredSize, written: number): number {
  const summaries = computes(type) ? size.items * SUMMARIZE : 0
  return collectionsIn(shape).reduce(
    (sum, { rows, pageSize }) => sum + itemsCost(rows, size, written * pageSize),
    written * WRITE + summaries
  )
}

/** Whether a property of the type follows from rows. */
const computes = ({ properties }: StructuredType): boolean => properties.some(({ computed }) => computed !== undefined)

const collectionsIn = ({ members, variants = [] }: ObjectShape): readonly CollectionMember[] =>
  [...members.filter(member => member.kind === 'collection'), ...variants.flatMap(collectionsIn)]

function restriction ({ filter, search, computation: { items, variable } }: RowsQuery): Weight {
  return sumOf([
    filter === undefined ? NOTHING : weightOf(filter, variable, computedWeights(items, variable)),
    search === undefined ? NOTHING : searchWeight(search)
  ])
}

function entityCost ({ computation, shape, location: { type } }: ReadEntityPlan): Cost | undefined {
  if (computation === undefined && !computes(type) && collectionsIn(shape).length === 0) return undefined
  const computed = computation === undefined ? [] : [...computedWeights(computation.items, computation.variable).values()]
  return size => costOf(sumOf(computed), size, 1) + writtenCost({ shape, type }, size, 1)
}
