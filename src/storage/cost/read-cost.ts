/** What reads cost, by their plans. Undefined: little, whatever is stored. */
import type { ItemOptions } from '../../odata/bind/item-options.js'
import type { StructuredType } from '../../edm/types.js'
import type { Window } from '../../odata/bind/collection-options.js'
import type { RangeVariable } from '../../odata/bind/expression/expression.js'
import { sharedBy } from '../../plan/plan.js'
import type { CountRowsPlan, ReadCrossJoinPlan, ReadEntityPlan, ReadRowsPlan, RowsQuery } from '../../plan/plan.js'
import { membersInside } from '../../plan/members-inside.js'
import type { CollectionMember, ObjectShape } from '../../plan/shape.js'
import { fixedCost } from '../database/cost.js'
import type { Cost, StoredSize } from '../database/cost.js'
import { isInOrderOfIndex } from '../sql/answer/indexed-order.js'
import { applyWeight } from './apply-weight.js'
import { computedWeights, searchWeight, weightOf } from './expression-weight.js'
import { NOTHING, costOf, micros, sumOf } from './weight.js'
import type { Loop, Weight } from './weight.js'

/** To look at an item, and to write its JSON. */
export const [SCAN, WRITE] = [0.6, 6]
/** To sort an item with all that it has. */
const SORT: Weight = { micros: 3, passes: 3, loops: [] }
/** To count the users of a row, for summaries that follow from rows. */
const SUMMARIZE = 4
/** Items that are written and passed over in any case. */
const FEW_ITEMS = 1000

type Costly = ReadEntityPlan | ReadRowsPlan | ReadCrossJoinPlan | CountRowsPlan

const known = new WeakMap<object, { readonly cost: Cost | undefined }>()

/** Reckoned once for a plan, whatever its keys are. */
export function readCost (plan: Costly): Cost | undefined {
  const found = known.get(sharedBy(plan))
  if (found !== undefined) return found.cost
  const cost = reckon(plan)
  known.set(sharedBy(plan), { cost })
  return cost
}

function reckon (plan: Costly): Cost | undefined {
  switch (plan.kind) {
    case 'countRows': {
      const weight = sumOf([micros(SCAN), restriction(plan.rows), made(plan.rows)])
      return size => costOf(weight, size, size.items)
    }
    case 'readRows': return pageCost(plan.rows, plan.pageSize)
    case 'readCrossJoin': return crossJoinCost(plan)
    case 'readEntity': return entityCost(plan)
  }
}

function pageCost (rows: RowsQuery, pageSize: number): Cost | undefined {
  const most = mostOf(rows, pageSize)
  const isShort = isShortPage(rows, pageSize)
  if (isShort && !seesAll(rows) && rows.computation.items.length === 0) return undefined
  if (isShort && !rows.count && isInOrderOfIndex(rows)) return fixedCost(most * WRITE + rows.skip * SCAN)
  const cost = itemsCost(rows)
  return size => cost(size, most)
}

/** Items that a page has at most. */
export const mostOf = ({ top }: RowsQuery, pageSize: number): number => Math.min(top ?? pageSize, pageSize)

/** Whether few items are written, each in little time. */
export const isShortPage = (rows: RowsQuery, pageSize: number): boolean =>
  mostOf(rows, pageSize) <= FEW_ITEMS && rows.skip <= FEW_ITEMS && !computes(rows.type) &&
  collectionsIn(rows.shape).length + itemsIn(rows.shape).length === 0

/** Whether more items are looked at than those of the page. */
const seesAll = ({ filter, search, window, orderBy, count, applied }: RowsQuery): boolean =>
  applied !== undefined || filter !== undefined || window !== undefined || search !== undefined || orderBy.length > 0 || count

/** What it costs to find items of a collection, or of all collections of a kind together, and to write `most` of them. */
type ItemsCost = (size: StoredSize, most: number) => number

/** Weighs once; what is stored is all that changes from one request to the next. */
function itemsCost (rows: RowsQuery): ItemsCost {
  const { computation: { items, variable }, orderBy, skip } = rows
  const computed = computedWeights(items, variable)
  const all = seesAll(rows)
  const keys = orderBy.map(({ expression }) => weightOf(expression, variable, computed))
  const sort = orderBy.length === 0 ? [] : [SORT, ...keys]
  const computing = sumOf([...computed.values()])
  const find = sumOf([micros(SCAN), restriction(rows), made(rows), ...sort, ...all ? [computing] : []])
  const write = writtenCost(rows)
  return (size, most) => {
    const written = Math.min(size.items, most)
    const seen = all ? size.items : Math.min(size.items, most + skip)
    return costOf(find, size, seen) + costOf(computing, size, written) + write(size, written)
  }
}

