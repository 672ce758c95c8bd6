/** What names mean inside an expression, and how much one option may bind. */
import type { EdmModel, TypeReference } from '../../../edm/types.js'
import type { ExpressionNode } from '../../url/ast.js'
import { limitError } from '../../url/syntax-error.js'
import { MAX_DEPTH, MAX_LINKS } from '../../url/url-limits.js'
import type { RangeVariable } from './expression.js'

export interface Scope {
  readonly model: EdmModel
  /** `$it`: each item of the resource that the path names, in nested options too (OData-URL 4.01, section 5.1.1.14.4). */
  readonly it: RangeVariable
  /** What bare names and `$this` mean: `$it`, or the item of the collection that nested options or an inner `$filter` are about. */
  readonly current: RangeVariable
  /** Lambda variables in scope, by name. */
  readonly variables: ReadonlyMap<string, RangeVariable>
  /** Names that `$compute` and `$apply` added to the current item. */
  readonly computed: ReadonlyMap<string, TypeReference>
  /** Parameter aliases by their names without `@`. */
  readonly aliases: ReadonlyMap<string, ExpressionNode>
  /** `$filter`, `$orderby` …: names the text in messages, and their target. */
  readonly option: string
}

/** Where an expression stands, before anything of it is bound. */
export interface ScopeContext {
  readonly model: EdmModel
  /** Parameter aliases by their names without `@`. */
  readonly aliases: ReadonlyMap<string, ExpressionNode>
  /** `$it` of nested options, which are about other items; undefined where the items are those of the resource. */
  readonly it: RangeVariable | undefined
}

/** The scope of an option that is about the items of a collection, or about one entity. */
export function itemScope ({ model, aliases, it }: ScopeContext, itemType: TypeReference, option: string): Scope {
  const current: RangeVariable = { name: it === undefined ? '$it' : '$this', type: itemType }
  return { model, it: it ?? current, current, variables: new Map(), computed: new Map(), aliases, option }
}

/** Nodes of one option. The parser bounds the text; an alias may stand in it many times. */
export const MAX_BOUND_NODES = 10_000
/** Uses of parameter aliases in one option, those inside aliases included. */
export const MAX_SUBSTITUTIONS = 100
/** No deeper than the parser lets one text be; aliases inside aliases could add up to more. */
const MAX_BOUND_DEPTH = MAX_DEPTH + MAX_LINKS + 1

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
}

/** One budget for all the expressions of an option. */
export function startBinding (scope: Scope): Binding {
  return { ...scope, budget: { nodes: 0, depth: 0, substitutions: 0 }, openAliases: [] }
}

/** Every node passes here on the way in, and {@link leaveNode} on the way out. */
export function enterNode ({ budget, option }: Binding): void {
  if (++budget.nodes > MAX_BOUND_NODES) {
    throw limitError(option, `more than ${MAX_BOUND_NODES} values and operators, parameter aliases replaced`)
  }
  if (++budget.depth > MAX_BOUND_DEPTH) throw limitError(option, `nested deeper than ${MAX_BOUND_DEPTH} levels, parameter aliases replaced`)
}

export function leaveNode ({ budget }: Binding): void {
  budget.depth--
}

export function countSubstitution ({ budget, option }: Binding): void {
  if (++budget.substitutions > MAX_SUBSTITUTIONS) throw limitError(option, `more than ${MAX_SUBSTITUTIONS} uses of parameter aliases`)
}
