/**
 * A transaction of PostgreSQL. It begins with its first statement, in the same message; statements that are asked without waiting for each
 * other's answers travel together, and the server runs them in the order in which they were asked.
 */
import type { PoolClient, QueryConfig } from 'pg'
import type { Caller } from '../../plan/plan.js'
import type { Connection } from './database.js'
import { isWornOut } from './postgres-failure.js'
import { condemn } from './postgres-pool.js'
import { askTogether } from './postgres-group.js'
import { takeConnection } from './postgres-session.js'
import type { Begin, PostgresSession } from './postgres-session.js'

export interface PostgresTransaction {
  readonly connection: Connection
  /** Commits what was done, if anything was, and gives the connection back. An error has to be undone. */
  commit (): Promise<void>
  /**
   * Rolls back what the error has left, and gives the connection back, if it is still of use.
   * @returns whether nothing has happened at all: the connection had ended while it was idle
   */
  undo (error: unknown): Promise<boolean>
}

export interface Beginning {
  readonly begin: Begin
  readonly caller?: Caller | undefined
  /** A statement that the transaction begins with. */
  readonly first?: ((client: PoolClient) => QueryConfig) | undefined
}

interface Begun {
  readonly client: PoolClient
  readonly wasIdle: boolean
  readonly connection: Connection
  /** Rejects when the transaction did not begin; what was sent after is refused then, too. */
  readonly answered: Promise<unknown>
}

export function openTransaction (session: PostgresSession, beginning: Beginning): PostgresTransaction {
  let begun: Promise<Begun> | undefined
  let [anyAnswer, lost] = [false, false]
  const run = async <Result>(send: (connection: Connection) => Promise<Result>): Promise<Result> => {
    begun ??= beginTransaction(session, beginning)
    const { client, connection, answered } = await begun
    const ended = session.watch.begin(client, beginning.caller)
    try {
      const result = await send(connection)
      anyAnswer = true
      return result
    } catch (error) {
      // Whoever gets the error may make another of it.
      lost ||= isWornOut(error)
      await answered
      throw error
    } finally {
      if (ended()) condemn(client)
    }
  }
  return {
    connection: {
      query: async statement => await run(async connection => await connection.query(statement)),
      execute: async statement => await run(async connection => await connection.execute(statement))
    },
    commit: async () => {
      if (begun !== undefined) await commit((await begun).client)
    },
    undo: async error => {
      const taken = await begun?.catch(() => undefined)
      if (taken === undefined) return false
      lost ||= isWornOut(error)
      const undone = !lost && await askTogether(taken.client, { text: 'ROLLBACK' }).then(() => true, () => false)
      taken.client.release(!undone)
      return lost && taken.wasIdle && !anyAnswer
    }
  }
}

async function beginTransaction (session: PostgresSession, { begin, first }: Beginning): Promise<Begun> {
  const { client, wasIdle } = await takeConnection(session)
  const connection = await connectionOver(session, client)
  const statements = [{ text: begin }, ...session.prelude.map(text => ({ text })), ...first === undefined ? [] : [first(client)]]
  const answered = Promise.all(statements.map(async statement => await askTogether(client, statement)))
  answered.catch(() => undefined)
  return { client, wasIdle, connection, answered }
}

async function connectionOver ({ connectionOf }: PostgresSession, client: PoolClient): Promise<Connection> {
  try {
    return await connectionOf(client)
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function commit (client: PoolClient): Promise<void> {
  const { command } = await askTogether(client, { text: 'COMMIT' })
  // To COMMIT of a transaction that had failed the server answers ROLLBACK, which is not an error to it.
  if (command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back')
  client.release()
}
