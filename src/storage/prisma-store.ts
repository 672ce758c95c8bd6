/** The {@link Store} over a database that Prisma's adapters reach and Prisma's migrations made. */
import sql from 'sql-template-tag'
import { ODataError } from '../errors.js'
import type { ReadPlan, ReadResult, Scope, Store } from '../plan/plan.js'
import type { Database } from './database.js'
import { readEntity } from './read-entity.js'
import { readApplied } from './read-applied.js'
import { countRows, readRows } from './read-rows.js'
import { updateEntity } from './update-entity.js'

export function createStore (database: Database): Store {
  return {
    read: async (plan, scope) => await read(database, plan, scope),
    write: async (plan, scope) => await updateEntity(database, plan, scope),
    ping: async () => await ping(database),
    close: async () => await database.close()
  }
}

async function read (database: Database, plan: ReadPlan, scope: Scope): Promise<ReadResult> {
  switch (plan.kind) {
    case 'readEntity': return await readEntity(database, plan, scope)
    case 'readRows': return await readRows(database, database.dialect, plan, scope)
    case 'readApplied': return await readApplied(database, database.dialect, plan, scope)
    case 'countRows': return await countRows(database, database.dialect, plan, scope)
  }
}

/** Whatever keeps the tables from being read, the service is not ready. */
async function ping (database: Database): Promise<void> {
  await database.query(sql`SELECT 1 FROM "Tenant" LIMIT 1`).catch((cause: unknown) => {
    throw cause instanceof ODataError ? cause : new ODataError('unavailable', 'The database does not answer as it should. The log of the service says more.', { cause })
  })
}
