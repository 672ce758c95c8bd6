/** What a write left behind, read in its own transaction. */
import type { ReadEntityPlan, ReadResult, ReadRowsPlan, Scope } from '../../plan/plan.js'
import type { Connection, DialectName } from '../database/database.js'
import { readEntityWithin } from '../read/read-entity.js'
import { readRows } from '../read/read-rows.js'

export async function readBack (
  connection: Connection,
  dialect: DialectName,
  plan: ReadEntityPlan | ReadRowsPlan | undefined,
  scope: Scope
): Promise<ReadResult | undefined> {
  switch (plan?.kind) {
    case undefined: return undefined
    case 'readRows': return await readRows(connection, dialect, plan, scope)
    case 'readEntity': return await readEntityWithin(connection, dialect, plan, scope)
  }
}
