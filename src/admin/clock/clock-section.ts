/** `/__admin/clock`: what time it is for the service, and how to set it. */
import { Type } from '@sinclair/typebox'
import { systemClock } from '../../clock.js'
import { ODataError } from '../../errors.js'
import type { AdminSection } from '../section.js'
import { addDuration, parseDuration, printDuration } from './duration.js'
import type { ClockMode, SteerableClock } from './steerable-clock.js'
import { isTellable } from './steerable-clock.js'

const exact = { additionalProperties: false }
const DurationText = (description: string) => Type.String({ description, maxLength: 64, examples: ['PT1H', '-P1D', 'P3M'] })
const TimeText = Type.String({ format: 'date-time', description: 'The time at which the clock stands still.', examples: ['2026-01-31T09:30:00Z'] })

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

  app.put('/clock', { schema: { operationId: 'setClock', summary: 'Stop the clock, or move it', tags, body: ClockSetting, response } }, async ({ body }) => {
    clock.set(body.fixed === undefined ? offsetOf(body.offset ?? '') : { kind: 'fixed', time: tellable(new Date(body.fixed), 'fixed') })
    return shown(clock)
  })

  app.post('/clock/advance', { schema: { operationId: 'advanceClock', summary: 'Move the clock on from where it is', tags, body: Type.Object({ by: DurationText('How far; back with a minus.') }, exact), response } }, async ({ body }) => {
    clock.set(advanced(clock, body.by))
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

function moved (time: Date, text: string, target: string): Date {
  const duration = parseDuration(text)
  if (duration === undefined) throw new ODataError('badRequest', `'${text.slice(0, 64)}' is not a duration of ISO 8601, such as PT1H, P1D or -P3M.`, { target })
  return tellable(addDuration(time, duration), target)
}

function tellable (time: Date, target: string): Date {
  if (isTellable(time)) return time
  throw new ODataError('badRequest', 'The clock goes from the year 1 to the year 9999.', { target })
}

function offsetOf (text: string): ClockMode {
  const now = systemClock.now()
  return { kind: 'offset', milliseconds: moved(now, text, 'offset').getTime() - now.getTime() }
}

/** A clock that stands stands at the new time; one that runs goes on from there. */
function advanced (clock: SteerableClock, by: string): ClockMode {
  const now = clock.now()
  const time = moved(now, by, 'by')
  const mode = clock.mode()
  if (mode.kind === 'fixed') return { kind: 'fixed', time }
  return { kind: 'offset', milliseconds: (mode.kind === 'offset' ? mode.milliseconds : 0) + time.getTime() - now.getTime() }
}
