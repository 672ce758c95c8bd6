/**
 * References to an earlier answer of the batch: `$1/…` as a URL, in a body, and `$1` as an ETag (OData-Protocol 4.01, sections 11.7.4 and
 * 11.7.5).
 */
import { notImplemented, ODataError } from '../../errors.js'
import type { BatchItem } from './batch.js'
import { createTurns } from '../../base/turns.js'
import type { Turns } from '../../base/turns.js'
import { isLongBody, parseBody } from '../json/parse-in-pieces.js'
import type { ParsedBody } from '../json/parse-in-pieces.js'
import { isNested } from '../json/parse-json.js'
import { isJsonType } from './media-types.js'

/** What a request that succeeded can be referred to for. */
export interface Referable {
  /** The URL of what it created or answered with, absolute, without a query. */
  readonly url: string
  readonly etag: string | undefined
}

/**
 * The answer to the request with an id; undefined when the batch has no such request. Throws when that failed, or is yet to come.
 * `isSlashed`: whether a slash stands before the reference.
 */
export type LookUp = (id: string, isSlashed?: boolean) => Referable | undefined

/** Names that begin a URL or an expression with `$` by themselves, and so win over a request's id. */
const systemNames = new Set(['batch', 'crossjoin', 'all', 'entity', 'root', 'id', 'metadata'])
const literalNames = new Set([...systemNames, 'it', 'this', 'count', 'value', 'ref', 'each', 'filter'])

/** Whether a request may need an earlier answer, by what it says without being asked to depend on one. */
export function mayRefer ({ url, headers }: BatchItem): boolean {
  return referenceIn(url) !== undefined || [headers['if-match'], headers['if-none-match']].some(value => value?.startsWith('$') === true)
}

/** The request with every reference replaced. */
export async function resolveReferences (item: BatchItem, lookUp: LookUp): Promise<BatchItem> {
  const url = resolveUrl(item.url, lookUp)
  refuseValues(url, lookUp)
  return { ...item, url, headers: resolveEtags(item.headers, lookUp), ...await resolveBody(item, lookUp) }
}

interface Reference {
  readonly id: string
  /** What follows the first segment. */
  readonly rest: string
}

function referenceIn (url: string): Reference | undefined {
  const [start = '', encoded = ''] = /^\/?(?:\$|%24)([^/?#]+)/.exec(url) ?? []
  const rest = url.slice(start.length)
  const id = decoded(encoded)
  return id === '' || systemNames.has(id) ? undefined : { id, rest }
}

function decoded (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function resolveUrl (url: string, lookUp: LookUp): string {
  const reference = referenceIn(url)
  const found = reference === undefined ? undefined : lookUp(reference.id, url.startsWith('/'))
  return reference === undefined || found === undefined ? url : `${found.url}${reference.rest}`
}

function resolveEtags (headers: BatchItem['headers'], lookUp: LookUp): BatchItem['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map((
      [name, value]
    ) => [name, name === 'if-match' || name === 'if-none-match' ? resolveEtag(name, value, lookUp) : value])
  )
}

function resolveEtag (name: string, value: string, lookUp: LookUp): string {
  if (!value.startsWith('$')) return value
  const etag = lookUp(value.slice(1))?.etag
  if (etag === undefined) {
    throw new ODataError(
      'badRequest',
      `${name}: '${value.slice(0, 100)}' is not an earlier request of this batch that was answered with an ETag.`,
      { target: name }
    )
  }
  return etag
}

/** `@odata.bind`, `@odata.id` and their short forms; alone, or after the name of a property. */
const linkName = /@(?:odata\.)?(?:bind|id)$/

const linkNames = ['@odata.bind"', '@bind"', '@odata.id"', '@id"']

type SentBody = Pick<BatchItem, 'body' | 'parsed'>

async function resolveBody ({ body, parsed, headers }: BatchItem, lookUp: LookUp): Promise<SentBody> {
  const sent: SentBody = { body, parsed }
  if (body === undefined || !isJsonType(headers['content-type'] ?? 'application/json')) return sent
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (!text.includes('$') || (parsed === undefined && linkNames.every(name => !text.includes(name)))) return sent
  const value = valueOf(parsed ?? await parseBody(body))
  if (value === undefined) return sent
  const resolved = await resolveLinks(value, lookUp, createTurns())
  return isLongBody(body)
    ? { body, parsed: { value: () => resolved, textOf: () => undefined } }
    : { body: Buffer.from(JSON.stringify(resolved)) }
}

/** What is not JSON is refused where it would be outside of a batch. */
function valueOf ({ value }: ParsedBody): unknown {
  try {
    return value()
  } catch {
    return undefined
  }
}

/** A copy, because the request may run again, and then refer to something else. */
async function resolveLinks (value: unknown, lookUp: LookUp, turn: Turns): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return value
  const due = turn()
  if (due !== undefined) await due
  if (Array.isArray(value)) {
    const items: unknown[] = []
    for (const item of value as unknown[]) items.push(isNested(item) ? await resolveLinks(item, lookUp, turn) : item)
    return items
  }
  const members: Array<readonly [string, unknown]> = []
  for (const [name, member] of Object.entries(value)) {
    if (linkName.test(name)) members.push([name, resolveLink(member, lookUp)])
    else members.push([name, isNested(member) ? await resolveLinks(member, lookUp, turn) : member])
  }
  return Object.fromEntries(members)
}

function resolveLink (value: unknown, lookUp: LookUp): unknown {
  if (Array.isArray(value)) return value.map(item => resolveLink(item, lookUp))
  return typeof value === 'string' ? resolveUrl(value, lookUp) : value
}

/** A value out of an earlier answer (section 11.7.6) would be a `$1` among the operands of an expression. */
function refuseValues (url: string, lookUp: LookUp): void {
  const query = decoded(url.slice(url.indexOf('?') + 1).replaceAll('+', ' ')).replace(/'[^']*'/g, "''")
  if (!url.includes('?')) return
  for (const [, id = ''] of query.matchAll(/[\s(,=]\$([\w.~-]+)/g)) {
    if (!literalNames.has(id) && isKnown(id, lookUp)) {
      throw notImplemented(`A reference to a value of an earlier answer ('$${id}') in a query option`)
    }
  }
}

function isKnown (id: string, lookUp: LookUp): boolean {
  try {
    return lookUp(id) !== undefined
  } catch {
    return true
  }
}
