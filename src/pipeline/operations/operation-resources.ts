/** The resources of the service as an effect has them: requests that take the way of all others, in the transaction of the call. */
import { limits } from '../../base/limits.js'
import { ODataError } from '../../errors.js'
import type { AliasValues, OperationResources } from '../../edm/types.js'
import { parseExactJson } from '../../odata/json/exact-json.js'
import { plainJson } from '../../odata/json/value-literal.js'
import type { Content, Method, ODataRequest, ODataResponse } from '../../odata/odata-request.js'
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

export interface CalledResources {
  readonly resources: OperationResources
  /** What a request of the effect failed with: errors that the effect did not make, and what a change failed with. */
  readonly faults: { readonly all: ReadonlySet<unknown>, readonly ofChanges: readonly unknown[] }
  /** Runs any request, for the answer of its own accord. */
  readonly send: (method: Method, url: string, values?: AliasValues, body?: unknown) => Promise<ODataResponse>
}

export function createResources (context: ResourcesContext): CalledResources {
  const all = new Set<unknown>()
  const ofChanges: unknown[] = []
  const send: CalledResources['send'] = async (method, url, values, body) => {
    const isChange = method !== 'GET'
    if (isChange && !context.writes) throw new Error('a function changes nothing: only actions may call post, patch, put and delete')
    return await context.run(requestOf(context, method, url, values, body)).catch((fault: unknown) => {
      all.add(fault)
      if (isChange) ofChanges.push(fault)
      throw fault
    })
  }
  const answer = async (method: Method, url: string, values?: AliasValues, body?: unknown): Promise<unknown> =>
    jsonOf(await send(method, url, values, body))
  return {
    resources: {
      get: async (url, values) => await answer('GET', url, values),
      post: async (url, body, values) => await answer('POST', url, values, body),
      patch: async (url, body, values) => await answer('PATCH', url, values, body),
      put: async (url, body, values) => await answer('PUT', url, values, body),
      delete: async (url, values) => { await send('DELETE', url, values) }
    },
    faults: { all, ofChanges },
    send
  }
}

function requestOf (context: ResourcesContext, method: Method, url: string, values: AliasValues | undefined, body: unknown): ODataRequest {
  const { serviceRoot, tenant, caller, now, newKey, asking, inside = 0 } = context.request
  if (inside >= limits.calls.most) throw new ODataError('badRequest', `Operations call one another more than ${limits.calls.most} deep.`)
  return {
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
    maxVersion: undefined,
    conditions: { ifMatch: undefined, ifNoneMatch: undefined },
    contentType: body === undefined ? undefined : 'application/json',
    range: undefined,
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

export const textOf = (body: Content): string =>
  typeof body === 'string' ? body : body.map(piece => typeof piece === 'string' ? piece : Buffer.from(piece).toString()).join('')
