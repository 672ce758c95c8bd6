/**
 * The shape of a query: its text with the literals left out. Two requests of one shape have the same tokens but for the values of literals
 * of the same kinds, so they parse to the same tree. Only what makes no token is compared letter by letter.
 */
import type { LiteralKind } from './ast.js'
import { lex } from './lexer.js'
import type { Token } from './lexer.js'
import { systemOptionName, systemOptionOf } from './nested-options.js'
import type { SystemOptionKey } from './nested-options.js'
import { decodeQuery } from './percent-decode.js'
import { isQuotedTypeName, takesType } from './quoted-type-name.js'

/** A literal of the query. */
export interface ShapedLiteral {
  readonly kind: LiteralKind
  /** As in `LiteralNode`. */
  readonly text: string
  /** The option it stands in, as the parser names it, and where in its decoded text. */
  readonly source: string
  readonly position: number
}

export interface QueryShape {
  /** Equal for queries of one shape, and for no others. */
  readonly key: string
  readonly literals: readonly ShapedLiteral[]
  /** The options as they were sent. */
  readonly texts: readonly string[]
}

/** Which literal stands where: by the option it is in, then by position. */
export type Slots = ReadonlyMap<string, ReadonlyMap<number, number>>

const shapedOptions: ReadonlySet<SystemOptionKey | undefined> = new Set(['filter', 'apply', 'select', 'expand'])

/** `null`, `true`, `INF` and the prefixed kinds stay in the shape: there are few of them, or their text decides what they are. */
const shapedKinds: ReadonlySet<LiteralKind | undefined> = new Set([
  'string',
  'int32',
  'int64',
  'decimal',
  'double',
  'guid',
  'date',
  'dateTimeOffset',
  'timeOfDay'
])

/** No text of a client holds it once {@link shapeOf} has looked, so what it marks cannot be mistaken. */
const MARK = '\u0000'

/**
 * The shape of an undecoded query; undefined where it has none: without a literal, with a fault, or with a token that belongs to its
 * literals.
 */
export function shapeOf (query: string): QueryShape | undefined {
  const literals: ShapedLiteral[] = []
  const texts = query.split('&').filter(text => text !== '')
  let key = ''
  for (const text of texts) {
    const shaped = shapeOption(text, literals)
    if (shaped === undefined) return undefined
    key += `${MARK}&${shaped}`
  }
  return literals.length === 0 ? undefined : { key, literals, texts }
}

function shapeOption (text: string, literals: ShapedLiteral[]): string | undefined {
  const equals = text.indexOf('=')
  if (equals === -1) return text
  const name = tryDecode(text.slice(0, equals))
  const option = name === undefined ? undefined : systemOptionOf(name)
  if (name === undefined || option === 'skipToken') return undefined
  const isAlias = name.startsWith('@')
  if (!isAlias && !shapedOptions.has(option)) return text
  const value = tryDecode(text.slice(equals + 1))
  const shape = value === undefined
    ? undefined
    : shapeText(value, isAlias || option === undefined ? name : systemOptionName(option), literals)
  return shape === undefined ? undefined : `${text.slice(0, equals)}=${shape}`
}

function shapeText (text: string, source: string, literals: ShapedLiteral[]): string | undefined {
  if (text.includes(MARK)) return undefined
  let shape = ''
  let copied = 0
  const typed = takesType(text)
  for (let token = lex(text, 0); token.kind !== 'end'; token = lex(text, token.end)) {
    if (token.kind === 'invalid') return undefined
    if (!isShaped(token) || (typed && isQuotedTypeName(token))) continue
    shape += `${text.slice(copied, token.start)}${MARK}${token.literalKind};`
    copied = token.end
    literals.push({ kind: token.literalKind, text: token.text, source, position: token.start })
  }
  return shape + text.slice(copied)
}

function isShaped (token: Token): token is Token & { readonly literalKind: LiteralKind } {
  return token.kind === 'literal' && token.suffixed !== true && shapedKinds.has(token.literalKind) && token.text !== 'INF' && token.text !== '-INF' &&
    token.text !== 'NaN'
}

function tryDecode (raw: string): string | undefined {
  try {
    return decodeQuery(raw, 'Query string')
  } catch {
    return undefined
  }
}

/** A slot for each literal: its number. */
export function slotsOf (literals: readonly ShapedLiteral[]): Slots {
  const slots = new Map<string, Map<number, number>>()
  for (const [index, { source, position }] of literals.entries()) {
    slots.set(source, (slots.get(source) ?? new Map<number, number>()).set(position, index))
  }
  return slots
}
