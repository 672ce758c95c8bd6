/** Asynchronous requests (OData-Protocol 4.01, sections 8.2.8.8, 8.3.1 and 11.6): accepted, asked for, cancelled. */
import { UnsecuredJWT } from 'jose'
import type { LightMyRequestResponse } from 'fastify'
import { BATCH, read, write } from '../support/batch.js'
import type { BatchResponse } from '../support/batch.js'
import { CONFIGURATIONS, create, WINDOWS } from '../support/configurations.js'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../support/service.js'
import type { Call, CallOptions, Service } from '../support/service.js'

const SUMMARY = `${OFFICE}/tenantUserCheckinSummary`
const JSON_ANSWER = { accept: 'application/json' }

/** Asks for an answer later; the path of its monitor. */
async function accept (call: Call, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, { headers, ...options }: CallOptions = {}): Promise<string> {
  const response = await call(method, url, { ...options, headers: { prefer: 'respond-async', ...headers } })
  if (response.statusCode !== 202) throw new Error(`${response.statusCode} ${response.body}`)
  return monitorOf(response)
}
const monitorOf = ({ headers: { location } }: LightMyRequestResponse): string => new URL(String(location)).pathname

const patch = (failedUserCount: number): CallOptions => ({ body: { failedUserCount } })
const failed = async (call: Call): Promise<unknown> => json(await call('GET', SUMMARY))['failedUserCount']

/** The answer of a monitor, once it is there. */
async function answerOf (call: Call, monitor: string, headers: Record<string, string> = JSON_ANSWER): Promise<LightMyRequestResponse> {
  for (let attempt = 0; ; attempt++) {
    const response = await call('GET', monitor, { headers })
    if (response.statusCode !== 202 || attempt === 50) return response
  }
}

/** The clock stands, and what is asked for asynchronously takes a minute by it. */
function slow ({ app: { controls: { clock, faults } } }: Pick<Service, 'app'>, effect: object = {}): { pass: (seconds: number) => void } {
  clock.set({ kind: 'fixed', time: new Date('2026-01-31T09:30:00Z') })
  faults.put({ effect: { kind: 'asynchronous', takesMs: 60_000, ...effect } }, 'slow')
  return { pass: seconds => { clock.set({ kind: 'fixed', time: new Date(clock.now().getTime() + seconds * 1000) }) } }
}

onBothDatabases('11.6 a request is accepted, carried out later, and its answer asked for', async (t, { app, call }) => {
  const { pass } = slow({ app })
  const accepted = await call('PATCH', SUMMARY, { ...patch(7), headers: { prefer: 'respond-async' } })
  t.equal(accepted.statusCode, 202)
  t.equal(accepted.body, '')
  t.equal(accepted.headers['preference-applied'], 'respond-async')
  t.equal(accepted.headers['retry-after'], '60')
  t.match(String(accepted.headers.location), /^http:\/\/localhost(?::\d+)?\/beta\/\$async\/[\w-]{32}$/)
  pass(59)
  const early = await call('GET', monitorOf(accepted), { headers: JSON_ANSWER })
  t.same([early.statusCode, early.headers.location, early.headers['retry-after'], early.headers['preference-applied']], [202, accepted.headers.location, '1', undefined])
  t.equal((await call('GET', SUMMARY)).statusCode, 204, 'nothing has changed')
  pass(1)
  const done = await answerOf(call, monitorOf(accepted))
  t.same([done.statusCode, done.headers['asyncresult'], done.headers['odata-version']], [200, '204', '4.0'])
  t.equal(await failed(call), 7)
  const again = await answerOf(call, monitorOf(accepted))
  t.equal(again.headers['asyncresult'], '204', 'as often as one likes')
  const { statusCode, body } = await call('HEAD', monitorOf(accepted), { headers: JSON_ANSWER })
  t.same([statusCode, body], [200, ''])
})

onBothDatabases('11.6 without a rule the answer is there as soon as it is asked for', async (t, { call }) => {
  await call('PATCH', SUMMARY, patch(3))
  const monitor = await accept(call, 'GET', `${SUMMARY}?$select=failedUserCount`)
  const { statusCode, headers, body } = await answerOf(call, monitor)
  t.same([statusCode, headers['asyncresult']], [200, '200'])
  t.same(JSON.parse(body), { '@odata.context': 'http://localhost:80/beta/$metadata#officeConfiguration/tenantUserCheckinSummary(failedUserCount)', '@odata.type': 'microsoft.graph.officeUserCheckinSummary', failedUserCount: 3 })
})

