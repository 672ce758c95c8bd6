/** `commonExpr` (OData-URL 4.01, section 5.1.1; ABNF section 4): operators, calls and literals. Paths are in `path-expression.ts`. */
import type { Liberty } from '../../base/tolerances.js'
import type {
  BinaryNode, BinaryOperator, CaseNode, ExpressionNode, ListNode, MethodCallNode, NamedValueNode, ParenthesesNode, PathNode, TypeNameNode,
  UnaryNode
} from './ast.js'
import { parseArray, parseObject } from './json.js'
import { isQuotedTypeName } from './quoted-type-name.js'
import { lex, type Token } from './lexer.js'
import { isPrimitiveLiteral, parseLiteral } from './literal.js'
import { Parser } from './parser.js'
import {
  binaryOperators, binaryPrecedence, followingWords, followsExpression, isMember, isMemberNamedNot, operatorOf, UNARY_PRECEDENCE
} from './operator-words.js'
import { parsePath, parsePathTail } from './path-expression.js'
import { suggest } from '../../base/suggest.js'

/** What people write who come from other languages. */
const foreignOperators = new Map([
  ['=', 'eq'],
  ['==', 'eq'],
  ['===', 'eq'],
  ['!=', 'ne'],
  ['<>', 'ne'],
  ['>', 'gt'],
  ['>=', 'ge'],
  ['<', 'lt'],
  ['<=', 'le'],
  ['&&', 'and'],
  ['||', 'or'],
  ['*', 'mul'],
  ['-', 'sub'],
  ['%', 'mod'],
  ['!', 'not']
])

/** A text that is one expression; `option` names it in errors: `$filter`, `@p`. */
export function parseExpression (text: string, option: string, slots?: Parser['slots'], liberties?: Liberty[]): ExpressionNode {
  return new Parser(option, text, 0, slots, liberties).whole(parser => {
    parser.expectGlued('an expression')
    return parseCommonExpr(parser)
  })
}

/** `commonExpr` */
export function parseCommonExpr (parser: Parser): ExpressionNode {
  const expression = parser.nested(parseOperators)
  expectEnd(parser)
  return expression
}

/** @throws ODataError where something else follows */
function expectEnd (parser: Parser): void {
  if (followsExpression(parser.token)) return
  throw parser.unexpected('an operator or the end of the expression', nearestOperator(parser))
}

function nearestOperator ({ token, text }: Parser): string | undefined {
  if (token.kind === 'name') return suggest(token.text, [...binaryOperators.keys(), ...followingWords])
  const symbol = /^[-=<>!|&*%]+/.exec(text.slice(token.start, token.start + 3))
  return symbol === null ? undefined : foreignOperators.get(symbol[0])
}

/** What waits for the operand to its right, outermost first. */
type Waiting =
  | { readonly kind: 'bracket' }
  | { readonly kind: 'prefix', readonly operator: UnaryNode['operator'], readonly position: number }
  | { readonly kind: 'infix', readonly operator: BinaryOperator, readonly left: ExpressionNode, readonly position: number }

/**
 * `andExpr`, `orExpr`, `eqExpr` … `modExpr`, `notExpr`, `negateExpr` and `parenExpr`: by precedence, left-associative. With a stack of its
 * own, so that brackets within brackets take no more than their characters; clients that put lists together write hundreds of them.
 */
function parseOperators (parser: Parser): ExpressionNode {
  const waiting: Waiting[] = []
  for (;;) {
    parsePrefixes(parser, waiting)
    let operand = parsePrimary(parser)
    for (let operator = operatorOf(parser.token); ; operator = operatorOf(parser.token)) {
      if (operator === 'has' || operator === 'in') {
        operand = parseHasInTail(parser, operator, operand)
        continue
      }
      operand = reduce(waiting, operand, operator === undefined ? 0 : binaryPrecedence[operator])
      if (operator !== undefined) {
        parser.countLink()
        waiting.push({ kind: 'infix', operator, left: operand, position: parser.advance().start })
        break
      }
      if (waiting.pop() === undefined) return operand
      expectEnd(parser)
      parser.expect(')', '")"')
    }
  }
}

