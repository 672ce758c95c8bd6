/** From the parts of an HTTP request to what the pipeline takes; alike for a request of its own and for one of a batch. */
import { randomUUID } from 'node:crypto'
import type { Clock } from '../base/clock.js'
import type { Method, ODataRequest } from '../odata/odata-request.js'

type HeaderValue = string | string[] | undefined

type Passed = 'method' | 'path' | 'query' | 'serviceRoot' | 'vocabularies' | 'tenant' | 'caller' | 'body'

export interface HttpParts extends Pick<ODataRequest, Passed> {
  readonly method: Method
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, HeaderValue>>
}

export function odataRequest ({ headers, ...parts }: HttpParts, clock: Clock): ODataRequest {
  return {
    ...parts,
    get now () { return presentInstant(clock) },
    accept: headerText(headers['accept']),
    prefer: headerText(headers['prefer']),
    maxVersion: headerText(headers['odata-maxversion']),
    conditions: { ifMatch: headerText(headers['if-match']), ifNoneMatch: headerText(headers['if-none-match']) },
    contentType: headerText(headers['content-type']),
    range: headerText(headers['range']),
    newKey: randomUUID
  }
}

/** Now, to the millisecond. */
const presentInstant = (clock: Clock): string => `${clock.now().toISOString().slice(0, -1)}000000000`

export const headerText = (value: HeaderValue): string | undefined => Array.isArray(value) ? value.join(',') : value
