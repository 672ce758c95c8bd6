/**
 * `$search` (OData-URL 4.01, section 5.1.8). Its words are not tokens of the other options, so it matches the text itself.
 * AND, OR and NOT are operators in upper case, and only there; to search for one of them, put it in quotation marks.
 */
import type { SearchNode } from './ast.js'
import type { Parser } from './parser.js'

const SPACE = /[ \t]+/y
const OPEN = /\([ \t]*/y
const CLOSE = /[ \t]*\)/y
// An operator is a word of its own. What has to follow it is the operand's to miss.
const NOT = /NOT(?![^\s()";])[ \t]*/y
const AND = /AND(?![^\s()";])[ \t]*/y
const OR = /OR(?![^\s()";])[ \t]*/y
const OPERATOR = /(?:AND|OR|NOT)(?![^\s()";])/y
const WORD = /[^\s()";'][^\s()";]*/y
const PHRASE = /"[^"]+"/y
const QUOTED = /'(?:[^']|'')*'/y
const FOUND = /"[^"]*|[^\s()";]+|./sy

/** `searchExpr / searchExpr-incomplete` */
export function parseSearch (parser: Parser): SearchNode {
  parser.matchRaw(SPACE)
  const position = parser.previousEnd
  const quoted = parser.matchRaw(QUOTED)
  const node: SearchNode = quoted === undefined
    ? parser.nested(parseOr)
    : { kind: 'term', text: quoted.slice(1, -1).replaceAll("''", "'"), position }
  parser.resume()
  return node
}

/** `searchOrExpr` */
function parseOr (parser: Parser): SearchNode {
  let left = parseAnd(parser)
  for (;;) {
    const position = parser.previousEnd
    if (parser.matchRaw(OR) === undefined) return left
    parser.countLink()
    left = { kind: 'or', left, right: parseAnd(parser), position }
  }
}

/** `searchAndExpr`: white space alone is an AND too. Leaves the parser behind the white space that follows the last operand. */
function parseAnd (parser: Parser): SearchNode {
  let left = parseOperand(parser)
  while (parser.matchRaw(SPACE) !== undefined && !atEnd(parser)) {
    const position = parser.previousEnd
    parser.matchRaw(AND)
    parser.countLink()
    left = { kind: 'and', left, right: parseOperand(parser), position }
  }
  return left
}

const END = /$|[);]/y

/** No operand comes here: the end of the search, or an OR. */
const atEnd = (parser: Parser): boolean => isNext(parser, END) || isNext(parser, OR)

function isNext ({ text, previousEnd }: Parser, pattern: RegExp): boolean {
  pattern.lastIndex = previousEnd
  return pattern.test(text)
}

/** `searchParenExpr`, `searchNegateExpr`, `searchPhrase`, `searchWord` */
function parseOperand (parser: Parser): SearchNode {
  const position = parser.previousEnd
  if (parser.matchRaw(NOT) !== undefined) return { kind: 'not', operand: parser.nested(parseOperand), position }
  if (parser.matchRaw(OPEN) !== undefined) {
    const node = parser.nested(parseOr)
    if (parser.matchRaw(CLOSE) === undefined) throw unexpected(parser, '")"')
    return node
  }
  const phrase = parser.matchRaw(PHRASE)
  if (phrase !== undefined) return { kind: 'term', text: phrase.slice(1, -1), position }
  const word = isNext(parser, OPERATOR) ? undefined : parser.matchRaw(WORD)
  if (word !== undefined) return { kind: 'term', text: word, position }
  throw unexpected(parser, 'a word, a phrase in quotation marks, NOT or "("')
}

function unexpected (parser: Parser, expected: string): Error {
  const position = parser.previousEnd
  return parser.error(position, expected, parser.matchRaw(FOUND))
}
