/** Answers in fewer bytes for clients that take them so (RFC 9110, sections 8.4.1, 12.5.3 and 12.5.5). */
import type { LightMyRequestResponse } from 'fastify'
import t from 'tap'
import '../support/console.js'
import { decoded } from '../support/decoded.js'
import { listen } from '../support/listen.js'
import { OFFICE, callerOf, json, onBothDatabases, startService } from '../support/service.js'
import type { Call } from '../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`
const GZIP = { 'accept-encoding': 'gzip' }

const fill = async (call: Call, count = 60): Promise<void> => {
  const tenantCheckinStatuses = Array.from({ length: count }, (_, index) => ({ deviceName: `PC-${index} ä€😀`, wasSuccessful: index % 2 === 0 }))
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses } })
}

const lower = (vary: unknown): readonly string[] => String(vary).split(',').map(name => name.trim().toLowerCase())

onBothDatabases('12.5.3 a page comes in the coding that is accepted, and says the same in each', async (t, { app, call }) => {
  await fill(call)
  const plain = await call('GET', ROWS)
  t.match([plain.headers['content-encoding'], lower(plain.headers.vary).includes('accept-encoding')], [undefined, true], 'without Accept-Encoding as it is, and caches know')
  for (const [accepted, coding] of [
    ['gzip', 'gzip'], ['br', 'br'], ['gzip, deflate, br', 'gzip'], ['gzip;q=0.5, br;q=0.8', 'br'], ['GZIP', 'gzip'], ['x-gzip', 'gzip'], ['*', 'gzip'], ['gzip ; q=0.001', 'gzip'],
    ['identity', undefined], ['gzip;q=0', undefined], ['gzip;q=0, *', 'br'], ['identity, gzip;q=0.5', undefined], ['identity;q=0.5, gzip', 'gzip'], ['deflate', undefined], ['', undefined],
    ['gzip;q=high', undefined], [',,,', undefined], [`${'a,'.repeat(30)}gzip`, undefined]
  ] as const) {
    const response = await app.inject({ url: ROWS, headers: { authorization: 'Bearer x', 'accept-encoding': accepted } })
    t.equal(response.headers['content-encoding'], coding, accepted)
    t.equal(decoded(response), plain.body)
    t.same(lower(response.headers.vary), lower(plain.headers.vary))
    t.equal(Number(response.headers['content-length']), response.rawPayload.length)
    if (coding !== undefined) t.ok(response.rawPayload.length < plain.rawPayload.length / 4, `${response.rawPayload.length} of ${plain.rawPayload.length}`)
  }
})

onBothDatabases('8.8.1 the ETag is of the entity, whatever the coding; HEAD and 304 say what GET does', async (t, { app, call }) => {
  await call('POST', `${OFFICE}/clientConfigurations`, { body: { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'A', description: 'long '.repeat(400) } })
  const [{ id }] = json(await call('GET', `${OFFICE}/clientConfigurations`))['value'] as [{ id: string }]
  const url = `${OFFICE}/clientConfigurations/${id}`
  const [plain, short] = [await call('GET', url), await app.inject({ url, headers: { authorization: 'Bearer x', ...GZIP } })]
  t.equal(short.headers['content-encoding'], 'gzip')
  t.equal(short.headers.etag, plain.headers.etag)
  const head = await app.inject({ method: 'HEAD', url, headers: { authorization: 'Bearer x', ...GZIP } })
  t.match(head.headers, { 'content-encoding': 'gzip', etag: plain.headers.etag, 'content-length': undefined, vary: short.headers.vary })
  t.equal(head.rawPayload.length, 0)
  t.equal(Number((await call('HEAD', url)).headers['content-length']), plain.rawPayload.length, 'as it is without')
  const unchanged = await call('GET', url, { headers: { ...GZIP, 'if-none-match': String(short.headers.etag) } })
  t.match([unchanged.statusCode, unchanged.headers.etag, unchanged.headers['content-encoding'], lower(unchanged.headers.vary).includes('accept-encoding')], [304, plain.headers.etag, undefined, true])
  const changed = await call('PATCH', url, { headers: { ...GZIP, 'if-match': String(short.headers.etag) }, body: { displayName: 'B' } })
  t.match(changed.statusCode, 200, 'it fits If-Match')
  t.equal((JSON.parse(decoded(changed)) as { displayName: string }).displayName, 'B')
})

