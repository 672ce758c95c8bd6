/**
 * The embedded database: a SQLite file. This thread has one connection that writes, one that reads, and more for snapshots; WAL lets them
 * work side by side. What may take long runs in processes of its own, where it can be interrupted.
 */
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import sql from 'sql-template-tag'
import type { Connection, Database, SqlRow, Statement, StatementOptions } from './database.js'
import type { Visitor } from './lanes.js'
import { connectionOver, translateError } from './driver-query.js'
import { isLong, LongStatement, pacedConnection, StatementTooLong, thriftyConnection } from './long-statement.js'
import { createMutex } from './mutex.js'
import { proveTransactions } from './proven-transaction.js'
import { createProcesses, READERS } from './processes/statement-processes.js'
import type { StatementProcesses } from './processes/statement-processes.js'
import { copySqlite } from './sqlite-backup.js'
import { clientOf, connectSqlite, directly, readRows } from './sqlite-connection.js'
import type { Synchronous } from './sqlite-connection.js'
import { watchFile } from './sqlite-file.js'
import type { FileWatch } from './sqlite-file.js'
import { meterStored } from './stored-size.js'
import { whenFree } from './when-free.js'

export interface SqliteDatabaseOptions {
  readonly synchronous: Synchronous
  /** Milliseconds that a statement may take; half a minute when absent. */
  readonly queryTimeout?: number | undefined
  /** Milliseconds to wait for a lock that another process has; as long as a statement may take when absent. */
  readonly lockTimeout?: number | undefined
}

/** Milliseconds that a copy of everything may take. */
const COPY_TIMEOUT = 60 * 60 * 1000

/** Opens a database whose migrations have been applied. */
export async function openSqliteDatabase (path: string, options: SqliteDatabaseOptions): Promise<Database> {
  const { synchronous, queryTimeout = 30_000 } = options
  const { lockTimeout = queryTimeout } = options
  const connectAs = async (passing: boolean): Promise<SqlDriverAdapter> => {
    const own = { synchronous, busyTimeout: 0, short: true, passing }
    return await whenFree(performance.now() + lockTimeout, async () => await connectSqlite(path, own))
  }
  const [writer, reader, connect] = [await connectAs(false), await connectAs(false), async () => await connectAs(true)]
  const processes = (most: number): StatementProcesses =>
    createProcesses(path, { synchronous, busyTimeout: lockTimeout, most, queryTimeout })
  const copiers = createProcesses(path, { synchronous, busyTimeout: lockTimeout, most: 1, queryTimeout: COPY_TIMEOUT })
  const pools = { readers: processes(READERS), writers: processes(1), copiers }
  return fileDatabase({ writer, reader, connect, ...pools, lockTimeout, file: watchFile(path) })
}

type Work<Result> = (connection: Connection) => Promise<Result>

interface Connections {
  readonly writer: SqlDriverAdapter
  readonly reader: SqlDriverAdapter
  readonly connect: () => Promise<SqlDriverAdapter>
  readonly readers: StatementProcesses
  readonly writers: StatementProcesses
  readonly copiers: StatementProcesses
  readonly lockTimeout: number
  readonly file: FileWatch
}

