/** Expressions back to text, canonically: parsing what is printed gives the same tree. Parentheses only where precedence requires them. */
import type {
  AggregateNode,
  AnnotationSegmentNode,
  BinaryNode,
  DataPathNode,
  ExpressionNode,
  LiteralNode,
  NamedValueNode,
  NameSegmentNode,
  ParenthesesNode,
  PathNode,
  PathSegmentNode,
  SearchNode,
  TypeNameNode,
  UnaryNode
} from './ast.js'
import { binaryPrecedence, PRIMARY_PRECEDENCE, UNARY_PRECEDENCE } from './operator-words.js'
import { printOptions } from './print-options.js'

/** Any expression, as it stands decoded in `$filter`. */
export function printExpression (node: ExpressionNode): string {
  switch (node.kind) {
    case 'literal':
      return printLiteral(node)
    case 'enumLiteral':
      return `${node.typeName}'${node.members.join(',')}'`
    case 'geoLiteral':
      return `${node.space}${quote(node.text)}`
    case 'array':
      return `[${printAll(node.items)}]`
    case 'object':
      return `{${node.members.map(({ name, value }) => `${JSON.stringify(name)}:${printExpression(value)}`).join(',')}}`
    case 'list':
      return `(${printAll(node.items)})`
    case 'variable':
      return node.name
    case 'parameterAlias':
      return `@${node.name}`
    case 'path':
      return printPath(node)
    case 'methodCall':
      return `${node.name}(${printAll(node.arguments)})`
    case 'unary':
      return printUnary(node)
    case 'binary':
      return printBinary(node)
    case 'case':
      return `case(${node.branches.map(({ condition, value }) => `${printExpression(condition)} : ${printExpression(value)}`).join(',')})`
    case 'isOf':
      return `isof(${printTypeArguments(node)})`
    case 'cast':
      return `cast(${printTypeArguments(node)})`
  }
}

const printAll = (nodes: readonly ExpressionNode[]): string => nodes.map(printExpression).join(',')

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

function printLiteral ({ literalKind, text }: LiteralNode): string {
  switch (literalKind) {
    case 'string': return quote(text)
    case 'binary': case 'duration': return `${literalKind}${quote(text)}`
    default: return text
  }
}

/** An operand, in parentheses where it binds less tightly than its place needs. */
function printOperand (node: ExpressionNode, lowest: number): string {
  const text = printExpression(node)
  return precedenceOf(node) < lowest ? `(${text})` : text
}

function precedenceOf (node: ExpressionNode): number {
  switch (node.kind) {
    case 'binary': return binaryPrecedence[node.operator]
    case 'unary': return UNARY_PRECEDENCE
    default: return PRIMARY_PRECEDENCE
  }
}

/** A minus glued to digits would be read as the sign of a literal. */
function printUnary ({ operator, operand }: UnaryNode): string {
  const text = printOperand(operand, UNARY_PRECEDENCE)
  if (operator === 'not') return `not ${text}`
  return /^(?:\d|INF(?!\w))/.test(text) ? `- ${text}` : `-${text}`
}

function printBinary ({ operator, left, right }: BinaryNode): string {
  const precedence = binaryPrecedence[operator]
  return `${printOperand(left, precedence)} ${operator} ${printOperand(right, precedence + 1)}`
}

function printTypeArguments ({ operand, type }: { readonly operand?: ExpressionNode, readonly type: TypeNameNode }): string {
  const name = type.collection ? `Collection(${type.name})` : type.name
  return operand === undefined ? name : `${printExpression(operand)},${name}`
}

function printPath ({ root, segments }: PathNode): string {
  const path = segments.map(printSegment).join('/')
  return root === undefined ? path : `${printExpression(root)}/${path}`
}

function printSegment (node: PathSegmentNode): string {
  switch (node.kind) {
    case 'name':
    case 'annotation':
      return printStep(node)
    case 'count':
      return Object.keys(node.options).length === 0 ? '$count' : `$count(${printOptions(node.options)})`
    case 'filter':
      return `$filter(${printExpression(node.predicate)})`
    case 'lambda':
      return `${node.operator}(${
        node.variable === undefined || node.predicate === undefined ? '' : `${node.variable}:${printExpression(node.predicate)}`
      })`
    case 'aggregateCall':
      return `aggregate(${printAggregate(node.aggregate)})`
  }
}

/** A name with its parentheses, or an annotation. */
export function printStep (node: NameSegmentNode | AnnotationSegmentNode): string {
  if (node.kind === 'name') return `${node.name}${node.parentheses.map(printParentheses).join('')}`
  return node.qualifier === undefined ? `@${node.term}` : `@${node.term}#${node.qualifier}`
}

const printParentheses = (node: ParenthesesNode): string =>
  node.kind === 'key' ? `(${printExpression(node.value)})` : `(${printParameters(node.parameters)})`

/** `a=1,b=2` */
export const printParameters = (parameters: readonly NamedValueNode[]): string =>
  parameters.map(({ name, value }) => `${name}=${printExpression(value)}`).join(',')

/** `Amount with sum from Time with average as Total` */
export function printAggregate ({ expression, method, from, alias }: AggregateNode): string {
  const parts = [printExpression(expression), ...printMethod(method)]
  for (const { properties, method: fromMethod } of from) {
    parts.push('from', properties.map(printDataPath).join(','), ...printMethod(fromMethod))
  }
  if (alias !== undefined) parts.push('as', alias)
  return parts.join(' ')
}

const printMethod = (method: string | undefined): string[] => method === undefined ? [] : ['with', method]

export const printDataPath = (path: DataPathNode): string => path.names.join('/')

const SEARCH_PRECEDENCE = { or: 1, and: 2, not: 3, term: 4 } as const

/** The value of `$search`. */
export function printSearch (node: SearchNode): string {
  switch (node.kind) {
    case 'term': return printTerm(node.text)
    case 'not': return `NOT ${printSearchOperand(node.operand, SEARCH_PRECEDENCE.not)}`
    case 'and': case 'or': {
      const precedence = SEARCH_PRECEDENCE[node.kind]
      return `${printSearchOperand(node.left, precedence)} ${node.kind.toUpperCase()} ${printSearchOperand(node.right, precedence + 1)}`
    }
  }
}

function printSearchOperand (node: SearchNode, lowest: number): string {
  return SEARCH_PRECEDENCE[node.kind] < lowest ? `(${printSearch(node)})` : printSearch(node)
}

/** A word where it is one; a phrase cannot hold a quotation mark. */
function printTerm (text: string): string {
  if (text === '' || text.includes('"')) return quote(text)
  return /^[^\s();'][^\s();]*$/.test(text) && !/^(?:AND|OR|NOT)$/.test(text) ? text : `"${text}"`
}
