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
