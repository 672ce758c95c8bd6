/** PostgreSQL: a pool, prepared statements, transactions that are retried, and a COMMIT whose outcome is known. */
import { setTimeout as delay } from 'node:timers/promises'
import type { PoolClient, QueryConfig } from 'pg'
import { ODataError } from '../../errors.js'
import type { Caller } from '../../plan/plan.js'
import type { CommitSlots, Proof } from './commit-slots.js'
import type { Connection, Database, SqlRow, Statement } from './database.js'
import { isRetryable, translateError, noDatabase } from './driver-query.js'
import { wasCommitted } from './lost-commit.js'
import { isConnectionLoss } from './postgres-failure.js'
import { condemn } from './postgres-pool.js'
import { onConnection } from './postgres-session.js'
import type { Begin, PostgresSession } from './postgres-session.js'
import { openTransaction } from './postgres-transaction.js'
import type { PostgresTransaction } from './postgres-transaction.js'

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
    query: session.prelude.length === 0
      ? async statement => await translated(queryOnce(session, caller, statement))
      : async statement => await translated(read(session, caller, 'BEGIN', async connection => await connection.query(statement))),
    // As a transaction, because the outcome of one is known even when its answer is lost.
    execute: async statement => await transaction(async connection => await connection.execute(statement)),
    snapshot: async work => await translated(read(session, caller, 'BEGIN ISOLATION LEVEL REPEATABLE READ', work)),
    transaction,
    together: async statements => await translated(retry(async () => await writeTogether(parts, caller, statements))),
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
  for (;;) {
    const transaction = openTransaction(session, { begin, caller })
    try {
      const result = await work(transaction.connection)
      await transaction.commit()
      return result
    } catch (error) {
      if (!await transaction.undo(error)) throw error
    }
  }
}

async function write<Result> (
  parts: PostgresParts,
  caller: Caller | undefined,
  work: (connection: Connection) => Promise<Result>
): Promise<Result> {
  for (;;) {
    const { transaction, proof } = openProven(parts, caller)
    let result: Result
    try {
      result = await work(transaction.connection)
    } catch (error) {
      if (await transaction.undo(error)) continue
      throw error
    }
    try {
      await transaction.commit()
    } catch (error) {
      await transaction.undo(error)
      if (!await turnedOut(parts, proof(), error)) throw noDatabase(error)
    }
    return result
  }
}

/** Everything in one message, its commit too: that it is there is known only by the answer, or by its proof. */
async function writeTogether (
  parts: PostgresParts,
  caller: Caller | undefined,
  statements: readonly Statement[]
): Promise<ReadonlyArray<readonly SqlRow[]> | undefined> {
  for (;;) {
    const { transaction, proof } = openProven(parts, caller)
    const answers = statements.map(async statement => await transaction.connection.query(statement))
    const settled = await Promise.allSettled<unknown>([...answers, transaction.commit()])
    // What failed first made the others fail.
    const failed = settled.find(outcome => outcome.status === 'rejected')
    if (failed === undefined) return await Promise.all(answers)
    const error: unknown = failed.reason
    const again = await transaction.undo(error)
    if (again && !isConnectionLoss(error)) continue
    if (await turnedOut(parts, proof(), error)) return undefined
    if (!again) throw noDatabase(error)
  }
}

/** A transaction whose outcome is known even when the answer to its COMMIT is lost: by its proof, once it has begun. */
function openProven (
  { session, slots }: PostgresParts,
  caller: Caller | undefined
): { transaction: PostgresTransaction, proof: () => Proof | undefined } {
  let proof: Proof | undefined
  const first = (client: PoolClient): QueryConfig => {
    const next = slots.next(client)
    proof = next.proof
    return next.statement
  }
  return { transaction: openTransaction(session, { begin: 'BEGIN', caller, first }), proof: () => proof }
}

/** Whether a transaction was committed whose COMMIT failed with the error, which is thrown when it says itself that it was not. */
async function turnedOut ({ session, lookUpTimeout }: PostgresParts, proof: Proof | undefined, error: unknown): Promise<boolean> {
  if (proof === undefined || !isConnectionLoss(error)) throw error
  const committed = await wasCommitted(session, proof, lookUpTimeout)
  if (committed === undefined) throw outcomeUnknown(error)
  return committed
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
    'The connection to the database was lost during the change, and whether it was stored could not be found out in time. Read before you send it again.',
    { cause }
  )

async function translated<Result> (work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw translateError(error)
  }
}
