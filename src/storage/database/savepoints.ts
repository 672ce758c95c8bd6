/**
 * A transaction that is under way as a database: each read and each transaction of it is a savepoint, so that one which fails leaves the
 * others as they are.
 */
import sql from 'sql-template-tag'
import type { Connection, Database, DialectName } from './database.js'
import { isRetryable, translateError } from './driver-query.js'
import { LongStatement, StatementTooLong } from './long-statement.js'
import { createMutex } from './mutex.js'

export interface Savepoints extends Database {
  /**
   * The first error after which the surrounding transaction must run again as a whole, though a savepoint has caught it: its owner throws
   * it, whatever became of the work.
   */
  readonly lost: () => unknown
}

/** Savepoints end in the order they began, so there is one at a time; what it contains runs in it. */
export function savepointsIn (connection: Connection, dialect: DialectName): Savepoints {
  const exclusively = createMutex()
  let lost: unknown
  const within = async <Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> =>
    await exclusively(async () => {
      await connection.execute(sql`SAVEPOINT request`)
      try {
        const result = await work(connection)
        await connection.execute(sql`RELEASE SAVEPOINT request`)
        return result
      } catch (error) {
        if (endsTransaction(error)) lost ??= error
        else await undo(connection)
        throw translateError(error)
      }
    })
  return {
    dialect,
    query: async (statement, options) => await within(async inner => await inner.query(statement, options)),
    execute: async (statement, options) => await within(async inner => await inner.execute(statement, options)),
    snapshot: within,
    transaction: within,
    close: async () => { throw new Error('a transaction does not close its database') },
    lost: () => lost
  }
}

const endsTransaction = (error: unknown): boolean =>
  error instanceof LongStatement || error instanceof StatementTooLong || isRetryable(error)

async function undo (connection: Connection): Promise<void> {
  await connection.execute(sql`ROLLBACK TO SAVEPOINT request`)
  await connection.execute(sql`RELEASE SAVEPOINT request`)
}
