/** The wire conventions of Microsoft Graph, where OData leaves them open or Graph departs from it. */
import t from 'tap'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../support/service.js'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

onBothDatabases('headers of an answer', async (t, { call }) => {
  const { headers } = await call('GET', OFFICE)
  t.match(headers, {
    'content-type': 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    'odata-version': '4.0',
    'cache-control': 'no-cache',
    'request-id': GUID,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Accept-Encoding, Accept-Ranges, Allow, AsyncResult, client-request-id, Content-Range, Date, ETag, Location, OData-EntityId, OData-Version, Preference-Applied, request-id, Retry-After, Server-Timing, WWW-Authenticate, x-ms-ags-diagnostic'
  })
  t.equal(headers['client-request-id'], headers['request-id'])
  t.ok(JSON.parse(String(headers['x-ms-ags-diagnostic'])))
  t.match(headers['server-timing'], /^parse;dur=[\d.]+, bind;dur=[\d.]+, plan;dur=[\d.]+, execute;dur=[\d.]+, write;dur=[\d.]+, sql;dur=[\d.]+$/)
  t.not((await call('GET', OFFICE)).headers['request-id'], headers['request-id'])
})

t.test('the id a client sends comes back, unless it is none', async t => {
  const call = callerOf(await startService(t))
  const { headers } = await call('GET', OFFICE, { headers: { 'client-request-id': 'my-id' } })
  t.equal(headers['client-request-id'], 'my-id')
  t.match(headers['request-id'], GUID)
  t.match((await call('GET', OFFICE, { headers: { 'client-request-id': 'a b' } })).headers['client-request-id'], GUID)
})

t.test('the body of an error', async t => {
  const call = callerOf(await startService(t))
  const response = await call('GET', `${OFFICE}/nothing`, { headers: { 'client-request-id': 'my-id' } })
  t.equal(response.headers['content-type'], 'application/json')
  t.equal(response.headers['odata-version'], '4.0')
  const { error } = json(response) as { error: { innerError: Record<string, string> } }
  t.match(error, { code: 'BadRequest', message: "Resource not found for the segment 'nothing'.", innerError: { date: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, 'client-request-id': 'my-id' } })
  t.equal(error.innerError['request-id'], response.headers['request-id'])
})

t.test('OData-MaxVersion', async t => {
  const call = callerOf(await startService(t))
  const version = async (max: string): Promise<unknown> => (await call('GET', OFFICE, { headers: { 'odata-maxversion': max } })).headers['odata-version']
  t.equal(await version('4.0'), '4.0')
  t.equal(await version('4.01'), '4.01')
  t.equal(await version('5.0'), '4.01')
  for (const max of ['3.0', 'x', '']) t.equal((await call('GET', OFFICE, { headers: { 'odata-maxversion': max } })).statusCode, 400, max)
})

t.test('methods', async t => {
  const call = callerOf(await startService(t))
  for (const method of ['DELETE', 'POST', 'PUT'] as const) {
    const response = await call(method, OFFICE, { body: {} })
    t.equal(response.statusCode, 405, method)
    t.equal(response.headers['allow'], 'GET, HEAD, PATCH, OPTIONS')
    t.same(errorOf(response), { code: 'Request_BadRequest', message: 'Specified HTTP method is not allowed for the request target.' })
  }
  const options = await call('OPTIONS', OFFICE)
  t.equal(options.statusCode, 204)
  t.equal(options.headers['allow'], 'GET, HEAD, PATCH, OPTIONS')
  const head = await call('HEAD', OFFICE)
  const get = await call('GET', OFFICE)
  t.equal(head.statusCode, 200)
  t.equal(head.body, '')
  for (const name of ['content-length', 'content-type', 'etag']) t.equal(head.headers[name], get.headers[name], name)
})

