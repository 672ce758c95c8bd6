/** What a tenant leaves is removed by where its rows lie, with statistics of the tables and without: each row is looked at once. */
import sql from 'sql-template-tag'
import t from 'tap'
import type { DialectName } from '../../../src/storage/database/database.js'
import { openDatabase } from '../../../src/storage/database/open-database.js'
import { removalOf } from '../../../src/storage/state/housekeeping.js'
import { identifier } from '../../../src/storage/sql/identifier.js'
import { dialects, newDatabase } from '../../support/databases.js'

/** How rows are found that are removed, and what would compare each of them with all others. */
const plans: Readonly<Record<DialectName, { readonly wanted: RegExp, readonly unwanted: RegExp }>> = {
  sqlite: { wanted: /^SEARCH \w+ USING INTEGER PRIMARY KEY \(rowid=\?\)\n(.*\n)*SEARCH \w+ USING (COVERING )?INDEX/, unwanted: /^SCAN|CORRELATED/m },
  postgresql: { wanted: /-> +Tid Scan on/, unwanted: /Loop|Join|SubPlan/ }
}
const TABLE = 'OfficeClientCheckinStatus'

for (const dialect of dialects) {
  t.test(`the steps of a removal (${dialect})`, async t => {
    const database = await openDatabase(await newDatabase(t, dialect), { synchronous: 'off', poolSize: 1 })
    t.teardown(async () => { await database.close() })
    const check = async (when: string): Promise<void> => {
      const explain = dialect === 'sqlite' ? sql`EXPLAIN QUERY PLAN` : sql`EXPLAIN (COSTS OFF)`
      const plan = (await database.query(sql`${explain} ${removalOf(dialect, TABLE, 1, 2000)}`)).map(row => row.at(-1)).join('\n')
      t.match(plan, plans[dialect].wanted, when)
      t.notMatch(plan, plans[dialect].unwanted, when)
    }
    await database.execute(sql`INSERT INTO "Tenant" ("id", "createdAt") VALUES ('left', '')`)
    const [numbers, policies] = dialect === 'sqlite'
      ? [sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n`, sql`'[]'`]
      : [sql`SELECT generate_series(1, 20000) AS i`, sql`'[]'::json`]
    await database.execute(sql`INSERT INTO ${identifier(TABLE)} ("tenant", "owner", "ordinal", "changed", "userId", "deviceName", "checkinDateTime", "checkinDateTime_instant", "wasSuccessful", "appliedPolicies")
      SELECT (SELECT "key" FROM "Tenant"), 0, i, 1, '', '', '', '', TRUE, ${policies} FROM (${numbers}) AS n`)
    await check('a new database')
    await database.execute(sql`ANALYZE`)
    await check('with statistics')
    const [[key] = []] = await database.query(sql`SELECT "key" FROM "Tenant"`)
    t.equal(await database.execute(removalOf(dialect, TABLE, Number(key), 2000)), 2000)
    t.strictSame((await database.query(sql`SELECT CAST(count(*) AS text) FROM ${identifier(TABLE)}`))[0], ['18000'])
  })
}
