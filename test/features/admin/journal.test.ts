/** The journal: what it keeps, how it is asked, what it never shows. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { Ajv } from 'ajv'
import ajvFormats from 'ajv-formats'
import t from 'tap'
import { UnsecuredJWT } from 'jose'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'
import type { Call } from '../../support/service.js'
import { row } from '../../support/samples.js'

const SUMMARY = `${OFFICE}/tenantUserCheckinSummary`
const on = { journalSize: 1000 }
type Entry = Record<string, unknown>
const entries = async (call: Call, query = ''): Promise<Entry[]> => json(await call('GET', `/__admin/requests${query}`))['value'] as Entry[]

onBothDatabases('every request and its answer', async (t, { app }) => {
  const call = callerOf(app, new UnsecuredJWT({ tid: 'contoso', appid: 'app-1' }).encode())
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row()] }, headers: { 'x-test': 'a' } })
  await call('GET', `${OFFICE}/tenantCheckinStatuses?$top=1`)
  await call('GET', '/beta/nothing')
  await call('GET', '/healthz')
  const [write, read, wrong, ...more] = await entries(call)
  t.same(more, [], 'neither health nor the controls')
  t.match(write, {
    id: 1,
    method: 'PATCH',
    url: OFFICE,
    tenant: 'contoso',
    application: 'app-1',
    operationId: 'officeConfiguration.officeConfiguration_UpdateOfficeConfiguration',
    status: 200,
    outcome: 'answered',
    milliseconds: Number,
    stages: { parse: Number, bind: Number, plan: Number, execute: Number, write: Number },
    request: { headers: { 'x-test': 'a', authorization: 'Bearer ***' }, body: { text: /"deviceName":"DESKTOP-7F3K2"/, whole: true } },
    response: { headers: { etag: 'W/"1"' }, body: { text: /"@odata.etag"/, bytes: Number, whole: true } }
  })
  t.match(read, { id: 2, method: 'GET', operationId: 'officeConfiguration_ListTenantCheckinStatuses', response: { body: { text: /"value":\[/ } } })
  t.match(wrong, { status: 400, response: { body: { text: /"error":/ } } })
  t.match(json(await call('GET', '/__admin/requests/2')), { id: 2 })
  t.equal((await call('GET', '/__admin/requests/99')).statusCode, 404)
}, on)

t.test('an entry is the same before and after it was packed, through resizing and clearing', async t => {
  const app = await startService(t, { journalSize: 100 })
  const call = callerOf(app)
  const shown = async (id: number): Promise<unknown> => json(await call('GET', `/__admin/requests/${id}`))
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [row({ deviceName: 'ÄÖ🦊' })] } })
  const first = await shown(1)
  t.match(first, { id: 1, request: { body: { text: /ÄÖ🦊/, whole: true } }, response: { headers: { etag: 'W/"1"' } } })
  for (let count = 0; count < 98; count++) await call('GET', `${OFFICE}?n=${count}`)
  t.strictSame(await shown(1), first, 'packed by now')
  const ids = async (query = ''): Promise<unknown[]> => (await entries(call, query)).map(({ id }) => id)
  const to = (from: number, last: number): number[] => Array.from({ length: last - from + 1 }, (_, index) => from + index)
  t.same(await ids(), to(1, 99))
  t.same(await ids('?after=95'), to(96, 99))
  for (let count = 0; count < 70; count++) await call('GET', OFFICE)
  t.same(await ids(), to(70, 169), 'the latest hundred')
  await call('PUT', '/__admin/requests/settings', { body: { size: 30 } })
  t.same(await ids(), to(140, 169))
  for (let count = 0; count < 40; count++) await call('GET', OFFICE)
  t.same(await ids(), to(180, 209))
  t.match(await shown(209), { id: 209, outcome: 'answered' })
  await call('DELETE', '/__admin/requests')
  for (let count = 0; count < 80; count++) await call('GET', OFFICE)
  t.same(await ids(), to(260, 289))
})

t.test('queries', async t => {
  const app = await startService(t, on)
  const call = callerOf(app)
  await call('PUT', '/__admin/clock', { body: { fixed: '2026-01-01T00:00:00Z' } })
  await call('GET', OFFICE)
  await call('PATCH', SUMMARY, { body: { failedUserCount: 1 } })
  await call('PUT', '/__admin/clock', { body: { fixed: '2026-02-01T00:00:00Z' } })
  await callerOf(app, new UnsecuredJWT({ tid: 'contoso' }).encode())('GET', '/v1.0/officeConfiguration')
  await call('GET', OFFICE, { headers: { 'x-fault': '503' } })
  const ids = async (query: string): Promise<unknown[]> => (await entries(call, `?${query}`)).map(({ id }) => id)
  t.same(await ids('method=GET'), [1, 3, 4])
  t.same(await ids('method=patch,put'), [2])
  t.same(await ids('path=officeConfiguration'), [1, 3, 4], 'below any root')
  t.same(await ids('path=/beta/**/*Summary'), [2])
  t.same(await ids('tenant=contoso'), [3])
  t.same(await ids('status=204'), [2])
  t.same(await ids('status=5xx,204'), [2, 4])
  t.same(await ids('operationId=*GetOfficeConfiguration'), [1, 3, 4])
  t.same(await ids('fault=true'), [4])
  t.same(await ids('since=2026-01-15T00:00:00Z'), [3, 4])
  t.same(await ids('after=3'), [4])
  t.same(await ids('limit=2'), [3, 4])
  for (const query of ['method=FETCH', 'status=9', 'since=now', 'limit=0', 'colour=red']) t.equal((await call('GET', `/__admin/requests?${query}`)).statusCode, 400, query)
  t.equal((await call('DELETE', '/__admin/requests')).statusCode, 204)
  t.same(await entries(call), [])
  await call('GET', OFFICE)
  t.same(await ids('method=GET'), [5], 'ids go on')
})

