/** Pages are ranges of an index: no full scan and no sort for the documented orders, however deep, on both databases. */
import sql from 'sql-template-tag'
import type { Sql } from 'sql-template-tag'
import t from 'tap'
import type { Database, DialectName } from '../../../../src/storage/database/database.js'
import { graphModel } from '../../../../src/families/office-configuration/model/graph-model.js'
import { bindRequest } from '../../../../src/odata/bind/bind-request.js'
import { parseUrl } from '../../../../src/odata/url/parse-url.js'
import { planRequest } from '../../../../src/plan/plan-request.js'
import { checkSupported } from '../../../../src/plan/supported/check-supported.js'
import type { ReadRowsPlan } from '../../../../src/plan/plan.js'
import { openDatabase } from '../../../../src/storage/database/open-database.js'
import { renderPage } from '../../../../src/storage/sql/answer/render-rows.js'
import { dialects, newDatabase } from '../../../support/databases.js'

/** One index serves both directions of each. */
const INDEXED = ['userPrincipalName', 'deviceName', 'devicePlatform', 'devicePlatformVersion', 'wasSuccessful', 'userId', 'checkinDateTime']

const REQUEST = { method: 'GET', path: '', query: '', serviceRoot: '', tenant: '', now: '2026-01-01T00:00:00.000000000000', accept: undefined, prefer: undefined, maxVersion: undefined, conditions: { ifMatch: undefined, ifNoneMatch: undefined }, contentType: undefined, range: undefined, newKey: () => '', body: undefined } as const

function planOf (query: string): ReadRowsPlan {
  const url = parseUrl(`officeConfiguration/tenantCheckinStatuses${query === '' ? '' : `?${query}`}`)
  const plan = planRequest(graphModel, checkSupported(bindRequest(graphModel, url, REQUEST)), REQUEST, {
    pageSize: 100,
    maxPageSize: 1000,
    maxStreamBytes: 1024,
    requireIfMatch: false
  })
  if (plan.kind !== 'readRows') throw new Error(plan.kind)
  return plan
}

async function explain (database: Database, statement: Sql): Promise<string> {
  const rows = await database.query(database.dialect === 'sqlite' ? sql`EXPLAIN QUERY PLAN ${statement}` : sql`EXPLAIN (COSTS OFF) ${statement}`)
  return rows.map(row => row[row.length - 1]).join('\n')
}

const TENANT = sql`(SELECT "key" FROM "Tenant" WHERE "id" = ${'default'})`

const unwanted: Readonly<Record<DialectName, RegExp>> = {
  sqlite: /SCAN r(?! USING INDEX)\b|SCAN OfficeClientCheckinStatus|TEMP B-TREE FOR ORDER BY$/m,
  postgresql: /^ *(->)? *(Seq Scan on "Office|Sort|Incremental Sort|Bitmap)/m
}

/** Where a page of each kind of key ended. */
const position = (property: string): Array<string | null> => [property === 'wasSuccessful' ? 'true' : property === 'checkinDateTime' ? '2026-01-01T00:00:00.000000000000' : 'd5', '500']

for (const dialect of dialects) {
  t.test(`indexed orders (${dialect})`, async t => {
    const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 2 })
    await database.execute(sql`INSERT INTO "Tenant" ("id", "createdAt") VALUES ('default', '')`)
    const [numbers, time] = dialect === 'sqlite'
      ? [sql`(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n)`, sql`printf('2026-01-01T00:00:00.%012d', i)`]
      : [sql`(SELECT generate_series(1, 20000) AS i)`, sql`'2026-01-01T00:00:00.' || lpad(i::text, 12, '0')`]
    const policies = dialect === 'sqlite' ? sql`'[]'` : sql`'[]'::json`
    await database.execute(sql`INSERT INTO "OfficeClientCheckinStatus" ("tenant", "owner", "ordinal", "changed", "userPrincipalName", "deviceName", "devicePlatform", "devicePlatformVersion", "wasSuccessful", "userId", "checkinDateTime", "checkinDateTime_instant", "appliedPolicies")
      SELECT ${TENANT}, 0, i, 1, CASE WHEN i % 10 > 0 THEN 'u' || i END, CASE WHEN i % 10 > 0 THEN 'd' || i END, 'p' || (i % 5), NULL, i % 2 = 0, 'u' || (i % 100), '', ${time}, ${policies} FROM ${numbers} AS n`)
    await database.execute(sql`ANALYZE`)
    const check = async (title: string, query: string, after: ReadonlyArray<string | null> | undefined): Promise<void> => {
      const plan = await explain(database, renderPage({ dialect, now: REQUEST.now }, planOf(query).rows, { owner: { tenant: TENANT, ordinal: sql`0` }, level: 0, path: sql`''` }, { size: 100, more: true, after }))
      // What a page is found by has the alias of its items.
      t.notMatch(plan.replace(/^.*"part".*$/gm, '').replace(/^CO-ROUTINE r$([^]*?)^SCAN r$/m, '$1'), unwanted[dialect], `${title}\n${plan}`)
    }
    await check('the order sent', '', undefined)
    await check('the order sent, deep', '', ['10000'])
    for (const property of INDEXED) {
      for (const direction of ['asc', 'desc']) {
        const query = `$orderby=${property}%20${direction}`
        await check(query, query, undefined)
        const nullable = planOf(query).rows.orderBy[0]?.expression.type.nullable === true
        // Two ranges one behind the other are put together by a sort of two pages at most.
        if (!(nullable && direction === 'desc')) await check(`${query}, deep`, query, position(property))
      }
    }
    await check('a condition on the sorted column', '$orderby=checkinDateTime%20desc&$filter=checkinDateTime%20lt%202026-01-01T00:00:00.00000001Z', undefined)
    await database.close()
  })
}
