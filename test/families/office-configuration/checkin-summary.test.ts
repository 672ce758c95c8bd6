/** The summary computed of the rows: each user once, as the latest check-in of the last three months went. */
import sql from 'sql-template-tag'
import t from 'tap'
import { openDatabase } from '../../../src/storage/database/open-database.js'
import { renderComputedSummary, summarySince } from '../../../src/families/office-configuration/checkin-summary.js'
import { OFFICE, json, onBothDatabases } from '../../support/service.js'
import { readComputedSummary } from '../../support/read-computed-summary.js'

t.test('three months by the calendar', t => {
  const cases: ReadonlyArray<readonly [now: string, since: string]> = [
    ['2026-11-24T18:00:00.123Z', '2026-08-24T18:00:00.123000000000'],
    ['2026-05-31T00:00:00.000Z', '2026-02-28T00:00:00.000000000000'],
    ['2024-05-31T23:59:59.999Z', '2024-02-29T23:59:59.999000000000'],
    ['2026-01-15T00:00:00.000Z', '2025-10-15T00:00:00.000000000000']
  ]
  for (const [now, since] of cases) t.equal(summarySince(new Date(now)), since)
  t.end()
})

onBothDatabases('who counts, and how', async (t, { call, databaseUrl }) => {
  const check = (userId: string, wasSuccessful: boolean, checkinDateTime: string, userPrincipalName: string | null = null): object => ({
    userId,
    wasSuccessful,
    checkinDateTime,
    userPrincipalName
  })
  const rows = [
    check('better', false, '2026-05-01T00:00:00Z'), check('better', true, '2026-05-01T00:00:00.000000001Z'),
    check('worse', false, '2026-05-02T02:00:00+01:00'), check('worse', true, '2026-05-02T00:59:59Z'),
    check('later', false, '2026-05-03T00:00:00Z'), check('later', true, '2026-05-03T00:00:00Z'),
    check('old', true, '2026-02-28T11:59:59.999Z'), check('just', true, '2026-02-28T12:00:00Z'),
    check('old and failed', false, '2026-03-01T00:00:00Z'), check('old and failed', true, '2026-01-01T00:00:00Z'),
    check('to come', true, '2026-05-31T12:00:00.001Z'),
    check('', true, '2026-05-01T00:00:00Z', 'named@contoso.com'), check('', false, '2026-05-02T00:00:00Z', 'named@contoso.com'),
    check('', true, '2026-05-01T00:00:00Z'),
    check('named@contoso.com', true, '2026-05-01T00:00:00Z')
  ]
  const body = { officeConfiguration: { tenantCheckinStatuses: rows, clientConfigurations: [{ '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', id: 'c', priority: 1, checkinStatuses: rows.slice(0, 4) }] } }
  t.equal((await call('PUT', '/__admin/tenants/default/state', { body })).statusCode, 200)
  const database = await openDatabase(databaseUrl, { synchronous: 'full', poolSize: 2 })
  const now = new Date('2026-05-31T12:00:00Z')
  t.same(await readComputedSummary(database, database.dialect, { tenant: 'default', owner: 0, now }), { succeededUserCount: 4, failedUserCount: 3 })
  const [configuration] = await database.query(sql`SELECT "ordinal" FROM "OfficeClientConfiguration"`)
  t.same(await readComputedSummary(database, database.dialect, { tenant: 'default', owner: Number(configuration?.[0]), now }), { succeededUserCount: 1, failedUserCount: 1 })
  t.same(await readComputedSummary(database, database.dialect, { tenant: 'nobody', owner: 0, now }), { succeededUserCount: 0, failedUserCount: 0 })
  const everything = renderComputedSummary(database.dialect, { tenant: sql`(SELECT "key" FROM "Tenant" WHERE "id" = ${'default'})`, owner: sql`0`, since: summarySince(new Date('2000-01-01')) })
  t.same((await database.query(sql`SELECT s.* FROM ${everything} AS s`)).map(row => row.map(Number)), [[6, 3]], 'with an early start and no end')
  await database.close()
  t.match(json(await call('GET', OFFICE)), { tenantUserCheckinSummary: null }, 'what is stored stays')
})
