/** The check-in summary as it follows from the rows of the last three months: each user counts once, as the latest check-in went. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import type { DialectName } from '../../storage/database/database.js'
import type { SqlComputation } from '../../storage/sql/answer/sql-computation.js'
import { position } from '../../storage/sql/identifier.js'

const MONTHS = 3

/** What the properties are computed by that are declared so. Check-ins that are yet to come by the clock do not count. */
export const checkinSummary: SqlComputation = {
  name: 'checkinSummary',
  render: ({ dialect, tenant, ordinal, ofTime }) =>
    renderComputedSummary(dialect, {
      tenant,
      owner: ordinal,
      since: ofTime(now => summarySince(new Date(`${now.slice(0, 23)}Z`))),
      until: ofTime(now => now)
    })
}

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
