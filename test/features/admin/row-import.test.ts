/** Check-in rows out of files: NDJSON and CSV, all or none, with the line of what does not fit (docs/state.md). */
import t from 'tap'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'
import { checkIns } from '../../support/check-ins.js'
import { row } from '../../support/samples.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`
const IMPORT = '/__admin/tenants/default/checkinStatuses/import'
const ndjson = { 'content-type': 'application/x-ndjson' }
const csv = { 'content-type': 'text/csv; charset=utf-8' }

const lines = (rows: readonly object[]): string => rows.map(item => `${JSON.stringify(item)}\n`).join('')

const plain = (body: Record<string, unknown>): unknown => (body['value'] as Array<Record<string, unknown>>).map(({ '@odata.type': _type, ...rest }) => rest)

onBothDatabases('NDJSON is appended, or replaces', async (t, { call }) => {
  await call('POST', ROWS, { body: row({ userId: 'first' }) })
  t.match(json(await call('POST', IMPORT, { headers: ndjson, body: `\n${lines(checkIns)}\r\n` })), { rows: checkIns.length, version: '2' })
  t.same(plain(json(await call('GET', ROWS))), [row({ userId: 'first' }), ...checkIns])
  t.match(json(await call('POST', `${IMPORT}?mode=replace`, { headers: ndjson, body: lines(checkIns).trimEnd() })), { rows: checkIns.length })
  const response = await call('GET', ROWS)
  t.same(plain(json(response)), checkIns)
  t.equal((await call('GET', OFFICE)).headers.etag, 'W/"3"')
  t.match(json(await call('POST', `${IMPORT}?mode=replace`, { headers: ndjson, body: '' })), { rows: 0 })
  t.same(plain(json(await call('GET', ROWS))), [])
})

onBothDatabases('CSV has a header, and cells of every type', async (t, { call }) => {
  const text = '\ufeffdeviceName,wasSuccessful,checkinDateTime,appliedPolicies,errorMessage,userId\r\n' +
    'PC-1,TRUE,2017-01-01T00:01:46.9896075+00:00,Macro security; Channel,"Line 1\nLine ""2"", é",u1\r\n' +
    ',false,2026-01-01T00:00:00Z,"[""a;b"",null]",,u2\r\n\r\nPC-3,,,,,\r\n'
  t.match(json(await call('POST', IMPORT, { headers: csv, body: text })), { rows: 3 })
  const empty = { userPrincipalName: null, deviceName: null, devicePlatform: null, devicePlatformVersion: null, wasSuccessful: false, userId: '', checkinDateTime: '0001-01-01T00:00:00Z', errorMessage: null, appliedPolicies: [] }
  t.same(plain(json(await call('GET', ROWS))), [
    { ...empty, deviceName: 'PC-1', wasSuccessful: true, checkinDateTime: '2017-01-01T00:01:46.9896075+00:00', appliedPolicies: ['Macro security', 'Channel'], errorMessage: 'Line 1\nLine "2", é', userId: 'u1' },
    { ...empty, checkinDateTime: '2026-01-01T00:00:00Z', appliedPolicies: ['a;b', null], userId: 'u2' },
    { ...empty, deviceName: 'PC-3' }
  ])
})

onBothDatabases('what does not fit names its line, and nothing is imported', async (t, { call }) => {
  await call('POST', ROWS, { body: row() })
  const before = (await call('GET', OFFICE)).body
  const many = lines(Array.from({ length: 3000 }, () => row()))
  const cases: ReadonlyArray<readonly [headers: Record<string, string>, body: string | Buffer, target: string, message: RegExp]> = [
    [ndjson, `${lines(checkIns)}{"wasSuccessful":1}`, `line ${checkIns.length + 1}/wasSuccessful`, /^Line 10: .*Edm.Boolean/],
    [ndjson, `${many}nonsense\n`, 'line 3001', /^Line 3001: Not a JSON object/],
    [ndjson, '\n\n[1]\n', 'line 3', /^Line 3: Cannot convert/],
    [ndjson, '{"deviceNames":"x"}', 'line 1/deviceNames', /Did you mean 'deviceName'/],
    [ndjson, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'line 1', /UTF-8/],
    [csv, 'deviceName,userID\na,b\n', 'line 1', /no column 'userID'. Did you mean 'userId'/],
    [csv, 'deviceName,deviceName\na,b\n', 'line 1', /twice/],
    [csv, 'deviceName,wasSuccessful\na,true\nb,maybe\n', 'line 3/wasSuccessful', /^Line 3: .*'maybe'/],
    [csv, 'deviceName,checkinDateTime\na,yesterday\n', 'line 2/checkinDateTime', /'yesterday'/],
    [csv, 'deviceName,userId\na\n', 'line 2', /^Line 2: .*length/],
    [csv, 'deviceName\n"a\n', 'line', /Quote Not Closed/],
    [csv, 'appliedPolicies\n[a\n', 'line 2', /JSON array/]
  ]
  for (const [headers, body, target, message] of cases) {
    for (const mode of ['append', 'replace']) {
      const response = await call('POST', `${IMPORT}?mode=${mode}`, { headers, body })
      t.equal(response.statusCode, 400, response.body)
      t.match(errorOf(response)['message'], message)
      t.ok(String(errorOf(response)['target']).startsWith(target), `${String(errorOf(response)['target'])} for ${target}`)
    }
  }
  t.equal((await call('GET', OFFICE)).body, before)
  t.equal((await call('POST', IMPORT, { body: '[]' })).statusCode, 415)
  t.equal((await call('POST', `${IMPORT}?mode=merge`, { headers: ndjson, body: '' })).statusCode, 400)
})

onBothDatabases('rows of a configuration', async (t, { call }) => {
  const state = '/__admin/tenants/default/state'
  await call('PUT', state, { body: { officeConfiguration: { tenantCheckinStatuses: [row({ userId: 'tenant' })], clientConfigurations: [{ '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', id: 'c', priority: 1 }] } } })
  t.equal((await call('POST', `${IMPORT}?configuration=c`, { headers: ndjson, body: lines(checkIns) })).statusCode, 200)
  t.match((await call('GET', state)).json(), { officeConfiguration: { tenantCheckinStatuses: [row({ userId: 'tenant' })], clientConfigurations: [{ id: 'c', checkinStatuses: checkIns }] } })
  const missing = await call('POST', `${IMPORT}?configuration=d`, { headers: ndjson, body: lines(checkIns) })
  t.equal(missing.statusCode, 404)
  t.match(errorOf(missing), { message: /'default' has no officeClientConfiguration with the id 'd'/ })
})

t.test('a line may not be longer than a body', async t => {
  const call = callerOf(await startService(t, { maxBodyBytes: 2000 }))
  const long = 'x'.repeat(3000)
  t.equal((await call('POST', IMPORT, { headers: ndjson, body: `{"errorMessage":"${long}"}` })).statusCode, 413)
  t.equal((await call('POST', IMPORT, { headers: csv, body: `errorMessage\n${long}\n` })).statusCode, 400)
  t.equal((await call('POST', IMPORT, { headers: ndjson, body: lines(Array.from({ length: 100 }, () => row())) })).statusCode, 200)
})
