/** `$batch` in JSON (OData-Protocol 4.01, section 11.7; OData JSON format 4.01, section 19), with Microsoft Graph's messages. */
import t from 'tap'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../support/service.js'
import { BATCH, batch, read, sendBatch, timeless, write } from '../support/batch.js'
import { row, shown, summary } from '../support/samples.js'

const ROWS = 'officeConfiguration/tenantCheckinStatuses'
const SUMMARY = 'officeConfiguration/tenantUserCheckinSummary'
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

onBothDatabases('19.1 reads and writes in one request', async (t, { call }) => {
  const response = await sendBatch(call, [
    write('a', 'PATCH', '/officeConfiguration', { tenantUserCheckinSummary: { failedUserCount: 3 } }, { headers: { Prefer: 'return=minimal' } }),
    read('b', `${SUMMARY}/failedUserCount`),
    read('c', `/${SUMMARY}/failedUserCount/$value`),
    read('d', '/officeConfiguration', { headers: { 'If-None-Match': 'W/"1"' } })
  ])
  t.equal(response.statusCode, 200)
  t.match(response.headers, { 'content-type': 'application/json', 'odata-version': '4.0', 'request-id': GUID, 'server-timing': /^parse;dur=[\d.]+, execute;dur=[\d.]+, write;dur=[\d.]+, sql;dur=[\d.]+$/ })
  t.equal(Number(response.headers['content-length']), Buffer.byteLength(response.body))
  const { responses } = response.json<{ responses: Parameters<typeof timeless>[0][] }>()
  const format = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'
  t.same(responses.map(timeless), [
    { id: 'a', status: 204, headers: { 'OData-Version': '4.0', ETag: 'W/"1"', 'Preference-Applied': 'return=minimal' } },
    { id: 'b', status: 200, headers: { 'OData-Version': '4.0', 'Content-Type': format, ETag: 'W/"1"' }, body: { '@odata.context': 'http://office/beta/$metadata#officeConfiguration/tenantUserCheckinSummary/failedUserCount', value: 3 } },
    { id: 'c', status: 200, headers: { 'OData-Version': '4.0', 'Content-Type': 'text/plain;charset=utf-8', ETag: 'W/"1"' }, body: '3' },
    { id: 'd', status: 304, headers: { 'OData-Version': '4.0', ETag: 'W/"1"' } }
  ])
})

onBothDatabases('11.7 a request answers in a batch as it does on its own', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: Array.from({ length: 1500 }, (_, index) => row({ deviceName: `"é🙂" ${index}` })) } })
  for (const url of [OFFICE, `${OFFICE}/tenantCheckinStatuses?$top=2&$orderby=deviceName desc`, `${OFFICE}/nothing`, `${OFFICE}?$filter=x`]) {
    const alone = await call('GET', url.replaceAll(' ', '%20'), { headers: { host: 'office' } })
    const [answer] = await batch(call, [read('1', url)])
    t.equal(answer?.status, alone.statusCode, url)
    t.equal(answer?.headers['Content-Type'], alone.headers['content-type'])
    t.equal(answer?.headers['ETag'], alone.headers.etag)
    t.same(timeless(answer!), timeless({ ...answer!, body: json(alone) }))
  }
})

onBothDatabases('11.7 every request sees what was written before it', async (t, { call }) => {
  const requests = Array.from({ length: 10 }, (_, index) => [write(`w${index}`, 'POST', ROWS, row()), read(`r${index}`, `${ROWS}/$count`)]).flat()
  const answers = await batch(call, requests)
  t.same(answers.filter(({ id }) => id?.startsWith('r')).map(({ body }) => body), Array.from({ length: 10 }, (_, index) => String(index + 1)))
})

