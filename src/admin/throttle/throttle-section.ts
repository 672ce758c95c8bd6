/** `/__admin/throttle`: the limits, as `THROTTLE` set them at start or as they were set since. */
import { Type } from '@sinclair/typebox'
import type { AdminSection } from '../section.js'
import { LimitsSchema } from './throttle-limits.js'
import type { Limits } from './throttle-limits.js'
import type { Throttle } from './throttle.js'

const tags = ['Throttle']
const response = { 200: Type.Object({ limits: Type.Union([LimitsSchema, Type.Null()], { description: '`null`: no limits.' }) }) }

export const throttleSection = (throttle: Throttle, initial: Limits | undefined): AdminSection => async app => {
  const shown = (): { limits: Limits | null } => ({ limits: throttle.limits() ?? null })

  app.get('/throttle', { schema: { operationId: 'getThrottle', summary: 'The limits', tags, response } }, async () => shown())

  app.put('/throttle', {
    schema: { operationId: 'setThrottle', summary: 'Set limits; what was counted so far is forgotten', tags, body: LimitsSchema, response }
  }, async ({ body }) => {
    throttle.set(body)
    return shown()
  })

  app.delete('/throttle', {
    schema: { operationId: 'resetThrottle', summary: 'Back to what the service was started with', tags, response }
  }, async () => {
    throttle.set(initial)
    return shown()
  })
}
