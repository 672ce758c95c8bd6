/**
 * What the store needs of a database: parameterised SQL, one consistent snapshot, one transaction. Two implementations over
 * Prisma's driver adapters: `sqlite-database.ts` and `postgres-database.ts`.
 */

import type { Caller } from '../../plan/plan.js'
import type { Cost } from './cost.js'
import type { Visitor } from './lanes.js'
import type { LongText } from './long-text.js'

/** A statement and its values; what `sql-template-tag` composes is one. */
export interface Statement {
  /** With `?` for each value: SQLite. */
  readonly sql: string
  /** With `$1`, `$2` …: PostgreSQL. */
  readonly text: string
  readonly values: unknown[]
}

/**
 * A column of a result: text, number, boolean (PostgreSQL), bytes, or null. 64-bit integers beyond 2^53 come as text, and a text that is
 * long may come in pieces.
 */
export type SqlValue = string | number | boolean | ArrayBuffer | LongText | null

/** Rows as arrays, in the order of the statement's columns. */
export type SqlRow = readonly SqlValue[]

/** What a database is told of a statement that may take long. Without any of this it is short, whatever is stored. */
export interface StatementOptions extends Visitor {
  readonly cost?: Cost | undefined
  readonly first?: FirstTry | undefined
}

/** A shorter statement whose rows may be the same: to be tried where the one it stands for would be run elsewhere. */
export interface FirstTry {
  readonly cost: Cost
  readonly statement: () => Statement
  /** To be told of its rows: whether they are those of the other one. */
  readonly suffices: (rows: readonly SqlRow[]) => boolean
}

/** Something SQL can be sent to. */
export interface Connection {
  /** Runs one statement and returns its rows (empty for a statement that returns none). */
  query (statement: Statement, options?: StatementOptions): Promise<readonly SqlRow[]>
  /** Runs one statement and returns the number of rows it changed. */
  execute (statement: Statement, options?: StatementOptions): Promise<number>
}

export type DialectName = 'sqlite' | 'postgresql'

/** Its own `query` is for reading: what PostgreSQL does not answer, because a connection has ended, is asked again on another one. */
export interface Database extends Connection {
  readonly dialect: DialectName
  /** The rows of a short statement, of a database that is part of this process; undefined, or absent, where they take a promise. */
  queryNow? (statement: Statement, options?: StatementOptions): readonly SqlRow[] | undefined
  /**
   * Runs `work` on one connection whose every read sees the same committed state. Nothing may be written. Where a statement turns out to
   * be long, `work` may run again from its beginning.
   */
  snapshot<T> (work: (connection: Connection) => Promise<T>): Promise<T>
  /**
   * Runs `work` in one write transaction: committed when its promise resolves, rolled back when it rejects. Acknowledged means
   * durable. Deadlocks, serialization failures, and long statements make `work` run again; when retries end: 409.
   * `options` are about all of it; of its own, each statement may have more.
   */
  transaction<T> (work: (connection: Connection) => Promise<T>, options?: StatementOptions): Promise<T>
  /**
   * Runs statements of which none needs the answer of another in one write transaction, sent as one message. Undefined when they were
   * committed and the connection was lost before the answers came. Absent where nothing would be gained.
   */
  together? (statements: readonly Statement[]): Promise<ReadonlyArray<readonly SqlRow[]> | undefined>
  /** The same database, whose statements end when `caller` has left. Absent where each statement is told who waits for it. */
  onBehalfOf? (caller: Caller): Database
  /** @throws ODataError `unavailable` when what is written would not be found again; absent where that cannot be */
  check? (): void
  /** Writes a copy of everything, as it is at one moment, into a new file; absent where the database has a tool of its own for that. */
  copyTo? (path: string): Promise<void>
  /** How many connections there are, how many of them are idle, and how many requests wait for one; absent where there is no pool. */
  pool? (): Readonly<Record<'open' | 'idle' | 'waiting', number>>
  /** Ends every connection after what is in flight. */
  close (): Promise<void>
}

/**
 * An error that an expression raised inside the database on purpose (overflow, division by zero): the store turns it
 * into a 400. Its message is one the client may read.
 */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError'
}
