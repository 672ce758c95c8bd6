/**
 * What recent writes came to without their bodies: their addresses as they were bound, and what they read back. Neither depends on what is
 * stored, so it holds until the program ends.
 */
import type { ToleranceName } from '../base/tolerances.js'
import type { BoundAddress } from '../odata/bind/bind-request.js'
import type { Unsupported } from '../odata/bind/unsupported.js'
import type { ODataRequest, Timing } from '../odata/odata-request.js'
import type { Invocation } from '../odata/operations/bind-invocation.js'
import type { ReadPlan } from '../plan/plan.js'
import { LRUCache } from 'lru-cache'
import { isLong, keyOf, MAX_REQUESTS } from './request-key.js'

/** What a write comes to without its body, and what binding that tolerated, for each request that it is used for. */
export interface Addressed {
  readonly found: BoundAddress | Invocation | Unsupported
  readonly tolerated: ReadonlySet<ToleranceName>
}

export interface PreparedWrites {
  /** What `make` makes of a write, or made of the same one with another body; calls and faults are not cached. */
  readonly address: (request: ODataRequest, timing: Timing, make: () => Addressed) => Addressed
  /** What a write reads back is what a read of its URL with its headers reads, whatever its body was: made once, as its SQL is. */
  readonly readBack: (request: ODataRequest, plan: () => ReadPlan) => ReadPlan
}

export function createPreparedWrites (): PreparedWrites {
  const addresses = new LRUCache<string, Addressed>({ max: MAX_REQUESTS })
  const readBack = new LRUCache<string, ReadPlan>({ max: MAX_REQUESTS })
  return {
    address: (request, timing, make) => {
      if (isLong(request)) return make()
      const key = keyOf(request, request.path, request.query)
      const known = addresses.get(key)
      if (known !== undefined) {
        timing('parse')
        return known
      }
      const made = make()
      if (!('kind' in made.found)) addresses.set(key, made)
      return made
    },
    readBack: (request, plan) => {
      if (isLong(request)) return plan()
      const key = keyOf(request, request.path, request.query)
      const known = readBack.get(key)
      if (known !== undefined) return known
      const made = plan()
      readBack.set(key, made)
      return made
    }
  }
}
