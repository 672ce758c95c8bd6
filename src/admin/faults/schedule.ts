/** When a rule fires. Pure but for the counters and the random numbers it is given. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'
import { limits } from '../../base/limits.js'
import type { Latency, Schedule } from './fault-rule.js'

export interface Counters {
  matched: number
  fired: number
}

/** Whether the request that was counted last is one for the rule. */
export function fires (schedule: Schedule, { matched, fired }: Readonly<Counters>, now: Date, random: RandomGenerator): boolean {
  const { after = 0, every = 1, probability, times, until } = schedule
  if (until !== undefined && now.getTime() >= Date.parse(until)) return false
  if (matched <= after || (matched - after) % every !== 0) return false
  if (times !== undefined && fired >= times) return false
  return probability === undefined || uniformFloat64(random) < probability
}

/** Milliseconds to wait. */
export function drawLatency (latency: Latency | undefined, random: RandomGenerator): number {
  switch (latency?.kind) {
    case undefined: return 0
    case 'fixed': return latency.ms
    case 'uniform': return latency.minMs + uniformFloat64(random) * (latency.maxMs - latency.minMs)
    case 'logNormal': return Math.min(latency.medianMs * Math.exp(latency.sigma * normal(random)), latency.maxMs ?? limits.faultWait.most)
  }
}

/** Standard normal (Box and Muller); 1 - u, as u may be 0. */
const normal = (random: RandomGenerator): number =>
  Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) * Math.cos(2 * Math.PI * uniformFloat64(random))