/** Opening brackets, `-` and `not` before an operand. */
function parsePrefixes (parser: Parser, waiting: Waiting[]): void {
  for (;;) {
    const { start: position } = parser.token
    if (parser.skip('(')) waiting.push({ kind: 'bracket' })
    else if (parser.skip('-')) waiting.push({ kind: 'prefix', operator: 'negate', position })
    else if (parser.isWord('not') && !isMemberNamedNot(parser.text, parser.token)) {
      parser.advance()
      waiting.push({ kind: 'prefix', operator: 'not', position })
    } else return
    if (waiting.at(-1)?.kind === 'prefix') parser.countLink()
  }
}

/** Gives the operand to what waits for it back to the last bracket, as far as that binds as tight as `precedence`. */
function reduce (waiting: Waiting[], operand: ExpressionNode, precedence: number): ExpressionNode {
  let node = operand
  for (let last = waiting.at(-1); last !== undefined && last.kind !== 'bracket'; last = waiting.at(-1)) {
    const { operator, position } = last
    if ((last.kind === 'prefix' ? UNARY_PRECEDENCE : binaryPrecedence[last.operator]) < precedence) break
    waiting.pop()
    node = last.kind === 'prefix'
      ? { kind: 'unary', operator: last.operator, operand: node, position }
      : { kind: 'binary', operator: operator as BinaryOperator, left: last.left, right: node, position }
  }
  return node
}

/** `hasExpr`, `inExpr` */
function parseHasInTail (parser: Parser, operator: 'has' | 'in', left: ExpressionNode): BinaryNode {
  parser.countLink()
  const position = parser.advance().start
  const right = operator === 'in' && parser.is('(') ? parseListExpr(parser) : parsePrimary(parser)
  return { kind: 'binary', operator, left, right, position }
}

/** `listExpr`, or a `parenExpr` when what the parentheses hold is not literals. */
function parseListExpr (parser: Parser): ExpressionNode {
  const position = parser.token.start
  return parser.enclosed(() => {
    if (parser.is(')')) return { kind: 'list', items: [], position }
    const first = parseCommonExpr(parser)
    if (!isPrimitiveLiteral(first)) return first
    const items: Array<ListNode['items'][number]> = [first]
    while (parser.skip(',')) items.push(parseLiteral(parser))
    return { kind: 'list', items, position }
  })
}

function parsePrimary (parser: Parser): ExpressionNode {
  switch (parser.token.kind) {
    case 'literal': case 'prefixedString': return parseLiteral(parser)
    case '(': return parser.enclosed(parseCommonExpr)
    case '[': return parseArray(parser)
    case '{': return parseObject(parser)
    case 'name': return parseNamed(parser)
    case 'dollarName': case 'atName': return parsePath(parser)
    default: throw parser.unexpected('an expression')
  }
}

/** What begins with a name: `caseMethodCallExpr`, `castExpr`, `isofExpr`, `methodCallExpr`, `functionExpr`, `firstMemberExpr`. */
function parseNamed (parser: Parser): ExpressionNode {
  if (operatorOf(parser.token) !== undefined && !isMember(parser.text, parser.token)) throw parser.unexpected('an expression')
  const { start } = parser.token
  const name = parser.expectName()
  if (!parser.isGlued('(')) return parsePathTail(parser, name, start)
  switch (name.toLowerCase()) {
    case 'case': return parseCase(parser, start)
    case 'cast': return { kind: 'cast', ...parseTypeArguments(parser), position: start }
    case 'isof': return { kind: 'isOf', ...parseTypeArguments(parser), position: start }
    case 'any': case 'all': throw parser.error(start, `a collection and "/" before "${name}"`, name)
    default: return parseCall(parser, name, start)
  }
}

/** `caseMethodCallExpr` */
function parseCase (parser: Parser, position: number): CaseNode {
  const branches = parser.enclosed(() => parser.list(',', () => {
    const condition = parseCommonExpr(parser)
    parser.expect(':')
    return { condition, value: parseCommonExpr(parser) }
  }))
  return { kind: 'case', branches, position }
}

