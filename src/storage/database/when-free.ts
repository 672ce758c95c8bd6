/** A lock of SQLite that another process has is waited for without keeping this thread. */
import { setTimeout as delay } from 'node:timers/promises'
import { isDriverAdapterError } from '@prisma/driver-adapter-utils'

/** Milliseconds between attempts: the first, and the most. */
const [FIRST_WAIT, LONGEST_WAIT] = [2, 100]

/** Runs work that fails at once while another process has the lock, until it does not, or `until` (`performance.now()`) is over. */
export async function whenFree<Result> (until: number, work: () => Promise<Result>): Promise<Result> {
  for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || performance.now() + wait > until) throw error
    }
    await delay(wait)
  }
}

/** SQLITE_BUSY, as the library or the adapter calls it. */
const isBusy = (error: unknown): boolean =>
  isDriverAdapterError(error)
    ? error.cause.kind === 'SocketTimeout'
    : error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
