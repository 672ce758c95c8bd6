/** The throttle of an emulator, for the test it is in. */
import { LimitsSchema, parseLimits } from '../admin/throttle/throttle-limits.js'
import type { Limits } from '../admin/throttle/throttle-limits.js'
import type { Throttle } from '../admin/throttle/throttle.js'
import { createCheck } from '../admin/validation.js'
import { checkConfig } from '../check-config.js'

/** How much clients may ask in 20 seconds before they get a 429; a tenant may have limits of its own (`tenants.change`). */
export interface EmulatorThrottle {
  /** Undefined: no limits. */
  limits (): Limits | undefined
  /** In words of the option `throttle` (`'off'`, `'graph'`), or as numbers. Forgets what was counted. @throws ConfigError, ODataError */
  set (limits: Limits | string): void
  /** Back to the option `throttle`. Forgets what was counted. */
  reset (): void
}

const checkLimits = createCheck<Limits>(LimitsSchema)

/** @param initial The option `throttle`. */
export function emulatorThrottle (throttle: Throttle, initial: string): EmulatorThrottle {
  const set = (limits: Limits | string): void => {
    if (typeof limits === 'string') checkConfig({ throttle: limits })
    throttle.set(typeof limits === 'string' ? parseLimits(limits) : structuredClone(checkLimits(limits, 'limits')))
  }
  return { limits: () => throttle.limits(), set, reset: () => { set(initial) } }
}