onBothDatabases('11.6 in 4.0 the answer is a message of HTTP, in 4.01 it has AsyncResult', async (t, { call }) => {
  const monitor = await accept(call, 'POST', CONFIGURATIONS, { body: { '@odata.type': WINDOWS, displayName: 'PC-7' } })
  const isMessage = async (headers: Record<string, string>): Promise<boolean> => {
    const response = await answerOf(call, monitor, headers)
    t.equal(response.statusCode, 200)
    const wrapped = response.headers['content-type'] === 'application/http'
    if (wrapped) {
      t.equal(response.headers['content-transfer-encoding'], 'binary')
      t.equal(response.headers['asyncresult'], undefined)
      t.match(response.body, /^HTTP\/1\.1 201 Created\r\n(?:[\w-]+: .*\r\n)*Content-Length: \d+\r\n\r\n\{"@odata\.context".*"displayName":"PC-7".*\}$/)
    } else {
      t.equal(response.headers['asyncresult'], '201')
      t.equal(json(response)['displayName'], 'PC-7')
    }
    return wrapped
  }
  t.equal(await isMessage({}), true, 'nothing said is 4.0')
  t.equal(await isMessage({ 'odata-maxversion': '4.0' }), true)
  t.equal(await isMessage({ 'odata-maxversion': '4.0', accept: 'application/http, */*;q=0.1' }), true)
  t.equal(await isMessage({ 'odata-maxversion': '4.01', accept: 'application/http' }), true)
  t.equal(await isMessage({ 'odata-maxversion': '4.0', accept: 'application/json' }), false)
  t.equal(await isMessage({ accept: '*/*' }), false)
  t.equal(await isMessage({ accept: 'application/http;q=0, */*' }), false)
  t.equal(await isMessage({ 'odata-maxversion': '4.01' }), false)
})

onBothDatabases('8.2.8.10 wait: an answer that is there in time is given at once', async (t, { app, call }) => {
  const prompt = await call('PATCH', SUMMARY, { ...patch(1), headers: { prefer: 'respond-async, wait=10, return=representation' } })
  t.same([prompt.statusCode, json(prompt)['failedUserCount'], prompt.headers['preference-applied']], [200, 1, 'return=representation'])
  app.controls.faults.put({ effect: { kind: 'asynchronous', takesMs: 3_600_000 } }, 'slow')
  const began = performance.now()
  const late = await call('PATCH', SUMMARY, { ...patch(2), headers: { prefer: 'respond-async; wait=1, wait=1' } })
  t.ok(performance.now() - began > 900, 'it waited')
  t.same([late.statusCode, late.headers['preference-applied']], [202, 'respond-async, wait=1'])
  const none = await call('PATCH', SUMMARY, { ...patch(2), headers: { prefer: 'respond-async, wait=0' } })
  t.equal(none.statusCode, 202)
  t.equal((await call('PATCH', SUMMARY, { ...patch(4), headers: { prefer: 'wait=1' } })).statusCode, 204, 'wait alone changes nothing')
})

onBothDatabases('11.6 DELETE cancels what is not carried out, which then changes nothing', async (t, { app, call }) => {
  const { pass } = slow({ app })
  const monitor = await accept(call, 'PATCH', SUMMARY, patch(7))
  const cancelled = await call('DELETE', monitor)
  t.same([cancelled.statusCode, cancelled.body], [204, ''])
  t.same([(await call('GET', monitor)).statusCode, (await call('DELETE', monitor)).statusCode], [404, 404])
  pass(3600)
  t.equal((await call('GET', monitor)).statusCode, 404)
  t.equal((await call('GET', SUMMARY)).statusCode, 204)
  const other = await accept(call, 'PATCH', SUMMARY, patch(8))
  pass(60)
  await answerOf(call, other)
  const late = await call('DELETE', other)
  t.equal(late.statusCode, 409)
  t.equal(errorOf(late)['message'], 'The request has been carried out, so it cannot be cancelled. GET has its answer until that expires.')
  t.equal((await answerOf(call, other)).headers['asyncresult'], '204')
})

onBothDatabases('11.6 a monitor has GET, HEAD and DELETE', async (t, { call }) => {
  const monitor = await accept(call, 'GET', OFFICE)
  for (const method of ['POST', 'PATCH', 'PUT'] as const) {
    const response = await call(method, monitor, { body: {} })
    t.same([response.statusCode, response.headers.allow], [405, 'GET, HEAD, DELETE, OPTIONS'])
  }
  const options = await call('OPTIONS', monitor)
  t.same([options.statusCode, options.headers.allow], [204, 'GET, HEAD, DELETE, OPTIONS'])
  t.equal((await call('GET', '/beta/$async/nothing')).statusCode, 404)
})

