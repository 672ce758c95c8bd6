/** The query string: which options there are (OData-URL 4.01, section 5), and each one's syntax tree. */
import { limits } from '../../base/limits.js'
import type { Liberty } from '../../base/tolerances.js'
import { ODataError } from '../../errors.js'
import type { ExpressionNode, QueryOptions, RawOption } from './ast.js'
import { parseExpression } from './parse-expression.js'
import {
  parseSystemOption,
  systemOptionName,
  systemOptionNames,
  systemOptionOf,
  type OptionsDraft,
  type SystemOptionKey
} from './nested-options.js'
import { isIdentifier, Parser } from './parser.js'
import { decodeQuery } from './percent-decode.js'
import type { Slots } from './query-shape.js'
import { suggest } from '../../base/suggest.js'
import { didYouMean, limitError, shorten } from './syntax-error.js'

interface Draft extends OptionsDraft {
  aliases: Map<string, ExpressionNode>
  raw: RawOption[]
  readonly slots: Slots | undefined
  readonly liberties: Liberty[]
}

/** `queryOptions`: the text after `?`, undecoded. `liberties` gets what is taken beyond the grammar. */
export function parseQueryOptions (rawQuery: string, slots?: Slots, liberties: Liberty[] = []): QueryOptions {
  const { slots: _slots, liberties: _liberties, ...options } = draftOptions({ aliases: new Map(), raw: [], slots, liberties }, rawQuery)
  return options
}

function draftOptions (draft: Draft, rawQuery: string): Draft {
  for (const text of rawQuery.split('&')) {
    if (text === '') continue
    if (draft.raw.length === limits.options.most) throw limitError('Query string', `more than ${limits.options.most} options`)
    draft.raw.push(parseOption(text, draft))
  }
  return draft
}

/** `queryOption` */
function parseOption (text: string, draft: Draft): RawOption {
  const equals = text.indexOf('=')
  const rawName = equals === -1 ? text : text.slice(0, equals)
  const rawValue = equals === -1 ? '' : text.slice(equals + 1)
  const name = decodeQuery(rawName, 'Query string')
  if (name.startsWith('@')) return parseAliasAndValue(name, rawValue, text, draft)
  const key = systemOptionOf(name)
  if (key !== undefined && (key !== 'levels' || name.startsWith('$'))) return parseTopLevelOption(key, rawValue, text, draft)
  if (name.startsWith('$')) throw unknownOption(name)
  return { kind: 'custom', name, text }
}

/** `systemQueryOption` */
function parseTopLevelOption (key: SystemOptionKey, rawValue: string, text: string, draft: Draft): RawOption {
  const name = systemOptionName(key)
  if (key === 'levels') throw new ODataError('badRequest', `${name}: allowed only inside $expand.`, { target: name })
  if (draft[key] !== undefined) throw repeated(name)
  const parser = new Parser(name, decodeQuery(rawValue, name), 0, draft.slots?.get(name), draft.liberties)
  parser.whole(() => { parseSystemOption(parser, key, draft) })
  return { kind: 'system', name, text }
}

/** `aliasAndValue` */
function parseAliasAndValue (name: string, rawValue: string, text: string, draft: Draft): RawOption {
  const alias = name.slice(1)
  if (!isIdentifier(alias)) {
    throw new ODataError('badRequest', `${shorten(name)}: expected an identifier after "@".`, { target: shorten(name) })
  }
  if (draft.aliases.has(alias)) throw repeated(name)
  draft.aliases.set(alias, parseExpression(decodeQuery(rawValue, name), name, draft.slots?.get(name), draft.liberties))
  return { kind: 'alias', name, text }
}

/** Options whose values are lists; clients that were generated are apt to repeat such a parameter. */
const listExamples: Readonly<Record<string, string>> = {
  $select: '$select=a,b',
  $expand: '$expand=a,b',
  $orderby: '$orderby=a desc,b',
  $compute: '$compute=x add 1 as y,z as w'
}

function repeated (name: string): ODataError {
  const example = listExamples[name]
  const advice = example === undefined ? '' : ` A list is one value, with commas: ${example}`
  return new ODataError('badRequest', `${name}: given more than once.${advice}`, { target: name })
}

const unknownOption = (name: string): ODataError =>
  new ODataError('badRequest', `${shorten(name)}: unknown query option.${didYouMean(suggest(name, systemOptionNames))}`, {
    target: shorten(name)
  })