function fileDatabase ({ writer, reader, connect, readers, writers, copiers, lockTimeout, file }: Connections): Database {
  const exclusively = createMutex()
  const idle: SqlDriverAdapter[] = []
  const snapshots = new Set<SqlDriverAdapter>()
  const inFlight = new Set<Promise<unknown>>()
  const track = async <Result>(work: Promise<Result>): Promise<Result> => {
    inFlight.add(work)
    return await work.catch(error => { throw translateError(error) }).finally(() => inFlight.delete(work))
  }
  const patience = (): number => performance.now() + lockTimeout
  const read = connectionOver(reader, 'sqlite')
  const readerClient = clientOf(reader)
  const boundaries = directly(clientOf(writer))
  const { sizeOf, forget } = meterStored(readerClient)
  const snapshot = async <Result>(work: Work<Result>): Promise<Result> => {
    const adapter = idle.pop() ?? await connect()
    snapshots.add(adapter)
    const connection = connectionOver(adapter, 'sqlite')
    try {
      return await whenFree(patience(), async () => await transact(connection, 'BEGIN', pacedConnection(connection, sizeOf), work))
    } catch (error) {
      const { visitor } = longStatement(error)
      file.check()
      return await readers.use(visitor, async connection => await transact(connection, 'BEGIN', connection, work))
    } finally {
      idle.push(adapter)
    }
  }
  const write = async <Result>(work: Work<Result>, options: StatementOptions, until: number): Promise<Result> => {
    const connection = connectionOver(writer, 'sqlite')
    try {
      if (isLong(options, sizeOf)) throw new LongStatement(options)
      return await transact(boundaries, 'BEGIN IMMEDIATE', thriftyConnection(connection, sizeOf), work, until)
    } catch (error) {
      return await writeElsewhere(longStatement(error).visitor, work)
    }
  }
  const prove = proveTransactions(read)
  const writeElsewhere = async <Result>(visitor: Visitor, work: Work<Result>): Promise<Result> => {
    file.check()
    return await prove(async proven => await writers.use(visitor, async connection =>
      await transact(connection, 'BEGIN IMMEDIATE', connection, proven)
    ), work)
  }
  const transaction = async <Result>(work: Work<Result>, options: StatementOptions = {}): Promise<Result> => {
    const until = patience()
    return await track(exclusively(async () => {
      const result = await write(work, options, until).finally(forget)
      file.check()
      return result
    }))
  }
  const readElsewhere = async (statement: Statement, options: StatementOptions = {}): Promise<readonly SqlRow[]> => {
    file.check()
    return await readers.use(options, async connection => await connection.query(statement))
  }
  /** Undefined where it does not suffice, and where it fails: the whole statement says then what is wrong. */
  const readFirst = async ({ first, tenant }: StatementOptions = {}): Promise<readonly SqlRow[] | undefined> => {
    if (first === undefined || isLong({ cost: first.cost, tenant }, sizeOf)) return undefined
    const rows = await read.query(first.statement()).catch(() => undefined)
    return rows !== undefined && first.suffices(rows) ? rows : undefined
  }
  /** Where it took too long here after all, elsewhere; after any other error once more. */
  const readAgain = async (failed: unknown, statement: Statement, options?: StatementOptions): Promise<readonly SqlRow[]> =>
    failed instanceof StatementTooLong
      ? await readElsewhere(statement, options)
      : await whenFree(patience(), async () => await read.query(statement))
  return {
    dialect: 'sqlite',
    queryNow: (statement, options) => {
      if (isLong(options, sizeOf)) return undefined
      try {
        return readRows(readerClient, statement)
      } catch {
        // What is to be done about it, `query` knows.
        return undefined
      }
    },
    query: async (statement, options) => {
      if (isLong(options, sizeOf)) return await readFirst(options) ?? await track(readElsewhere(statement, options))
      try {
        return readRows(readerClient, statement)
      } catch (error) {
        return await track(readAgain(error, statement, options))
      }
    },
    execute: async (statement, options) => await transaction(async connection => await connection.execute(statement), options),
    snapshot: async work => await track(snapshot(work)),
    transaction,
    check: () => { file.check() },
    copyTo: async target => {
      file.check()
      await track(copiers.use({}, async connection => await copySqlite(connection, target)))
    },
    close: async () => {
      await Promise.allSettled(inFlight)
      readers.close()
      writers.close()
      copiers.close()
      for (const adapter of [...snapshots, reader, writer]) await adapter.dispose()
    }
  }
}

/** The one error after which work runs again elsewhere; any other is thrown on. */
function longStatement (error: unknown): LongStatement {
  if (error instanceof LongStatement) return error
  if (error instanceof StatementTooLong) return new LongStatement({})
  throw error
}

/** Waits for another process's lock until `until`; `work` gets `connection`, which may be another view of the same. */
async function transact<Result> (
  own: Pick<Connection, 'execute'>,
  begin: 'BEGIN' | 'BEGIN IMMEDIATE',
  connection: Connection,
  work: Work<Result>,
  until = 0
): Promise<Result> {
  await whenFree(until, async () => await own.execute(begin === 'BEGIN' ? sql`BEGIN` : sql`BEGIN IMMEDIATE`))
  try {
    const result = await work(connection)
    await own.execute(sql`COMMIT`)
    return result
  } catch (error) {
    // A failed COMMIT, or an error that SQLite answered with a rollback of its own, leaves nothing to roll back.
    await own.execute(sql`ROLLBACK`).catch(() => undefined)
    throw error
  }
}
