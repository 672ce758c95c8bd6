/** Times, counted into buckets: what a hot path can afford. */

/** Upper bounds in seconds; what took longer counts only in all. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

export interface Histogram {
  /** Upper bounds in seconds. */
  readonly bounds: readonly number[]
  readonly observe: (seconds: number) => void
  /** How many there were of each bound, each counted once, and one more for what was beyond all of them. */
  readonly counts: readonly number[]
  /** Seconds of all together. */
  readonly sum: () => number
}

export function createHistogram (): Histogram {
  const counts = new Array<number>(BOUNDS.length + 1).fill(0)
  let sum = 0
  return {
    observe: seconds => {
      let place = 0
      while (place < BOUNDS.length && seconds > BOUNDS[place]!) place++
      counts[place]!++
      sum += seconds
    },
    bounds: BOUNDS,
    counts,
    sum: () => sum
  }
}
