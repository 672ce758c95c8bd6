// SQLite by better-sqlite3, with the PRAGMAs of src/storage/database/sqlite-database.ts.
import Database from 'better-sqlite3'
import { ROW_TYPE, SUMMARY_TYPE, storedRow } from './answer.mjs'

const json = `json_object('@odata.type', '${ROW_TYPE}', 'userPrincipalName', r."userPrincipalName", 'deviceName', r."deviceName", 'devicePlatform', r."devicePlatform",
  'devicePlatformVersion', r."devicePlatformVersion", 'wasSuccessful', json(iif(r."wasSuccessful", 'true', 'false')), 'userId', r."userId",
  'checkinDateTime', r."checkinDateTime", 'errorMessage', r."errorMessage", 'appliedPolicies', json(r."appliedPolicies"))`
const tenant = '"Tenant" t JOIN "OfficeConfiguration" c ON c."tenant" = t."key" WHERE t."id" = :tenant'
const own = '"OfficeClientCheckinStatus" r WHERE r."tenant" = c."tenant" AND r."owner" = 0'
const byTime = '"OfficeClientCheckinStatus" r INDEXED BY "OfficeClientCheckinStatus_tenant_owner_checkinDateTime_instant_ordinal_idx" WHERE r."tenant" = c."tenant" AND r."owner" = 0'
const conditions = 'r."wasSuccessful" = :wasSuccessful AND r."devicePlatform" = :platform'
const bySuccess = byTime.replace('checkinDateTime_instant', 'wasSuccessful')
const page = rows => `(SELECT group_concat("json", ',') FROM (SELECT ${json} AS "json" FROM ${rows}))`
const summary = `iif(c."tenantUserCheckinSummary_succeededUserCount" IS NULL, NULL, json_object('@odata.type', '${SUMMARY_TYPE}',
  'succeededUserCount', c."tenantUserCheckinSummary_succeededUserCount", 'failedUserCount', c."tenantUserCheckinSummary_failedUserCount"))`
const latest = `${byTime} AND ${conditions} ORDER BY r."checkinDateTime_instant" DESC, r."ordinal" LIMIT :top`
const position = 'printf(\'%s %019d\', r."checkinDateTime_instant", r."ordinal")'

export function openSqlite (path) {
  const database = new Database(path, { timeout: 10_000 })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;')
  const entity = database.prepare(`SELECT c."changed", c."id", ${page(`${own} ORDER BY r."ordinal"`)} AS "rows", ${summary} AS "summary" FROM ${tenant}`)
  const pageOnly = database.prepare(`SELECT c."changed", ${page(latest)} AS "rows" FROM ${tenant}`)
  const counted = database.prepare(`SELECT c."changed", (SELECT count(*) FROM ${bySuccess} AND ${conditions}) AS "count", ${page(latest)} AS "rows" FROM ${tenant}`)
  const containing = database.prepare(`SELECT c."changed", ${page(`${own} AND instr(r."deviceName", :text) ORDER BY r."ordinal" LIMIT :top`)} AS "rows" FROM ${tenant}`)
  const inOrder = database.prepare(`SELECT c."changed", p.* FROM "Tenant" t JOIN "OfficeConfiguration" c ON c."tenant" = t."key", (
      SELECT group_concat("json", ',') AS "rows", max("position") AS "last" FROM (SELECT ${json} AS "json", ${position} AS "position"
      FROM "OfficeClientCheckinStatus" r WHERE r."tenant" = (SELECT "key" FROM "Tenant" WHERE "id" = :tenant) AND r."owner" = 0
      AND (r."checkinDateTime_instant", r."ordinal") > (:instant, :ordinal)
      ORDER BY r."checkinDateTime_instant", r."ordinal" LIMIT :size)) p WHERE t."id" = :tenant`)
  const configuration = database.prepare(`SELECT e."changed", e."type", e."id", e."displayName", e."description", e."priority", ${page('"OfficeClientCheckinStatus" r WHERE r."tenant" = e."tenant" AND r."owner" = e."ordinal" ORDER BY r."ordinal"')} AS "rows",
    ${summary.replaceAll('c."tenantUserCheckinSummary', 'e."userCheckinSummary')} AS "summary" FROM "Tenant" t JOIN "OfficeClientConfiguration" e ON e."tenant" = t."key" AND e."owner" = 0 WHERE t."id" = :tenant AND e."id" = :id`)
  const writes = prepareWrites(database)
  const read = tenant => entity.get({ tenant })
  return {
    readEntity: read,
    readConfiguration: (tenant, id) => configuration.get({ tenant, id }),
    addRow: database.transaction((tenant, row) => writes.row(tenant, row)).immediate,
    readPage: (tenant, wasSuccessful, platform, top) => pageOnly.get({ tenant, wasSuccessful: Number(wasSuccessful), platform, top }),
    readCountedPage: (tenant, wasSuccessful, platform, top) => counted.get({ tenant, wasSuccessful: Number(wasSuccessful), platform, top }),
    readContaining: (tenant, text, top) => containing.get({ tenant, text, top }),
    readInOrder: (tenant, [instant, ordinal], size) => inOrder.get({ tenant, instant, ordinal, size }),
    writeSummary: database.transaction((tenant, summary) => {
      writes.summary(tenant, summary)
      return read(tenant)
    }).immediate,
    replaceRows: database.transaction((tenant, rows) => {
      writes.rows(tenant, rows)
      return read(tenant)
    }).immediate,
    close: async () => { database.close() }
  }
}

