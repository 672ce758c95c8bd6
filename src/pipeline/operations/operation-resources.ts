/** The resources of the service as an effect has them: requests that take the way of all others, in the transaction of the call. */
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import type { AliasValues, OperationResources } from '../../edm/types.js'
import { parseExactJson } from '../../odata/json/exact-json.js'
import { plainJson } from '../../odata/json/value-literal.js'
import { UNSAID } from '../../odata/odata-request.js'
import { textOf } from '../../odata/content.js'
import type { Method, ODataRequest, ODataResponse } from '../../odata/odata-request.js'
import { urlParts } from '../../odata/operations/effect-url.js'

export interface ResourcesContext {
  /** The request that calls. */
  readonly request: ODataRequest
  /** `$it` of URLs. */
  readonly boundTo: string | undefined
  /** The parameters of the call as literals of URLs, by name. */
  readonly literals: ReadonlyMap<string, string>
  /** Whether the operation may change something. */
  readonly writes: boolean
  /** Runs a request in the transaction of the call. */
  readonly run: (request: ODataRequest) => Promise<ODataResponse>
}

type Send = (method: Method, url: string, values?: AliasValues, body?: unknown) => Promise<ODataResponse>

export interface CalledResources {
  readonly resources: OperationResources
  /** What a request of the effect failed with: errors that the effect did not make, and what a change failed with. */
  readonly faults: { readonly all: ReadonlySet<unknown>, readonly ofChanges: readonly unknown[] }
  /** Runs a request that is not the effect's. */
  readonly send: Send
  /** The value of a URL, that is not read by the effect. */
  readonly read: OperationResources['get']
  /** Waits for what the effect has begun, whether it waited or not; later requests of it are refused: its transaction may be over. */
  readonly end: () => Promise<void>
}

export function createResources (context: ResourcesContext): CalledResources {
  const all = new Set<unknown>()
  const ofChanges: unknown[] = []
  // One after the other: they share a connection.
  let last: Promise<unknown> = Promise.resolve()
  let isOver = false
  const sendNow: Send = async (method, url, values, body) => {
    const isChange = method !== 'GET'
    if (isChange && !context.writes) throw new Error('a function changes nothing: only actions may call post, patch, put and delete')
    return await context.run(requestOf(context, method, url, values, body)).catch((fault: unknown) => {
      all.add(fault)
      if (isChange) ofChanges.push(fault)
      throw fault
    })
  }
  const send: Send = async (...parts) => {
    if (isOver) throw new Error('the call is over: an effect has to await all that it does')
    const sent = last.then(async () => await sendNow(...parts))
    last = sent.catch(() => undefined)
    return await sent
  }
  const end = async (): Promise<void> => {
    isOver = true
    await last
  }
  const answer = async (...parts: Parameters<Send>): Promise<unknown> => jsonOf(await send(...parts))
  return {
    resources: {
      get: (url, values) => unawaited(answer('GET', url, values)),
      post: (url, body, values) => unawaited(answer('POST', url, values, body)),
      patch: (url, body, values) => unawaited(answer('PATCH', url, values, body)),
      put: (url, body, values) => unawaited(answer('PUT', url, values, body)),
      delete: (url, values) => unawaited(send('DELETE', url, values).then(() => undefined))
    },
    faults: { all, ofChanges },
    send: sendNow,
    read: async (url, values) => jsonOf(await sendNow('GET', url, values)),
    end
  }
}

/** What fails and nobody waits for must not end the service. */
function unawaited<Result> (promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined)
  return promise
}

function requestOf (context: ResourcesContext, method: Method, url: string, values: AliasValues | undefined, body: unknown): ODataRequest {
  const { serviceRoot, tenant, caller, now, newKey, asking, inside = 0 } = context.request
  if (inside >= limits.calls.most) throw new ODataError('badRequest', `Operations call one another more than ${limits.calls.most} deep.`)
  return {
    ...UNSAID,
    method,
    ...urlParts({ serviceRoot, boundTo: context.boundTo, literals: context.literals }, url, values),
    serviceRoot,
    tenant,
    caller,
    now,
    newKey,
    asking,
    inside: inside + 1,
    ofEffect: true,
    accept: 'application/json',
    prefer: method === 'GET' ? undefined : 'return=representation',
    contentType: body === undefined ? undefined : 'application/json',
    body: body === undefined ? undefined : Buffer.from(JSON.stringify(body, bigintAsText))
  }
}

const bigintAsText = (_name: string, value: unknown): unknown => typeof value === 'bigint' ? String(value) : value

/** What an answer says, without what it says of itself: the items of a collection, a value, an entity. */
function jsonOf ({ status, headers, body }: ODataResponse): unknown {
  if (status === 204 || body === undefined) return null
  const text = textOf(body)
  if (headers['Content-Type']?.startsWith('text/plain') === true) return /^-?\d+$/.test(text) ? Number(text) : text
  const { '@odata.context': _context, ...json } = plainJson(parseExactJson(text)) as Record<string, unknown>
  const names = Object.keys(json).filter(name => !name.startsWith('@'))
  return names.length === 1 && names[0] === 'value' && json['@odata.id'] === undefined && json['@odata.etag'] === undefined ? json['value'] : json
}
