/** A database that tells how long it takes: what its statements do, waiting for a connection or a lock, and commits. */
import type { OnStatement } from '../../plan/plan.js'
import type { Connection, Database, DialectName, SqlRow, Statement, StatementOptions } from './database.js'

/** The same database, for statements alone. What `work` of a transaction does beside statements is not the database's time. */
export const timedDatabase = (database: Database, told: OnStatement): Database => new TimedDatabase(database, told)

/** SQLite runs a statement within the call, so the time begins before it. */
class TimedConnection<Timed extends Connection> implements Connection {
  constructor (protected readonly timed: Timed, protected readonly told: OnStatement) {}

  async query (statement: Statement, options?: StatementOptions): Promise<readonly SqlRow[]> {
    const began = performance.now()
    const rows = await this.timed.query(statement, options)
    this.told(performance.now() - began)
    return rows
  }

  async execute (statement: Statement, options?: StatementOptions): Promise<number> {
    const began = performance.now()
    const changed = await this.timed.execute(statement, options)
    this.told(performance.now() - began)
    return changed
  }
}

/** One is made for every request: a class, whose functions are not. */
class TimedDatabase extends TimedConnection<Database> implements Database {
  declare readonly together?: NonNullable<Database['together']>

  constructor (database: Database, told: OnStatement) {
    super(database, told)
    if (database.together !== undefined) this.together = async statements => await this.asOne(statements)
  }

  get dialect (): DialectName {
    return this.timed.dialect
  }

  async snapshot<Result> (work: (connection: Connection) => Promise<Result>): Promise<Result> {
    return await this.around(async inner => await this.timed.snapshot(inner), work)
  }

  async transaction<Result> (work: (connection: Connection) => Promise<Result>, options?: StatementOptions): Promise<Result> {
    return await this.around(async inner => await this.timed.transaction(inner, options), work)
  }

  async close (): Promise<void> {
    await this.timed.close()
  }

  private async asOne (statements: readonly Statement[]): Promise<ReadonlyArray<readonly SqlRow[]> | undefined> {
    const began = performance.now()
    const rows = await this.timed.together?.(statements)
    this.told(performance.now() - began)
    return rows
  }

  private async around<Result> (
    run: (work: (connection: Connection) => Promise<Result>) => Promise<Result>,
    work: (connection: Connection) => Promise<Result>
  ): Promise<Result> {
    const began = performance.now()
    let working = 0
    const result = await run(async connection => {
      const start = performance.now()
      return await work(new TimedConnection(connection, this.told)).finally(() => { working += performance.now() - start })
    })
    this.told(performance.now() - began - working)
    return result
  }
}
