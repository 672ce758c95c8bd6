// Whether a page stays as fast when there is a hundred times as much: the same page at 10,000 and at 1,000,000 rows.
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import pg from 'pg'
import { pageWithoutCount } from './cases.mjs'
import { load, median, requestsWithin } from './load.mjs'
import { headersOf } from './tenants.mjs'

const WANTED = 1.5

const COLUMNS = ['userPrincipalName', 'deviceName', 'devicePlatform', 'devicePlatformVersion', 'wasSuccessful', 'userId', 'errorMessage', 'appliedPolicies']

/**
 * Makes so many times the rows of a tenant's 10,000, by SQL: as one request they would not fit into the memory of a small machine.
 * A copy has a time of its own, and the rest of another row: copies of a row must not come together in the order of time.
 */
export async function multiply (databaseUrl, tenant, times = 100) {
  const key = `(SELECT "key" FROM "Tenant" WHERE "id" = '${tenant}')`
  const milliseconds = 'substr(CAST(1000 + n AS text), 2)'
  const statements = [`INSERT INTO "OfficeClientCheckinStatus" ("tenant", "owner", "ordinal", "changed", "checkinDateTime", "checkinDateTime_instant", ${COLUMNS.map(name => `"${name}"`).join(', ')})
    WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ${times - 1})
    SELECT a."tenant", a."owner", a."ordinal" + n * 10000, a."changed", substr(a."checkinDateTime", 1, 19) || '.' || ${milliseconds} || 'Z',
      substr(a."checkinDateTime_instant", 1, 20) || ${milliseconds} || '000000000', ${COLUMNS.map(name => `b."${name}"`).join(', ')}
    FROM "OfficeClientCheckinStatus" a CROSS JOIN copy JOIN "OfficeClientCheckinStatus" b
      ON b."tenant" = a."tenant" AND b."owner" = a."owner" AND b."ordinal" = 1 + (a."ordinal" * 7919 + n * 3571) % 10000
    WHERE a."tenant" = ${key}`,
  `UPDATE "Tenant" SET "nextOrdinal" = ${times * 10_000 + 1} WHERE "key" = ${key}`]
  await runStatements(databaseUrl, statements)
}

/** Statements that both databases know. */
export async function runStatements (databaseUrl, statements) {
  if (databaseUrl.startsWith('file:')) {
    const database = new Database(databaseUrl.slice('file:'.length), { timeout: 10_000 })
    for (const statement of statements) database.exec(statement)
    database.close()
    // Connections that ended in the meantime are noticed before they are used again.
    await delay(100)
  } else {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
}

/** A line of the table for each server; only ours has a figure to meet. */
export async function compareSizes (servers, { seconds, rounds }) {
  const lines = {}
  for (const server of servers) {
    const times = { thousands: [], million: [] }
    const requests = await requestsWithin(seconds, server, { ...pageWithoutCount, headers: headersOf('thousands') })
    for (let round = 0; round < rounds; round++) {
      for (const tenant of Object.keys(times)) times[tenant].push((await load(server, { ...pageWithoutCount, headers: headersOf(tenant), requests })).milliseconds)
    }
    const [small, large] = [median(times.thousands), median(times.million)]
    lines[server.name] = { small, large, ratio: large / small, wanted: WANTED, met: large / small <= WANTED }
  }
  return lines
}
