/** The pipeline as a tenant has set it. */
import { createPreparedRequests } from '../pipeline/prepared-requests.js'
import type { Service } from '../pipeline/run-request.js'
import { LRUCache } from 'lru-cache'
import type { TenantSettings } from '../storage/state/tenant-settings.js'

/** Settings of tenants that are served at once with what was prepared for them. */
const MAX_SERVICES = 16

/**
 * The service as a tenant has set it; what is prepared depends on the page size and the summaries, and so each pair of them has its own.
 */
export function createTenantServices (service: Service): (settings: TenantSettings) => Service {
  const services = new LRUCache<string, Service>({ max: MAX_SERVICES })
  const { limits } = service
  return ({ pageSize = limits.pageSize, summaryMode = limits.summaryMode }) => {
    if (pageSize === limits.pageSize && summaryMode === limits.summaryMode) return service
    const key = `${pageSize} ${summaryMode}`
    const known = services.get(key)
    if (known !== undefined) return known
    const made = {
      ...service,
      limits: { ...limits, pageSize, maxPageSize: Math.max(pageSize, limits.maxPageSize), summaryMode },
      prepared: createPreparedRequests()
    }
    services.set(key, made)
    return made
  }
}
