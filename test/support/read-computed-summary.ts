/** The computed summary of a tenant, or of one of its entities by its ordinal, at a time: as a query of its own. */
import sql from 'sql-template-tag'
import { instantText, renderComputedSummary, summarySince } from '../../src/families/office-configuration/checkin-summary.js'
import type { SummarySource } from '../../src/families/office-configuration/checkin-summary.js'
import type { Connection, DialectName } from '../../src/storage/database/database.js'
import { position } from '../../src/storage/sql/identifier.js'

export interface ComputedSummary {
  readonly succeededUserCount: number
  readonly failedUserCount: number
}

export async function readComputedSummary (
  connection: Connection,
  dialect: DialectName,
  { tenant, owner, now }: { readonly tenant: string, readonly owner: number, readonly now: Date }
): Promise<ComputedSummary> {
  const source: SummarySource = {
    tenant: sql`(SELECT "key" FROM "Tenant" WHERE "id" = ${tenant})`,
    owner: position(owner),
    since: summarySince(now),
    until: instantText(now)
  }
  const [row] = await connection.query(
    sql`SELECT "succeededUserCount", "failedUserCount" FROM ${renderComputedSummary(dialect, source)} AS summary`
  )
  return { succeededUserCount: Number(row?.[0] ?? 0), failedUserCount: Number(row?.[1] ?? 0) }
}
