/** What evaluating an expression or a search for an item costs. */
import { NOTHING, micros, sumOf } from './weight.js'
import type { Loop, Weight } from './weight.js'
import type { ComputeItem, Expression, RangeVariable, SearchExpression } from '../../odata/bind/expression/expression.js'
import { childrenOf } from '../../odata/bind/expression/expression-children.js'

/** An operator or a value that the database knows; one of ours, which SQLite calls in JavaScript. */
const [PLAIN, CALL] = [0.05, 1]
/** To find the entity that another one is related to. */
const LOOK_UP = 3
/** How many levels a walk through a hierarchy has, generously. */
const LEVELS = 50
/** A function copies its text; a pattern looks every character up, and says itself where it takes more. */
const [CALL_PASSES, PATTERN_PASSES] = [4, 20]
/** All texts of an item are joined, and their case is changed; each word is looked for in that. */
const SEARCH: Weight = { micros: 5, passes: 8, loops: [] }
const WORD: Weight = { micros: 0.2, passes: 1, loops: [] }

/** Weights of names that were computed before. */
export type ComputedWeights = ReadonlyMap<string, Weight>

/** `item` is what the expression is evaluated for. */
export function weightOf (expression: Expression, item: RangeVariable, computed: ComputedWeights = new Map()): Weight {
  const children = (): Weight => sumOf(childrenOf(expression).map(child => weightOf(child, item, computed)))
  switch (expression.kind) {
    case 'literal': case 'variable': case 'root': return micros(PLAIN)
    case 'computed': return computed.get(expression.name) ?? micros(PLAIN)
    case 'property': return sumOf([{ ...micros(PLAIN), passes: isUnbounded(expression) ? 1 : 0 }, children()])
    // All that the item has beside its declared properties is read.
    case 'dynamic': return sumOf([{ ...micros(PLAIN), passes: 2 }, children()])
    case 'navigation': case 'keyed': return sumOf([micros(LOOK_UP), children()])
    case 'binary': return sumOf([micros(isArithmetic(expression.operator) ? CALL : PLAIN), children()])
    // As far up as most hierarchies go.
    case 'hierarchy': return sumOf([micros(LEVELS * LOOK_UP), children()])
    case 'call': return callWeight(expression.name === 'matchespattern', children())
    case 'lambda': return loop(expression.collection, item, weightOfEach(expression.predicate, expression.variable, computed))
    case 'count': {
      const found = expression.search === undefined ? NOTHING : searchWeight(expression.search)
      return loop(expression.collection, item, sumOf([found, weightOfEach(expression.filter, expression.variable, computed)]))
    }
    case 'aggregate': {
      const { variable, filter, operand } = expression
      const each = [operand, filter].map(own => weightOfEach(own, variable, computed))
      return loop(expression.collection, item, sumOf([micros(CALL), ...each]))
    }
    default: return sumOf([micros(PLAIN), children()])
  }
}

/** Weights of computed values, by name: both databases may put them in the place of their names. */
export function computedWeights (items: readonly ComputeItem[], item: RangeVariable): ComputedWeights {
  const weights = new Map<string, Weight>()
  for (const { name, expression } of items) weights.set(name, weightOf(expression, item, weights))
  return weights
}

export const searchWeight = (search: SearchExpression): Weight => sumOf([SEARCH, wordsWeight(search)])

function wordsWeight (search: SearchExpression): Weight {
  switch (search.kind) {
    case 'term': return WORD
    case 'not': return wordsWeight(search.operand)
    default: return sumOf([wordsWeight(search.left), wordsWeight(search.right)])
  }
}

function callWeight (pattern: boolean, { micros: own, passes, loops }: Weight): Weight {
  return { micros: own + CALL, passes: passes * (pattern ? PATTERN_PASSES : CALL_PASSES), loops }
}

const weightOfEach = (expression: Expression | undefined, variable: RangeVariable | undefined, computed: ComputedWeights): Weight =>
  expression === undefined || variable === undefined ? micros(PLAIN) : weightOf(expression, variable, computed)

function loop (collection: Expression, item: RangeVariable, body: Weight): Weight {
  const { type } = collection.type
  const over: Loop['over'] = type.kind === 'collection' && VALUES.has(type.elementType.type.kind) ? 'values' : 'items'
  return { ...NOTHING, loops: [{ over, own: rootOf(collection) === item, body: sumOf([micros(PLAIN), body]) }] }
}

const VALUES: ReadonlySet<string> = new Set(['primitive', 'builtIn'])

/** The variable whose value a path begins at. */
function rootOf (path: Expression): RangeVariable | undefined {
  switch (path.kind) {
    case 'variable': return path.variable
    case 'property': case 'navigation': case 'typeCast': case 'dynamic': return rootOf(path.source)
    default: return undefined
  }
}

/** Whether values of the property may be of any length. */
function isUnbounded ({ property: { type: { type, maxLength } } }: Extract<Expression, { kind: 'property' }>): boolean {
  return type.kind === 'collection' || (type.kind === 'primitive' && type.name === 'Edm.String' && maxLength === undefined)
}

function isArithmetic (operator: Extract<Expression, { kind: 'binary' }>['operator']): boolean {
  switch (operator) {
    case 'add': case 'sub': case 'mul': case 'div': case 'divby': case 'mod': return true
    default: return false
  }
}
