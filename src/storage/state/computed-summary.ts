/** The check-in summary as it follows from the rows: each user counts once, as the latest check-in went. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { Connection, DialectName } from '../database/database.js'
import { position } from '../sql/identifier.js'

const MONTHS = 3

export interface SummarySource {
  /** The tenant's key, as SQL. */
  readonly tenant: Sql
  /** The ordinal of the entity whose rows they are, as SQL; 0: the singleton. */
  readonly owner: Sql
  /** The first instant that counts ({@link summarySince}). */
  readonly since: string | Sql
  /** The last instant that counts; without it, check-ins that are yet to come count too. */
  readonly until?: string | Sql
}

/**
 * A query of one row with the columns "succeededUserCount" and "failedUserCount", in parentheses, to be embedded. Users are told apart by
 * `userId`, or by `userPrincipalName` where there is none; rows that name nobody do not count. Of two check-ins at one instant, the one
 * sent later counts.
 */
export function renderComputedSummary (dialect: DialectName, { tenant, owner, since, until }: SummarySource): Sql {
  const user = sql`CASE WHEN r."userId" <> '' THEN 'i' || r."userId" ELSE 'n' || r."userPrincipalName" END`
  const before = until === undefined ? sql`` : sql`AND r."checkinDateTime_instant" <= ${until}`
  const success = dialect === 'sqlite' ? sql`"wasSuccessful" = ${position(1)}` : sql`"wasSuccessful"`
  return sql`(SELECT CAST(count(*) FILTER (WHERE ${success}) AS integer) AS "succeededUserCount", CAST(count(*) FILTER (WHERE NOT (${success})) AS integer) AS "failedUserCount"
    FROM (SELECT r."wasSuccessful", row_number() OVER (PARTITION BY ${user} ORDER BY r."checkinDateTime_instant" DESC, r."ordinal" DESC) AS "recency"
      FROM "OfficeClientCheckinStatus" r
      WHERE r."tenant" = ${tenant} AND r."owner" = ${owner} AND r."checkinDateTime_instant" >= ${since} ${before} AND (r."userId" <> '' OR r."userPrincipalName" IS NOT NULL)) latest
    WHERE "recency" = 1)`
}

/** The instant three calendar months before a time; the last day of a month where the month has no such day. */
export function summarySince (now: Date): string {
  const since = new Date(now)
  since.setUTCDate(1)
  since.setUTCMonth(since.getUTCMonth() - MONTHS)
  const lastDay = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth() + 1, 0)).getUTCDate()
  since.setUTCDate(Math.min(now.getUTCDate(), lastDay))
  return instantText(since)
}

/** A time in the form of the columns `…_instant`. */
export const instantText = (time: Date): string => `${time.toISOString().slice(0, -1)}000000000`

export interface ComputedSummary {
  readonly succeededUserCount: number
  readonly failedUserCount: number
}

/** The summary of a tenant, or of one of its entities by its ordinal, at a time. */
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
