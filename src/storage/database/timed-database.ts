/** A database that tells how long it takes: what its statements do, waiting for a connection or a lock, and commits. */
import type { OnStatement } from '../../plan/plan.js'
import type { Connection, Database } from './database.js'

/**
 * The same database, for statements alone. What `work` of a transaction does beside statements is not the database's time. It is made for
 * every request, and so member by member: a spread costs as much as the rest of it.
 */
export function timedDatabase (database: Database, told: OnStatement): Database {
  const around = async <Result>(
    run: (work: (connection: Connection) => Promise<Result>) => Promise<Result>,
    work: (connection: Connection) => Promise<Result>
  ): Promise<Result> => {
    const began = performance.now()
    let working = 0
    const result = await run(async connection => {
      const start = performance.now()
      return await work(timedConnection(connection, told)).finally(() => { working += performance.now() - start })
    })
    told(performance.now() - began - working)
    return result
  }
  const { query, execute } = timedConnection(database, told)
  const { together } = database
  return {
    ...together === undefined ? {} : { together: async statements => await timed(told, async () => await together(statements)) },
    dialect: database.dialect,
    query,
    execute,
    close: async () => await database.close(),
    snapshot: async work => await around(async inner => await database.snapshot(inner), work),
    transaction: async (work, options) => await around(async inner => await database.transaction(inner, options), work)
  }
}

async function timed<Result> (told: OnStatement, run: () => Promise<Result>): Promise<Result> {
  const began = performance.now()
  const result = await run()
  told(performance.now() - began)
  return result
}

/** SQLite runs a statement within the call, so the time begins before it. */
function timedConnection (connection: Connection, told: OnStatement): Connection {
  return {
    query: async (statement, options) => await timed(told, async () => await connection.query(statement, options)),
    execute: async (statement, options) => await timed(told, async () => await connection.execute(statement, options))
  }
}
