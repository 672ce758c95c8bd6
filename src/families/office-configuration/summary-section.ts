/** The control that shows a tenant's check-in summary twice: as it was stored, and as it follows from the rows. */
import { Type } from '@sinclair/typebox'
import type { TSchema } from '@sinclair/typebox'
import sql from 'sql-template-tag'
import type { Clock } from '../../base/clock.js'
import { answer } from '../../admin/openapi/control-documentation.js'
import type { AdminSection } from '../../admin/section.js'
import { TenantParams } from '../../admin/state/state-schemas.js'
import { costOfReading } from '../../storage/database/cost.js'
import type { Database, SqlValue } from '../../storage/database/database.js'
import { position } from '../../storage/sql/identifier.js'
import { instantText, renderComputedSummary, summarySince } from './checkin-summary.js'

const Count = Type.Union([Type.Integer(), Type.Null()])

const Counts = (description: string) =>
  Type.Object({ succeededUserCount: Count, failedUserCount: Count }, { description })

const SummariesShown: TSchema = Type.Object({
  stored: Counts('As it was written; null where nothing was.'),
  computed: Counts('As it follows from the rows of the last three months, by the clock.')
}, { title: 'CheckinSummaries' })

export interface SummarySectionOptions {
  readonly database: Database
  readonly clock: Clock
}

export const summarySection = (options: SummarySectionOptions): AdminSection => async app => {
  app.get('/tenants/:tenant/checkinSummary', {
    schema: {
      operationId: 'compareCheckinSummary',
      summary: 'Compare the check-in summary',
      description: 'The stored summary beside the computed one, whatever `SUMMARY_MODE` says.',
      tags: ['Tenants'],
      params: TenantParams,
      response: { 200: answer('Both of them.', SummariesShown) }
    }
  }, async ({ params: { tenant } }) => await readSummaries(options, tenant.toLowerCase()))
}

async function readSummaries ({ database, clock }: SummarySectionOptions, tenant: string): Promise<object> {
  const key = sql`(SELECT "key" FROM "Tenant" WHERE "id" = ${tenant})`
  const now = clock.now()
  const period = { since: summarySince(now), until: instantText(now) }
  const computed = renderComputedSummary(database.dialect, { tenant: key, owner: position(0), ...period })
  const [row = []] = await database.query(
    sql`SELECT o."tenantUserCheckinSummary_succeededUserCount", o."tenantUserCheckinSummary_failedUserCount", c."succeededUserCount", c."failedUserCount"
      FROM ${computed} AS c LEFT JOIN "OfficeConfiguration" o ON o."tenant" = ${key}`,
    { cost: costOfReading }
  )
  return { stored: countsOf(row[0], row[1]), computed: countsOf(row[2], row[3]) }
}

const countsOf = (succeeded: SqlValue | undefined, failed: SqlValue | undefined): object =>
  ({ succeededUserCount: numberOrNull(succeeded), failedUserCount: numberOrNull(failed) })

const numberOrNull = (value: SqlValue | undefined): number | null => value === null || value === undefined ? null : Number(value)
