/** From the parts of an HTTP request to what the pipeline takes; alike for a request of its own and for one of a batch. */
import { randomUUID } from 'node:crypto'
import type { Clock } from '../base/clock.js'
import { refusePart } from '../odata/byte-range.js'
import type { Method, ODataRequest } from '../odata/odata-request.js'

type HeaderValue = string | string[] | undefined

type Passed = 'method' | 'path' | 'query' | 'serviceRoot' | 'vocabularies' | 'tenant' | 'caller' | 'body' | 'parsed' | 'tolerated'

export interface HttpParts extends Pick<ODataRequest, Passed> {
  readonly method: Method
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, HeaderValue>>
}

/** @throws ODataError `badRequest` for a part that would replace a whole. */
export function odataRequest (parts: HttpParts, clock: Clock): ODataRequest {
  const { method, path, query, serviceRoot, vocabularies, tenant, caller, headers, body, parsed, tolerated } = parts
  refusePart(method, headerText(headers['content-range']))
  return {
    method,
    path,
    query,
    serviceRoot,
    vocabularies,
    tenant,
    caller,
    body,
    parsed,
    tolerated,
    now: presentInstant(clock),
    accept: headerText(headers['accept']),
    prefer: headerText(headers['prefer']),
    maxVersion: headerText(headers['odata-maxversion']),
    eventual: headers['consistencylevel'] === undefined ? undefined : headerText(headers['consistencylevel'])?.trim().toLowerCase() === 'eventual',
    conditions: { ifMatch: headerText(headers['if-match']), ifNoneMatch: headerText(headers['if-none-match']) },
    contentType: headerText(headers['content-type']),
    range: rangeRequest(method, headers),
    newKey: randomUUID
  }
}

function rangeRequest (method: Method, headers: HttpParts['headers']): ODataRequest['range'] {
  const range = method === 'GET' ? headerText(headers['range']) : undefined
  return range === undefined ? undefined : { range, ifRange: headerText(headers['if-range']) }
}

/** Now, to the millisecond. Requests of one second share the beginning of the text, which takes longer to write than the rest. */
function presentInstant (clock: Clock): string {
  const present = clock.now().getTime()
  const second = Math.floor(present / 1000)
  if (second !== last.second) last = { second, text: new Date(second * 1000).toISOString().slice(0, -'000Z'.length) }
  return `${last.text}${String(present - second * 1000).padStart(3, '0')}000000000`
}

let last = { second: Number.NaN, text: '' }

export const headerText = (value: HeaderValue): string | undefined => Array.isArray(value) ? value.join(',') : value
