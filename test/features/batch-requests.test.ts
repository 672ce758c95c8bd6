/** What each request of a batch has for itself, and how far it reaches (OData-Protocol 4.01, section 11.7). */
import t from 'tap'
import { callerOf, startService } from '../support/service.js'
import { batch, read, write } from '../support/batch.js'
import { row } from '../support/samples.js'

const ROWS = 'officeConfiguration/tenantCheckinStatuses'
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

t.test('bodies that are no JSON: text as it is, bytes as base64', async t => {
  const call = callerOf(await startService(t))
  const answers = await batch(call, [
    write('1', 'PATCH', 'officeConfiguration', 'plain', { headers: { 'Content-Type': 'text/plain' } }),
    write('2', 'PATCH', 'officeConfiguration', Buffer.from('{}').toString('base64'), { headers: { 'Content-Type': 'application/octet-stream' } }),
    write('3', 'PATCH', 'officeConfiguration', {}, { headers: { 'Content-Type': 'application/json;odata.metadata=minimal' } }),
    write('4', 'PATCH', 'officeConfiguration', null)
  ])
  t.same(answers.map(({ status }) => status), [415, 415, 200, 400], 'the resource says what it takes')
})

t.test('ids, versions and tokens are each request\'s own', async t => {
  const app = await startService(t)
  const token = (claims: object): string => `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`
  const [readAll, writeAll] = ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All']
  const call = callerOf(app, token({ tid: 'contoso', scp: readAll }))
  const change = write('w', 'PATCH', 'officeConfiguration', {})
  const authorization = (claims: object): Record<string, unknown> => ({ headers: { authorization: `Bearer ${token(claims)}` } })
  const answers = await batch(call, [
    read('1', 'officeConfiguration', { headers: { 'client-request-id': 'mine', 'OData-MaxVersion': '4.01' } }),
    read('2', 'officeConfiguration/nothing'),
    { ...change, id: '3' },
    write('4', 'PATCH', 'officeConfiguration', { tenantUserCheckinSummary: {} }, authorization({ tid: 'CONTOSO', scp: writeAll })),
    read('5', 'officeConfiguration', authorization({ tid: 'fabrikam', scp: writeAll })),
    read('6', 'officeConfiguration', { headers: { Authorization: 'Bearer opaque' } }),
    read('7', 'officeConfiguration', { headers: { Authorization: 'Basic x' } }),
    read('8', 'officeConfiguration', { headers: { 'OData-MaxVersion': '3.0' } }),
    read('9', 'officeConfiguration', { headers: { Accept: 'text/html' } })
  ], { 'client-request-id': 'outer' })
  t.same(answers.map(({ status }) => status), [200, 400, 403, 200, 403, 403, 401, 400, 406])
  t.match(answers[0]?.headers, { 'client-request-id': 'mine', 'request-id': GUID, 'OData-Version': '4.01' })
  t.equal(new Set(answers.map(({ headers }) => headers['request-id'])).size, 9)
  t.equal(answers[1]?.headers['client-request-id'], answers[1]?.headers['request-id'])
  t.match(answers[1]?.body, { error: { innerError: { 'request-id': answers[1]?.headers['request-id'] } } })
  t.match(answers[2]?.body, { error: { code: 'Forbidden' } })
  t.match(answers[6]?.headers, { 'WWW-Authenticate': /^Bearer/ })
  const inherited = await batch(call, [read('1', 'officeConfiguration')], { 'odata-maxversion': '4.01' })
  t.equal(inherited[0]?.headers['OData-Version'], '4.01')
})

t.test('what a request of its own meets before its resource, one of a batch meets too', async t => {
  const app = await startService(t)
  const claims = Buffer.from(JSON.stringify({ tid: 'contoso', scp: 'User.Read' })).toString('base64url')
  const call = callerOf(app, `eyJhbGciOiJub25lIn0.${claims}.`)
  const answers = await batch(call, [
    read('1', 'officeConfiguration', { headers: { Isolation: 'snapshot' } }),
    read('2', 'officeConfiguration', { headers: { 'OData-Version': '3.0' } }),
    read('3', 'officeConfiguration'),
    read('4', '$metadata')
  ])
  t.same(answers.map(({ status }) => status), [412, 400, 403, 200], 'metadata takes no permission')
})

t.test('a request of a batch reaches the resources of the API, and nothing else', async t => {
  const call = callerOf(await startService(t))
  const cases: ReadonlyArray<readonly [string, number]> = [
    ['/$batch', 400], ['/beta/$batch', 400], ['/beta/%24batch', 400],
    ['/__admin/reset', 400], ['http://office/__admin/reset', 404], ['/beta/__admin', 400],
    ['/healthz', 400], ['http://office/healthz', 404], ['/docs', 400], ['http://office/openapi.json', 404], ['/beta/../healthz', 400], ['//healthz', 400],
    ['http://', 404], ['officeConfiguration#x', 400], ['officeConfiguration/%zz', 400]
  ]
  const answers = await batch(call, cases.map(([url], index) => read(String(index), url)))
  for (const [index, [url, status]] of cases.entries()) {
    t.equal(answers[index]?.status, status, url)
  }
  t.match(answers[0]?.body, { error: { code: 'BadRequest', message: 'A batch cannot be a request of another batch.' } })
})

t.test('links of a batch behind a proxy lead back into a batch', async t => {
  const call = callerOf(await startService(t, { publicUrl: 'https://office.example/graph', pageSize: 1 }))
  await call('PUT', `/beta/${ROWS}`, { body: { value: [row({ deviceName: 'a' }), row({ deviceName: 'b' })] } })
  const [first] = await batch(call, [read('1', `${ROWS}?$select=deviceName`)])
  const next = (first?.body as Record<string, string>)['@odata.nextLink']!
  t.match(next, /^https:\/\/office\.example\/graph\/beta\/officeConfiguration\/tenantCheckinStatuses\?/)
  for (const url of [next, next.slice('https://office.example'.length)]) {
    const [second] = await batch(call, [read('1', url)])
    t.match(second?.body, { value: [{ deviceName: 'b' }] }, url)
  }
  const [, referred] = await batch(call, [read('1', 'officeConfiguration'), read('2', '$1/id')])
  t.equal(referred?.status, 200)
})
