/** What an expression does with the properties of the items that it is about: for restrictions of filters. */
import type { Expression, RangeVariable } from '../bind/expression/expression.js'
import { childrenOf } from '../bind/expression/expression-children.js'

/** How a property is used: compared with a value for equality or as a bound, searched in, or otherwise. */
export type Use = 'eq' | 'in' | 'lower' | 'upper' | 'search' | 'other'

export interface Usage {
  /** From the item, without casts: `Address/City`. */
  readonly path: string
  readonly use: Use
  /** Navigation properties in the path. */
  readonly levels: number
  readonly writeOnly: boolean
}

export interface FilterUsage {
  readonly usages: readonly Usage[]
  /** Names of functions and operators, as `FilterFunctions` has them. */
  readonly functions: ReadonlySet<string>
}

export function usageOf (expression: Expression, { name }: RangeVariable): FilterUsage {
  const found: Found = { usages: [], functions: new Set() }
  visit(found, expression, new Map([[name, { path: '', levels: 0 }]]))
  return found
}

interface Found {
  readonly usages: Usage[]
  readonly functions: Set<string>
}

interface Way {
  readonly path: string
  readonly levels: number
}

type Variables = ReadonlyMap<string, Way>

/** The way from the item; undefined for what is not a path, or one of another item. */
function wayOf (expression: Expression, variables: Variables): Way | undefined {
  switch (expression.kind) {
    case 'variable': return variables.get(expression.variable.name)
    // An entity of a cross join, after $apply has begun.
    case 'computed': return variables.get(expression.name)
    case 'typeCast': return wayOf(expression.source, variables)
    case 'keyed': return wayOf(expression.collection, variables)
    case 'convert': return wayOf(expression.operand, variables)
    case 'property': case 'navigation': case 'dynamic': {
      const property = expression.kind === 'dynamic' ? expression.declared : expression.property
      const before = property === undefined ? undefined : wayOf(expression.source, variables)
      if (property === undefined || before === undefined) return undefined
      return { path: before.path === '' ? property.name : `${before.path}/${property.name}`, levels: before.levels + (property.kind === 'navigation' ? 1 : 0) }
    }
    default: return undefined
  }
}

const uses: Readonly<Record<string, readonly [left: Use, right: Use]>> = {
  eq: ['eq', 'eq'], gt: ['lower', 'upper'], ge: ['lower', 'upper'], lt: ['upper', 'lower'], le: ['upper', 'lower']
}

const searches: ReadonlySet<string> = new Set(['contains', 'startswith', 'endswith'])

function visit (found: Found, expression: Expression, variables: Variables, use: Use = 'other'): void {
  const way = wayOf(expression, variables)
  if (way !== undefined) return note(found, expression, way, use)
  const { kind } = expression
  // What is compared with a key is found by it.
  if (kind === 'keyed') return visit(found, expression.collection, variables)
  if (kind === 'binary') {
    found.functions.add(expression.operator)
    const [left, right] = uses[expression.operator] ?? ['other', 'other']
    visit(found, expression.left, variables, left)
    visit(found, expression.right, variables, right)
  } else if (kind === 'lambda' || kind === 'count' || kind === 'aggregate') visitItems(found, expression, variables)
  else {
    if (kind === 'call') found.functions.add(expression.name)
    if (kind === 'isOf') found.functions.add('isof')
    if (kind === 'in') found.functions.add('in')
    if (kind === 'unary' && expression.operator === 'not') found.functions.add('not')
    const first = kind === 'in' ? 'in' : kind === 'call' && searches.has(expression.name) ? 'search' : 'other'
    childrenOf(expression).forEach((child, index) => { visit(found, child, variables, index === 0 ? first : 'other') })
  }
}

/** The items of a collection are at the end of its path. */
function visitItems (found: Found, expression: Extract<Expression, { kind: 'lambda' | 'count' | 'aggregate' }>, variables: Variables): void {
  if (expression.kind === 'lambda') found.functions.add(expression.operator)
  visit(found, expression.collection, variables)
  const way = wayOf(expression.collection, variables)
  const { variable } = expression
  const inner = variable === undefined || way === undefined ? variables : new Map([...variables, [variable.name, way]])
  const predicate = expression.kind === 'lambda' ? expression.predicate : expression.filter
  if (predicate !== undefined) visit(found, predicate, inner)
  if (expression.kind === 'aggregate') visit(found, expression.operand, inner)
}

function note ({ usages }: Found, expression: Expression, { path, levels }: Way, use: Use): void {
  const inner = expression.kind === 'convert' ? expression.operand : expression
  const property = inner.kind === 'property' ? inner.property : inner.kind === 'dynamic' ? inner.declared : undefined
  if (path !== '') usages.push({ path, levels, use, writeOnly: property?.writeOnly === true })
}
