/** The table of system query options, and the options in parentheses after an item of `$select`, `$expand` or after `$count`. */
import { parseApply } from './apply.js'
import type { ExpressionNode, NestedOptions, SystemOptions } from './ast.js'
import { parseExpand } from './expand.js'
import { parseCommonExpr } from './parse-expression.js'
import { parseCompute, parseOrderBy } from './order-by.js'
import type { Parser } from './parser.js'
import { parseParameterAlias } from './path-expression.js'
import { parseBoolean, parseIndex, parseLevels, parseText, parseUnsigned } from './scalar-options.js'
import { parseSearch } from './search.js'
import { parseSelect } from './select.js'
import { suggest } from '../../base/suggest.js'

export type SystemOptionKey = keyof SystemOptions

type OptionValues = { [K in SystemOptionKey]-?: Exclude<SystemOptions[K], undefined> }

const productions: { readonly [K in SystemOptionKey]: (parser: Parser) => OptionValues[K] } = {
  filter: parseCommonExpr,
  orderBy: parseOrderBy,
  select: parseSelect,
  expand: parseExpand,
  top: parseUnsigned,
  skip: parseUnsigned,
  count: parseBoolean,
  search: parseSearch,
  compute: parseCompute,
  apply: parseApply,
  levels: parseLevels,
  format: parseText,
  skipToken: parseText,
  deltaToken: parseText,
  index: parseIndex,
  schemaVersion: parseText,
  id: parseText
}

const keys = new Map(Object.keys(productions).map(key => [key.toLowerCase(), key as SystemOptionKey]))

/** The option a name means: in any case, with or without `$`. */
export const systemOptionOf = (name: string): SystemOptionKey | undefined =>
  keys.get((name.startsWith('$') ? name.slice(1) : name).toLowerCase())

/** `$orderby`: the canonical spelling. */
export const systemOptionName = (key: SystemOptionKey): string => `$${key.toLowerCase()}`

export const systemOptionNames: readonly string[] = [...keys.values()].map(systemOptionName)

/** Options being collected. */
export interface OptionsDraft extends Partial<OptionValues> {
  aliases?: Map<string, ExpressionNode>
}

/** Reads the value of an option into the draft. */
export function parseSystemOption<K extends SystemOptionKey> (parser: Parser, key: K, draft: Partial<OptionValues>): void {
  if (key !== 'search') parser.expectGlued(`a value for ${systemOptionName(key)}`)
  draft[key] = productions[key](parser)
}

const countOptions = ['filter', 'search'] as const satisfies readonly SystemOptionKey[]
const selectOptions = [
  ...countOptions,
  'count',
  'orderBy',
  'skip',
  'top',
  'compute',
  'select'
] as const satisfies readonly SystemOptionKey[]

/** What each place allows: `expandCountOption`, `expandRefOption`, `expandOption`, `selectOption`. */
const allowedOptions = {
  count: countOptions,
  expandRef: [...countOptions, 'orderBy', 'skip', 'top', 'count'],
  expandAll: ['levels'],
  expand: [...selectOptions, 'expand', 'levels', 'apply'],
  select: selectOptions
} as const satisfies Record<string, readonly SystemOptionKey[]>

export type OptionPlace = keyof typeof allowedOptions

/** `OPEN option *( SEMI option ) CLOSE` */
export function parseNestedOptions (parser: Parser, place: OptionPlace): NestedOptions {
  return parser.parenthesized(() => {
    const draft: OptionsDraft = {}
    parser.list(';', () => parseNestedOption(parser, place, draft))
    return draft
  })
}

function parseNestedOption (parser: Parser, place: OptionPlace, draft: OptionsDraft): void {
  if (parser.is('atName') && (place === 'expand' || place === 'select')) return parseNestedAlias(parser, draft)
  const { text, start } = parser.token
  const key = parser.isAssignment() ? systemOptionOf(text) : undefined
  const allowed: readonly SystemOptionKey[] = allowedOptions[place]
  if (key === undefined || !allowed.includes(key)) throw unexpectedOption(parser, allowed)
  if (draft[key] !== undefined) throw parser.error(start, `${systemOptionName(key)} only once`, text)
  parser.advance()
  parser.expect('=')
  parseSystemOption(parser, key, draft)
}

function unexpectedOption (parser: Parser, allowed: readonly SystemOptionKey[]): Error {
  const names = allowed.map(systemOptionName)
  const word = parser.token.text.replace(/^\$?/, '$')
  const known = systemOptionOf(word) !== undefined
  return parser.unexpected(`one of ${names.join(', ')} with a value`, known ? undefined : suggest(word, names))
}

/** `aliasAndValue` */
function parseNestedAlias (parser: Parser, draft: OptionsDraft): void {
  const { name, position } = parseParameterAlias(parser)
  draft.aliases ??= new Map()
  if (draft.aliases.has(name)) throw parser.error(position, `@${name} only once`, `@${name}`)
  parser.expect('=')
  parser.expectGlued('a value')
  draft.aliases.set(name, parseCommonExpr(parser))
}