onBothDatabases('19.1 URLs: absolute, from the root of the host, relative', async (t, { call }) => {
  const context = async (url: string, at = BATCH): Promise<unknown> => {
    const response = await call('POST', at, { body: { requests: [read('1', url)] }, headers: { host: 'office' } })
    const { body, status } = response.json<{ responses: Array<{ status: number, body: Record<string, unknown> }> }>().responses[0]!
    return status === 200 ? body['@odata.context'] : body['error']
  }
  const beta = 'http://office/beta/$metadata#officeConfiguration(id)'
  for (const url of ['officeConfiguration?$select=id', '/officeConfiguration?$select=id', '/beta/officeConfiguration?$select=id', 'BETA/officeConfiguration?$select=id', 'http://office/beta/officeConfiguration?$select=id', 'https://graph.microsoft.com/beta/officeConfiguration?$select=id']) t.equal(await context(url), beta, url)
  t.equal(await context('/v1.0/officeConfiguration?$select=id'), 'http://office/v1.0/$metadata#officeConfiguration(id)')
  t.equal(await context('officeConfiguration?$select=id', '/v1.0/$batch'), 'http://office/v1.0/$metadata#officeConfiguration(id)')
  t.equal(await context('/officeConfiguration?$select=id', '/$batch'), 'http://office/$metadata#officeConfiguration(id)')
  t.equal(await context('http://office/officeConfiguration?$select=id'), 'http://office/$metadata#officeConfiguration(id)')
  t.equal(await context('officeConfiguration?$select=id', '/beta/%24BATCH/'), beta)
  t.match(await context('http://office/beta2/officeConfiguration'), { code: 'ResourceNotFound', message: 'Invalid version: beta2' })
})

onBothDatabases('11.7.2 what depends on a failed request is a 424', async (t, { call }) => {
  const answers = await batch(call, [
    write('1', 'PATCH', SUMMARY, { failedUserCount: 'x' }),
    write('2', 'PATCH', SUMMARY, { failedUserCount: 1 }, { dependsOn: ['1'] }),
    write('3', 'PATCH', SUMMARY, { failedUserCount: 2 }, { dependsOn: ['2'] }),
    write('4', 'PATCH', SUMMARY, { failedUserCount: 4 }),
    read('5', SUMMARY, { dependsOn: ['4'] }),
    read('6', 'officeConfiguration', { dependsOn: ['4'], headers: { 'If-None-Match': '*' } }),
    read('7', SUMMARY, { dependsOn: ['6', '4'] })
  ])
  t.same(answers.map(({ status }) => status), [400, 424, 424, 204, 200, 304, 424], 'only 2xx is a success')
  t.match(answers[1], { headers: { 'Content-Type': 'application/json' }, body: { error: { code: 'FailedDependency', message: "The request was not run, because '1', which it depends on, did not succeed.", innerError: { 'request-id': GUID } } } })
  t.match(answers[4]?.body, summary(0, 4))
})

onBothDatabases('19.5 an atomicity group is applied whole or not at all', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 1 } } })
  const failing = await batch(call, [
    write('1', 'POST', ROWS, row(), { atomicityGroup: 'g' }),
    write('2', 'PATCH', SUMMARY, { failedUserCount: 2 }, { atomicityGroup: 'g', headers: { Prefer: 'return=representation' } }),
    write('3', 'PATCH', SUMMARY, { nothing: 2 }, { atomicityGroup: 'g' }),
    write('4', 'PATCH', SUMMARY, { failedUserCount: 4 }, { atomicityGroup: 'g' }),
    read('5', SUMMARY),
    read('6', SUMMARY, { dependsOn: ['g'] }),
    read('7', SUMMARY, { dependsOn: ['1'] })
  ])
  t.same(failing.map(({ id, atomicityGroup, status }) => [id, atomicityGroup, status]), [['1', 'g', 424], ['2', 'g', 424], ['3', 'g', 400], ['4', 'g', 424], ['5', undefined, 200], ['6', undefined, 424], ['7', undefined, 424]])
  t.match(failing[0]?.body, { error: { code: 'FailedDependency', message: "The request was not applied, because request '3' of the same atomicity group failed." } })
  t.match(failing[4]?.body, summary(0, 1), 'nothing was written')
  t.equal((await call('GET', OFFICE)).headers.etag, 'W/"1"', 'not even a version')

  const good = await batch(call, [
    write('1', 'POST', ROWS, row({ deviceName: 'a' }), { atomicityGroup: 'g' }),
    read('2', `${ROWS}?$select=deviceName`, { atomicityGroup: 'g', dependsOn: ['1'] }),
    write('3', 'PATCH', 'officeConfiguration', {}, { atomicityGroup: 'g', headers: { Prefer: 'return=representation' } }),
    write('4', 'PUT', SUMMARY, { failedUserCount: 5 }, { atomicityGroup: 'g', headers: { 'If-Match': 'W/"2"' } }),
    read('5', 'officeConfiguration', { dependsOn: ['g'] })
  ])
  t.same(good.map(({ status }) => status), [204, 200, 200, 204, 200])
  t.same((good[1]?.body as { value: unknown }).value, [shown({ deviceName: 'a' })], 'the group sees its own writes')
  t.match(good[4]?.body, { tenantCheckinStatuses: [shown(row({ deviceName: 'a' }))], tenantUserCheckinSummary: summary(0, 5) })
})