onBothDatabases('11.6 a monitor is for who asked: the tenant, the application and the user', async (t, { app }) => {
  const as = (claims: object): Call => callerOf(app, new UnsecuredJWT({ ...claims }).encode())
  const own = as({ tid: 'contoso', appid: 'app', oid: 'ann' })
  const monitor = await accept(own, 'GET', OFFICE)
  const statusOf = async (call: Call, url = monitor): Promise<number> => (await call('GET', url)).statusCode
  t.equal(await statusOf(as({ tid: 'contoso', appid: 'app', oid: 'ben' })), 404)
  t.equal(await statusOf(as({ tid: 'contoso', appid: 'other', oid: 'ann' })), 404)
  t.equal(await statusOf(as({ tid: 'fabrikam', appid: 'app', oid: 'ann' })), 404)
  t.equal((await as({ tid: 'fabrikam', appid: 'app', oid: 'ann' })('DELETE', monitor)).statusCode, 404)
  t.equal((await app.inject({ url: monitor })).statusCode, 401)
  t.equal(await statusOf(own, monitor.replace('/beta', '/v1.0')), 200, 'under any root')
})

onBothDatabases('11.6 what is wrong with the request is its answer; who may not ask is told at once', async (t, { app, call }) => {
  const monitor = await accept(call, 'PATCH', SUMMARY, { body: { failedUserCount: 'many' } })
  const { statusCode, headers, body } = await answerOf(call, monitor)
  t.same([statusCode, headers['asyncresult'], headers['content-type']], [200, '400', 'application/json'])
  t.match(body, /"code":"ModelValidationFailure"/)
  const reader = callerOf(app, new UnsecuredJWT({ scp: 'DeviceManagementConfiguration.Read.All' }).encode())
  t.equal((await reader('PATCH', SUMMARY, { ...patch(1), headers: { prefer: 'respond-async' } })).statusCode, 403)
  t.equal((await call('PATCH', SUMMARY, { ...patch(1), headers: { prefer: 'respond-async', 'odata-version': '5.0' } })).statusCode, 400)
})

