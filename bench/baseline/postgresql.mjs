// PostgreSQL by node-postgres: everything, writes too, is one named statement and so one round trip.
import pg from 'pg'
import { ROW_TYPE, SUMMARY_TYPE, storedRow } from './answer.mjs'

const members = `'${ROW_TYPE}' AS "@odata.type", r."userPrincipalName", r."deviceName", r."devicePlatform", r."devicePlatformVersion", r."wasSuccessful",
  r."userId", r."checkinDateTime", r."errorMessage", r."appliedPolicies"`
const tenant = '"Tenant" t JOIN "OfficeConfiguration" c ON c."tenant" = t."key" WHERE t."id" = $1'
const own = '"OfficeClientCheckinStatus" r WHERE r."tenant" = c."tenant" AND r."owner" = 0'
const conditions = 'r."wasSuccessful" = $2 AND r."devicePlatform" = $3'
const page = rows => `(SELECT string_agg(row_to_json(o)::text, ',') FROM (SELECT ${members} FROM ${rows}) o)`
const summaryOf = row => `CASE WHEN ${row}."tenantUserCheckinSummary_succeededUserCount" IS NOT NULL THEN (SELECT row_to_json(o) FROM (SELECT '${SUMMARY_TYPE}' AS "@odata.type",
  ${row}."tenantUserCheckinSummary_succeededUserCount" AS "succeededUserCount", ${row}."tenantUserCheckinSummary_failedUserCount" AS "failedUserCount") o)::text END`
const latest = `${own} AND ${conditions} ORDER BY r."checkinDateTime_instant" DESC, r."ordinal" LIMIT $4`
const advance = 'UPDATE "Tenant" SET "sequence" = "sequence" + 1 WHERE "id" = $1 RETURNING "key", "sequence"'
const record = '"userPrincipalName" text, "deviceName" text, "devicePlatform" text, "devicePlatformVersion" text, "wasSuccessful" boolean, "userId" text, "checkinDateTime" text, "instant" text, "errorMessage" text, "appliedPolicies" json'

const statements = {
  configuration: `SELECT e."changed", e."type", e."id", e."displayName", e."description", e."priority", ${page('"OfficeClientCheckinStatus" r WHERE r."tenant" = e."tenant" AND r."owner" = e."ordinal" ORDER BY r."ordinal"')} AS "rows",
    ${summaryOf('e').replaceAll('tenantUserCheckinSummary', 'userCheckinSummary')} AS "summary" FROM "Tenant" t JOIN "OfficeClientConfiguration" e ON e."tenant" = t."key" AND e."owner" = 0 WHERE t."id" = $1 AND e."id" = $2`,
  row: `WITH t AS (UPDATE "Tenant" SET "sequence" = "sequence" + 1, "nextOrdinal" = "nextOrdinal" + 1 WHERE "id" = $1 RETURNING "key", "sequence", "nextOrdinal"),
    c AS (UPDATE "OfficeConfiguration" SET "changed" = t."sequence" FROM t WHERE "tenant" = t."key")
    INSERT INTO "OfficeClientCheckinStatus" SELECT t."key", 0, t."nextOrdinal" - 1, t."sequence", s.* FROM t, json_to_record($2::json) AS s (${record}) RETURNING "changed"`,
  entity: `SELECT c."changed", c."id", ${page(`${own} ORDER BY r."ordinal"`)} AS "rows", ${summaryOf('c')} AS "summary" FROM ${tenant}`,
  page: `SELECT c."changed", ${page(latest)} AS "rows" FROM ${tenant}`,
  counted: `SELECT c."changed", (SELECT count(*) FROM ${own} AND ${conditions}) AS "count", ${page(latest)} AS "rows" FROM ${tenant}`,
  containing: `SELECT c."changed", ${page(`${own} AND position($2 IN r."deviceName") > 0 ORDER BY r."ordinal" LIMIT $3`)} AS "rows" FROM ${tenant}`,
  inOrder: `SELECT c."changed", p.* FROM "Tenant" t JOIN "OfficeConfiguration" c ON c."tenant" = t."key", LATERAL (
      SELECT string_agg((SELECT row_to_json(o) FROM (SELECT ${members}) o)::text, ',') AS "rows", max(r."checkinDateTime_instant" || ' ' || lpad(r."ordinal"::text, 19, '0')) AS "last"
      FROM (SELECT * FROM ${own} AND (r."checkinDateTime_instant", r."ordinal") > ($2, $3::bigint) ORDER BY r."checkinDateTime_instant", r."ordinal" LIMIT $4) r) p
    WHERE t."id" = $1`,
  summary: `WITH t AS (${advance}),
    c AS (UPDATE "OfficeConfiguration" SET "changed" = t."sequence", "tenantUserCheckinSummary_succeededUserCount" = coalesce($2, "tenantUserCheckinSummary_succeededUserCount", 0),
      "tenantUserCheckinSummary_failedUserCount" = coalesce($3, "tenantUserCheckinSummary_failedUserCount", 0) FROM t WHERE "tenant" = t."key" RETURNING "OfficeConfiguration".*)
    SELECT c."changed", c."id", ${page(`${own} ORDER BY r."ordinal"`)} AS "rows", ${summaryOf('c')} AS "summary" FROM c`,
  rows: `WITH t AS (UPDATE "Tenant" SET "sequence" = "sequence" + 1, "nextOrdinal" = "nextOrdinal" + $3 WHERE "id" = $1 RETURNING "key", "sequence", "nextOrdinal"),
    c AS (UPDATE "OfficeConfiguration" SET "changed" = t."sequence" FROM t WHERE "tenant" = t."key" RETURNING "OfficeConfiguration".*),
    gone AS (DELETE FROM "OfficeClientCheckinStatus" d USING t WHERE d."tenant" = t."key" AND d."owner" = 0),
    r AS (INSERT INTO "OfficeClientCheckinStatus" SELECT c."tenant", 0, t."nextOrdinal" - $3 - 1 + s."ordinality", c."changed", s."userPrincipalName", s."deviceName", s."devicePlatform",
      s."devicePlatformVersion", s."wasSuccessful", s."userId", s."checkinDateTime", s."instant", s."errorMessage", s."appliedPolicies"
      FROM c, t, ROWS FROM (json_to_recordset($2::json) AS (${record})) WITH ORDINALITY s RETURNING *)
    SELECT c."changed", c."id", (SELECT string_agg(row_to_json(o)::text, ',') FROM (SELECT ${members} FROM r ORDER BY r."ordinal") o) AS "rows", ${summaryOf('c')} AS "summary" FROM c`
}

export function openPostgres (url) {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  const run = async (name, ...values) => (await pool.query({ name, text: statements[name], values })).rows[0]
  return {
    readEntity: tenant => run('entity', tenant),
    readConfiguration: (tenant, id) => run('configuration', tenant, id),
    addRow: async (tenant, row) => (await run('row', tenant, JSON.stringify(storedRow(row)))).changed,
    readPage: (...values) => run('page', ...values),
    readCountedPage: (...values) => run('counted', ...values),
    readContaining: (...values) => run('containing', ...values),
    readInOrder: (tenant, [instant, ordinal], size) => run('inOrder', tenant, instant, ordinal, size),
    writeSummary: (tenant, { succeededUserCount = null, failedUserCount = null }) => run('summary', tenant, succeededUserCount, failedUserCount),
    replaceRows: (tenant, rows) => run('rows', tenant, JSON.stringify(rows.map(storedRow)), rows.length),
    close: () => pool.end()
  }
}
