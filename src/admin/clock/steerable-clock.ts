/** A clock that tests set: the computer's time, that time moved, or one that stands still. */
import { systemClock } from '../../base/clock.js'
import type { Clock } from '../../base/clock.js'

export type ClockMode =
  | { readonly kind: 'system' }
  /** Runs, so many milliseconds before or after the computer's time. */
  | { readonly kind: 'offset', readonly milliseconds: number }
  /** Stands still. */
  | { readonly kind: 'fixed', readonly time: Date }

export interface SteerableClock extends Clock {
  /** The time that is moved: the computer's, or that of the program around the service. */
  readonly base: Clock
  readonly mode: () => ClockMode
  /** The caller sees to it that the time is one that {@link isTellable}. */
  readonly set: (mode: ClockMode) => void
  /** Calls `listener` each time that it was set. */
  readonly onSet: (listener: () => void) => void
}

/** OData's and Graph's dates are of the years 1 to 9999. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z')
const LATEST = Date.parse('9999-12-31T23:59:59.999Z')

export const isTellable = (time: Date): boolean => time.getTime() >= EARLIEST && time.getTime() <= LATEST

export function createSteerableClock (base: Clock = systemClock): SteerableClock {
  let mode: ClockMode = { kind: 'system' }
  const listeners: Array<() => void> = []
  return {
    base,
    now: () => {
      switch (mode.kind) {
        case 'system': return base.now()
        // A running clock that reaches the last day of the calendar stays there.
        case 'offset': return new Date(Math.min(base.now().getTime() + mode.milliseconds, LATEST))
        case 'fixed': return new Date(mode.time)
      }
    },
    mode: () => mode,
    set: next => {
      mode = next
      for (const listener of listeners) listener()
    },
    onSet: listener => { listeners.push(listener) }
  }
}
