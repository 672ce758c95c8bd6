/** How much a client may ask, as the setting `THROTTLE` and the controls say it. */
import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'

const Count = (description: string) => Type.Integer({ minimum: 1, maximum: 1_000_000_000, description })

const ScopeLimits = Type.Object({
  requests: Count('Requests of any method.'),
  writes: Count('Requests that may change something: POST, PUT, PATCH, DELETE.')
}, { additionalProperties: false })

export const LimitsSchema = Type.Object({
  application: Type.Composite([ScopeLimits], { additionalProperties: false, description: 'For each application in each tenant.' }),
  tenant: Type.Composite([ScopeLimits], { additionalProperties: false, description: 'For each tenant, all its applications together.' })
}, { additionalProperties: false, title: 'ThrottleLimits', description: 'In 20 seconds.' })
export type Limits = Static<typeof LimitsSchema>

/** The limits of the real service (Microsoft Graph service-specific throttling limits, Intune). */
export const graphLimits: Limits = { application: { requests: 1000, writes: 100 }, tenant: { requests: 2000, writes: 200 } }

/** `off`, `graph`, or `requests/writes,requests/writes` of an application and of a tenant; the setting's pattern has checked it. */
export function parseLimits (text: string): Limits | undefined {
  if (text === 'off') return undefined
  if (text === 'graph') return graphLimits
  const [application, tenant] = text.split(',').map(scope => scope.split('/').map(Number)).map(([requests = 1, writes = 1]) => ({
    requests,
    writes
  }))
  return application === undefined || tenant === undefined ? undefined : { application, tenant }
}
