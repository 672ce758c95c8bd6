/** The pipeline as a tenant has set it. */
import { createPreparedRequests } from '../prepared-requests.js'
import type { Service } from '../pipeline.js'
import { createRecent } from '../recent.js'
import type { TenantSettings } from '../storage/state/tenant-settings.js'

/** Page sizes of tenants that are served at once with what was prepared for them. */
const MAX_SERVICES = 16

/** The service as a tenant has set it; what is prepared depends on the page size, and so each page size has its own. */
export function createTenantServices (service: Service): (settings: TenantSettings) => Service {
  const services = createRecent<number, Service>(MAX_SERVICES)
  return ({ pageSize }) => {
    if (pageSize === undefined || pageSize === service.limits.pageSize) return service
    const known = services.get(pageSize)
    if (known !== undefined) return known
    const made = { ...service, limits: { ...service.limits, pageSize, maxPageSize: Math.max(pageSize, service.limits.maxPageSize) }, prepared: createPreparedRequests() }
    services.set(pageSize, made)
    return made
  }
}