t.test('a ring, whose bodies are cut off', async t => {
  const call = callerOf(await startService(t, { journalSize: 3, journalBodyBytes: 20 }))
  for (let count = 0; count < 5; count++) await call('PATCH', SUMMARY, { body: { failedUserCount: count, succeededUserCount: 7 } })
  const found = await entries(call)
  t.same(found.map(({ id }) => id), [3, 4, 5])
  t.match(found[2], { request: { body: { text: '{"failedUserCount":4', bytes: 44, whole: false } } })
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: Array.from({ length: 3000 }, () => row()) } })
  const { response } = (await entries(call, '?limit=1'))[0] as { response: { headers: Record<string, string>, body: { text: string, bytes: number, whole: boolean } } }
  t.same([response.body.text.length, response.body.whole, response.body.bytes > 500_000, String(response.body.bytes)], [20, false, true, response.headers['content-length']], 'a large answer in pieces')
})

t.test('off', async t => {
  const call = callerOf(await startService(t, { journalSize: 0 }))
  await call('GET', OFFICE)
  const response = await call('GET', '/__admin/requests')
  t.equal(response.statusCode, 404)
  t.match(errorOf(response)['message'], 'The journal is off. PUT {"size":1000} to /__admin/requests/settings')
})

t.test('on by default, with 1,000 entries', async t => {
  const { controls: { journal } } = await startService(t)
  t.match(journal, { size: 1000, bodyBytes: 16384 })
})

