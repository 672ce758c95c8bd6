/** How long computed texts may become: `concat` of a name with itself doubles what it stands for, each time it is done. */
import { limits } from '../../../base/limits.js'
import { limitError } from '../../url/syntax-error.js'
import type { Expression } from './expression.js'
import type { Scope } from './scope.js'

/** How many stored or sent texts the value is put together of at most; `computed` says it of names. */
export function textsIn (expression: Expression, computed: ReadonlyMap<string, number> = new Map()): number {
  const most = (children: readonly Expression[]): number => Math.max(1, ...children.map(child => textsIn(child, computed)))
  switch (expression.kind) {
    case 'computed': return computed.get(expression.name) ?? 1
    case 'call':
      return expression.name === 'concat'
        ? expression.arguments.reduce((sum, argument) => sum + textsIn(argument, computed), 0)
        : most(expression.arguments)
    case 'convert': return textsIn(expression.operand, computed)
    case 'case': return most(expression.branches.map(({ value }) => value))
    default: return 1
  }
}

/** The most that any value inside is put together of. */
function mostTexts (expression: Expression, computed: ReadonlyMap<string, number> | undefined): number {
  let most = 0
  const open = [expression]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'call' || next.kind === 'computed') most = Math.max(most, textsIn(next, computed))
    open.push(...insideOf(next))
  }
  return most
}

/** What is inside an expression, down to the next text that is put together. */
function insideOf (expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'unary': case 'convert': case 'isOf': case 'has': return [expression.operand]
    case 'binary': return [expression.left, expression.right]
    case 'in': return [expression.operand, ...Array.isArray(expression.items) ? expression.items as readonly Expression[] : []]
    case 'call': return expression.name === 'concat' ? [] : expression.arguments
    case 'lambda': return expression.predicate === undefined ? [] : [expression.predicate]
    case 'count': return expression.filter === undefined ? [] : [expression.filter]
    case 'aggregate': return [expression.operand, ...expression.filter === undefined ? [] : [expression.filter]]
    case 'case': return expression.branches.flatMap(({ condition, value }) => [condition, value])
    default: return []
  }
}

/** Computed names that an expression reads. */
export function namesIn (expression: Expression): ReadonlySet<string> {
  const names = new Set<string>()
  const open = [expression]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'computed') names.add(next.name)
    open.push(...next.kind === 'call' ? next.arguments : insideOf(next))
  }
  return names
}

/** The expression. @throws ODataError `badRequest` when a value in it is put together of too many texts. */
export function checkTexts ({ option, texts }: Pick<Scope, 'option' | 'texts'>, expression: Expression): Expression {
  if (mostTexts(expression, texts) <= limits.texts.most) return expression
  throw limitError(option, `concat puts more than ${limits.texts.most} texts together in one value, computed names replaced`)
}