onBothDatabases('19.5 a group with a failed dependency outside is not begun', async (t, { call }) => {
  const answers = await batch(call, [
    read('1', 'officeConfiguration/nothing'),
    write('2', 'POST', ROWS, row(), { atomicityGroup: 'g' }),
    write('3', 'POST', ROWS, row(), { atomicityGroup: 'g', dependsOn: ['1'] }),
    read('4', `${ROWS}/$count`)
  ])
  t.same(answers.map(({ status }) => status), [400, 424, 424, 200])
  t.equal(answers[3]?.body, '0')
})

onBothDatabases('concurrent groups never mix', async (t, { call }) => {
  await Promise.all(Array.from({ length: 12 }, async (_, index) => await batch(call, [
    write('1', 'PUT', SUMMARY, { failedUserCount: index }, { atomicityGroup: 'g' }),
    write('2', 'PUT', ROWS, { value: [row({ userId: String(index) })] }, { atomicityGroup: 'g' }),
    read('3', 'officeConfiguration', { atomicityGroup: 'g' })
  ]).then(answers => {
    t.same(answers.map(({ status }) => status), [204, 204, 200])
    t.match(answers[2]?.body, { tenantCheckinStatuses: [{ userId: String(index) }], tenantUserCheckinSummary: { failedUserCount: index } })
  })))
  const { tenantCheckinStatuses: [only], tenantUserCheckinSummary: { failedUserCount } } = json(await call('GET', OFFICE)) as { tenantCheckinStatuses: Array<{ userId: string }>, tenantUserCheckinSummary: { failedUserCount: number } }
  t.equal(only?.userId, String(failedUserCount))
})

t.test('a group in a database in memory does not wait for itself', async t => {
  const call = callerOf(await startService(t))
  const group = [write('1', 'POST', ROWS, row(), { atomicityGroup: 'g' }), read('2', `${ROWS}/$count`, { atomicityGroup: 'g' }), read('3', 'officeConfiguration?$select=tenantCheckinStatuses($top=1)', { atomicityGroup: 'g' }), write('4', 'PATCH', 'officeConfiguration', {}, { atomicityGroup: 'g' })]
  const all = await Promise.all(Array.from({ length: 5 }, async () => await batch(call, group)))
  t.ok(all.every(answers => answers.every(({ status }) => status < 300)))
  t.same(all.map(answers => answers[1]?.body).sort(), ['1', '2', '3', '4', '5'])
})

onBothDatabases('8.2.8.3 continue-on-error=false ends the batch at the first failure', async (t, { call }) => {
  const requests = [read('1', 'officeConfiguration/nothing'), write('2', 'POST', ROWS, row())]
  const stopped = await sendBatch(call, requests, { prefer: 'odata.continue-on-error=false' })
  t.equal(stopped.headers['preference-applied'], 'odata.continue-on-error=false')
  t.same((json(stopped)['responses'] as unknown[]).length, 1)
  t.equal((await call('GET', `/beta/${ROWS}/$count`)).body, '0')
  const group = await batch(call, [write('1', 'PATCH', SUMMARY, { x: 1 }, { atomicityGroup: 'g' }), write('2', 'POST', ROWS, row(), { atomicityGroup: 'g' }), write('3', 'POST', ROWS, row())], { prefer: 'continue-on-error=false' })
  t.same(group.map(({ status }) => status), [400, 424])
  const went = await sendBatch(call, requests, { prefer: 'continue-on-error' })
  t.equal(went.headers['preference-applied'], 'continue-on-error')
  t.same((json(went)['responses'] as unknown[]).length, 2)
  t.equal((await call('GET', `/beta/${ROWS}/$count`)).body, '1')
})

