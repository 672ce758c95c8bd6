/** The service as an effect asks it: collections without pages, and writes without `If-Match`. */
import { createPreparedRequests } from '../prepared-requests.js'
import type { PreparedRequests } from '../prepared-requests.js'
import type { Service } from '../run-request.js'

/** More items than a page has; a limit of the answer ends what is too large. */
const ALL_ITEMS = 1_000_000

/** What was prepared depends on the size of pages, so that it is kept apart from that of clients. */
const prepared = new WeakMap<Service['prepared'], PreparedRequests>()

export function wholeService (service: Service): Service {
  const own = prepared.get(service.prepared) ?? createPreparedRequests()
  prepared.set(service.prepared, own)
  const limits = { ...service.limits, pageSize: ALL_ITEMS, maxPageSize: ALL_ITEMS, requireIfMatch: false }
  return { ...service, reset: undefined, prepared: own, limits }
}
