/**
 * What evaluating something for each item of a collection costs, and how that adds up: generous estimates of the slower database, which
 * decide where a statement runs and never what it answers.
 */
import type { StoredSize } from '../database/cost.js'

export interface Weight {
  /** Microseconds for one item. */
  readonly micros: number
  /** How often the bytes of all items are gone through. */
  readonly passes: number
  readonly loops: readonly Loop[]
}

/** What is evaluated for each item of another collection. */
export interface Loop {
  /** Rows and entities, or primitive values in them. */
  readonly over: 'items' | 'values'
  /** Whether the collection is the item's own, so that all of them together are gone through once. */
  readonly own: boolean
  readonly body: Weight
}

export const NOTHING: Weight = { micros: 0, passes: 0, loops: [] }

export const micros = (count: number): Weight => ({ ...NOTHING, micros: count })

export function sumOf (weights: readonly Weight[]): Weight {
  return {
    micros: weights.reduce((sum, weight) => sum + weight.micros, 0),
    passes: weights.reduce((sum, weight) => sum + weight.passes, 0),
    loops: weights.flatMap(({ loops }) => loops)
  }
}

/** Bytes that the shortest primitive value in a collection takes. */
const LEAST_VALUE_BYTES = 3

const MICROS_PER_BYTE = 0.001

/** The cost of a weight for `count` items, which are gone through `times` times. */
export function costOf ({ micros, passes, loops }: Weight, size: StoredSize, count: number, times = 1): number {
  const inner = loops.map(({ over, own, body }) =>
    costOf(body, size, over === 'items' ? size.items : size.bytes / LEAST_VALUE_BYTES, own ? times : times * count)
  )
  return inner.reduce((sum, cost) => sum + cost, times * (count * micros + size.bytes * passes * MICROS_PER_BYTE))
}