t.test('19.1 a condition (if) is not supported, which is a 424', async t => {
  const call = callerOf(await startService(t))
  const answers = await batch(call, [
    read('1', 'officeConfiguration'),
    read('2', 'officeConfiguration', { dependsOn: ['1'], if: '$1/$succeeded' }),
    write('3', 'POST', ROWS, row(), { atomicityGroup: 'g' }),
    write('4', 'POST', ROWS, row(), { atomicityGroup: 'g', if: 'true' }),
    read('5', `${ROWS}/$count`)
  ])
  t.same(answers.map(({ status }) => status), [200, 424, 424, 424, 200])
  t.match(answers[1]?.body, { error: { code: 'FailedDependency', target: 'if' } })
  t.equal(answers[4]?.body, '0')
})

t.test('what is no batch is refused whole, and nothing of it is run', async t => {
  const call = callerOf(await startService(t))
  const good = write('good', 'POST', ROWS, row())
  const invalid = 'Invalid batch payload format.'
  const cases: ReadonlyArray<readonly [unknown, string, string?]> = [
    [{ requests: [] }, invalid, 'requests'],
    [{}, invalid, 'requests'],
    [{ requests: {} }, invalid, 'requests'],
    [[], invalid],
    [null, invalid],
    ['{"requests":[', invalid],
    ['', invalid],
    [Buffer.from([0x7b, 0xff, 0x7d]), invalid],
    [{ requests: [good], more: 1 }, invalid, 'more'],
    [{ requests: [good, 5] }, invalid, 'requests/1'],
    [{ requests: [good, { ...good, id: 5 }] }, invalid, 'requests/1/id'],
    [{ requests: [good, { ...good, id: '' }] }, invalid, 'requests/1/id'],
    [{ requests: [good, { ...good, id: 'a\nb' }] }, invalid, 'requests/1/id'],
    [{ requests: [good, { method: 'GET', url: 'x' }] }, invalid, 'requests/1/id'],
    [{ requests: [good, read('1', '')] }, invalid, 'requests/1/url'],
    [{ requests: [good, { id: '1', method: 'GET' }] }, invalid, 'requests/1/url'],
    [{ requests: [good, { id: '1', method: 'HEAD', url: 'x' }] }, invalid, 'requests/1/method'],
    [{ requests: [good, { id: '1', url: 'x' }] }, invalid, 'requests/1/method'],
    [{ requests: [good, read('1', 'x', { headers: { a: 1 } })] }, invalid, 'requests/1/headers/a'],
    [{ requests: [good, read('1', 'x', { headers: { a: 'x\r\ny' } })] }, invalid, 'requests/1/headers/a'],
    [{ requests: [good, read('1', 'x', { headers: { a: 'x', A: 'y' } })] }, invalid, 'requests/1/headers'],
    [{ requests: [good, read('1', 'x', { body: {} })] }, invalid, 'requests/1/body'],
    [{ requests: [good, read('1', 'x', { dependOn: [] })] }, invalid, 'requests/1/dependOn'],
    [{ requests: [good, write('1', 'PUT', 'x', 5, { headers: { 'Content-Type': 'text/plain' } })] }, invalid, 'requests/1/body'],
    [{ requests: [good, write('1', 'PUT', 'x', '*', { headers: { 'Content-Type': 'image/png' } })] }, invalid, 'requests/1/body'],
    [`{"requests":[{"id":"1","method":"PATCH","url":"x","headers":{"content-type":"application/json"},"body":${'['.repeat(200_000)}${']'.repeat(200_000)}}]}`, invalid],
    [`{"requests":[{"id":"1","method":"PATCH","url":"x","headers":{"content-type":"application/json"},"body":${'['.repeat(300)}${']'.repeat(300)}}]}`, invalid],
    [{ requests: [write('1', 'POST', ROWS, {}, { atomicityGroup: 'g' }), read('2', 'x'), write('3', 'POST', ROWS, {}, { atomicityGroup: 'g' })] }, invalid, 'requests'],
    [{ requests: [good, { ...good, id: 'GOOD' }] }, 'Request Id GOOD has to be unique in a batch.'],
    [{ requests: [good, write('2', 'POST', ROWS, {}, { atomicityGroup: 'good' })] }, 'Request Id good has to be unique in a batch.'],
    [{ requests: [good, { id: '1', method: 'PATCH', url: 'x', body: {} }] }, "Write request with id '1' does not contain a Content-Type header."],
    [{ requests: [good, { id: '1', method: 'POST', url: 'x' }] }, "Write request with id '1' does not contain a Content-Type header."],
    [{ requests: [good, read('1', 'x', { dependsOn: ['2'] }), read('2', 'x')] }, 'Invalid dependency for request Id 1'],
    [{ requests: [good, read('1', 'x', { dependsOn: ['1'] })] }, 'Invalid dependency for request Id 1'],
    [{ requests: [good, read('1', 'x', { dependsOn: 'good' })] }, 'Invalid dependency for request Id 1'],
    [{ requests: [write('1', 'POST', ROWS, {}, { atomicityGroup: 'g' }), write('2', 'POST', ROWS, {}, { atomicityGroup: 'g', dependsOn: ['g'] })] }, 'Invalid dependency for request Id 2'],
    [{ requests: Array.from({ length: 21 }, (_, index) => ({ ...good, id: String(index) })) }, 'Number of batch request steps exceeds the maximum value of 20.']
  ]
  for (const [index, [body, message, target]] of cases.entries()) {
    const response = await call('POST', BATCH, { body })
    const title = `${index}: ${message} ${target ?? ''}`
    t.equal(response.statusCode, 400, title)
    t.match(errorOf(response), { code: 'BadRequest', message, ...target === undefined ? {} : { target } }, title)
  }
  t.equal((await call('POST', BATCH)).statusCode, 400, 'no body')
  t.equal((await call('GET', `/beta/${ROWS}/$count`)).body, '0')
})