onBothDatabases('11.6 conditions hold when the request is carried out', async (t, { app, call }) => {
  await call('PATCH', SUMMARY, patch(1))
  const { headers: { etag } } = await call('GET', OFFICE)
  const { pass } = slow({ app })
  const monitor = await accept(call, 'PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 2 } }, headers: { 'if-match': String(etag) } })
  await call('PATCH', SUMMARY, patch(3))
  pass(60)
  t.equal((await answerOf(call, monitor)).headers['asyncresult'], '412')
  t.equal(await failed(call), 3)
})

onBothDatabases('a rule makes it fail: nothing is carried out', async (t, { app, call }) => {
  const { pass } = slow({ app }, { status: 507, message: 'full', retryAfter: 5 })
  const accepted = await call('PATCH', SUMMARY, { ...patch(7), headers: { prefer: 'respond-async' } })
  t.equal(accepted.headers['retry-after'], '5')
  pass(60)
  const { headers, body } = await answerOf(call, monitorOf(accepted))
  t.equal(headers['asyncresult'], '507')
  t.match(body, /"code":"InsufficientStorage","message":"full"/)
  t.equal((await call('GET', SUMMARY)).statusCode, 204)
  app.controls.faults.clear()
  const byHeader = await call('PATCH', SUMMARY, { ...patch(7), headers: { prefer: 'respond-async', 'x-fault': 'asynchronous;takes=9000;status=503' } })
  t.same([byHeader.statusCode, byHeader.headers['retry-after']], [202, '9'])
  t.equal((await call('PATCH', SUMMARY, { ...patch(6), headers: { 'x-fault': 'asynchronous;takes=9000;status=503' } })).statusCode, 204, 'of others, nothing comes')
})

onBothDatabases('11.7.7.7 a batch is answered asynchronously as a whole', async (t, { app, call }) => {
  await call('POST', `${OFFICE}/tenantCheckinStatuses`, { body: { deviceName: 'PC-1' } })
  const { pass } = slow({ app })
  const requests = [
    write('1', 'PATCH', '/officeConfiguration/tenantUserCheckinSummary', { failedUserCount: 5 }),
    write('2', 'PATCH', '/officeConfiguration/tenantUserCheckinSummary', { failedUserCount: 'many' }),
    write('3', 'POST', '/officeConfiguration/tenantCheckinStatuses', { deviceName: 'lost' }, { atomicityGroup: 'g' }),
    write('4', 'POST', '/officeConfiguration/tenantCheckinStatuses', { nothing: 1 }, { atomicityGroup: 'g' }),
    read('5', '/officeConfiguration/tenantCheckinStatuses?$filter=1 div 0 eq 1'),
    read('6', '/officeConfiguration/tenantCheckinStatuses/$count'),
    read('7', '/officeConfiguration/tenantUserCheckinSummary', { headers: { Prefer: 'respond-async' } })
  ]
  const cancelled = await accept(call, 'POST', BATCH, { body: { requests } })
  const monitor = await accept(call, 'POST', BATCH, { body: { requests } })
  t.equal((await call('DELETE', cancelled)).statusCode, 204)
  pass(60)
  const done = await answerOf(call, monitor)
  t.equal(done.headers['asyncresult'], '200')
  const { responses } = done.json<{ responses: BatchResponse[] }>()
  t.same(responses.map(({ status }) => status), [204, 400, 424, 400, 400, 200, 200], 'each for itself, and the preference of one is ignored')
  t.equal(responses[5]?.body, '1')
  t.equal((responses[6]?.body as Record<string, unknown>)['failedUserCount'], 5)
  t.equal(await failed(call), 5)
})

onBothDatabases('a reset, a restored snapshot and a deletion end what was accepted before', async (t, { app, call }) => {
  const { pass } = slow({ app })
  const ends: Array<() => Promise<unknown>> = [
    async () => await call('POST', '/__admin/tenants/default/reset'),
    async () => await call('POST', '/__admin/tenants/default/snapshots/s/restore'),
    async () => await call('DELETE', '/__admin/tenants/default')
  ]
  await call('PUT', '/__admin/tenants/default')
  for (const end of ends) {
    await call('POST', '/__admin/tenants/default/snapshots/s')
    const monitor = await accept(call, 'PATCH', SUMMARY, patch(7))
    await end()
    pass(60)
    t.equal((await call('GET', monitor)).statusCode, 404)
    t.equal((await call('GET', SUMMARY)).statusCode, 204)
  }
})

onBothDatabases('an answer expires', async (t, { app, call }) => {
  const { pass } = slow({ app })
  const monitor = await accept(call, 'PATCH', SUMMARY, patch(7))
  pass(60)
  await answerOf(call, monitor)
  pass(1.9)
  t.equal((await call('GET', monitor)).statusCode, 200)
  pass(1)
  t.equal((await call('GET', monitor)).statusCode, 404)
}, { asyncRetention: 2000 })

onBothDatabases('an answer that is too long to be kept is a 400', async (t, { call }) => {
  const id = await create(call, { displayName: 'long', policyPayload: Buffer.alloc(17_000_000).toString('base64') })
  const monitor = await accept(call, 'GET', `${CONFIGURATIONS}/${id}/policyPayload`)
  const { headers, body } = await answerOf(call, monitor)
  t.equal(headers['asyncresult'], '400')
  t.match(body, /more than 16777216 bytes/)
}, { maxStreamBytes: 32_000_000 })

onBothDatabases('a start finds what the last one accepted: not carried out, and it says so', async (t, { app, call, databaseUrl }) => {
  app.controls.faults.put({ effect: { kind: 'asynchronous', takesMs: 60_000 } }, 'slow')
  const monitor = await accept(call, 'PATCH', SUMMARY, patch(7))
  const done = await accept(call, 'GET', OFFICE, { headers: { 'x-fault': 'asynchronous' } })
  await answerOf(call, done)
  await app.close()
  const next = await startService(t, { databaseUrl })
  const { headers, body } = await answerOf(callerOf(next), monitor)
  t.equal(headers['asyncresult'], '503')
  t.match(body, /"message":"The service ended before the request was carried out. Nothing has changed; send it again."/)
  t.equal((await callerOf(next)('GET', SUMMARY)).statusCode, 204)
  t.equal((await answerOf(callerOf(next), done)).headers['asyncresult'], '200', 'an answer is as durable as the data')
})

onBothDatabases('what cannot be answered later is answered at once', async (t, { app, call }) => {
  const headers = { prefer: 'respond-async' }
  for (const url of ['/beta', '/beta/$metadata']) t.equal((await call('GET', url, { headers })).statusCode, 200)
  t.equal((await call('HEAD', OFFICE, { headers })).statusCode, 200)
  t.equal((await call('OPTIONS', OFFICE, { headers })).statusCode, 204)
  slow({ app })
  const accepted = await Promise.all(Array.from({ length: 101 }, async () => (await call('GET', OFFICE, { headers })).statusCode))
  t.equal(accepted.filter(status => status === 200).length, 1, 'a hundred are enough')
})

onBothDatabases('every instance on a database answers the monitors of the others, and cancels for them', async (t, { app, call, databaseUrl }) => {
  const other = callerOf(await startService(t, { databaseUrl }))
  const { pass } = slow({ app })
  const [monitor, second] = [await accept(call, 'PATCH', SUMMARY, patch(7)), await accept(call, 'PATCH', SUMMARY, patch(8))]
  const early = await other('GET', monitor)
  t.match([early.statusCode, early.headers['retry-after']], [202, '1'])
  t.equal((await other('DELETE', second)).statusCode, 204)
  pass(60)
  t.equal((await call('GET', second)).statusCode, 404)
  t.equal((await answerOf(call, monitor)).headers['asyncresult'], '204')
  t.equal(await failed(call), 7)
  t.equal((await other('DELETE', monitor)).statusCode, 404, 'it has expired by the clock of the other, which runs')
})