t.test('switched on and off, and resized, while requests come', async t => {
  const call = callerOf(await startService(t, { journalSize: 0, journalBodyBytes: 30 }))
  const set = async (body: object): Promise<unknown> => json(await call('PUT', '/__admin/requests/settings', { body }))
  const ids = async (): Promise<unknown[]> => (await entries(call)).map(({ id }) => id)
  t.same(json(await call('GET', '/__admin/requests/settings')), { size: 0, bodyBytes: 30 })
  await call('GET', OFFICE)
  t.same(await set({ size: 4 }), { size: 4, bodyBytes: 30 })
  t.same(await ids(), [], 'what came before is not there')
  for (let count = 0; count < 6; count++) await call('GET', OFFICE)
  t.same(await ids(), [3, 4, 5, 6])
  t.same(await set({ size: 2, bodyBytes: 8 }), { size: 2, bodyBytes: 8 })
  t.same(await ids(), [5, 6], 'the latest stay')
  await call('PATCH', SUMMARY, { body: { failedUserCount: 1 } })
  t.match((await entries(call)).at(-1), { id: 7, request: { body: { text: '{"failed', bytes: 21, whole: false } } })
  await set({ size: 3 })
  t.same(await ids(), [6, 7])
  for (let count = 0; count < 2; count++) await call('GET', OFFICE)
  t.same(await ids(), [7, 8, 9], 'a larger ring goes on where the smaller one was')
  await Promise.all([call('GET', OFFICE), set({ size: 0 }), call('GET', OFFICE), set({ size: 5 }), call('GET', OFFICE)])
  t.ok((await ids()).length <= 3)
  t.same(json(await call('DELETE', '/__admin/requests/settings')), { size: 0, bodyBytes: 30 }, 'as it was started')
  t.equal((await call('GET', '/__admin/requests')).statusCode, 404)
  for (const body of [{}, { size: -1 }, { size: 1_000_001 }, { size: '1' }, { bodyBytes: 2 ** 30 }, { sizes: 1 }]) {
    t.equal((await call('PUT', '/__admin/requests/settings', { body })).statusCode, 400, JSON.stringify(body))
  }
})

t.test('a body is cut off at a number of bytes, whatever its characters are', async t => {
  const call = callerOf(await startService(t, { journalSize: 5, journalBodyBytes: 100 }))
  for (const [size, whole] of [[30, true], [34, false]] as const) {
    await call('PATCH', OFFICE, { body: `"${'€'.repeat(size)}"` })
    const [entry] = await entries(call, '?limit=1')
    const { bytes, whole: all } = (entry as { request: { body: { bytes: number, whole: boolean } } }).request.body
    t.same([bytes, all], [size * 3 + 2, whole])
  }
})

t.test('secrets are masked, everywhere', async t => {
  const app = await startService(t, on)
  const call = callerOf(app, 'secret-1')
  await call('PATCH', `${OFFICE}?access_token=secret-2`, {
    headers: { cookie: 'a=secret-3', 'x-admin-key': 'secret-4', 'x-access-token': 'secret-5' },
    body: '{"client_secret":"secret-6","a":{"Password" : "sec\\"ret-7"},"b":"client_secret=secret-8&x=1","refresh_token":"secret-9'
  })
  await call('POST', OFFICE, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'grant_type=password&password=secret-10&client_secret=secret-11' })
  for (const url of ['/__admin/requests', '/__admin/requests.har', '/__admin/requests/1']) t.notMatch((await call('GET', url)).body, /secret-|ret-7/, url)
  t.notMatch((await call('POST', '/__admin/requests/verify', { body: { match: { headers: { 'x-access-token': 'other', cookie: 'no' } } } })).body, /secret-/, 'near misses too')
})

t.test('verify: how often, and what came near', async t => {
  const call = callerOf(await startService(t, on))
  await call('PATCH', SUMMARY, { body: { failedUserCount: 1, succeededUserCount: 2 } })
  await call('PATCH', SUMMARY, { body: { failedUserCount: 3 } })
  await call('GET', OFFICE)
  const verify = async (body: object): Promise<Record<string, unknown>> => json(await call('POST', '/__admin/requests/verify', { body }))
  t.match(await verify({ match: { methods: ['PATCH'] }, exactly: 2 }), { verified: true, count: 2, requests: [1, 2], nearMisses: [], message: 'Called 2 times, expected exactly 2.' })
  t.match(await verify({ match: { methods: ['PATCH'] }, exactly: 1 }), { verified: false, count: 2 })
  t.match(await verify({ match: { methods: ['PATCH'] }, atMost: 1 }), { verified: false })
  t.match(await verify({ match: { methods: ['PATCH'] }, atLeast: 1, atMost: 2 }), { verified: true })
  t.match(await verify({ match: { methods: ['DELETE'] }, exactly: 0 }), { verified: true, nearMisses: [] })
  t.match(await verify({ match: { body: { failedUserCount: 1 } } }), { verified: true, requests: [1] }, 'members of the body')
  t.match(await verify({ match: { bodyContains: '"failedUserCount":3', status: '2xx' } }), { verified: true, requests: [2] })
  t.match(await verify({ match: { methods: ['PATCH'], path: 'officeConfiguration/tenantUserCheckinSummary', body: { failedUserCount: 9 } } }), {
    verified: false,
    count: 0,
    nearMisses: [
      { id: 2, differences: ['body.failedUserCount is 3, not 9'] },
      { id: 1, differences: ['body.failedUserCount is 1, not 9'] },
      { id: 3, differences: ['method is GET, not PATCH', "path is '/beta/officeConfiguration', not 'officeConfiguration/tenantUserCheckinSummary'", 'there is no body'] }
    ],
    message: `Called 0 times, expected at least 1. Nearest: PATCH ${SUMMARY}, but body.failedUserCount is 3, not 9.`
  })
  t.equal((await call('POST', '/__admin/requests/verify', { body: { exactly: 1, atLeast: 1 } })).statusCode, 400)
})

