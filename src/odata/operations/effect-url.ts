/** The URLs that effects of operations write: `$it` for what the operation is bound to, `@name` for its parameters. */
import type { AliasValues } from '../../edm/types.js'
import { literalOfAny } from '../json/value-literal.js'
import { encode } from '../url/print-options.js'

export interface EffectPlace {
  readonly serviceRoot: string
  /** The path of `$it`, encoded; undefined where the operation is bound to nothing. */
  readonly boundTo: string | undefined
  /** The parameters of the call as literals of URLs, by name. */
  readonly literals: ReadonlyMap<string, string>
}

export interface UrlParts {
  readonly path: string
  readonly query: string
}

/** The path and query of such a URL; the aliases that it uses and does not define are those of `values`, or the parameters of the call. */
export function urlParts ({ serviceRoot, boundTo, literals }: EffectPlace, url: string, values: AliasValues = {}): UrlParts {
  const local = url.startsWith(`${serviceRoot}/`) ? url.slice(serviceRoot.length + 1) : url
  const mark = local.indexOf('?')
  const [path, query] = mark === -1 ? [local, ''] : [local.slice(0, mark), local.slice(mark + 1)]
  const own = new Map([...literals, ...Object.entries(values).map(([name, value]) => [name, literalOfAny(value)] as const)])
  const named = new Set(aliasesIn(local))
  const used = [...own].filter(([name]) => named.has(name) && !query.split('&').some(option => option.startsWith(`@${name}=`)))
  const aliases = used.map(([name, literal]) => `@${name}=${encode(literal)}`)
  const filled = fillNumbers(query, own)
  return { path: placed(path, boundTo), query: [...filled === '' ? [] : [filled], ...aliases].join('&') }
}

/** What continues an identifier (OData ABNF, `odataIdentifier`). */
const PART = '[\\p{L}\\p{Nl}\\p{Nd}\\p{Mn}\\p{Mc}\\p{Pc}\\p{Cf}]'
const ALIAS = new RegExp(`(?<![\\p{L}\\p{Nd}.])@(${PART}+)(?![.]|${PART})`, 'gu')
const PAGE_OPTION = new RegExp(`^(\\$?(?:top|skip))=@(${PART}+)$`, 'u')

/** `$it` is where the operation is bound. */
function placed (path: string, boundTo: string | undefined): string {
  if (path !== '$it' && !path.startsWith('$it/')) return path.replace(/^\//, '')
  if (boundTo === undefined) throw new Error(`'${path}' begins with $it, and the operation is bound to nothing`)
  return `${boundTo}${path.slice('$it'.length)}`
}

/** `$top=@count`: the grammar has a number there, so that it gets one; null leaves the option out. */
const fillNumbers = (query: string, literals: ReadonlyMap<string, string>): string =>
  query.split('&').flatMap(option => {
    const [, name = '', alias = ''] = PAGE_OPTION.exec(option) ?? []
    const literal = literals.get(alias)
    if (literal === undefined) return [option]
    return literal === 'null' ? [] : [`${name}=${literal}`]
  }).join('&')

const QUOTED = /'(?:[^']|'')*'/g

/** Each `@name` of a text, outside of what is quoted. */
export const aliasesIn = (text: string): readonly string[] =>
  [...text.replace(QUOTED, '').matchAll(ALIAS)].map(([, name = '']) => name)
