/** `/__admin/clock`: what time it is for the service, and how to set it. */
import { Type } from '@sinclair/typebox'
import type { AdminSection } from '../section.js'
import { printDuration } from './calendar-duration.js'
import { advanceClock, fixClock, offsetClock } from './steer.js'
import type { ClockMode, SteerableClock } from './steerable-clock.js'

const exact = { additionalProperties: false }
const DurationText = (description: string) => Type.String({ description, maxLength: 64, examples: ['PT1H', '-P1D', 'P3M'] })
const TimeText = Type.String({
  format: 'date-time',
  description: 'The time at which the clock stands still.',
  examples: ['2026-01-31T09:30:00Z']
})

const ClockSetting = Type.Object({
  fixed: Type.Optional(TimeText),
  offset: Type.Optional(DurationText('How far the clock is ahead of the computer\'s, or behind it with a minus.'))
}, { ...exact, minProperties: 1, maxProperties: 1 })

const ClockShown = Type.Object({
  now: Type.String({ format: 'date-time' }),
  mode: Type.Union([Type.Literal('system'), Type.Literal('offset'), Type.Literal('fixed')]),
  fixed: Type.Optional(Type.String()),
  offset: Type.Optional(Type.String())
})

const tags = ['Clock']
const response = { 200: ClockShown }

export const clockSection = (clock: SteerableClock): AdminSection => async app => {
  app.get('/clock', { schema: { operationId: 'getClock', summary: 'What time it is', tags, response } }, async () => shown(clock))

  app.put(
    '/clock',
    { schema: { operationId: 'setClock', summary: 'Stop the clock, or move it', tags, body: ClockSetting, response } },
    async ({ body }) => {
      if (body.fixed === undefined) offsetClock(clock, body.offset ?? '')
      else fixClock(clock, new Date(body.fixed))
      return shown(clock)
    }
  )

  app.post('/clock/advance', {
    schema: {
      operationId: 'advanceClock',
      summary: 'Move the clock on from where it is',
      tags,
      body: Type.Object({ by: DurationText('How far; back with a minus.') }, exact),
      response
    }
  }, async ({ body }) => {
    advanceClock(clock, body.by)
    return shown(clock)
  })

  app.delete('/clock', { schema: { operationId: 'resetClock', summary: 'Back to the computer\'s time', tags, response } }, async () => {
    clock.set({ kind: 'system' })
    return shown(clock)
  })
}

function shown (clock: SteerableClock): { now: string, mode: ClockMode['kind'], fixed?: string, offset?: string } {
  const now = clock.now().toISOString()
  const mode = clock.mode()
  switch (mode.kind) {
    case 'system': return { now, mode: 'system' }
    case 'offset': return { now, mode: 'offset', offset: printDuration(mode.milliseconds) }
    case 'fixed': return { now, mode: 'fixed', fixed: now }
  }
}
