/** A fleet of a seed: the same for the same seed, and as plausible as it looks (docs/state.md). */
import { OFFICE, json, onBothDatabases } from '../../support/service.js'
import { openDatabase } from '../../../src/storage/database/open-database.js'
import { readComputedSummary } from '../../support/read-computed-summary.js'

const generate = (tenant: string): string => `/__admin/tenants/${tenant}/generate`
const until = '2026-05-31T12:00:00Z'

onBothDatabases('the same seed makes the same fleet', async (t, { call, databaseUrl }) => {
  const made = await call('POST', generate('a'), { body: { seed: 7, rows: 3000, until } })
  t.equal(made.statusCode, 200, made.body)
  t.match(json(made), { rows: 3000, configurations: 3 })
  await call('POST', generate('b'), { body: { seed: 7, rows: 3000, until } })
  await call('POST', generate('c'), { body: { seed: 8, rows: 3000, until } })
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(async tenant => (await call('GET', `/__admin/tenants/${tenant}/state`)).body))
  t.equal(a, b)
  t.not(a, c)
  const { officeConfiguration } = JSON.parse(String(a)) as {
    officeConfiguration: {
      tenantCheckinStatuses: Array<Record<string, unknown>>
      tenantUserCheckinSummary: object
      clientConfigurations: Array<Record<string, unknown>>
    }
  }
  const rows = officeConfiguration.tenantCheckinStatuses
  t.equal(rows.length, 3000)
  for (const { wasSuccessful, errorMessage } of rows) if (wasSuccessful === (typeof errorMessage === 'string')) t.fail('a message comes with a failure, and only then')
  const share = (test: (row: Record<string, unknown>) => boolean): number => rows.filter(test).length / rows.length
  t.ok(share(({ wasSuccessful }) => wasSuccessful === false) > 0.05 && share(({ wasSuccessful }) => wasSuccessful === false) < 0.12)
  t.ok(share(({ devicePlatform }) => devicePlatform === 'Windows') > 0.5)
  t.ok(new Set(rows.map(({ userId }) => userId)).size > 500 && new Set(rows.map(({ userId }) => userId)).size < 1300)
  t.ok(rows.every(({ checkinDateTime }) => String(checkinDateTime) <= '2026-05-31T12:00:00.000Z' && String(checkinDateTime) > '2025-11-30'))
  t.match(officeConfiguration.clientConfigurations, [{ policyPayload: { contentType: 'application/json' }, assignments: [{ target: { groupId: /-/ } }] }])
  const database = await openDatabase(databaseUrl, { synchronous: 'full', poolSize: 2 })
  t.same(officeConfiguration.tenantUserCheckinSummary, await readComputedSummary(database, database.dialect, { tenant: 'a', owner: 0, now: new Date(until) }), 'the summary is that of the rows')
  await database.close()
})

onBothDatabases('progress is shown as it is made', async (t, { call }) => {
  const lines = (await call('POST', generate('a'), { headers: { accept: 'application/x-ndjson' }, body: { rows: 6000, configurations: 0 } })).body.trimEnd().split('\n').map(line => JSON.parse(line) as object)
  t.match(lines, [{ rows: 2500, of: 6000 }, { rows: 5000, of: 6000 }, { rows: 6000, of: 6000 }, { rows: 6000, done: true, version: '1' }])
  const events = await call('POST', generate('a'), { headers: { accept: 'text/event-stream' }, body: { rows: 10 } })
  t.match(events.headers['content-type'], 'text/event-stream')
  t.match(events.body, /^data: \{"rows":10,"of":10\}\n\ndata: \{.*"done":true\}\n\n$/)
  t.match(json(await call('GET', `${OFFICE}/tenantCheckinStatuses?$count=true&$top=1`, { headers: { 'x-tenant-id': 'a' } })), { '@odata.count': 10 })
  for (const body of [{ rows: -1 }, { rows: 1.5 }, { seed: 'x' }, { until: 'today' }, { other: 1 }]) t.equal((await call('POST', generate('a'), { body })).statusCode, 400, JSON.stringify(body))
})