/** The parentheses of `castExpr` and `isofExpr`: `[ commonExpr "," ] optionallyQualifiedTypeName`, or the type in quotes. */
function parseTypeArguments (parser: Parser): { operand?: ExpressionNode, type: TypeNameNode } {
  return parser.enclosed(() => {
    const alone = tryTypeName(parser)
    if (alone !== undefined) return { type: alone }
    const operand = parseCommonExpr(parser)
    parser.expect(',')
    return { operand, type: parseTypeName(parser) }
  })
}

/** A type name that is the only argument; else the parser is where it was. */
function tryTypeName (parser: Parser): TypeNameNode | undefined {
  const { token, previousEnd } = parser
  if (isQuotedTypeName(token) && lex(parser.text, token.end).kind === ')') return parseTypeName(parser)
  if (token.kind !== 'name') return undefined
  const collection = token.text === 'Collection' && parser.text.charAt(token.end) === '('
  if (collection || lex(parser.text, token.end).kind === ')') {
    const type = parseTypeName(parser)
    if (parser.is(')')) return type
  }
  parser.rewind(token, previousEnd)
  return undefined
}

/** `optionallyQualifiedTypeName` */
function parseTypeName (parser: Parser): TypeNameNode {
  const { token } = parser
  const position = token.start
  if (isQuotedTypeName(token)) {
    parser.advance()
    parser.takeLiberty('quotedTypeNames')
    return { name: token.text.replace(/^Collection\(|\)$/g, ''), collection: token.text.startsWith('Collection('), position }
  }
  const name = parser.expectName('a type name')
  if (name !== 'Collection' || !parser.isGlued('(')) return { name, collection: false, position }
  return { name: parser.parenthesized(() => parser.expectName('a type name')), collection: true, position }
}

/**
 * `methodCallExpr` with its arguments by position. With named parameters, or where a path goes on after it, it is the first segment of
 * a path: a function, or a collection with a key.
 */
function parseCall (parser: Parser, name: string, position: number): MethodCallNode | PathNode {
  const { token } = parser
  const values = parseArguments(parser)
  const goesOn = parser.isGlued('/') || parser.isGlued('(')
  if (values.kind === 'positional' && (!goesOn || values.items.length > 1)) {
    return { kind: 'methodCall', name, arguments: values.items, position }
  }
  return parsePathTail(parser, name, position, asParentheses(parser, values, token))
}

type Arguments =
  | { readonly kind: 'positional', readonly items: readonly ExpressionNode[] }
  | { readonly kind: 'named', readonly items: readonly NamedValueNode[] }

/** `functionExprParameters`, or arguments by position. */
function parseArguments (parser: Parser, isNamed = (): boolean => parser.isAssignment()): Arguments {
  return parser.enclosed((): Arguments => {
    if (parser.is(')')) return { kind: 'positional', items: [] }
    if (parser.isMemberName() && isNamed()) return { kind: 'named', items: parser.list(',', parseNamedValue) }
    return { kind: 'positional', items: parser.list(',', parseCommonExpr) }
  })
}

/** `functionExprParameter`, `keyValuePair` */
export function parseNamedValue (parser: Parser): NamedValueNode {
  const position = parser.token.start
  const name = parser.isWordLiteral() ? parser.expectMember() : parser.expectIdentifier('a parameter name')
  const glued = parser.isGlued('=')
  parser.expect('=')
  if (!glued || parser.token.start > parser.previousEnd) parser.takeLiberty('spacedParameters')
  return { name, value: parseCommonExpr(parser), position }
}

/**
 * `keyPredicate` or `functionExprParameters` after a name. White space around `=`, as OData's own tutorials have it, is tolerated.
 */
export function parseParentheses (parser: Parser): ParenthesesNode {
  const { token } = parser
  return asParentheses(parser, parseArguments(parser, () => parser.isLooseAssignment()), token)
}

function asParentheses (parser: Parser, values: Arguments, { start: position }: Token): ParenthesesNode {
  if (values.kind === 'named') return { kind: 'parameters', parameters: values.items, position }
  const [value, second] = values.items
  if (value === undefined) return { kind: 'parameters', parameters: [], position }
  if (second !== undefined) throw parser.error(second.position, '")" after a single key value', ',')
  return { kind: 'key', value, position }
}
