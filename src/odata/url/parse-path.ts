/**
 * The resource path (OData-URL 4.01, section 4). It is split at `/` before it is decoded, so that `%2F` inside a key stays in the key;
 * parentheses and quotes mean the same decoded or not (ABNF `OPEN`, `CLOSE`, `SQUOTE`).
 */
import { limits } from '../../base/limits.js'
import type { Liberty } from '../../base/tolerances.js'
import type { ParenthesesNode, PlainSegmentNode, SegmentNode, SystemSegmentName } from './ast.js'
import { parseParentheses } from './parse-expression.js'
import { isPrimitiveLiteral } from './literal.js'
import { isQualifiedName, Parser } from './parser.js'
import { parseFilterSegment } from './path-expression.js'
import { decodeSegment } from './percent-decode.js'
import { suggest } from '../../base/suggest.js'
import { limitError, RESOURCE_PATH, syntaxError } from './syntax-error.js'

const systemSegments: readonly SystemSegmentName[] = [
  '$metadata',
  '$batch',
  '$entity',
  '$all',
  '$count',
  '$value',
  '$ref',
  '$each',
  '$query'
]
const segmentsWithParentheses = ['$filter', '$crossjoin']

/** After these a path ends. */
const terminal: readonly SystemSegmentName[] = ['$metadata', '$batch', '$count', '$value', '$ref', '$query']

/**
 * `resourcePath`, undecoded, relative to the service root; one slash before it and one after it are tolerated. `liberties` gets what is
 * taken beyond the grammar.
 */
export function parseResourcePath (rawPath: string, liberties: Liberty[] = []): SegmentNode[] {
  if (/[^/]\/$/.test(rawPath)) liberties.push({ name: 'trailingSlash', source: RESOURCE_PATH })
  const trimmed = rawPath.replace(/^\//, '').replace(/\/$/, '')
  if (trimmed === '') return []
  const texts = trimmed.split('/', limits.segments.most + 1).map(decodeSegment)
  if (texts.length > limits.segments.most) throw limitError(RESOURCE_PATH, `more than ${limits.segments.most} segments`)
  const path = texts.join('/')
  if (path.length > limits.optionLength.most) throw limitError(RESOURCE_PATH, `longer than ${limits.optionLength.most} characters`)
  const segments: SegmentNode[] = []
  let start = 0
  for (const text of joinFilters(texts)) {
    const last = segments.at(-1)
    if (last?.kind === 'system' && terminal.includes(last.name)) throw fault(start, `the end after "${last.name}"`, `/${text}`)
    segments.push(parseSegment(path.slice(0, start + text.length), start, liberties))
    start += text.length + 1
  }
  return segments
}

/** `filterInPath` holds an expression, whose own slashes split nothing. */
function joinFilters (texts: readonly string[]): string[] {
  const joined: string[] = []
  for (const text of texts) {
    const last = joined.at(-1)
    if (last !== undefined && /^\$filter\(/i.test(last) && isUnclosed(last)) joined.splice(-1, 1, `${last}/${text}`)
    else joined.push(text)
  }
  return joined
}

/** More parentheses open than close outside of strings, or a string is open. */
function isUnclosed (text: string): boolean {
  let open = 0
  for (const [found] of text.matchAll(/'[^']*('|$)|[()]/g)) {
    if (found === '(') open++
    else if (found === ')') open--
    else if (!found.endsWith("'") || found.length === 1) return true
  }
  return open > 0
}

/** One segment: from `start` to the end of `path`. */
function parseSegment (path: string, start: number, liberties: Liberty[]): SegmentNode {
  const text = path.slice(start)
  if (text === '') throw fault(start, 'a path segment', '/')
  const open = text.indexOf('(')
  const name = open === -1 ? text : text.slice(0, open)
  if (text.startsWith('$')) return parseDollarSegment(path, start, name, liberties)
  if (open === -1) {
    return isQualifiedName(text)
      ? { kind: 'plain', text, name, parentheses: [], position: start }
      : { kind: 'plain', text, parentheses: [], position: start }
  }
  if (!isQualifiedName(name)) throw fault(start, 'a name before "("', text)
  return new Parser(RESOURCE_PATH, path, start + open, undefined, liberties).whole(parser =>
    parsePlainSegment(parser, { text, name, position: start }))
}

/** `keyPredicate`, `functionParameters` */
function parsePlainSegment (
  parser: Parser,
  plain: Pick<PlainSegmentNode, 'text' | 'position'> & { readonly name: string }
): PlainSegmentNode {
  parser.checkName(plain.name)
  return { kind: 'plain', text: plain.text, name: plain.name, parentheses: parseKeys(parser), position: plain.position }
}

function parseKeys (parser: Parser): ParenthesesNode[] {
  const parentheses: ParenthesesNode[] = []
  while (parser.isGlued('(')) parentheses.push(checkValues(parser, parseParentheses(parser)))
  return parentheses
}

/** In a path, `functionParameter` and `keyPropertyValue` are literals or aliases. */
function checkValues (parser: Parser, parentheses: ParenthesesNode): ParenthesesNode {
  const values = parentheses.kind === 'key' ? [parentheses.value] : parentheses.parameters.map(parameter => parameter.value)
  const other = values.find(value => !isPrimitiveLiteral(value) && value.kind !== 'parameterAlias')
  if (other !== undefined) throw parser.error(other.position, 'a literal or a parameter alias', parser.text.slice(other.position))
  return parentheses
}

function parseDollarSegment (path: string, start: number, name: string, liberties: Liberty[]): SegmentNode {
  const found = name.toLowerCase()
  const parenthesized = start + name.length < path.length
  const system = systemSegments.find(candidate => candidate === found)
  if (system !== undefined && !parenthesized) return { kind: 'system', name: system, position: start }
  if (system !== undefined) throw fault(start + name.length, `"/" or the end after "${system}"`, path.slice(start + name.length))
  if (!segmentsWithParentheses.includes(found)) {
    throw fault(start, 'a path segment', name, suggest(name, [...systemSegments, ...segmentsWithParentheses]))
  }
  return new Parser(RESOURCE_PATH, path, start + name.length, undefined, liberties).whole(parser =>
    found === '$filter' ? parseFilterAndKey(parser, start) : parseCrossJoin(parser, start))
}

/** `filterInPath`, and a `keyPredicate` after it */
function parseFilterAndKey (parser: Parser, position: number): SegmentNode {
  const filter = parseFilterSegment(parser, position)
  const parentheses = parseKeys(parser)
  return parentheses.length === 0 ? filter : { ...filter, parentheses }
}

/** `crossjoin` */
function parseCrossJoin (parser: Parser, position: number): SegmentNode {
  const entitySets = parser.parenthesized(() => parser.list(',', () => parser.expectIdentifier('an entity set')))
  return { kind: 'crossJoin', entitySets, position }
}

const fault = (position: number, expected: string, found: string, suggestion?: string): Error =>
  syntaxError({ source: RESOURCE_PATH, position, expected, found, suggestion })
