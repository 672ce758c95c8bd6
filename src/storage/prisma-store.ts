/** The {@link Store} over a database that Prisma's adapters reach and Prisma's migrations made. */
import sql from 'sql-template-tag'
import type { Soon } from '../base/soon.js'
import { ODataError } from '../errors.js'
import type { Asking, ReadPlan, ReadResult, ReadScope, Store, WritePlan, WriteResult, WriteScope } from '../plan/plan.js'
import type { Database } from './database/database.js'
import { joinDatabase } from './database/joined-database.js'
import { timedDatabase } from './database/timed-database.js'
import { readCrossJoin } from './read/read-cross-join.js'
import { readEntity, readEntityNow } from './read/read-entity.js'
import { countRows, readRows } from './read/read-rows.js'
import { readStream } from './read/read-stream.js'
import type { RememberedRows } from './read/remembered-rows.js'
import { changeEach } from './write/change-each.js'
import { createEntity } from './write/create-entity.js'
import { deleteEntity } from './write/delete-entity.js'
import { relateEntities } from './write/relate.js'
import { replaceContained } from './write/replace-contained.js'
import { setValues } from './write/set-values.js'
import { updateEntity } from './write/update-entity.js'
import { writeStream } from './write/write-stream-content.js'

/** What helps with reads outside of transactions. */
export interface ReadAids {
  /** Where long answers may lie until they are sent; undefined: in memory. */
  readonly folder?: string | undefined
  readonly remembered?: RememberedRows | undefined
}

export function createStore (database: Database, aids: ReadAids = {}): Store {
  return {
    read: (plan, scope) => readAtHand(database, plan, scope) ?? read(databaseFor(database, scope), plan, scope, aids),
    write: (plan, scope) => write(databaseFor(database, scope), plan, scope),
    atomically: async (work, asking) =>
      await databaseFor(database, asking).transaction(async connection =>
        await work(createStore(joinDatabase(connection, database.dialect)))
      ),
    snapshot: async (work, asking) =>
      await databaseFor(database, asking).snapshot(async connection => await work(createStore(joinDatabase(connection, database.dialect)))),
    ping: async () => await ping(database),
    close: async () => await database.close()
  }
}

/** What one short statement of a database in this process says, without what statements that take longer are wrapped in. */
function readAtHand (database: Database, plan: ReadPlan, scope: ReadScope): ReadResult | undefined {
  return plan.kind === 'readEntity' && database.queryNow !== undefined ? readEntityNow(database, plan, scope) : undefined
}

/** Statements of somebody who may leave, and who is told of their time. */
function databaseFor (database: Database, { caller, onStatement }: Asking = {}): Database {
  const own = caller === undefined ? database : database.onBehalfOf?.(caller) ?? database
  return onStatement === undefined ? own : timedDatabase(own, onStatement)
}

function read (database: Database, plan: ReadPlan, scope: ReadScope, { folder, remembered }: ReadAids): Soon<ReadResult> {
  switch (plan.kind) {
    case 'readEntity': return readEntity(database, plan, scope, folder)
    case 'readRows': return readRows(database, database.dialect, plan, scope, remembered)
    case 'readCrossJoin': return readCrossJoin(database, database.dialect, plan, scope)
    case 'countRows': return countRows(database, database.dialect, plan, scope, remembered)
    case 'readStream': return readStream(database, plan, scope)
  }
}

function write (database: Database, plan: WritePlan, scope: WriteScope): Promise<WriteResult> {
  switch (plan.kind) {
    case 'updateEntity': return updateEntity(database, plan, scope)
    case 'relate': return relateEntities(database, plan, scope)
    case 'createEntity': return createEntity(database, plan, scope)
    case 'deleteEntity': return deleteEntity(database, plan, scope)
    case 'replaceContained': return replaceContained(database, plan, scope)
    case 'changeEach': return changeEach(database, plan, scope)
    case 'setValues': return setValues(database, plan, scope)
    case 'writeStream': return writeStream(database, plan, scope)
  }
}

/** Whatever keeps the tables from being read, the service is not ready. */
async function ping (database: Database): Promise<void> {
  await database.query(sql`SELECT 1 FROM "Tenant" LIMIT 1`).catch((cause: unknown) => {
    throw cause instanceof ODataError
      ? cause
      : new ODataError('unavailable', 'The database does not answer as it should. The log of the service says more.', { cause })
  })
  database.check?.()
}
