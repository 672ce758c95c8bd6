/**
 * `$skiptoken` (OData-Protocol 4.01, section 11.2.6.7): opaque to the client, versioned, bound to its request, and refused when it was
 * changed.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { ODataError } from '../errors.js'
import type { NestedQuery } from './nested-query.js'
import type { QueryOptions } from './url/ast.js'
import { decodeQuery } from './url/percent-decode.js'

/** Where a page ended. */
export interface SkipToken {
  /** The sort keys of the last row as text, its ordinal last. */
  readonly position: ReadonlyArray<string | null>
  /** How many rows `$top` leaves; undefined without `$top`. */
  readonly remaining: number | undefined
  /**
   * Of a page of nested options that name `$it`: how many entities the one that `$it` means is around the one that has the collection.
   * Undefined where `$it` means an item of the page.
   */
  readonly around?: number | undefined
}

const VERSION = 1
const SIGNATURE_BYTES = 12
/** Not a secret: it tells a token that was mistyped or mended by hand from one that this service wrote. */
const KEY = 'graph-office-emulator/skiptoken/1'
/** What a page's rows and their order depend on. */
const bindingOptions = ['$filter', '$search', '$orderby', '$compute', '$apply']

/**
 * What the token belongs to: the resource, by its names without keys, and the options that decide which items there are and in which order.
 * Decoded, because what lies between may encode a URL anew.
 */
export function requestDigest (resource: string, { raw, aliases }: QueryOptions): string {
  const parts = raw.filter(({ kind, name }) => kind === 'alias' || bindingOptions.includes(name)).map(({ name, text }) =>
    `${name}${decodeQuery(text.slice(text.indexOf('=')), name)}`
  )
  return digestOf(resource, parts, aliases.size)
}

/** The digest that a request of its own has for the collection that nested options are about. */
export function nestedDigest (resource: string, { options }: NestedQuery): string {
  const nameOf = (option: string): string => option.slice(0, option.indexOf('='))
  const aliases = options.filter(option => option.startsWith('@'))
  return digestOf(resource, [...options.filter(option => bindingOptions.includes(nameOf(option))), ...aliases], aliases.length)
}

const digestOf = (resource: string, options: readonly string[], aliases: number): string =>
  createHash('sha256').update(JSON.stringify([resource, [...options].sort(), aliases])).digest('base64url').slice(0, 16)

export function writeSkipToken ({ position, ...start }: SkipToken, digest: string): string {
  return signToken(`${skipTokenStart(digest, start)}${JSON.stringify(position).slice(1)}`)
}

/** The content of a token before its position, which is the rest of a JSON array. */
export const skipTokenStart = (digest: string, { remaining, around }: Omit<SkipToken, 'position'>): string =>
  `[${VERSION},${JSON.stringify(around === undefined ? digest : `${digest}^${around}`)},${remaining ?? -1},`

/** The token of a content. */
export function signToken (text: string): string {
  const content = Buffer.from(text)
  return Buffer.concat([sign(content), content]).toString('base64url')
}

/** 400 for anything that {@link writeSkipToken} did not write for the same request. */
export function readSkipToken (text: string, digest: string): SkipToken {
  const bytes = Buffer.from(text, 'base64url')
  const content = bytes.subarray(SIGNATURE_BYTES)
  if (
    bytes.toString('base64url') !== text || bytes.length <= SIGNATURE_BYTES ||
    !timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), sign(content))
  ) {
    throw refused('it is not one this service wrote')
  }
  const [version, bound, remaining, ...position] = JSON.parse(content.toString()) as [number, string, number, ...Array<string | null>]
  if (version !== VERSION) throw refused('it was written by another version of this service')
  const [belongsTo, around] = bound.split('^')
  if (belongsTo !== digest) throw refused('it belongs to another request; follow @odata.nextLink as it is')
  return { position, remaining: remaining === -1 ? undefined : remaining, ...around === undefined ? {} : { around: Number(around) } }
}

/** PostgreSQL signs the tokens of pages inside a page in the same way: `odata_skip_token` of its migrations. */
const sign = (content: Uint8Array): Buffer => createHash('sha256').update(KEY).update(content).digest().subarray(0, SIGNATURE_BYTES)

const refused = (reason: string): ODataError =>
  new ODataError('badRequest', `$skiptoken: the token cannot be used: ${reason}.`, { target: '$skiptoken' })
