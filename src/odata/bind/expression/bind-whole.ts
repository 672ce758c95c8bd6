/**
 * Collections, structured values and geographies as wholes: `eq`, `ne`, `hassubset`, `hassubsequence`, `contains` and its like (OData-URL
 * 4.01, sections 5.1.1.1.1, 5.1.1.5 and 5.1.1.6), `geo.distance`, `geo.length`, `geo.intersects` (section 5.1.1.11).
 */
import { isAssignable, isStructured, itemType, typeName, underlyingType } from '../../../edm/lookup.js'
import type { EdmType, TypeReference } from '../../../edm/types.js'
import type { BinaryNode, ExpressionNode, MethodCallNode } from '../../url/ast.js'
import { openAlias } from './bind-alias.js'
import { bindError } from './bind-error.js'
import { bindNode } from './bind-expression.js'
import { accepts, convertTo } from './conversions.js'
import type { CollectionFunction, ComparisonOperator, Expression } from './expression.js'
import { booleanReference, describeType, describeTypes, isUnknown, isUntypedNull, notSupported, nullOf, primitiveReference } from './expression-type.js'
import type { Binding } from './scope.js'
import { settle } from './slot-expression.js'
import { bindWrittenJson } from './written-json.js'

const functions = ['hassubset', 'hassubsequence', 'geo.distance', 'geo.length', 'geo.intersects'] as const

type NamedFunction = typeof functions[number]

/** Functions of wholes alone: others of the same names take texts, too. */
export const isWholeFunction = (name: string): name is NamedFunction => (functions as readonly string[]).includes(name)

/** `eq` and `ne` with a list or an object that is written on one side; undefined where none is. */
export function bindWritten (binding: Binding, node: BinaryNode, operator: ComparisonOperator): Expression | undefined {
  const [left, right] = [writtenIn(binding, node.left), writtenIn(binding, node.right)]
  if (left === undefined && right === undefined) return undefined
  if (operator !== 'eq' && operator !== 'ne') {
    throw bindError(binding, { position: node.position, expected: '"eq" or "ne" with a list of values', found: `"${operator}"` })
  }
  if (left !== undefined && right !== undefined) return notSupported(binding, 'Comparing two lists that are written')
  const operand = bindNode(binding, left === undefined ? node.left : node.right)
  if (isUnknown(operand)) return operand
  return negated(operator, bindSame(binding, operand, left === undefined ? node.right : node.left, node))
}

/** Whether the operand is what the node says. */
export function bindSame (
  binding: Binding,
  operand: Expression,
  node: ExpressionNode,
  { position }: Pick<BinaryNode, 'position'>
): Expression {
  const other = bindOperand(binding, node, operand.type)
  if (isUnknown(other)) return other
  if (isUntypedNull(other)) return { kind: 'binary', operator: 'eq', left: operand, right: nullOf(operand.type.type), type: booleanReference }
  return same(binding, position, operand, other)
}

/** Two of which neither is written. */
export const sameness = (
  binding: Binding,
  { position }: BinaryNode,
  operator: 'eq' | 'ne',
  [left, right]: readonly [Expression, Expression]
): Expression =>
  negated(operator, same(binding, position, left, right))

function same (binding: Binding, position: number, left: Expression, right: Expression): Expression {
  if (!areAlike(elementOf(left), elementOf(right)) || isCollection(left) !== isCollection(right)) {
    throw bindError(binding, { position, expected: 'operands of one type for "eq"', found: describeTypes(left, right) })
  }
  return { kind: 'whole', name: 'same', arguments: [left, right], type: booleanReference }
}

/** Whether there are values of both. */
const areAlike = (left: EdmType, right: EdmType): boolean =>
  left === right || (isStructured(left) && isStructured(right) && (isAssignable(left, right) || isAssignable(right, left)))

function negated (operator: 'eq' | 'ne', operand: Expression): Expression {
  return operator === 'eq' || isUnknown(operand) ? operand : { kind: 'unary', operator: 'not', operand, type: booleanReference }
}

export function bindWholeCall (binding: Binding, node: MethodCallNode, name: NamedFunction): Expression {
  return name === 'hassubset' || name === 'hassubsequence' ? bindCollections(binding, node, name) : bindGeo(binding, node, name)
}

