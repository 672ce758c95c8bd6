/** What is done to a clock. A 400 is thrown for what is neither a duration nor a time, a 409 when the clock would leave the calendar. */
import { ODataError } from '../../errors.js'
import { addDuration, parseDuration } from './calendar-duration.js'
import { isTellable } from './steerable-clock.js'
import type { SteerableClock } from './steerable-clock.js'

/** A duration of ISO 8601, or milliseconds; back with a minus. */
export type Span = string | number

/** The clock stands still at that time. */
export function fixClock (clock: SteerableClock, time: Date): void {
  clock.set({ kind: 'fixed', time: tellable(new Date(time), 'fixed', 'badRequest') })
}

/** The clock runs so far ahead of what it is based on. */
export function offsetClock (clock: SteerableClock, by: Span): void {
  const now = clock.base.now()
  clock.set({ kind: 'offset', milliseconds: moved(now, by, 'offset').getTime() - now.getTime() })
}

/** A clock that stands stands at the new time; one that runs goes on from there. */
export function advanceClock (clock: SteerableClock, by: Span): void {
  const now = clock.now()
  const time = moved(now, by, 'by')
  const mode = clock.mode()
  if (mode.kind === 'fixed') clock.set({ kind: 'fixed', time })
  else clock.set({ kind: 'offset', milliseconds: (mode.kind === 'offset' ? mode.milliseconds : 0) + time.getTime() - now.getTime() })
}

function moved (time: Date, by: Span, target: string): Date {
  if (typeof by === 'number') return tellable(new Date(time.getTime() + by), target)
  const duration = parseDuration(by)
  if (duration === undefined) {
    throw new ODataError('badRequest', `'${by.slice(0, 64)}' is not a duration of ISO 8601, such as PT1H, P1D or -P3M.`, { target })
  }
  return tellable(addDuration(time, duration), target)
}

function tellable (time: Date, target: string, kind: 'badRequest' | 'conflict' = 'conflict'): Date {
  if (isTellable(time)) return time
  throw new ODataError(kind, 'The clock goes from the year 1 to the year 9999.', { target })
}