onBothDatabases('what is short stays as it is; what is long comes as a stream; errors too', async (t, { app, call }) => {
  const get = async (url: string): Promise<LightMyRequestResponse> => await app.inject({ url, headers: { authorization: 'Bearer x', ...GZIP, prefer: 'odata.maxpagesize=1000' } })
  t.equal((await get(`${OFFICE}/tenantUserCheckinSummary`)).headers['content-encoding'], undefined)
  await fill(call, 4000)
  const all = await get(OFFICE)
  t.equal(all.headers['content-encoding'], 'gzip')
  t.equal((JSON.parse(decoded(all)) as { tenantCheckinStatuses: object[] }).tenantCheckinStatuses.length, 4000)
  const refused = await get(`${ROWS}?$filter=${'a'.repeat(1500)} eq 1`)
  t.match([refused.statusCode, JSON.parse(decoded(refused))], [400, { error: {} }])
})

onBothDatabases('a batch is compressed as a whole, its parts are not', async (t, { app, call }) => {
  await fill(call)
  const requests = [{ id: '1', method: 'GET', url: '/officeConfiguration/tenantCheckinStatuses', headers: GZIP }]
  const response = await call('POST', '/beta/$batch', { headers: GZIP, body: { requests } })
  t.equal(response.headers['content-encoding'], 'gzip')
  const [answer] = (JSON.parse(decoded(response)) as { responses: Array<{ headers: object, body: { value: object[] } }> }).responses
  t.equal(answer!.body.value.length, 60)
  t.notOk(Object.keys(answer!.headers).some(name => name.toLowerCase() === 'content-encoding'))
  const multipart = ['--b', 'Content-Type: application/http', '', 'GET /beta/officeConfiguration/tenantCheckinStatuses HTTP/1.1', '', '', '--b--', ''].join('\r\n')
  const parts = await app.inject({ method: 'POST', url: '/beta/$batch', headers: { authorization: 'Bearer x', ...GZIP, 'content-type': 'multipart/mixed; boundary=b' }, payload: multipart })
  t.equal(parts.headers['content-encoding'], 'gzip')
  t.match(decoded(parts), /HTTP\/1\.1 200 OK[^]*"PC-59/)
})

onBothDatabases('14.2 streams and their ranges are sent as they are, whatever their type', async (t, { call }) => {
  const text = 'a line of text\n'.repeat(500)
  const { headers: { location } } = await call('POST', '/odata/Photos', { headers: { 'content-type': 'image/png' }, body: Buffer.from(text) })
  const url = `${new URL(String(location)).pathname}/$value`
  const whole = await call('GET', url, { headers: GZIP })
  t.match([whole.statusCode, whole.headers['content-encoding'], whole.headers['content-length'], whole.body], [200, undefined, String(text.length), text])
  const part = await call('GET', url, { headers: { ...GZIP, range: 'bytes=10-1999' } })
  t.match([part.statusCode, part.headers['content-encoding'], part.headers['content-range']], [206, undefined, `bytes 10-1999/${text.length}`])
}, { model: 'test/models/media.csdl.xml' })

t.test('the journal has what can be read, and its stream is not held back', async t => {
  const app = await startService(t, { journalSize: 10 })
  const call = callerOf(app)
  await fill(call)
  await call('GET', ROWS)
  await call('GET', ROWS, { headers: GZIP })
  const entries = json(await call('GET', '/__admin/requests'))['value'] as ReadonlyArray<{ response: { body: { text: string } } }>
  t.ok(entries.at(-1)!.response.body.text.startsWith('{"@odata.context"'))
  t.same(entries.at(-1)!.response.body, entries.at(-2)!.response.body)
  const list = await call('GET', '/__admin/requests', { headers: GZIP })
  t.equal(list.headers['content-encoding'], 'gzip')
  await listen(app)
  const { port } = app.server.address() as { port: number }
  const ending = new AbortController()
  const stream = await fetch(`http://127.0.0.1:${port}/__admin/requests/stream?after=0`, { headers: { 'accept-encoding': 'gzip, br' }, signal: ending.signal })
  t.equal(stream.headers.get('content-encoding'), null)
  const reader = stream.body!.getReader()
  t.match(Buffer.from((await reader.read()).value!).toString(), /retry|event/)
  ending.abort()
})

t.test('what a fault has touched breaks as its rule says', async t => {
  const app = await startService(t)
  const call = callerOf(app)
  await fill(call)
  const plain = await call('GET', ROWS)
  for (const effect of ['malformed', 'truncate', 'drip;chunk=4000;every=1', 'stale']) {
    const response = await call('GET', ROWS, { headers: { ...GZIP, 'x-fault': effect } })
    t.match([response.statusCode, response.headers['content-encoding']], [200, undefined], effect)
    if (effect.startsWith('drip')) t.equal(response.body, plain.body)
  }
  await t.rejects(app.inject({ url: ROWS, headers: { authorization: 'Bearer x', ...GZIP, 'x-fault': 'drop' } }))
  t.equal((await call('GET', ROWS, { headers: GZIP })).headers['content-encoding'], 'gzip', 'the next one is as ever')
})

t.test('documents, the console and Swagger UI; what is named by its content is kept', async t => {
  const app = await startService(t)
  const get = async (url: string, accepted = 'gzip, deflate, br', headers = {}): Promise<LightMyRequestResponse> =>
    await app.inject({ url, headers: { authorization: 'Bearer x', 'accept-encoding': accepted, accept: '*/*', ...headers } })
  for (const url of ['/beta/$metadata', '/openapi.json', '/openapi.yaml', '/__admin/openapi.json', '/docs/json']) {
    const [short, plain] = [await get(url), await get(url, 'identity')]
    t.equal(short.headers['content-encoding'], 'gzip', url)
    t.equal(decoded(short), plain.body)
    t.ok(lower(plain.headers.vary).includes('accept-encoding'), url)
  }
  const page = await get('/__admin/', 'br', { accept: 'text/html' })
  const script = /src="(console\/[^"]+)"/.exec(decoded(page))![1]!
  for (let round = 0; round < 2; round++) {
    const file = await get(`/__admin/${script}`)
    t.match([file.headers['content-encoding'], file.headers['cache-control']], ['br', /immutable/])
    t.equal(decoded(file), (await get(`/__admin/${script}`, 'identity')).body)
  }
  const swagger = await get('/docs')
  const files = [...decoded(swagger).matchAll(/(?:href|src)="\.?\/?(?:docs\/)?(static\/[^"]+)"/g)].map(([, file]) => file!)
  t.ok(files.length > 3, files.join(' '))
  for (const file of files) {
    t.match(file, /\?v=[\w-]{12}$/)
    const versioned = await get(`/docs/${file}`)
    t.match([versioned.statusCode, versioned.headers['cache-control']], [200, /immutable/], file)
    t.notMatch((await get(`/docs/${file.replace(/\?.*/, '')}`)).headers['cache-control'], /immutable/)
    t.notMatch((await get(`/docs/${file.replace(/\?.*/, '?v=123456789012')}`)).headers['cache-control'], /immutable/)
  }
  const bundle = files.find(file => file.includes('bundle'))!
  t.equal(decoded(await get(`/docs/${bundle}`)).length, (await get(`/docs/${bundle}`, 'identity')).body.length)
})

