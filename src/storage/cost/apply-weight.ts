/** What the transformations of `$apply` cost for each item of their source. */
import type { AggregateItem, Transformation } from '../../odata/bind/apply/apply-expression.js'
import type { Way } from '../../odata/bind/apply/value-path.js'
import type { Expression, RangeVariable } from '../../odata/bind/expression/expression.js'
import { searchWeight, weightOf } from './expression-weight.js'
import { NOTHING, micros, sumOf } from './weight.js'
import type { Weight } from './weight.js'

/** To hand an item from one transformation to the next, and to sort or group it. */
const [STEP, SORT]: readonly [Weight, Weight] = [{ micros: 2, passes: 2, loops: [] }, { micros: 4, passes: 3, loops: [] }]

/** To find a node, and what leads to it. */
const WALK: Weight = { micros: 20, passes: 4, loops: [{ over: 'items', own: true, body: SORT }] }

/** How many entities an item is joined with, at a generous guess. */
const FAN_OUT = 100

/** How many nodes are above that of an item, at a generous guess. */
const DEPTH = 20

/** How many items there are for each of the source, and what they have cost. */
interface Stage {
  readonly growth: number
  readonly weight: Weight
}

/** `item` is what the transformations begin with. */
export function applyWeight (transformations: readonly Transformation[], item: RangeVariable): Weight {
  return afterAll(item, { growth: 1, weight: STEP }, transformations).weight
}

const afterAll = (item: RangeVariable, start: Stage, transformations: readonly Transformation[]): Stage =>
  transformations.reduce((stage, transformation) => after(item, stage, transformation), start)

function after (item: RangeVariable, { growth, weight }: Stage, transformation: Transformation): Stage {
  const weigh = (expression: Expression): Weight => weightOf(expression, item)
  const step = (...weights: Weight[]): Stage => ({ growth, weight: sumOf([weight, grown(sumOf([STEP, ...weights]), growth)]) })
  switch (transformation.kind) {
    case 'filter': return step(weigh(transformation.filter))
    case 'search': return step(searchWeight(transformation.search))
    case 'compute': return step(...transformation.items.map(({ expression }) => weigh(expression)))
    case 'orderBy': return step(SORT, ...transformation.items.map(({ expression }) => weigh(expression)))
    case 'top': case 'skip': return step(SORT)
    case 'extremes': return step(SORT, SORT, weigh(transformation.expression))
    case 'aggregate': return step(...transformation.items.map(aggregated => aggregatedWeight(aggregated, item)))
    case 'groupBy': return afterAll(item, step(SORT, ...transformation.keys.map(({ expression }) => weigh(expression))), transformation.transformations ?? [])
    case 'join': {
      const start = { growth: growth * FAN_OUT, weight: step(weigh(transformation.collection)).weight }
      const pairs = afterAll(transformation.item, start, transformation.transformations)
      return { growth: pairs.growth, weight: sumOf([pairs.weight, grown(SORT, pairs.growth)]) }
    }
    case 'relatives': {
      const chosen = afterAll(item, { growth, weight: STEP }, transformation.transformations)
      const { path, way } = transformation
      return step(SORT, SORT, WALK, wayWeight(way, weightOf(path, lastOn(way) ?? item)), chosen.weight)
    }
    case 'traverse': {
      const { weight: walked } = step(SORT, SORT, WALK, weigh(transformation.path))
      const { hierarchy, among } = transformation
      return { growth: hierarchy.parent.collection || among.length > 0 ? growth * DEPTH : growth, weight: walked }
    }
    case 'rollupNodes': {
      const { weight: before } = step(SORT, SORT, WALK, weigh(transformation.path))
      return afterAll(item, { growth: growth * DEPTH, weight: before }, transformation.transformations)
    }
    case 'nest': {
      const collections = transformation.items.map(({ transformations }) => afterAll(item, { growth, weight: STEP }, transformations))
      const weights = collections.map(collection => sumOf([collection.weight, grown(SORT, collection.growth)]))
      return { growth, weight: sumOf([weight, ...weights]) }
    }
    case 'unsupported': return step()
    case 'concat': {
      const sequences = transformation.sequences.map(sequence => afterAll(item, { growth, weight: STEP }, sequence))
      return {
        growth: sequences.reduce((sum, sequence) => sum + sequence.growth, 0),
        weight: sumOf([weight, ...sequences.map(sequence => sumOf([sequence.weight, grown(SORT, sequence.growth)]))])
      }
    }
  }
}

/** Where a way leads, nothing is come to more than once for a group. */
function aggregatedWeight ({ expression, way }: AggregateItem, item: RangeVariable): Weight {
  return wayWeight(way, sumOf([micros(2), ...expression === undefined ? [] : [weightOf(expression, lastOn(way) ?? item)]]))
}

const lastOn = (way: Way | undefined): RangeVariable | undefined => way?.hops.at(-1)?.variable

/** Of what is done at the end of a way, each time. */
const wayWeight = (way: Way | undefined, value: Weight): Weight => (way?.hops ?? []).reduceRight<Weight>(
  (body, _hop, index) => ({ ...NOTHING, loops: [{ over: 'items', own: index === 0, body: sumOf([SORT, micros(3), body]) }] }),
  value
)

const grown = ({ micros, passes, loops }: Weight, growth: number): Weight => ({ micros: micros * growth, passes: passes * growth, loops })