/** Two collections, one of which may be written. */
export function bindCollections (binding: Binding, node: MethodCallNode, name: CollectionFunction): Expression {
  const [first, second] = node.arguments
  const expected = `${name}(collection,collection)`
  if (first === undefined || second === undefined || node.arguments.length > 2) {
    throw bindError(binding, { position: node.position, expected, found: `${node.arguments.length} arguments` })
  }
  const isFirstWritten = writtenIn(binding, first) !== undefined
  if (isFirstWritten && writtenIn(binding, second) !== undefined) return notSupported(binding, `${name} of two lists that are written`)
  const known = bindNode(binding, isFirstWritten ? second : first)
  if (isUnknown(known)) return known
  const other = bindOperand(binding, isFirstWritten ? first : second, known.type)
  if (isUnknown(other)) return other
  const operands = isFirstWritten ? [other, known] : [known, other]
  if (!operands.every(isCollection) || elementOf(known) !== elementOf(other)) {
    throw bindError(binding, { position: node.position, expected, found: `${name}(${operands.map(describeType).join(',')})` })
  }
  return { kind: 'whole', name, arguments: operands, type: name === 'indexof' ? primitiveReference('Edm.Int32', false) : booleanReference }
}

const parameters = { 'geo.distance': ['Point', 'Point'], 'geo.length': ['LineString'], 'geo.intersects': ['Point', 'Polygon'] } as const

function bindGeo (binding: Binding, node: MethodCallNode, name: keyof typeof parameters): Expression {
  const operands = node.arguments.map(argument => bindNode(binding, argument))
  const unknown = operands.find(isUnknown)
  if (unknown !== undefined) return unknown
  const shapes = operands.map(({ type: { type } }) => /^Edm\.(Geography|Geometry)(.*)$/.exec(typeName(type)) ?? [])
  const spaces = new Set(shapes.map(([, space]) => space))
  const wanted: readonly string[] = parameters[name]
  if (shapes.length !== wanted.length || spaces.size !== 1 || !shapes.every(([, , shape], index) => shape === wanted[index])) {
    const expected = `${name}(${wanted.map(shape => `Edm.Geography${shape}`).join(',')}), or the same of Edm.Geometry`
    throw bindError(binding, { position: node.position, expected, found: `${name}(${operands.map(describeType).join(',')})` })
  }
  const type = name === 'geo.intersects' ? primitiveReference('Edm.Boolean', true) : primitiveReference('Edm.Double', true)
  return { kind: 'whole', name, arguments: operands, type }
}

interface Written {
  /** Where it was written. */
  readonly binding: Binding
  readonly node: Extract<ExpressionNode, { kind: 'array' | 'list' | 'object' }>
}

/** What is written here, or as the value of an alias. */
function writtenIn (binding: Binding, node: ExpressionNode): Written | undefined {
  if (node.kind === 'array' || node.kind === 'list' || node.kind === 'object') return { binding, node }
  const value = node.kind === 'parameterAlias' ? binding.aliases.get(node.name) : undefined
  if (node.kind !== 'parameterAlias' || value === undefined) return undefined
  if (value.kind !== 'array' && value.kind !== 'object' && value.kind !== 'parameterAlias') return undefined
  return writtenIn(openAlias(binding, node.name, node.position), value)
}

/** Whether a list or an object stands here, or is the value of the alias that does. */
export const isWrittenHere = (binding: Binding, node: ExpressionNode): boolean => writtenIn(binding, node) !== undefined

/** What is written becomes a value of the type of what it stands beside. */
export function bindOperand (binding: Binding, node: ExpressionNode, type: TypeReference): Expression {
  const written = writtenIn(binding, node)
  if (written === undefined) return bindNode(binding, node)
  const element = underlyingType(itemType(type).type)
  if (written.node.kind === 'object' || isStructured(element)) return bindWrittenJson(written.binding, written.node, type)
  if (element.kind !== 'primitive') return notSupported(binding, 'A list of members of an enumeration as a whole')
  const texts = written.node.items.map(item => {
    const bound = settle(bindNode(written.binding, item))
    if (isUnknown(bound)) return bound
    const value = accepts(element.name, bound) ? settle(convertTo(element.name, bound)) : undefined
    if (value?.kind !== 'literal') {
      throw bindError(binding, { position: item.position, expected: `a value of type ${element.name}`, found: describeType(bound) })
    }
    return typeof value.value === 'bigint' ? String(value.value) : JSON.stringify(value.value)
  })
  const unknown = texts.find(text => typeof text !== 'string')
  return unknown ?? { kind: 'written', json: `[${texts.join(',')}]`, type }
}

const isCollection = ({ type: { type } }: Expression): boolean => type.kind === 'collection'
const elementOf = ({ type: { type } }: Expression): EdmType => underlyingType(type.kind === 'collection' ? type.elementType.type : type)
