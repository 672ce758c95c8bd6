/**
 * Bound functions in expressions (OData-URL 4.01, section 5.1.1.14.5): `Ns.Reduced(percentage=10)` of the current item, or of a lambda
 * variable. One whose effect is an expression is that expression over the item; others are not supported.
 */
import type { EdmFunction, Operation } from '../../../edm/types.js'
import { literalOf } from '../../json/value-literal.js'
import { chooseOverload } from '../../operations/choose-overload.js'
import { findBound } from '../../operations/find-operations.js'
import { ownParameters, readWritten } from '../../operations/read-arguments.js'
import type { ExpressionNode, ParenthesesNode } from '../../url/ast.js'
import { parseExpression } from '../../url/parse-expression.js'
import { bindError, quoted } from './bind-error.js'
import { bindNode } from './bind-expression.js'
import type { Expression, RangeVariable } from './expression.js'
import { isUnknown, notSupported } from './expression-type.js'
import type { Binding } from './scope.js'

interface Call {
  readonly name: string
  readonly parentheses: readonly ParenthesesNode[]
  readonly position: number
}

/** Undefined where the type of the source has no operation of the name. */
export function bindBoundCall (binding: Binding, source: Expression, call: Call): Expression | undefined {
  const [first, ...others] = findBound(binding.model, source.type, call.name)
  if (first === undefined) return undefined
  const { parentheses: [list, more], position } = call
  if (first.kind === 'action' || list?.kind !== 'parameters' || more !== undefined) {
    throw bindError(binding, { position, expected: 'a function with the names of its parameters', found: quoted(call.name) })
  }
  const written = new Map(list.parameters.map(({ name, value }) => [name, value]))
  const operation = chooseOverload([first, ...others], [...written.keys()])
  if ([...written.values()].some(isOfItem)) return notSupported(binding, `Calling the function ${operation.fullName} with values of the item`)
  const text = binding.model.expressions?.get(operation)
  if (text === undefined) return notSupported(binding, `The function ${operation.fullName} in an expression`)
  if (source.kind !== 'variable') return notSupported(binding, `The function ${operation.fullName} of what a path leads to`)
  return inline(binding, source.variable, operation as EdmFunction, text, written)
}

/** Only what is written down is a parameter here. */
const isOfItem = ({ kind }: ExpressionNode): boolean =>
  !['literal', 'enumLiteral', 'geoLiteral', 'array', 'object', 'parameterAlias'].includes(kind)

function inline (
  binding: Binding,
  item: RangeVariable,
  operation: EdmFunction,
  text: string,
  written: ReadonlyMap<string, ExpressionNode>
): Expression {
  const aliases = literalsOf(binding, operation, written)
  const inner: Binding = { ...binding, it: item, current: item, variables: new Map(), computed: new Map(), aliases, openAliases: [] }
  const operand = bindNode(inner, parseExpression(text, binding.option))
  const { type } = operation.returnType
  if (isUnknown(operand)) return operand
  if (type.kind !== 'primitive') return notSupported(binding, `The function ${operation.fullName} in an expression`)
  return { kind: 'convert', operand, type: { type, nullable: true } }
}

/** The parameters, as literals of their types. */
function literalsOf (
  { model, aliases, option }: Binding,
  operation: Operation,
  written: ReadonlyMap<string, ExpressionNode>
): Binding['aliases'] {
  const values = readWritten(model, operation, written, aliases)
  return new Map(ownParameters(operation).map(({ name, type: { type } }) =>
    [name, parseExpression(literalOf(type, values.get(name)), option)]))
}