t.test('a client of Node\'s, which always accepts gzip, and one that leaves', async t => {
  const app = await startService(t)
  await fill(callerOf(app), 4000)
  await listen(app)
  const { port } = app.server.address() as { port: number }
  const url = `http://127.0.0.1:${port}${OFFICE}`
  const answer = await fetch(url, { headers: { authorization: 'Bearer x' } })
  t.equal(answer.headers.get('content-encoding'), 'gzip')
  t.equal((await answer.json() as { tenantCheckinStatuses: object[] }).tenantCheckinStatuses.length, 4000)
  for (let round = 0; round < 5; round++) {
    const leaving = new AbortController()
    const left = await fetch(url, { headers: { authorization: 'Bearer x' }, signal: leaving.signal })
    leaving.abort()
    await t.rejects(left.text())
  }
  t.equal((await (await fetch(url, { headers: { authorization: 'Bearer x' } })).json() as { tenantCheckinStatuses: object[] }).tenantCheckinStatuses.length, 4000)
})

t.test('COMPRESSION=off', async t => {
  const app = await startService(t, { compression: 'off' })
  await fill(callerOf(app))
  const response = await callerOf(app)('GET', ROWS, { headers: GZIP })
  t.match([response.headers['content-encoding'], lower(response.headers.vary).includes('accept-encoding')], [undefined, false])
})
