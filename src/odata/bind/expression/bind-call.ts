/**
 * Calls of canonical functions (OData-URL 4.01, sections 5.1.1.4 to 5.1.1.11): which overload is meant, and its arguments converted for it.
 */
import type { MethodCallNode, NameSegmentNode } from '../../url/ast.js'
import { bindBoundCall } from './bind-bound-call.js'
import { bindError } from './bind-error.js'
import { bindRollupNode } from './bind-rollup-node.js'
import { bindCount } from './bind-collection-path.js'
import { bindCollections, bindWholeCall, isWholeFunction, isWrittenHere } from './bind-whole.js'
import { bindUntyped, withoutType } from './bind-expression.js'
import { bindKeyed } from './bind-path-expression.js'
import { bindPattern } from './bind-pattern.js'
import { accepts, convertTo } from './conversions.js'
import { isDynamic } from './dynamic-value.js'
import type { DynamicExpression, Expression } from './expression.js'
import { describeType, isUnknown, notSupported, primitiveName, primitiveReference, variableOf } from './expression-type.js'
import { decidingArguments, functionSignatures } from './function-signatures.js'
import type { FunctionName, FunctionSignature } from './function-signatures.js'
import { isNumeric } from './numeric-promotion.js'
import type { Binding } from './scope.js'
import { settle } from './slot-expression.js'
import { unknownFunction } from './unknown-function.js'

/** Functions of texts that OData has for collections too, and what they give is no collection (section 5.1.1.5). */
const collectionFunctions = ['contains', 'endswith', 'indexof', 'startswith'] as const

const isCollectionFunction = (name: string): name is typeof collectionFunctions[number] =>
  (collectionFunctions as readonly string[]).includes(name)

export function bindCall (binding: Binding, node: MethodCallNode): Expression {
  const lower = node.name.toLowerCase()
  if (isWholeFunction(lower)) return bindWholeCall(binding, node, lower)
  if (!isFunctionName(lower)) {
    const { name, position, arguments: { length } } = node
    const parentheses = [{ kind: 'parameters', parameters: [], position } as const]
    const bare = { name, parentheses, position }
    const called = length === 0 ? bindRollupNode(binding, bare) ?? bindBoundCall(binding, variableOf(binding.current), bare) : undefined
    if (called === undefined && length > 1) return unknownFunction(binding, name, position)
    return called ?? bindKeyed(binding, { kind: 'name', name, parentheses: keyIn(node), position })
  }
  if (isCollectionFunction(lower) && node.arguments.some(argument => isWrittenHere(binding, argument))) {
    return bindCollections(binding, node, lower)
  }
  const operands = node.arguments.map(argument => bindUntyped(binding, argument))
  const unknown = operands.find(isUnknown)
  if (unknown !== undefined) return unknown
  const undecided = undecidedIn(functionSignatures[lower], operands)
  if (undecided !== undefined) return withoutType(binding, undecided)
  const overload = findOverload(functionSignatures[lower], operands)
  if (overload === undefined) return withCollections(binding, node, lower, operands) ?? refuseArguments(binding, node, lower, operands)
  const converted = operands.map((operand, index) => {
    const argument = convertTo(overload.parameters[index] ?? 'Edm.String', operand)
    return decidingArguments[lower]?.includes(index) === true ? settle(argument) : argument
  })
  if (lower === 'substring') checkLength(binding, node, converted[2])
  const unmatched = lower === 'matchespattern' ? bindPattern(binding, converted[1], node.arguments[1]) : undefined
  return unmatched ?? callOf(lower, overload, converted)
}

/** A member with a key looks like a call. */
const keyIn = ({ arguments: [value], position }: MethodCallNode): NameSegmentNode['parentheses'] =>
  [value === undefined ? { kind: 'parameters', parameters: [], position } : { kind: 'key', value, position }]

/** Where a length is written, its being less than zero is a mistake in the request (section 5.1.1.5.7). */
function checkLength (binding: Binding, { arguments: nodes }: MethodCallNode, length: Expression | undefined): void {
  if (length?.kind !== 'literal' || length.value === null || Number(length.value) >= 0) return
  const position = nodes[2]?.position ?? 0
  throw bindError(binding, { position, expected: 'a length that is not less than zero', found: String(length.value) })
}

const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(functionSignatures, name)

/** The first overload whose types are the arguments' own; or that they are promoted to; or that a 64-bit integer may fit. */
function findOverload (overloads: readonly FunctionSignature[], operands: readonly Expression[]): FunctionSignature | undefined {
  for (const fits of [isOfType, accepts, acceptsNarrowed]) {
    const overload = overloads.find(({ parameters }) =>
      parameters.length === operands.length &&
      parameters.every((name, index) => operands[index] !== undefined && fits(name, operands[index]))
    )
    if (overload !== undefined) return overload
  }
  return undefined
}

/** A dynamic argument that could be read as several types: `hour` takes points in time and times of day. */
function undecidedIn (overloads: readonly FunctionSignature[], operands: readonly Expression[]): DynamicExpression | undefined {
  const dynamic = operands.filter(isDynamic)
  if (dynamic.length === 0) return undefined
  const fitting = overloads.filter(({ parameters }) =>
    parameters.length === operands.length && operands.every((operand, index) => accepts(parameters[index] ?? 'Edm.String', operand)))
  return dynamic.find(operand => {
    const names = fitting.map(({ parameters }) => parameters[operands.indexOf(operand)] ?? 'Edm.String')
    return new Set(names.map(name => isNumeric(name) ? 'Edm.Double' : name)).size > 1
  })
}

const isOfType: typeof accepts = (name, operand) => primitiveName(operand) === name

/** Integer arithmetic has 64 bits, and `substring(a,indexof(a,'-') add 1)` must do. */
const acceptsNarrowed: typeof accepts = (name, operand) =>
  accepts(name, operand) || (name === 'Edm.Int32' && primitiveName(operand) === 'Edm.Int64')

function callOf (name: FunctionName, { result }: FunctionSignature, operands: readonly Expression[]): Expression {
  const nullable = operands.some(operand => operand.type.nullable)
  return { kind: 'call', name, arguments: operands, type: primitiveReference(result, nullable) }
}

/** With collections in the place of texts. */
function withCollections (
  binding: Binding,
  node: MethodCallNode,
  name: FunctionName,
  operands: readonly Expression[]
): Expression | undefined {
  const [first] = operands
  if (first === undefined || !operands.some(({ type }) => type.type.kind === 'collection')) return undefined
  if (isCollectionFunction(name)) return bindCollections(binding, node, name)
  if (name === 'concat' || name === 'substring') return notSupported(binding, `The function ${name} with collections`)
  if (name !== 'length' || operands.length > 1) return undefined
  const count = bindCount(binding, { expression: first, filters: [] }, { kind: 'count', options: {}, position: node.position })
  return { ...count, type: primitiveReference('Edm.Int32', false) }
}

function refuseArguments (binding: Binding, { position }: MethodCallNode, name: FunctionName, operands: readonly Expression[]): never {
  const expected = functionSignatures[name].map(({ parameters }) => `${name}(${parameters.join(',')})`).join(' or ')
  throw bindError(binding, { position, expected, found: `${name}(${operands.map(describeType).join(',')})` })
}
