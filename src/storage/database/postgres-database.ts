/** PostgreSQL: a pool, prepared statements, transactions that are retried, and a COMMIT whose outcome is known. */
import { setTimeout as delay } from 'node:timers/promises'
import { ODataError } from '../../errors.js'
import type { Caller } from '../../plan/plan.js'
import type { CommitSlots, Proof } from './commit-slots.js'
import type { Connection, Database, SqlRow, Statement } from './database.js'
import { isRetryable, translateError, noDatabase } from './driver-query.js'
import { wasCommitted } from './lost-commit.js'
import { isConnectionLoss, isWornOut } from './postgres-failure.js'
import { condemn } from './postgres-pool.js'
import { beginTransaction, onConnection } from './postgres-session.js'
import type { Begin, Begun, PostgresSession } from './postgres-session.js'

export interface PostgresParts {
  readonly session: PostgresSession
  readonly slots: CommitSlots
  /** Milliseconds to look for the outcome of a COMMIT that was not answered. */
  readonly lookUpTimeout: number
}

/** How often a transaction is run before the client is told of a conflict. */
const MAX_ATTEMPTS = 5

/** A database whose migrations have been applied. */
export function postgresDatabase (parts: PostgresParts, caller?: Caller): Database {
  const { session } = parts
  const transaction = async <Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> =>
    await translated(retry(async () => await write(parts, caller, work)))
  return {
    dialect: 'postgresql',
    query: session.prelude === undefined
      ? async statement => await translated(queryOnce(session, caller, statement))
      : async statement => await translated(read(session, caller, 'BEGIN', async connection => await connection.query(statement))),
    // As a transaction, because the outcome of one is known even when its answer is lost.
    execute: async statement => await transaction(async connection => await connection.execute(statement)),
    snapshot: async work => await translated(read(session, caller, 'BEGIN ISOLATION LEVEL REPEATABLE READ', work)),
    transaction,
    onBehalfOf: asking => postgresDatabase(parts, asking),
    pool: () => ({ open: session.pool.totalCount, idle: session.pool.idleCount, waiting: session.pool.waitingCount }),
    close: async () => await session.pool.end()
  }
}

/** One statement on any connection. One that the server merely refused leaves the connection as good as it was. */
async function queryOnce (session: PostgresSession, caller: Caller | undefined, statement: Statement): Promise<readonly SqlRow[]> {
  const { connectionOf, watch } = session
  return await onConnection(session, async client => {
    const found = connectionOf(client)
    const connection = found instanceof Promise ? await found : found
    const ended = watch.begin(client, caller)
    try {
      const rows = await connection.query(statement)
      client.release(ended())
      return rows
    } catch (error) {
      if (ended()) condemn(client)
      throw error
    }
  })
}

/** What is only read needs no commit that is certain. */
async function read<Result> (
  session: PostgresSession,
  caller: Caller | undefined,
  begin: Begin,
  work: (connection: Connection) => Promise<Result>
): Promise<Result> {
  const begun = watched(session, await beginTransaction(session, begin), caller)
  try {
    const result = await work(begun.connection)
    await begun.client.query('COMMIT')
    begun.client.release()
    return result
  } catch (error) {
    await undo(begun, error)
    throw error
  }
}

async function write<Result> (
  { session, slots, lookUpTimeout }: PostgresParts,
  caller: Caller | undefined,
  work: (connection: Connection) => Promise<Result>
): Promise<Result> {
  let proof: Proof | undefined
  const begun = watched(session, await beginTransaction(session, 'BEGIN', client => {
    const next = slots.next(client)
    proof = next.proof
    return next.statement
  }), caller)
  slots.noted(begun.client)
  let result: Result
  try {
    result = await work(begun.connection)
  } catch (error) {
    await undo(begun, error)
    throw error
  }
  try {
    await commit(begun)
  } catch (error) {
    await undo(begun, error)
    if (proof === undefined || !isConnectionLoss(error)) throw error
    const committed = await wasCommitted(session, proof, lookUpTimeout)
    if (committed === undefined) throw outcomeUnknown(error)
    if (!committed) throw noDatabase(error)
  }
  return result
}

async function commit ({ client }: Begun): Promise<void> {
  const { command } = await client.query('COMMIT')
  // To COMMIT of a transaction that had failed the server answers ROLLBACK, which is no error to it.
  if (command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back')
  client.release()
}

/** The same transaction, whose statements are cancelled when the caller has left; then its connection is of no further use. */
function watched ({ watch }: PostgresSession, { client, connection }: Begun, caller: Caller | undefined): Begun {
  if (caller === undefined) return { client, connection }
  const run = async <Result>(send: () => Promise<Result>): Promise<Result> => {
    const ended = watch.begin(client, caller)
    try {
      return await send()
    } finally {
      if (ended()) condemn(client)
    }
  }
  return {
    client,
    connection: {
      query: async statement => await run(async () => await connection.query(statement)),
      execute: async statement => await run(async () => await connection.execute(statement))
    }
  }
}

/** Rolls back what the error has left, and gives the connection back, if it is still of use. */
async function undo ({ client }: Begun, error: unknown): Promise<void> {
  const undone = !isWornOut(error) && await client.query('ROLLBACK').then(() => true, () => false)
  client.release(!undone)
}

/** Deadlocks and serialization failures are nobody's fault: the transaction runs again, after a short and random wait. */
async function retry<Result> (work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isRetryable(error)) throw error
      await delay(Math.random() * 10 * 2 ** attempt)
    }
  }
}

/** Not a 503: clients repeat those by themselves. */
const outcomeUnknown = (cause: unknown): ODataError =>
  new ODataError(
    'outcomeUnknown',
    'The database was lost while it stored the change, and did not come back in time to say whether it did. Read before you send it again.',
    { cause }
  )

async function translated<Result> (work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw translateError(error)
  }
}
