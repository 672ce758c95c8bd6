/** A batch as it was sent, whatever its format (OData-Protocol 4.01, section 11.7). */
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import type { Liberty } from '../../base/tolerances.js'
import type { ParsedBody } from '../json/parse-in-pieces.js'
import { pathAndQuery } from '../odata-request.js'
import { parseUrl } from '../url/parse-url.js'
import { mayBeSystemSegment } from '../url/system-path.js'

/** How a batch, or the answer to one, is written: `application/json` or `multipart/mixed`. */
export type BatchFormat = 'json' | 'multipart'

/** What an individual request may do (JSON format 4.01, section 19.1). */
export type BatchMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One request of a batch. */
export interface BatchItem {
  /** `id`, `Content-ID`: unique within the batch; only a part of a multipart batch may be without. */
  readonly id: string | undefined
  readonly method: BatchMethod
  /** Absolute, from the host's root, or relative to the service root; its first segment may be a reference (`$1`). */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
  /** A long body of JSON, parsed. */
  readonly parsed?: ParsedBody | undefined
  /** Ids of earlier requests, and names of earlier groups, that must have succeeded. */
  readonly dependsOn: readonly string[]
  /** Whether it has the member `if`, which this service does not evaluate. */
  readonly conditional: boolean
}

/** A request on its own, or an atomicity group (change set): all of its requests succeed, or none of them is applied. */
export type BatchUnit =
  | { readonly kind: 'request', readonly item: BatchItem }
  | { readonly kind: 'group', readonly name: string, readonly items: readonly BatchItem[] }

const methods: readonly BatchMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Undefined for what no individual request may be. */
export function batchMethod (text: string): BatchMethod | undefined {
  const upper = text.toUpperCase()
  return methods.find(method => method === upper)
}

export const isWrite = (method: BatchMethod): boolean => method !== 'GET'

/** Whether a path below the service root is the batch endpoint. */
export const isBatchPath = (path: string): boolean => mayBeSystemSegment(path) && /^(\$|%24)batch\/?$/i.test(path)

/** What the URL of a batch has beyond the grammar. */
export const libertiesOfUrl = (path: string, query: string): readonly Liberty[] => parseUrl(pathAndQuery({ path, query })).liberties ?? []

/** The 400 of a batch that cannot be read; Graph's message, and beside it what is wrong, and where. */
export function invalidBatch (reason: string, target?: string): ODataError {
  return new ODataError('badRequest', 'Invalid batch payload format.', {
    target,
    details: [{ code: 'BadRequest', message: reason, ...target === undefined ? {} : { target } }]
  })
}

/** The 400 of a batch with too many requests. */
export const tooManyRequests = (): ODataError =>
  new ODataError('badRequest', `Number of batch request steps exceeds the maximum value of ${limits.batchRequests.most}.`)

/** The 400 of two requests with one id. */
export const repeatedId = (id: string): ODataError => new ODataError('badRequest', `Request Id ${id} has to be unique in a batch.`)

/** The requests of a unit, in order. */
export const itemsOf = (unit: BatchUnit): readonly BatchItem[] => unit.kind === 'group' ? unit.items : [unit.item]
