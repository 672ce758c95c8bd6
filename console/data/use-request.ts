import { signal } from '@preact/signals'
import { send } from '../service/resources.js'
import type { ResourceAnswer, ResourceRequest } from '../service/resources.js'
import { useLoad } from '../service/use-load.js'
import type { Loaded } from '../service/use-load.js'

/** Counts what changed all the data of a tenant: an import, a fleet. */
export const dataChanges = signal(0)

/** A request's latest answer, whatever it is; sent anew when the request is another, or all data are. */
export const useRequest = (request: ResourceRequest): Loaded<ResourceAnswer> =>
  useLoad(async () => await send(request), [JSON.stringify(request), dataChanges.value])
