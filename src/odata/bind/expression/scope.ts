/** What names mean inside an expression, and how much one option may bind. */
import { limits } from '../../../base/limits.js'
import type { EdmModel, Property, TypeReference } from '../../../edm/types.js'
import type { ExpressionNode } from '../../url/ast.js'
import type { Home } from '../../related-entities.js'
import { limitError } from '../../url/syntax-error.js'
import type { RangeVariable } from './expression.js'

export interface Scope {
  readonly model: EdmModel
  /** `$it`: each item of the resource that the path names, in nested options too (OData-URL 4.01, section 5.1.1.14.4). */
  readonly it: RangeVariable
  /** What bare names and `$this` mean: `$it`, or the item of the collection that nested options or an inner `$filter` are about. */
  readonly current: RangeVariable
  /** Lambda variables in scope, by name. */
  readonly variables: ReadonlyMap<string, RangeVariable>
  /** The entities that `$it` is made of (`$crossjoin`), each by the name of its set. */
  readonly parts?: readonly RangeVariable[]
  /** Names that `$compute` and `$apply` added to the current item. */
  readonly computed: ReadonlyMap<string, TypeReference>
  /** Names that `$apply` gave to collections, which no expression reads. */
  readonly nested?: ReadonlySet<string>
  /** What `Aggregation.rollupnode()` means, inside of `groupby` with `rolluprecursive`: that of each position. */
  readonly rollupNodes?: RollupNodes | undefined
  /** How many texts the value of such a name may be put together of, where it is more than one. */
  readonly texts?: ReadonlyMap<string, number>
  /** Parameter aliases by their names without `@`. */
  readonly aliases: ReadonlyMap<string, ExpressionNode>
  /** Where the items are, as far as that is known. */
  readonly home?: Home | undefined
  /** `$filter`, `$orderby` …: names the text in messages, and their target. */
  readonly option: string
}

/** The types of the nodes whose items transformations are applied to. */
export interface RollupNodes {
  /** The transformations. */
  readonly within: object | undefined
  readonly types: readonly TypeReference[]
}

/** What the node of a position, from 1, is called among the computed values. */
export const rollupNodeName = (position: number): string => `$node${position}`

/** Where an expression stands, before anything of it is bound. */
export interface ScopeContext {
  readonly model: EdmModel
  /** Parameter aliases by their names without `@`. */
  readonly aliases: ReadonlyMap<string, ExpressionNode>
  /** `$it` of nested options, which are about other items; undefined where the items are those of the resource. */
  readonly it: RangeVariable | undefined
  /** Where the items are, for what is related to them. */
  readonly home?: Home | undefined
  /** Of complex values: the properties from the entity to the collection that they are of. */
  readonly within?: readonly Property[] | undefined
}

/** The scope of an option that is about the items of a collection, or about one entity. */
export function itemScope ({ model, aliases, it, home, within }: ScopeContext, itemType: TypeReference, option: string): Scope {
  const current: RangeVariable = { name: it === undefined ? '$it' : '$this', type: itemType, ...itemType.type.kind === 'complex' ? { way: within } : {} }
  return { model, it: it ?? current, current, variables: new Map(), computed: new Map(), aliases, home, option }
}

interface Budget {
  nodes: number
  depth: number
  substitutions: number
}

/** A {@link Scope} while one option is being bound. */
export interface Binding extends Scope {
  readonly budget: Budget
  /** The aliases whose values are being bound, outermost first. */
  readonly openAliases: readonly string[]
  readonly loop: LoopPlace
}

/** Inside how many `any`, `all` and `$count` an expression is. */
export interface LoopPlace {
  /** What the innermost is about, or what the whole expression is about. */
  readonly item: RangeVariable
  readonly depth: number
  /** Those of them that go through a collection which is not that of the item around: again for each item. */
  readonly products: number
}

/** One budget for all the expressions of an option. */
export function startBinding (scope: Scope): Binding {
  const loop = { item: scope.current, depth: 0, products: 0 }
  return { ...scope, budget: { nodes: 0, depth: 0, substitutions: 0 }, openAliases: [], loop }
}

/** Every node passes here on the way in, and {@link leaveNode} on the way out. */
export function enterNode ({ budget, option }: Binding): void {
  if (++budget.nodes > limits.nodes.most) {
    throw limitError(option, `more than ${limits.nodes.most} values and operators, parameter aliases replaced`)
  }
  if (++budget.depth > limits.nesting.most) throw limitError(option, `nested deeper than ${limits.nesting.most} levels, parameter aliases replaced`)
}

/** The binding inside of what is asked of each item of a collection; `own`: of the collection of the item around. */
export function enterLoop (binding: Binding, item: RangeVariable, own: boolean): Binding {
  const { option, loop } = binding
  const inner = { item, depth: loop.depth + 1, products: own ? loop.products : loop.products + 1 }
  const { lambdas, products } = limits
  if (inner.depth > lambdas.most) throw limitError(option, `any, all or $count inside one another more than ${lambdas.most} times`)
  if (inner.products > products.most) {
    throw limitError(option, `any, all or $count go through a collection again for each item, more than ${products.most} inside one another`)
  }
  return { ...binding, loop: inner }
}

export function leaveNode ({ budget }: Binding): void {
  budget.depth--
}

export function countSubstitution ({ budget, option }: Binding): void {
  if (++budget.substitutions > limits.substitutions.most) throw limitError(option, `more than ${limits.substitutions.most} uses of parameter aliases`)
}
