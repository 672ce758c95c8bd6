/** `/__admin/clock`: what time it is for the service, and how to set it. */
import { Type } from '@sinclair/typebox'
import { answer } from '../openapi/control-documentation.js'
import type { AdminSection } from '../section.js'
import { DURATION_PATTERN, MAX_DURATION_LENGTH, printDuration } from './calendar-duration.js'
import { advanceClock, fixClock, offsetClock } from './steer.js'
import type { ClockMode, SteerableClock } from './steerable-clock.js'

const exact = { additionalProperties: false }
const DurationText = (description: string) =>
  Type.String({ description, maxLength: MAX_DURATION_LENGTH, examples: ['PT1H', '-P1D', 'P3M'], stated: { pattern: DURATION_PATTERN } })
const TimeText = Type.String({
  format: 'date-time',
  description: 'The time at which the clock stands still.',
  examples: ['2026-01-31T09:30:00Z']
})

const ClockSetting = Type.Object({
  fixed: Type.Optional(TimeText),
  offset: Type.Optional(DurationText('How far the clock is ahead of the computer\'s, or behind it with a minus.'))
}, { ...exact, minProperties: 1, maxProperties: 1, title: 'ClockSetting', description: 'One of the two.' })

const ClockShown = Type.Object({
  now: Type.String({ format: 'date-time' }),
  mode: Type.Union([Type.Literal('system'), Type.Literal('offset'), Type.Literal('fixed')]),
  fixed: Type.Optional(Type.String()),
  offset: Type.Optional(Type.String())
}, { title: 'Clock', description: 'What time it is for the service, and why.' })

const tags = ['Clock']
const response = { 200: answer('What time it is.', ClockShown) }

export const clockSection = (clock: SteerableClock): AdminSection => async app => {
  app.get('/clock', {
    schema: {
      operationId: 'getClock',
      summary: 'Show the time',
      description: 'And whether the clock is the computer\'s, ahead of it or behind it, or stands still.',
      tags,
      response
    }
  }, async () => shown(clock))

  app.put(
    '/clock',
    {
      schema: {
        operationId: 'setClock',
        summary: 'Stop the clock, or move it',
        description: '`fixed` stops it at a time; `offset` lets it run that far ahead of the computer\'s, or behind it.',
        tags,
        body: ClockSetting,
        documentation: {
          errors: ['conflict'],
          examples: {
            fixed: { summary: 'Stand still', value: { fixed: '2026-01-31T09:30:00Z' } },
            offset: { summary: 'An hour ahead', value: { offset: 'PT1H' } }
          }
        },
        response
      }
    },
    async ({ body }) => {
      if (body.fixed === undefined) offsetClock(clock, body.offset ?? '')
      else fixClock(clock, new Date(body.fixed))
      return shown(clock)
    }
  )

  app.post('/clock/advance', {
    schema: {
      operationId: 'advanceClock',
      summary: 'Move the clock on',
      description: 'From where it is. A clock that stands still stands at the new time.',
      tags,
      body: Type.Object({ by: DurationText('How far; back with a minus.') }, { ...exact, title: 'ClockAdvance' }),
      documentation: { errors: ['conflict'], examples: { hour: { summary: 'By an hour', value: { by: 'PT1H' } }, month: { summary: 'By a month', value: { by: 'P1M' } } } },
      response
    }
  }, async ({ body }) => {
    advanceClock(clock, body.by)
    return shown(clock)
  })

  app.delete('/clock', {
    schema: {
      operationId: 'resetClock',
      summary: 'Reset the clock',
      description: 'To the computer\'s time.',
      tags,
      response
    }
  }, async () => {
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
