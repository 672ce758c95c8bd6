/** Work that goes on for long in this thread, and lets others have their turn meanwhile. */
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Milliseconds after which the others get their turn. */
const TURN_MS = 8

/**
 * What to ask between the steps of such work: undefined while there is time left, or else what to wait for. To ask costs less than a
 * microsecond, to wait for nothing at all would cost more than most steps.
 */
export type Turns = () => Promise<void> | undefined

export function createTurns (): Turns {
  let began = performance.now()
  const wait = async (): Promise<void> => {
    await nextTurn()
    began = performance.now()
  }
  return () => performance.now() - began < TURN_MS ? undefined : wait()
}
