/** Models as other services publish them, with what is peculiar to each. */
import type { Config } from '../../src/config.js'
import { json, onBothDatabases } from '../support/service.js'

const CRM: Partial<Config> = { model: 'test/models/crm.csdl.xml' }

onBothDatabases('CSDL 8.1: a navigation property leads to a base type of what entity sets have', async (t, { call }) => {
  t.equal((await call('POST', '/odata/systemusers', { body: { ownerid: '00000000-0000-0000-0000-000000000001', fullname: 'Ann' } })).statusCode, 201)
  t.equal((await call('POST', '/odata/teams', { body: { ownerid: '00000000-0000-0000-0000-000000000002', name: 'Sales' } })).statusCode, 201)
  const account = '/odata/accounts(00000000-0000-0000-0000-000000000003)'
  const body = { accountid: '00000000-0000-0000-0000-000000000003', name: 'Contoso', primarycontactid: { fullname: 'Bob' } }
  t.equal((await call('POST', '/odata/accounts', { body })).statusCode, 201)
  t.match(json(await call('GET', account)), { _ownerid_value: null, _primarycontactid_value: /^[\da-f-]{36}$/ })
  for (const [reference, shown] of [['systemusers(00000000-0000-0000-0000-000000000001)', { fullname: 'Ann' }], ['/teams(00000000-0000-0000-0000-000000000002)', { name: 'Sales' }]] as const) {
    t.equal((await call('PATCH', account, { body: { 'ownerid@odata.bind': reference } })).statusCode, 200, reference)
    const expanded = json(await call('GET', `${account}?$expand=ownerid`))
    t.match(expanded, { ownerid: shown, _ownerid_value: (expanded['ownerid'] as { ownerid: string }).ownerid })
  }
  t.equal((await call('GET', `${account}?$expand=modifiedby`)).statusCode, 501, 'no binding says where auditors are')
  t.match(json(await call('GET', `${account}/ownerid`)), { '@odata.type': '#Microsoft.Dynamics.CRM.team', name: 'Sales' })
  t.match(json(await call('GET', `${account}/ownerid/Microsoft.Dynamics.CRM.team/name`)), { value: 'Sales' })
  t.same((json(await call('GET', '/odata/systemusers'))['value'] as unknown[]).length, 1, 'each set has its own')
  t.equal((await call('GET', '/odata/systemusers(00000000-0000-0000-0000-000000000002)')).statusCode, 404)
  t.match(json(await call('GET', '/odata/contacts?$expand=account_primary_contact($select=name)')), { value: [{ account_primary_contact: [{ name: 'Contoso' }] }] })
}, CRM)

onBothDatabases('5.1.3 $expand of what is inside of a complex value', async (t, { call }) => {
  t.equal((await call('GET', '/odata/accounts?$expand=address/country')).statusCode, 200)
  t.equal((await call('GET', '/odata/accounts?$expand=address/town')).statusCode, 400)
  t.equal((await call('GET', '/odata/accounts?$expand=address')).statusCode, 400)
}, CRM)

const ABSTRACT: Partial<Config> = { model: 'test/models/abstract.csdl.xml' }
const EMPTY = '"Id":1,"Idea":null,"Ideas":[],"Any":null'

onBothDatabases('CSDL 6.3 and 9.3: an abstract type that nothing is derived from has no values, and is served', async (t, { call }) => {
  const created = await call('POST', '/odata/Works', { body: { Id: 1 } })
  t.equal(created.statusCode, 201, created.body)
  for (const member of [{ Idea: {} }, { Ideas: [{}] }, { Any: {} }, { Plan: { Id: 1 } }, { Plans: [{ Id: 1 }] }]) {
    t.equal((await call('POST', '/odata/Works', { body: { Id: 2, ...member } })).statusCode, 400, JSON.stringify(member))
  }
  t.equal((await call('POST', '/odata/Plans', { body: { Id: 1 } })).statusCode, 400)
  const headers = { accept: 'application/json;odata.metadata=none' }
  const read = async (url: string): Promise<string> => (await call('GET', url, { headers })).body
  t.equal(await read('/odata/Works(1)'), `{${EMPTY},"Simple":null,"Free":null}`)
  t.equal(await read('/odata/Works?$expand=Plan,Plans'), `{"value":[{${EMPTY},"Simple":null,"Free":null,"Plan":null,"Plans":[]}]}`)
  for (const url of ['/odata/Plans', '/odata/Works(1)/Plans', '/odata/Works(1)/Ideas', '/odata/Works?$filter=Idea ne null', '/odata/Plans?$filter=Id eq 1&$orderby=Id']) {
    t.equal(await read(encodeURI(url)), '{"value":[]}', url)
  }
  t.equal((await call('GET', '/odata/Works(1)/Idea')).statusCode, 204)
  t.equal((await call('GET', '/odata/Chief')).statusCode, 404)
  const state = await call('GET', '/__admin/tenants/default/state')
  t.equal((await call('PUT', '/__admin/tenants/copy/state', { body: state.body })).statusCode, 200)
  t.equal((await call('POST', '/__admin/tenants/made/generate', { body: { count: 2 } })).statusCode, 200)
}, ABSTRACT)

onBothDatabases('CSDL 3.3 and 3.4: Edm.PrimitiveType has primitive values, Edm.Untyped any', async (t, { call }) => {
  const put = async (body: unknown): Promise<number> => (await call('PUT', '/odata/Works(1)', { body })).statusCode
  t.equal((await call('POST', '/odata/Works', { body: { Id: 1 } })).statusCode, 201)
  for (const value of [5, 'a', true, null, { type: 'Point', coordinates: [1, 2] }]) {
    t.equal(await put({ Simple: value }), 200)
    t.same(json(await call('GET', '/odata/Works(1)'))['Simple'], value)
  }
  for (const value of [{ a: 1 }, [1], {}]) t.equal(await put({ Simple: value }), 400, JSON.stringify(value))
  for (const value of [{ a: [1, { b: null }] }, [1, 'x'], 'a']) {
    t.equal(await put({ Free: value }), 200)
    t.same(json(await call('GET', '/odata/Works(1)'))['Free'], value)
  }
}, ABSTRACT)
