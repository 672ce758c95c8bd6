/** The clock of an emulator, for the test it is in. */
import { advanceClock, fixClock, offsetClock } from '../admin/clock/steer.js'
import type { SteerableClock } from '../admin/clock/steerable-clock.js'
import type { Clock } from '../base/clock.js'

/**
 * What the emulator takes for the present; everything that tells time obeys it. Durations are milliseconds, or ISO 8601 (`PT1H`, `-P1D`,
 * `P3M`).
 */
export interface EmulatorClock extends Clock {
  now (): Date
  /** Stops it at that time. Throws for what is not a date of the years 1 to 9999. */
  set (time: Date | string): void
  /** Lets it run so far ahead of the clock it began with; behind it with a minus. */
  offset (by: number | string): void
  /** Moves it on from where it is; back with a minus. One that stands goes on standing. */
  advance (by: number | string): void
  /** Back to the clock it began with. */
  reset (): void
}

export function emulatorClock (clock: SteerableClock): EmulatorClock {
  return {
    now: () => clock.now(),
    set: time => { fixClock(clock, new Date(time)) },
    offset: by => { offsetClock(clock, by) },
    advance: by => { advanceClock(clock, by) },
    reset: () => { clock.set({ kind: 'system' }) }
  }
}