function prepareWrites (database) {
  const advance = database.prepare('UPDATE "Tenant" SET "sequence" = "sequence" + 1 WHERE "id" = ? RETURNING "key", "sequence"')
  const summary = database.prepare(`UPDATE "OfficeConfiguration" SET "changed" = ?, "tenantUserCheckinSummary_succeededUserCount" = coalesce(?, "tenantUserCheckinSummary_succeededUserCount", 0),
    "tenantUserCheckinSummary_failedUserCount" = coalesce(?, "tenantUserCheckinSummary_failedUserCount", 0) WHERE "tenant" = ?`)
  const taking = database.prepare('UPDATE "Tenant" SET "sequence" = "sequence" + 1, "nextOrdinal" = "nextOrdinal" + ? WHERE "id" = ? RETURNING "key", "sequence", "nextOrdinal"')
  const touch = database.prepare('UPDATE "OfficeConfiguration" SET "changed" = ? WHERE "tenant" = ?')
  const remove = database.prepare('DELETE FROM "OfficeClientCheckinStatus" WHERE "tenant" = ? AND "owner" = 0')
  const insert = database.prepare('INSERT INTO "OfficeClientCheckinStatus" VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const add = (key, ordinal, sequence, row) => insert.run(key, ordinal, sequence, row.userPrincipalName, row.deviceName, row.devicePlatform, row.devicePlatformVersion, Number(row.wasSuccessful),
    row.userId, row.checkinDateTime, row.instant, row.errorMessage, JSON.stringify(row.appliedPolicies))
  return {
    summary (tenant, { succeededUserCount, failedUserCount }) {
      const { key, sequence } = advance.get(tenant)
      summary.run(sequence, succeededUserCount ?? null, failedUserCount ?? null, key)
    },
    row (tenant, sent) {
      const { key, sequence, nextOrdinal } = taking.get(1, tenant)
      touch.run(sequence, key)
      add(key, nextOrdinal - 1, sequence, storedRow(sent))
      return sequence
    },
    rows (tenant, rows) {
      const { key, sequence, nextOrdinal } = taking.get(rows.length, tenant)
      let ordinal = nextOrdinal - rows.length
      touch.run(sequence, key)
      remove.run(key)
      for (const sent of rows) add(key, ordinal++, sequence, storedRow(sent))
    }
  }
}
