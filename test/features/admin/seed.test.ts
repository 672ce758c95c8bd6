/** The seed: what an empty database begins with, and what a reset returns to (docs/state.md). */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ConfigError } from '../../../src/config.js'
import { dialects, newDatabase } from '../../support/databases.js'
import { OFFICE, callerOf, json, startService } from '../../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`

const yaml = `
tenants:
  default:
    officeConfiguration:
      tenantCheckinStatuses:
        - { deviceName: PC-1, userId: u1, wasSuccessful: true, checkinDateTime: "2026-01-01T00:00:00Z" }
  contoso:
    officeConfiguration:
      tenantUserCheckinSummary: { succeededUserCount: 5, failedUserCount: 1 }
      clientConfigurations:
        - "@odata.type": "#microsoft.graph.windowsOfficeClientConfiguration"
          priority: 1
          displayName: Finance
`

for (const dialect of dialects) {
  t.test(`applied at the first start, and returned to (${dialect})`, async t => {
    const databaseUrl = await newDatabase(t, dialect)
    const seed = join(t.testdir({ 'seed.yaml': yaml }), 'seed.yaml')
    const first = await startService(t, { databaseUrl, seed })
    const call = callerOf(first)
    const contoso = { 'x-tenant-id': 'contoso' }
    t.match(json(await call('GET', ROWS)), { value: [{ deviceName: 'PC-1' }] })
    t.match(json(await call('GET', OFFICE, { headers: contoso })), { tenantUserCheckinSummary: { succeededUserCount: 5 } })
    const seeded = (await call('GET', '/__admin/tenants/contoso/state')).body
    t.match(JSON.parse(seeded), { officeConfiguration: { clientConfigurations: [{ displayName: 'Finance', id: /-/ }] } })
    await call('PUT', ROWS, { body: { value: [{ deviceName: 'changed' }] } })
    await call('PUT', '/__admin/tenants/contoso/state', { body: {} })
    await call('POST', ROWS, { headers: { 'x-tenant-id': 'other' }, body: { deviceName: 'other' } })
    await first.close()

    const second = await startService(t, { databaseUrl, seed })
    const again = callerOf(second)
    t.match(json(await again('GET', ROWS)), { value: [{ deviceName: 'changed' }] }, 'a second start changes nothing')
    const before = (await again('GET', OFFICE)).headers.etag
    t.equal((await again('POST', '/__admin/tenants/default/reset')).statusCode, 204)
    t.match(json(await again('GET', ROWS)), { value: [{ deviceName: 'PC-1' }] })
    t.not((await again('GET', OFFICE)).headers.etag, before)
    await again('POST', '/__admin/reset')
    t.equal((await again('GET', '/__admin/tenants/contoso/state')).body, seeded)
    t.match(json(await again('GET', ROWS, { headers: { 'x-tenant-id': 'other' } })), { value: [] }, 'a tenant the seed says nothing of is emptied')
    await again('DELETE', '/__admin/tenants/contoso')
    await again('POST', '/__admin/tenants/contoso/reset')
    t.equal((await again('GET', '/__admin/tenants/contoso/state')).body, seeded)
    await second.close()

    writeFileSync(seed, yaml.replace('PC-1', 'PC-2'))
    const third = callerOf(await startService(t, { databaseUrl, seed }))
    t.match(json(await third('GET', ROWS)), { value: [{ deviceName: 'PC-1' }] }, 'another seed does not touch what is there')
    await third('POST', '/__admin/tenants/default/reset')
    t.match(json(await third('GET', ROWS)), { value: [{ deviceName: 'PC-2' }] }, 'but is what a reset returns to')
    await third('POST', '/__admin/tenants/default/reset')
    const without = callerOf(await startService(t, { databaseUrl }))
    await without('POST', '/__admin/tenants/default/reset')
    t.match(json(await without('GET', ROWS)), { value: [] }, 'without a seed, to nothing')
  })
}

t.test('JSON of the default tenant, in memory', async t => {
  const seed = join(t.testdir({ 'seed.json': JSON.stringify({ officeConfiguration: { tenantCheckinStatuses: [{ deviceName: 'J' }] } }) }), 'seed.json')
  t.match(json(await callerOf(await startService(t, { seed }))('GET', ROWS)), { value: [{ deviceName: 'J' }] })
})

t.test('a seed that cannot be one stops the start, and says why', async t => {
  const cases: ReadonlyArray<readonly [name: string, text: string, message: RegExp]> = [
    ['a.json', '{', /not JSON/],
    ['a.yaml', 'a: [', /not YAML/],
    ['b.yaml', '5', /not an object/],
    ['c.json', '{"tenants":[]}', /not an object whose members/],
    ['d.json', '{"tenants":{"a b":{}}}', /'a b', which is not a tenant id/],
    ['e.yaml', 'officeConfiguration: { tenantCheckinStatuses: [{ wasSuccessful: 5 }] }', /tenant default, officeConfiguration\/tenantCheckinStatuses\/0\/wasSuccessful\): .*Edm\.Boolean/]
  ]
  const folder = t.testdir(Object.fromEntries(cases.map(([name, text]) => [name, text])))
  for (const [name, , message] of [...cases, ['none.json', '', /cannot be read/] as const]) {
    const error = await startService(t, { seed: join(folder, name) }).then(() => undefined, (thrown: unknown) => thrown)
    t.ok(error instanceof ConfigError, name)
    t.match((error as Error).message, message)
  }
})
