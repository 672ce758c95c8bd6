/** `/__admin/throttle`: the limits, as `THROTTLE` set them at start or as they were set since. */
import { Type } from '@sinclair/typebox'
import type { Clock } from '../../base/clock.js'
import { answer } from '../openapi/control-documentation.js'
import type { AdminSection } from '../section.js'
import { LimitsSchema, graphLimits } from './throttle-limits.js'
import type { Limits } from './throttle-limits.js'
import type { Throttle, Used } from './throttle.js'

const tags = ['Throttle']
const UsedSchema = Type.Object({
  tenant: Type.String(),
  application: Type.Optional(Type.String({ description: 'Absent: all applications of the tenant together.' })),
  requests: Type.Integer({ description: 'Requests so far.' }),
  writes: Type.Integer({ description: 'Of those, the ones that may change something.' }),
  limit: Type.Object({ requests: Type.Integer(), writes: Type.Integer() }, { description: 'How many are allowed.' }),
  seconds: Type.Integer({ description: 'Seconds until counting begins anew.' })
}, { title: 'ThrottleWindow', description: 'What a client has used of its limit.' })
/** Windows that an answer shows at most. */
const MOST_SHOWN = 1000
const ThrottleShown = Type.Object({
  limits: Type.Union([LimitsSchema, Type.Null()], { description: '`null`: no limits.' }),
  windows: Type.Array(UsedSchema, { description: `Those of the latest 20 seconds, ${MOST_SHOWN} at most.` })
}, { title: 'Throttle' })
const response = { 200: answer('The limits.', ThrottleShown) }

export const throttleSection = (throttle: Throttle, initial: Limits | undefined, clock: Clock): AdminSection => async app => {
  const shown = (): { limits: Limits | null, windows: readonly Used[] } =>
    ({ limits: throttle.limits() ?? null, windows: throttle.used(clock.now()).slice(-MOST_SHOWN) })

  app.get('/throttle', {
    schema: { operationId: 'getThrottle', summary: 'Show the limits', description: 'Of each tenant that has none of its own.', tags, response }
  }, async () => shown())

  app.put('/throttle', {
    schema: {
      operationId: 'setThrottle',
      summary: 'Set the limits',
      description: 'What was counted so far is forgotten.',
      tags,
      body: LimitsSchema,
      documentation: {
        examples: {
          graph: { summary: 'As the real service', value: graphLimits },
          tight: { summary: 'Five requests', value: { application: { requests: 5, writes: 2 }, tenant: { requests: 10, writes: 4 } } }
        }
      },
      response
    }
  }, async ({ body }) => {
    throttle.set(body)
    return shown()
  })

  app.delete('/throttle', {
    schema: { operationId: 'resetThrottle', summary: 'Reset the limits', description: 'To what the service was started with.', tags, response }
  }, async () => {
    throttle.set(initial)
    return shown()
  })
}
