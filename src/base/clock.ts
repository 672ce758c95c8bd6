/** What time it is, for everything that tells time: errors, tokens, `Retry-After`, `now()`. */

export interface Clock { now (): Date }

/** The computer's own time. */
export const systemClock: Clock = { now: () => new Date() }
