/** Finds out whether a transaction was committed whose COMMIT was not answered. */
import { setTimeout as delay } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { CLOSE_SLOT } from './commit-slots.js'
import type { Proof } from './commit-slots.js'
import { onConnection } from './postgres-session.js'
import type { PostgresSession } from './postgres-session.js'

const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [20, 1000]

/** How long the server may go on with a transaction whose connection was lost, before it is told to end it. */
const PATIENCE_MS = 5000

/**
 * Whether the transaction was committed; undefined when the database could not be asked in time.
 * @param timeout Milliseconds to go on asking, while the database is away.
 */
export async function wasCommitted (session: PostgresSession, proof: Proof, timeout: number): Promise<boolean | undefined> {
  const end = performance.now() + timeout
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await closeSlot(session, proof.slot) === proof.number
    } catch {
      if (performance.now() + pause > end) return undefined
      await delay(pause)
    }
  }
}

/**
 * Reads the slot by closing it: that waits for whatever else writes it, and what comes later fails, so that the answer is final. It fails
 * itself on a server that cannot be written to, which another one has taken over from.
 */
async function closeSlot (session: PostgresSession, slot: string): Promise<number> {
  const client = await onConnection(session, async taken => {
    // A session that was lost may be older than the setting by which new ones only read, and could write on.
    await taken.query(['BEGIN READ WRITE', ...session.prelude].join('; '))
    return taken
  })
  try {
    const number = await close(session, client, slot)
    await client.query('COMMIT')
    client.release()
    return number
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function close (session: PostgresSession, client: PoolClient, slot: string): Promise<number> {
  await client.query(`SET LOCAL lock_timeout = ${2 * PATIENCE_MS}`)
  const { rows: [own] } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS "pid"')
  const impatience = setTimeout(() => { endBlockers(session, Number(own?.pid)) }, PATIENCE_MS)
  try {
    const { rows: [row] } = await client.query<{ last: string }>(CLOSE_SLOT, [slot])
    return Number(row?.last)
  } finally {
    clearTimeout(impatience)
  }
}

/** What keeps a slot locked is the session that was lost: the server has not noticed yet that nobody is at its other end. */
function endBlockers ({ pool }: PostgresSession, pid: number): void {
  pool.query('SELECT pg_terminate_backend("blocker") FROM unnest(pg_blocking_pids($1)) AS "blocker"', [pid])
    .catch(() => undefined)
}
