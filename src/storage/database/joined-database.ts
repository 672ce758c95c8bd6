/**
 * A database that is one connection of a transaction which is under way: what runs here is part of it, and waits for no other connection.
 */
import type { Connection, Database, DialectName } from './database.js'
import { translateError } from './driver-query.js'

/** Snapshots and transactions run in the surrounding transaction, so that a failure in one of them must end it; only its owner can. */
export function joinDatabase (connection: Connection, dialect: DialectName): Database {
  const joined: Connection = {
    query: async (statement, options) => await translated(connection.query(statement, options)),
    execute: async (statement, options) => await translated(connection.execute(statement, options))
  }
  return {
    dialect,
    ...joined,
    snapshot: async work => await work(joined),
    transaction: async work => await work(joined),
    close: async () => { throw new Error('a transaction does not close its database') }
  }
}

async function translated<Result> (work: Promise<Result>): Promise<Result> {
  return await work.catch(error => { throw translateError(error) })
}
