/**
 * Prepared statements of a SQLite connection, kept by their text. Values are parameters, so every request of one shape has one text; preparing it
 * costs more than running it for a page. The adapter prepares for each query, and so is given a client that remembers.
 */
import type { Database, Statement } from 'better-sqlite3'
import { createRecent } from '../recent.js'

/** Statements kept a connection; the one unused for longest goes first. */
const MAX_STATEMENTS = 200

/** The part of a bound statement that Prisma's adapter uses. */
interface BoundStatement {
  readonly reader: boolean
  columns: () => unknown
  raw: () => { all: () => unknown }
  run: () => unknown
}

/** Makes `client.prepare` remember what it prepared. */
export function cacheStatements (client: Database): void {
  const prepare = client.prepare.bind(client) as (text: string) => Statement<unknown[]>
  const statements = createRecent<string, Statement<unknown[]>>(MAX_STATEMENTS)
  const remember = (text: string): Statement<unknown[]> => {
    const known = statements.get(text)
    if (known !== undefined) return known
    const statement = prepare(text)
    statements.set(text, statement)
    return statement
  }
  // The adapter binds values for good, which would keep a statement from being used again; so they wait for the call.
  const patched = client as unknown as { prepare: (text: string) => { bind: (values: readonly unknown[]) => BoundStatement, run: () => unknown } }
  patched.prepare = text => {
    const statement = remember(text)
    return { bind: values => bind(statement, values), run: () => statement.run() }
  }
}

function bind (statement: Statement<unknown[]>, values: readonly unknown[]): BoundStatement {
  return {
    reader: statement.reader,
    columns: () => statement.columns(),
    raw: () => ({ all: () => statement.raw().all(...values) }),
    run: () => statement.run(...values)
  }
}
