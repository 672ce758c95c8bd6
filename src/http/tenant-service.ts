/** The pipeline as a tenant has set it. */
import type { EdmModel } from '../edm/types.js'
import { createPreparedRequests } from '../pipeline/prepared-requests.js'
import type { Service } from '../pipeline/run-request.js'
import { LRUCache } from 'lru-cache'
import type { TenantSettings } from '../storage/state/tenant-settings.js'

/** Page sizes of a model that are served at once with what was prepared for them. */
const MAX_SERVICES = 16

/** What a tenant's settings make of the model; the same object for the same settings. */
export type ModelOf = (settings: TenantSettings) => EdmModel

/** The service as a tenant has set it. What is prepared depends on the model and the page size, so each pair of these has its own. */
export function createTenantServices (service: Service, modelOf: ModelOf = () => service.model): (settings: TenantSettings) => Service {
  const services = new WeakMap<EdmModel, LRUCache<number, Service>>()
  const { limits } = service
  return settings => {
    const { pageSize = limits.pageSize } = settings
    const model = modelOf(settings)
    if (pageSize === limits.pageSize && model === service.model) return service
    const ofModel = services.get(model) ?? new LRUCache<number, Service>({ max: MAX_SERVICES })
    services.set(model, ofModel)
    const known = ofModel.get(pageSize)
    if (known !== undefined) return known
    const made = {
      ...service,
      model,
      limits: { ...limits, pageSize, maxPageSize: Math.max(pageSize, limits.maxPageSize) },
      prepared: createPreparedRequests()
    }
    ofModel.set(pageSize, made)
    return made
  }
}