function writtenCost ({ shape, type }: Pick<RowsQuery, 'shape' | 'type'>): ItemsCost {
  const summarize = computes(type) ? SUMMARIZE : 0
  const collections = collectionsIn(shape).map(({ rows, pageSize }) => ({ cost: itemsCost(rows), pageSize: Math.min(pageSize, FEW_ITEMS) }))
  const chosen: Weight = { ...NOTHING, loops: itemsIn(shape).map(chosenValues) }
  return (size, written) => collections.reduce(
    (sum, { cost, pageSize }) => sum + cost(size, written * pageSize),
    written * WRITE + size.items * summarize + costOf(chosen, size, written)
  )
}

/** Whether a property of the type follows from rows. */
const computes = ({ properties }: StructuredType): boolean => properties.some(({ computed }) => computed !== undefined)

const collectionsIn = (shape: ObjectShape): readonly CollectionMember[] => membersInside(shape).filter(member => member.kind === 'collection')

/** Members for which some values of a collection are chosen. */
const itemsIn = ({ members, variants = [] }: ObjectShape): readonly ItemOptions[] => [
  ...members.flatMap(member => (member.kind === 'property' || member.kind === 'itemCount') && member.items !== undefined ? [member.items] : []),
  ...variants.flatMap(itemsIn)
]

/** Each value is written, and weighed by the conditions and the order. */
const chosenValues = ({ filter, search, orderBy, variable }: ItemOptions): Loop => {
  const expressions = [...filter === undefined ? [] : [filter], ...orderBy.map(({ expression }) => expression)]
  return { over: 'values', own: true, body: sumOf([micros(SCAN), ...orderBy.length === 0 ? [] : [SORT], ...search === undefined ? [] : [searchWeight(search)], ...expressions.map(expression => weightOf(expression, variable))]) }
}

/** What `$filter`, `$search` and the like take for each item. */
export function restriction ({ filter, search, window, computation: { items, variable } }: RowsQuery): Weight {
  return sumOf([
    ...window === undefined ? [] : partOf(window, variable),
    filter === undefined ? NOTHING : weightOf(filter, variable, computedWeights(items, variable)),
    search === undefined ? NOTHING : searchWeight(search)
  ])
}

/** What `$apply` takes for each item. */
const made = ({ applied, computation: { variable } }: RowsQuery): Weight =>
  applied === undefined ? NOTHING : applyWeight(applied.transformations, variable)

/** What it takes to find the part of a collection that is all there is to a query: it is filtered and sorted by itself. */
const partOf = ({ filter, search, orderBy }: Window, variable: RangeVariable): readonly Weight[] => [
  micros(SCAN),
  SORT,
  ...filter === undefined ? [] : [weightOf(filter, variable, new Map())],
  ...orderBy.map(({ expression }) => weightOf(expression, variable, new Map())),
  ...search === undefined ? [] : [searchWeight(search)]
]

function entityCost ({ computation, shape, location: { type } }: ReadEntityPlan): Cost | undefined {
  if (computation === undefined && !computes(type) && collectionsIn(shape).length === 0 && itemsIn(shape).length === 0) return undefined
  const computed = computation === undefined ? [] : [...computedWeights(computation.items, computation.variable).values()]
  const [computing, write] = [sumOf(computed), writtenCost({ shape, type })]
  return size => costOf(computing, size, 1) + write(size, 1)
}

/** Each entity of a set beside each of the others: databases may go through all of them before the first page is there. */
function crossJoinCost ({ join, pageSize }: ReadCrossJoinPlan): Cost {
  const { sets, filter, search, orderBy, computation: { items, variable }, shape, applied } = join
  const computed = computedWeights(items, variable)
  const expressions = [...filter === undefined ? [] : [filter], ...orderBy.map(({ expression }) => expression)]
  const weights = expressions.map(expression => weightOf(expression, variable, computed))
  const find = sumOf([
    micros(SCAN), ...orderBy.length === 0 ? [] : [SORT], ...search === undefined ? [] : [searchWeight(search)], ...weights,
    ...applied === undefined ? [] : [applyWeight(applied.transformations, variable)]
  ])
  const write = writtenCost({ shape, type: shape.type })
  const isPlain = filter === undefined && search === undefined && orderBy.length === 0 && applied === undefined
  const seen = (items: number): number => isPlain ? Math.min(items, join.skip + pageSize) ** 2 : items ** sets.length
  return size => costOf(find, size, seen(size.items)) + write(size, pageSize)
}
