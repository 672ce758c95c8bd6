/**
 * Reads that were made lately, parsed, bound and planned: the same URL means the same plan until the program ends, because a plan names model
 * elements and values and nothing that is stored. The store keeps the SQL of a plan with it (`storage/sql/kept-sql.ts`).
 */
import type { BoundRequest } from './odata/bind/request.js'
import type { ODataRequest, Timing } from './odata/request.js'
import type { Plan } from './plan/plan.js'
import { createRecent } from './recent.js'

export interface PreparedRequest {
  readonly bound: BoundRequest
  readonly plan: Plan
}

export interface PreparedRequests {
  /** What `make` makes, or made of the same request before; faults are not kept. */
  readonly prepare: (request: ODataRequest, timing: Timing, make: () => PreparedRequest) => PreparedRequest
}

/** Requests kept. */
const MAX_REQUESTS = 500
/** Longer URLs are not kept, which bounds the memory. */
const MAX_LENGTH = 4096

export function createPreparedRequests (): PreparedRequests {
  const recent = createRecent<string, PreparedRequest>(MAX_REQUESTS)
  return {
    prepare: (request, timing, make) => {
      const key = keyOf(request)
      if (key === undefined) return make()
      const known = recent.get(key)
      if (known === undefined) {
        const prepared = make()
        recent.set(key, prepared)
        return prepared
      }
      for (const stage of ['parse', 'bind', 'plan'] as const) timing(stage)
      const { conditions } = request
      return { plan: known.plan.kind === 'readStream' ? { ...known.plan, conditions } : known.plan, bound: { ...known.bound, conditions } }
    }
  }
}

/** `now`, however its letters are encoded: the plan carries the time. */
const mentionsNow = /(n|%[46]e)(o|%[46]f)(w|%[57]7)/i

/** Undefined for writes, whose bodies differ, and where the answer may depend on the time. */
function keyOf ({ method, serviceRoot, path, query, accept, prefer, maxVersion, range }: ODataRequest): string | undefined {
  if ((method !== 'GET' && method !== 'HEAD') || range !== undefined || query.length + path.length > MAX_LENGTH || mentionsNow.test(query)) return undefined
  return `${method}\n${serviceRoot}\n${path}\n${query}\n${accept ?? ''}\n${prefer ?? ''}\n${maxVersion ?? ''}`
}
