/** Requests for the tests of stages that do not wait: the parts that matter, and what is behind them. */
import { UNSAID } from '../../src/odata/odata-request.js'
import type { Method, ODataRequest } from '../../src/odata/odata-request.js'
import type { PageLimits } from '../../src/plan/page-limits.js'

export const LIMITS: PageLimits = { pageSize: 100, maxPageSize: 1000, maxStreamBytes: 1024, requireIfMatch: false }

/** `url` is below the service root, as a client sends it or with its options in plain text. */
export function requestOf (method: Method, url: string, parts: Partial<ODataRequest> = {}): ODataRequest {
  const [path = '', ...query] = url.split('?')
  return {
    ...UNSAID,
    method,
    path,
    query: query.join('?'),
    serviceRoot: 'http://x/beta',
    tenant: 'one',
    now: '2026-01-01T00:00:00.000000000000',
    newKey: () => 'new',
    ...parts
  }
}
