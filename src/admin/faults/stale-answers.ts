/** What GETs were answered, for faults that answer it again later. */
import { contentLength } from '../../odata/content.js'
import type { ODataResponse } from '../../odata/odata-request.js'
import { LRUCache } from 'lru-cache'
import { headerOf } from '../requests/graph-call.js'
import type { GraphCall } from '../requests/graph-call.js'

export interface StaleAnswers {
  readonly record: (call: GraphCall, response: ODataResponse) => void
  /** The last true answer to the same GET. */
  readonly find: (call: GraphCall) => ODataResponse | undefined
}

const MAX_ANSWERS = 200
/** Larger answers are not kept: bytes, or characters of text. */
const MAX_SIZE = 1024 * 1024

export function createStaleAnswers (): StaleAnswers {
  const answers = new LRUCache<string, ODataResponse>({ max: MAX_ANSWERS })
  return {
    record: (call, response) => {
      if (call.method === 'GET' && response.status === 200 && sizeOf(response.body) <= MAX_SIZE) answers.set(keyOf(call), response)
    },
    find: call => call.method === 'GET' ? answers.get(keyOf(call)) : undefined
  }
}

const keyOf = (call: GraphCall): string =>
  [call.tenant, call.path, call.query, headerOf(call, 'accept'), headerOf(call, 'prefer')].join('\n')

const sizeOf = (body: ODataResponse['body']): number =>
  body === undefined || typeof body === 'string' ? body?.length ?? 0 : contentLength(body)