t.test('a browser asks first (CORS)', async t => {
  const app = await startService(t)
  const preflight = await app.inject({ method: 'OPTIONS', url: OFFICE, headers: { origin: 'https://app.example', 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization,content-type,if-match' } })
  t.equal(preflight.statusCode, 204, 'without a token')
  t.match(preflight.headers, { 'access-control-allow-origin': '*', 'access-control-allow-methods': /PATCH/, 'access-control-allow-headers': 'authorization,content-type,if-match', 'access-control-max-age': '600' })
  const refused = await app.inject({ method: 'GET', url: OFFICE, headers: { origin: 'https://app.example' } })
  t.equal(refused.statusCode, 401)
  t.equal(refused.headers['access-control-allow-origin'], '*', 'a page may read an error too')
})

t.test('CORS_ORIGIN names who may call', async t => {
  const app = await startService(t, { corsOrigin: 'https://a.example, https://b.example' })
  const origin = async (from: string): Promise<unknown> => (await app.inject({ method: 'GET', url: OFFICE, headers: { origin: from } })).headers['access-control-allow-origin']
  t.equal(await origin('https://b.example'), 'https://b.example')
  t.equal(await origin('https://c.example'), undefined)
})

t.test('URLs that lead nowhere', async t => {
  const call = callerOf(await startService(t))
  const cases: ReadonlyArray<readonly [string, number, string, string]> = [
    ['/beta2/officeConfiguration', 404, 'ResourceNotFound', 'Invalid version: beta2'],
    ['/officeConfigurations', 404, 'ResourceNotFound', 'Invalid version: officeConfigurations'],
    ['/beta/officeConfigurations', 400, 'BadRequest', "Resource not found for the segment 'officeConfigurations'. Did you mean 'officeConfiguration'?"],
    ['/beta/me', 400, 'BadRequest', "Resource not found for the segment 'me'."],
    [`${OFFICE}/tenantUserCheckinSumary`, 400, 'BadRequest', "Resource not found for the segment 'tenantUserCheckinSumary'. Did you mean 'tenantUserCheckinSummary'?"],
    [`${OFFICE}/%zz`, 400, 'BadRequest', 'The URL is not correctly percent-encoded.'],
    [`${OFFICE}/%C3`, 400, 'BadRequest', 'The URL is not correctly percent-encoded.'],
    [`${OFFICE}('x')`, 400, 'BadRequest', "Resource not found for the segment 'officeConfiguration('x')'."]
  ]
  for (const [url, status, code, message] of cases) {
    const response = await call('GET', url)
    t.equal(response.statusCode, status, url)
    t.match(errorOf(response), { code, message })
  }
})

t.test('query options that do not fit are never ignored', async t => {
  const call = callerOf(await startService(t))
  for (const option of ['$filter=id eq \'x\'', '$orderby=id', '$top=1', '$skip=1', '$count=true', '$search=x', '$nonsense=1', '$select=id&$select=id', '$select=', '$top=-1']) {
    const response = await call('GET', `${OFFICE}?${option}`)
    t.equal(response.statusCode, 400, option)
    t.match(errorOf(response)['message'], option.slice(0, option.indexOf('=')))
  }
  for (const [option, status] of [['$deltatoken=x', 501], ['$schemaversion=1', 404]]) t.equal((await call('GET', `${OFFICE}?${option}`)).statusCode, status, String(option))
  t.equal((await call('GET', `${OFFICE}?custom=1&api-version=2`)).statusCode, 200, 'custom options are ignored')
})

t.test('a URL that repeats an absolute one is that one', async t => {
  const call = callerOf(await startService(t))
  const response = await call('GET', '/beta/http://localhost/beta/officeConfiguration?$select=id')
  t.equal(response.statusCode, 200)
  t.match(json(response)['@odata.context'], /\/beta\/\$metadata#officeConfiguration\(id\)$/)
})

t.test('media types', async t => {
  const call = callerOf(await startService(t))
  for (const type of ['text/plain', 'application/xml', 'application/json; charset=iso-8859-1', 'application/x-www-form-urlencoded', 'nonsense']) {
    const response = await call('PATCH', OFFICE, { body: '{}', headers: { 'content-type': type } })
    t.equal(response.statusCode, 415, type)
    t.equal(errorOf(response)['code'], 'UnsupportedMediaType')
  }
  for (const type of ['application/json', 'Application/JSON; Charset="UTF-8"', 'application/json;odata.metadata=minimal;IEEE754Compatible=true']) {
    t.equal((await call('PATCH', OFFICE, { body: '{}', headers: { 'content-type': type } })).statusCode, 200, type)
  }
})

t.test('limits', async t => {
  const call = callerOf(await startService(t, { maxBodyBytes: 2048, maxUrlLength: 300 }))
  const large = await call('PATCH', OFFICE, { body: JSON.stringify({ '@x.y': 'a'.repeat(2048) }) })
  t.equal(large.statusCode, 413)
  t.equal(errorOf(large)['code'], 'RequestEntityTooLarge')
  const long = await call('GET', `${OFFICE}?x=${'a'.repeat(300)}`)
  t.equal(long.statusCode, 414)
  t.equal(errorOf(long)['code'], 'UriTooLong')
  t.equal((await call('GET', `${OFFICE}/${'a'.repeat(290)}`)).statusCode, 414)
})

t.test('links name the host of the request, or the one the service is told of', async t => {
  const context = async (config: object, headers: Record<string, string>): Promise<unknown> =>
    json(await callerOf(await startService(t, config))('GET', `${OFFICE}?$select=id`, { headers }))['@odata.context']
  const forwarded = { host: 'inner:3000', 'x-forwarded-host': 'office.example', 'x-forwarded-proto': 'https', 'x-forwarded-prefix': '/graph' }
  t.equal(await context({}, forwarded), 'http://inner:3000/beta/$metadata#officeConfiguration(id)')
  t.equal(await context({ trustProxy: true }, forwarded), 'https://office.example/graph/beta/$metadata#officeConfiguration(id)')
  t.equal(await context({ publicUrl: 'https://graph.example/x/' }, forwarded), 'https://graph.example/x/beta/$metadata#officeConfiguration(id)')
})