t.test('a live stream, which ends with the service and goes on where it was left', async t => {
  const app = await startService(t, on)
  const call = callerOf(app)
  await call('GET', OFFICE)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/__admin/requests/stream?method=GET`
  const response = await fetch(url, { headers: { 'last-event-id': '0' } })
  t.match(response.headers.get('content-type'), 'text/event-stream')
  let text = ''
  const reading = (async () => { for await (const piece of response.body!) text += Buffer.from(piece as Uint8Array).toString() })()
  await call('PATCH', SUMMARY, { body: {} })
  await call('GET', SUMMARY)
  while (!text.includes('id: 3')) await new Promise(resolve => setTimeout(resolve, 10))
  await app.close()
  await reading
  const events = [...text.matchAll(/^id: (\d+)\ndata: (.*)$/gm)].map(([, id, data = '']) => [Number(id), (JSON.parse(data) as Entry)['method']])
  t.same(events, [[1, 'GET'], [3, 'GET']])
})

t.test('HAR 1.2 that fits its schema', async t => {
  const call = callerOf(await startService(t, on))
  await call('PATCH', `${OFFICE}?$select=id`, { body: { tenantUserCheckinSummary: {} } })
  await call('GET', OFFICE, { headers: { 'x-fault': '503' } })
  const har = json(await call('GET', '/__admin/requests.har'))
  const require = createRequire(import.meta.url)
  const ajv = new Ajv({ strict: false })
  ajvFormats.default(ajv)
  ajv.addMetaSchema(JSON.parse(readFileSync(require.resolve('ajv/dist/refs/json-schema-draft-06.json'), 'utf8')) as object)
  for (const schema of Object.values(require('har-schema') as Record<string, object>)) ajv.addSchema(schema)
  const validate = ajv.getSchema('har.json#')!
  t.ok(validate(har), JSON.stringify(validate.errors))
  t.match(har, { log: { version: '1.2', creator: { name: 'graph-office-emulator' }, entries: [{ request: { method: 'PATCH', queryString: [{ name: '$select', value: 'id' }], postData: { mimeType: 'application/json' } }, response: { status: 200, statusText: 'OK' } }, { response: { status: 503 }, comment: /fault x-fault: 503/ }] } })
})

t.test('briefly: without headers and bodies, in the list and in the stream', async t => {
  const app = await startService(t, on)
  const call = callerOf(app)
  await call('PATCH', SUMMARY, { body: { failedUserCount: 3 } })
  const none = { request: { headers: {} }, response: { headers: {} } }
  const [brief] = await entries(call, '?brief=true')
  t.match(brief, { id: 1, status: 204, stages: { execute: Number } })
  t.same([brief!['request'], brief!['response']], [none.request, none.response])
  t.match((await entries(call, '?brief=false'))[0], { request: { body: { text: /failedUserCount/ } } })
  const { body } = await app.inject('/__admin/requests/stream?brief=true&after=0&seconds=1')
  const event = JSON.parse(/^data: (.*)$/m.exec(body)![1]!) as Entry
  t.match(event, { id: 1, method: 'PATCH', ...none })
  t.notMatch(body, 'failedUserCount')
})
