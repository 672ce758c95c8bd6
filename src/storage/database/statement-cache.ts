/**
 * Prepared statements of a SQLite connection, kept by their text. Values are parameters, so every request of one shape has one text;
 * preparing it costs more than running it for a page. The adapter prepares for each query, and so is given a client that remembers.
 */
import type { Database, Statement } from 'better-sqlite3'
import { LRUCache } from 'lru-cache'

/** Statements kept a connection; the one unused for longest goes first. */
const MAX_STATEMENTS = 200

/** Rows come as arrays; what the columns are called and declared as is asked once. */
interface Prepared {
  readonly statement: Statement<unknown[]>
  readonly columns: unknown
}

/** The part of a bound statement that Prisma's adapter uses. */
interface BoundStatement {
  readonly reader: boolean
  columns: () => unknown
  raw: () => { all: () => unknown }
  run: () => unknown
}

/** Makes `client.prepare` remember what it prepared; `beforeRun` is called before each statement. */
export function cacheStatements (client: Database, beforeRun: () => void = () => undefined): void {
  const prepare = client.prepare.bind(client) as (text: string) => Statement<unknown[]>
  const statements = new LRUCache<string, Prepared>({ max: MAX_STATEMENTS })
  const remember = (text: string): Prepared => {
    const known = statements.get(text)
    if (known !== undefined) return known
    const statement = prepare(text)
    const prepared: Prepared = { statement, columns: statement.reader ? statement.raw().columns() : [] }
    statements.set(text, prepared)
    return prepared
  }
  // The adapter binds values for good, which would keep a statement from being used again; so they wait for the call.
  const patched = client as unknown as {
    prepare: (text: string) => { bind: (values: readonly unknown[]) => BoundStatement, run: () => unknown }
  }
  patched.prepare = text => {
    const prepared = remember(text)
    beforeRun()
    return { bind: values => bind(prepared, values), run: () => prepared.statement.run() }
  }
}

function bind ({ statement, columns }: Prepared, values: readonly unknown[]): BoundStatement {
  return {
    reader: statement.reader,
    columns: () => columns,
    raw: () => ({ all: () => withoutBuffers(statement.all(...values) as unknown[][]) }),
    run: () => statement.run(...values)
  }
}

/** The adapter knows bytes as an ArrayBuffer only. The rows are nobody else's yet, so they are changed in place. */
function withoutBuffers (rows: unknown[][]): unknown[][] {
  for (const row of rows) {
    for (let index = 0; index < row.length; index++) {
      const value = row[index]
      if (typeof value === 'object' && Buffer.isBuffer(value)) row[index] = bytesOf(value)
    }
  }
  return rows
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Buffer): ArrayBufferLike =>
  byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)
