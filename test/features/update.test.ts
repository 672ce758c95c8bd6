/** Updating the singleton (OData-Protocol 4.01, section 11.4.3): merge of complex values, replacement of collections. */
import { OFFICE, json, onBothDatabases } from '../support/service.js'
import { row, shown, summary } from '../support/samples.js'

onBothDatabases('a tenant that was never written to', async (t, { call }) => {
  const response = await call('GET', OFFICE, { headers: { host: 'office' } })
  t.equal(response.statusCode, 200)
  t.same(json(response), {
    '@odata.context': 'http://office/beta/$metadata#officeConfiguration',
    '@odata.etag': 'W/"0"',
    '@odata.type': '#microsoft.graph.officeConfiguration',
    id: 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6',
    tenantCheckinStatuses: [],
    tenantUserCheckinSummary: null
  })
})

onBothDatabases('a property that is not sent stays as it is', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row()], tenantUserCheckinSummary: { succeededUserCount: 2, failedUserCount: 15 } } })
  t.match(json(await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { succeededUserCount: 3 } } })), {
    tenantCheckinStatuses: [shown(row())],
    tenantUserCheckinSummary: summary(3, 15)
  }, 'a complex value is merged member by member')
  t.match(json(await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [] } })), { tenantCheckinStatuses: [], tenantUserCheckinSummary: summary(3, 15) })
})

onBothDatabases('null clears the summary, and a summary after that starts from its defaults', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { succeededUserCount: 2, failedUserCount: 15 } } })
  t.equal(json(await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: null } }))['tenantUserCheckinSummary'], null)
  t.same(json(await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 1 } } }))['tenantUserCheckinSummary'], summary(0, 1))
  t.same(json(await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: {} } }))['tenantUserCheckinSummary'], summary(0, 1))
})

onBothDatabases('a collection that is sent replaces the whole collection, in the order sent', async (t, { call }) => {
  const names = ['b', 'a', 'c', 'A', 'ä', '']
  const rows = names.map(deviceName => row({ deviceName }))
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row(), row()] } })
  t.same(json(await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: rows } }))['tenantCheckinStatuses'], rows.map(shown))
  t.same(json(await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: rows.toReversed() } }))['tenantCheckinStatuses'], rows.toReversed().map(shown))
  t.same(json(await call('GET', OFFICE))['tenantCheckinStatuses'], rows.toReversed().map(shown))
})

onBothDatabases('what a row may leave out takes its default', async (t, { call }) => {
  t.same(json(await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{}] } }))['tenantCheckinStatuses'], [shown({
    userPrincipalName: null,
    deviceName: null,
    devicePlatform: null,
    devicePlatformVersion: null,
    wasSuccessful: false,
    userId: '',
    checkinDateTime: '0001-01-01T00:00:00Z',
    errorMessage: null,
    appliedPolicies: []
  })])
})

onBothDatabases('an empty object is a legal PATCH that changes nothing', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row()] } })
  const response = await call('PATCH', OFFICE, { body: {} })
  t.equal(response.statusCode, 200)
  t.equal(response.headers.etag, 'W/"1"')
  t.same(json(response)['tenantCheckinStatuses'], [shown(row())])
})

onBothDatabases('id and annotations in a body are ignored', async (t, { call }) => {
  const response = await call('PATCH', OFFICE, { body: { id: 'mine', '@odata.context': 'x', '@my.note': 1, 'tenantUserCheckinSummary@my.note': [] } })
  t.equal(response.statusCode, 200)
  t.equal(json(response)['id'], 'c6fcd2c7-d2c7-c6fc-c7d2-fcc6c7d2fcc6')
})

onBothDatabases('text comes back as it went in', async (t, { call }) => {
  const rows = ['', ' ', "O'Neil \"quoted\" \\ %_", 'línea\nnueva\ttab \u0001\u001f\u007f', '日本語', '🙂👩‍👩‍👧', 'e\u0301 é', '\u2028\u2029', '$1 ? :x --', 'a'.repeat(512), '\u{10FFFF}\uFFFD'].map(deviceName =>
    row({ deviceName, errorMessage: deviceName.repeat(200), appliedPolicies: [deviceName, null, deviceName] }))
  const response = await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: rows } })
  t.same(json(response)['tenantCheckinStatuses'], rows.map(shown))
  t.equal((await call('GET', OFFICE)).body, response.body)
})

onBothDatabases('a DateTimeOffset keeps the text it was sent with', async (t, { call }) => {
  const texts = ['2017-01-01T00:01:46.9896075+00:00', '2017-01-01T00:01:46.989607512345Z', '2017-01-01T00:01Z', '2017-01-01t00:01:46z', '2024-02-29T23:59:59-14:00', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999999Z', '2017-01-01T00:01:46.100Z']
  const rows = texts.map(checkinDateTime => row({ checkinDateTime }))
  t.same(json(await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: rows } }))['tenantCheckinStatuses'], rows.map(shown))
})

onBothDatabases('many rows', async (t, { call }) => {
  for (const count of [999, 1000, 1001, 12_000]) {
    const rows = Array.from({ length: count }, (_, index) => row({ deviceName: `device ${index}`, wasSuccessful: index % 3 === 0 }))
    const written = await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: rows, tenantUserCheckinSummary: { succeededUserCount: count } } })
    t.same(json(written)['tenantCheckinStatuses'], rows.map(shown), `${count} rows, written`)
    const read = await call('GET', OFFICE)
    t.equal(read.body, written.body, `${count} rows, read`)
    t.equal(read.headers['content-length'], String(Buffer.byteLength(read.body)))
  }
})

onBothDatabases('the bare root and v1.0 are the same resource', async (t, { call }) => {
  await call('PATCH', '/officeConfiguration', { body: { tenantUserCheckinSummary: { failedUserCount: 5 } }, headers: { host: 'office' } })
  for (const [url, context] of [['/v1.0/officeConfiguration', 'http://office/v1.0/$metadata#officeConfiguration'], ['/officeconfiguration', 'http://office/$metadata#officeConfiguration'], ['/BETA/OfficeConfiguration', 'http://office/beta/$metadata#officeConfiguration']] as const) {
    t.match(json(await call('GET', url, { headers: { host: 'office' } })), { '@odata.context': context, tenantUserCheckinSummary: { failedUserCount: 5 } }, url)
  }
})
