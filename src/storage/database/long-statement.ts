/** What becomes of a statement that may take longer than the thread, which everything else shares, can wait for it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ODataError } from '../../errors.js'
import type { Connection, StatementOptions } from './database.js'
import type { StoredSize } from './cost.js'
import type { Visitor } from './lanes.js'

/** Microseconds that work in this thread may cost; the rest of what a request may keep it busy is a reserve for slow machines. */
const MAX_MICROSECONDS = 8000

/** A statement that is short whatever is stored; a body of many entities makes many of them. */
const STATEMENT_MICROSECONDS = 30

/** Thrown in place of running it; whoever has the connection runs the whole work again where it may be long. */
export class LongStatement extends ODataError {
  constructor (readonly visitor: Visitor) {
    super('conflict', 'The request takes longer than estimated. Send it again.', { headers: { 'Retry-After': '1' } })
  }
}

/**
 * Thrown by a function of SQLite, in the middle of a statement. It has no `code`: the driver's adapter takes errors with one for those of
 * the database, and all others pass it as they are.
 */
export class StatementTooLong extends Error {
  override readonly name = 'StatementTooLong'
}

/** What is stored at present, for a tenant. */
export type SizeMeter = (tenant: string | undefined) => StoredSize

export function isLong (options: StatementOptions | undefined, sizeOf: SizeMeter): boolean {
  return options?.cost !== undefined && options.cost(sizeOf(options.tenant)) > MAX_MICROSECONDS
}

/** A connection of this thread for several statements that read: between them others get their turn. */
export function pacedConnection (connection: Connection, sizeOf: SizeMeter): Connection {
  let turn = performance.now()
  const admit = async (options: StatementOptions | undefined): Promise<void> => {
    if (isLong(options, sizeOf)) throw new LongStatement(options ?? {})
    if (performance.now() - turn < MAX_MICROSECONDS / 1000) return
    await nextTurn()
    turn = performance.now()
  }
  return {
    query: async (statement, options) => {
      await admit(options)
      return await connection.query(statement)
    },
    execute: async (statement, options) => {
      await admit(options)
      return await connection.execute(statement)
    }
  }
}

/** A connection of this thread for statements that write, all of which must cost little together: what they wrote is synced at once. */
export function thriftyConnection (connection: Connection, sizeOf: SizeMeter): Connection {
  let spent = 0
  const admit = (options: StatementOptions | undefined): void => {
    spent += options?.cost?.(sizeOf(options.tenant)) ?? STATEMENT_MICROSECONDS
    if (spent > MAX_MICROSECONDS) throw new LongStatement(options ?? {})
  }
  return {
    query: async (statement, options) => {
      admit(options)
      return await connection.query(statement)
    },
    execute: async (statement, options) => {
      admit(options)
      return await connection.execute(statement)
    }
  }
}
