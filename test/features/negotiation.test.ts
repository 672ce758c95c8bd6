/** What the client prefers: formats (OData JSON format 4.01, section 3), `$select`, `Prefer` (OData-Protocol 4.01, section 8.2.8). */
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'
import { row, summary } from '../support/samples.js'

const body = { tenantCheckinStatuses: [row()], tenantUserCheckinSummary: { failedUserCount: 1 } }
const host = { host: 'office' }

onBothDatabases('odata.metadata=none writes no annotation', async (t, { call }) => {
  await call('PATCH', OFFICE, { body })
  for (const [url, headers] of [[OFFICE, { accept: 'application/json;odata.metadata=none' }], [`${OFFICE}?$format=application/json;odata.metadata=none`, {}], [OFFICE, { accept: 'text/html, application/json; metadata=none; q=0.5' }]] as const) {
    const response = await call('GET', url, { headers })
    t.same(json(response), { id: 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6', tenantCheckinStatuses: [row()], tenantUserCheckinSummary: { succeededUserCount: 0, failedUserCount: 1 } })
    t.equal(response.headers['content-type'], 'application/json;odata.metadata=none;odata.streaming=true;IEEE754Compatible=false;charset=utf-8')
  }
})

onBothDatabases('odata.metadata=full writes every annotation, with #', async (t, { call }) => {
  await call('PATCH', OFFICE, { body })
  t.same(json(await call('GET', OFFICE, { headers: { accept: 'application/json;odata.metadata=full', ...host } })), {
    '@odata.context': 'http://office/beta/$metadata#officeConfiguration',
    '@odata.etag': 'W/"1"',
    '@odata.type': '#microsoft.graph.officeConfiguration',
    '@odata.id': 'http://office/beta/officeConfiguration',
    '@odata.editLink': 'http://office/beta/officeConfiguration',
    'clientConfigurations@odata.associationLink': 'http://office/beta/officeConfiguration/clientConfigurations/$ref',
    'clientConfigurations@odata.navigationLink': 'http://office/beta/officeConfiguration/clientConfigurations',
    id: 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6',
    'tenantCheckinStatuses@odata.type': '#Collection(microsoft.graph.officeClientCheckinStatus)',
    tenantCheckinStatuses: [{
      '@odata.type': '#microsoft.graph.officeClientCheckinStatus',
      ...row(),
      'checkinDateTime@odata.type': '#DateTimeOffset',
      'appliedPolicies@odata.type': '#Collection(String)'
    }],
    tenantUserCheckinSummary: { ...summary(0, 1), '@odata.type': '#microsoft.graph.officeUserCheckinSummary', 'succeededUserCount@odata.type': '#Int32', 'failedUserCount@odata.type': '#Int32' }
  })
})

onBothDatabases('formats that are asked for and not written are a 406', async (t, { call }) => {
  for (const accept of ['text/html', 'application/xml', 'application/json;q=0', 'application/json;odata.metadata=most', 'application/json;charset=latin1', 'nonsense']) {
    const response = await call('GET', OFFICE, { headers: { accept } })
    t.equal(response.statusCode, 406, accept)
    t.equal(errorOf(response)['code'], 'NotAcceptable')
  }
  for (const format of ['xml', 'application/atom%2Bxml', 'application/json;odata.metadata=most']) t.equal((await call('GET', `${OFFICE}?$format=${format}`)).statusCode, 406, format)
  for (const accept of ['*/*', 'application/*', 'text/html, */*;q=0.1', '', 'application/json;odata.streaming=false', 'application/json;IEEE754Compatible=true']) {
    t.equal((await call('GET', OFFICE, { headers: { accept } })).statusCode, 200, accept)
  }
  t.equal((await call('GET', `${OFFICE}?$format=json`, { headers: { accept: 'text/html' } })).statusCode, 200, '$format wins')
})

onBothDatabases('a PATCH whose answer cannot be written changes nothing', async (t, { call }) => {
  t.equal((await call('PATCH', OFFICE, { body, headers: { accept: 'text/html' } })).statusCode, 406)
  t.equal((await call('GET', OFFICE)).headers.etag, 'W/"0"')
})

onBothDatabases('Prefer: return', async (t, { call }) => {
  const minimal = await call('PATCH', OFFICE, { body, headers: { prefer: 'return=minimal' } })
  t.equal(minimal.statusCode, 204)
  t.equal(minimal.body, '')
  t.match(minimal.headers, { etag: 'W/"1"', 'preference-applied': 'return=minimal' })
  t.notOk(minimal.headers['content-type'])
  const full = await call('PATCH', OFFICE, { body, headers: { prefer: 'return=representation; odata.maxpagesize=5' } })
  t.equal(full.statusCode, 200)
  t.equal(full.headers['preference-applied'], 'return=representation')
  t.equal((await call('PATCH', OFFICE, { body, headers: { prefer: 'return=nothing' } })).headers['preference-applied'], undefined)
  t.equal((await call('GET', OFFICE, { headers: { prefer: 'return=minimal' } })).statusCode, 200, 'a read is what was asked for')
})

onBothDatabases('$select of properties', async (t, { call }) => {
  await call('PATCH', OFFICE, { body })
  const selected = { '@odata.etag': 'W/"1"', '@odata.type': '#microsoft.graph.officeConfiguration' }
  t.same(json(await call('GET', `${OFFICE}?$select=TENANTusercheckinsummary,id`, { headers: host })), {
    '@odata.context': 'http://office/beta/$metadata#officeConfiguration(id,tenantUserCheckinSummary)', ...selected, id: 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6', tenantUserCheckinSummary: summary(0, 1)
  })
  t.same(Object.keys(json(await call('GET', `${OFFICE}?select=*`))), ['@odata.context', '@odata.etag', '@odata.type', 'id', 'tenantCheckinStatuses', 'tenantUserCheckinSummary'])
  t.same(json(await call('PATCH', `${OFFICE}?$select=id`, { body: {}, headers: host })), { '@odata.context': 'http://office/beta/$metadata#officeConfiguration(id)', ...selected, id: 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6' })
  t.same(errorOf(await call('GET', `${OFFICE}?$select=id,tenantCheckinStatus`)), { code: 'BadRequest', target: '$select', message: '$select: \'microsoft.graph.officeConfiguration\' has no property \'tenantCheckinStatus\' (position 4). Did you mean "tenantCheckinStatuses"?' })
})
