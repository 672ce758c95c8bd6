/** From a bound request to a plan. What is valid but not supported ends here, with a 501 that names it. */
import type { EdmModel } from '../edm/types.js'
import type { BoundRequest } from '../odata/bind/request.js'
import type { Plan, ReadEntityPlan } from './plan.js'
import { entityShape } from './shape.js'

export function planRequest (model: EdmModel, request: BoundRequest): Plan {
  const read = readEntity(model, request)
  if (request.kind === 'read') return read
  return {
    kind: 'updateEntity',
    singleton: request.singleton,
    values: request.values,
    conditions: request.conditions,
    representation: request.preferences.return === 'minimal' ? undefined : read
  }
}

function readEntity (model: EdmModel, { singleton, properties, format }: BoundRequest): ReadEntityPlan {
  return { kind: 'readEntity', singleton, shape: entityShape(model, singleton.type, properties, format.metadata) }
}
