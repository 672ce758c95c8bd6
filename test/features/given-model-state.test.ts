/** The state of a model that was given: exported, imported, seeded, reset, exact to the last digit. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { defaultConfig } from '../../src/config.js'
import { buildServer } from '../../src/server.js'
import { dialects, newDatabase } from '../support/databases.js'
import { json, onBothDatabases } from '../support/service.js'

const SHOP = { model: 'test/models/shop.csdl.xml' }
const STATE = '/__admin/tenants/default/state'

const DOCUMENT = {
  Values: [{ Id: 1, Int64: '9007199254740993', Decimal: '12345678901234567890.1200', Numbers: [1, 2], Color: 'Green', Duration: 'P1D' }],
  Customers: [
    {
      Number: 'a',
      Name: 'Ann',
      Rank: 3,
      Address: { '@odata.type': '#Shop.HomeAddress', Street: 'Main', Floor: 2, Pet: 'cat' },
      Loyal: true,
      Orders: [{ Id: 1, Total: 1.5, Parts: [{ Id: 7, Parts: [{ Id: 8 }] }] }, { Id: 2 }],
      Settings: { Theme: 'dark' }
    },
    { '@odata.type': '#Shop.Company', Number: 'b', Name: 'Bolt', Employees: 5 }
  ],
  Stocks: [{ Place: 'x', Row: 1, Count: 3 }],
  Owner: { Number: 'o', Name: 'Owner' }
}

onBothDatabases('a state that is imported is served, and exported as it is', async (t, { call }) => {
  t.equal((await call('POST', '/odata/Values', { body: { Id: 99 } })).statusCode, 201)
  const imported = await call('PUT', STATE, { body: DOCUMENT })
  t.equal(imported.statusCode, 200, imported.body)
  t.equal((await call('GET', '/odata/Values/$count')).body, '1', 'what was there is gone')
  t.match((await call('GET', '/odata/Values(1)')).body, '"Int64":9007199254740993,"Decimal":12345678901234567890.1200')
  t.match(json(await call('GET', "/odata/Customers('a')?$expand=Orders($expand=Parts($expand=Parts))")), {
    Rank: 3, Loyal: true, Address: { Floor: 2, Pet: 'cat' }, Orders: [{ Id: 1, Total: 1.5, Parts: [{ Id: 7, Parts: [{ Id: 8 }] }] }, { Id: 2 }]
  })
  t.match(json(await call('GET', "/odata/Customers('a')/Settings")), { Theme: 'dark' })
  t.match(json(await call('GET', '/odata/Owner')), { Name: 'Owner' })
  const exported = await call('GET', STATE)
  t.match(exported.body, '"Int64":9007199254740993,"Decimal":12345678901234567890.1200')
  t.match(json(exported), { ...DOCUMENT, Values: [{ Id: 1, Color: 'Green' }], Archive: [] })
  t.equal((await call('PUT', STATE, { body: exported.body, headers: { 'content-type': 'application/json' } })).statusCode, 200)
  t.equal((await call('GET', STATE)).body, exported.body, 'a second time it is the same')
  t.equal((await call('POST', '/odata/Values', { body: {} })).statusCode, 201, 'numbers go on behind the highest')
}, SHOP)

onBothDatabases('an import that does not fit changes nothing, and says where', async (t, { call }) => {
  t.equal((await call('PUT', STATE, { body: DOCUMENT })).statusCode, 200)
  const before = (await call('GET', STATE)).body
  const wrong: ReadonlyArray<readonly [document: unknown, status: number, message: RegExp]> = [
    [[], 400, /must be a JSON object/],
    [{ Nothing: [] }, 400, /no member 'Nothing', but 'Values', 'Customers'/],
    [{ Values: {} }, 400, /Expected an array of Shop\.Value/],
    [{ Owner: [] }, 400, /Cannot convert/],
    [{ Values: [{ Id: 1 }, { Id: 2, Byte: 256 }] }, 400, /"Values\/1\/Byte"/],
    [{ Values: [{ Id: 1, Wrong: 2 }] }, 400, /"Values\/0\/Wrong"/],
    [{ Values: [1] }, 400, /Values\/0/],
    [{ Customers: [{ Number: 'a' }] }, 400, /"Customers\/0\/Name"/],
    [{ Customers: [{ Name: 'x' }] }, 400, /Customers\/0\/Number/],
    [{ Stocks: [{ Place: 'x', Row: 1 }, { Place: 'x', Row: 1 }] }, 409, /has an entity with the key/]
  ]
  for (const [document, status, message] of wrong) {
    const response = await call('PUT', STATE, { body: document as object })
    t.equal(response.statusCode, status, response.body)
    t.match(response.body, message)
  }
  const twice = await call('PUT', STATE, { body: '{"Values":[],"Values":[]}', headers: { 'content-type': 'application/json' } })
  t.match(twice.body, 'This member appears twice')
  const cut = await call('PUT', STATE, { body: '{"Values":[{"Id":1},', headers: { 'content-type': 'application/json' } })
  t.equal(cut.statusCode, 400)
  t.equal((await call('GET', STATE)).body, before)
}, SHOP)

onBothDatabases('more entities than are held at once', async (t, { call }) => {
  const Values = Array.from({ length: 1300 }, (_, index) => ({ Id: index + 1, String: `text ${index}` }))
  t.equal((await call('PUT', STATE, { body: { Values } })).statusCode, 200)
  t.equal((await call('GET', '/odata/Values/$count')).body, '1300')
  t.match((json(await call('GET', STATE))['Values'] as readonly object[]).length, 1300)
}, SHOP)

for (const dialect of dialects) {
  t.test(`a seed is there at the start, and after a reset (${dialect})`, async t => {
    const folder = mkdtempSync(join(tmpdir(), 'seed-'))
    t.teardown(() => { rmSync(folder, { recursive: true }) })
    const seed = join(folder, 'seed.json')
    writeFileSync(seed, '{"tenants":{"contoso":{"Values":[{"Id":1,"Decimal":1.50}]}}}')
    const app = await buildServer({ ...defaultConfig, ...SHOP, logLevel: 'silent', databaseUrl: await newDatabase(t, dialect), seed })
    t.teardown(async () => { await app.close() })
    const read = async (): Promise<string> => (await app.inject({ url: '/odata/Values', headers: { 'x-tenant-id': 'contoso' } })).body
    t.match(await read(), '"Decimal":1.50')
    t.equal((await app.inject({ method: 'DELETE', url: '/odata/Values(1)', headers: { 'x-tenant-id': 'contoso' } })).statusCode, 204)
    t.match(await read(), '"value":[]')
    t.match((await app.inject({ method: 'POST', url: '/__admin/tenants/contoso/reset' })).statusCode, 204)
    t.match(await read(), '"Decimal":1.50')
  })
}

t.test('a seed that does not fit stops the start', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'seed-'))
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  const seed = join(folder, 'seed.yaml')
  writeFileSync(seed, 'Values:\n  - Id: 1\n    Byte: 300\n')
  await t.rejects(buildServer({ ...defaultConfig, ...SHOP, logLevel: 'silent', databaseUrl: 'file::memory:', seed }), {
    name: 'ConfigError', message: /does not fit \(tenant default, Values\/0\/Byte\)/
  })
})

onBothDatabases('entities bound from either side, again and again: who is bound last counts', async (t, { call }) => {
  const person = (Name: string, bound: Record<string, unknown> = {}): Record<string, unknown> => ({ Name, ...bound })
  const to = (...names: readonly string[]): readonly string[] => names.map(name => `People('${name}')`)
  const imported = await call('PUT', STATE, {
    body: {
      Teams: [{ Id: 1, 'Members@odata.bind': to('a', 'b', 'c') }, { Id: 2, 'Members@odata.bind': to('c') }],
      People: [
        person('a', { 'Reports@odata.bind': to('b', 'c', 'd'), 'Team@odata.bind': 'Teams(2)' }),
        person('b', { 'Boss@odata.bind': "People('d')" }),
        person('c'),
        person('d', { 'Reports@odata.bind': to('c'), 'Boss@odata.bind': "People('a')" }),
        ...Array.from({ length: 200 }, (_, index) => person(`p${index}`, { 'Boss@odata.bind': `People('p${index % 7}')`, 'Team@odata.bind': `Teams(${index % 2 + 1})` }))
      ]
    }
  })
  t.equal(imported.statusCode, 200, imported.body)
  const related = async (path: string): Promise<unknown> => (json(await call('GET', `${path}?$select=Name&$orderby=Name`))['value'] as Array<{ readonly Name: string }>).map(({ Name }) => Name)
  t.same(await related("/odata/People('a')/Reports"), ['d'])
  t.same(await related("/odata/People('d')/Reports"), ['b', 'c'])
  t.match((await call('GET', "/odata/People('d')/Boss")).body, /"Name":"a"/)
  t.same(await related('/odata/Teams(1)/Members/$filter(startswith(Name,%27p%27) eq false)'), ['b'])
  t.same(await related('/odata/Teams(2)/Members/$filter(startswith(Name,%27p%27) eq false)'), ['a', 'c'])
  t.equal((await call('GET', "/odata/People('p3')/Reports/$count")).body, '29')
  t.equal((await call('GET', '/odata/Teams(1)/Members/$count')).body, '101')
  const taken = await call('PUT', STATE, { body: { People: Array.from({ length: 200 }, (_, index) => person(`p${index % 150}`)) } })
  t.match(taken.body, /an entity with the key \('p0'\) already/)
}, { model: 'test/models/club.csdl.xml' })