t.test('the batch itself: method, media type, format, options, size, token', async t => {
  const app = await startService(t, { maxBodyBytes: 2048, maxUrlLength: 300 })
  const call = callerOf(app)
  const body = { requests: [read('1', 'officeConfiguration?$select=id')] }
  const get = await call('GET', BATCH)
  t.equal(get.statusCode, 405)
  t.equal(get.headers['allow'], 'POST, OPTIONS')
  t.equal((await call('OPTIONS', BATCH)).headers['allow'], 'POST, OPTIONS')
  t.equal((await call('POST', BATCH, { body, headers: { 'content-type': 'text/plain' } })).statusCode, 415)
  t.equal((await call('POST', BATCH, { body, headers: { 'content-type': 'application/json;charset=latin1' } })).statusCode, 415)
  t.equal((await call('POST', BATCH, { body, headers: { accept: 'text/html, constructor, application/json;q=0' } })).statusCode, 406)
  t.equal((await call('POST', `${BATCH}?$format=xml`, { body })).statusCode, 406)
  t.equal((await call('POST', `${BATCH}?$format=json`, { body })).statusCode, 200)
  t.equal((await call('POST', `${BATCH}?$top=1`, { body })).statusCode, 400)
  t.equal((await call('POST', `${BATCH}?custom=1`, { body, headers: { accept: 'text/html;q=0.1, application/*' } })).statusCode, 200)
  t.equal((await call('POST', BATCH, { body: { ...body, '@x.y': 'a'.repeat(2048) } })).statusCode, 413)
  t.equal((await app.inject({ method: 'POST', url: BATCH, payload: body })).statusCode, 401)
  const [long] = await batch(call, [read('1', `officeConfiguration?x=${'a'.repeat(300)}`)])
  t.equal(long?.status, 414)
})
