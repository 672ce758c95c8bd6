/** Faults: each effect as a client meets it, over a socket where only a socket can show it. */
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import t from 'tap'
import type { Test } from 'tap'
import { UnsecuredJWT } from 'jose'
import type { FastifyInstance } from 'fastify'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'
import type { Call } from '../../support/service.js'

const SUMMARY = `${OFFICE}/tenantUserCheckinSummary`
const rule = async (call: Call, body: object): Promise<Record<string, unknown>> => {
  const response = await call('POST', '/__admin/faults', { body })
  if (response.statusCode !== 201) throw new Error(response.body)
  return json(response)
}
const statuses = async (call: Call, count: number): Promise<number[]> => {
  const found: number[] = []
  for (let index = 0; index < count; index++) found.push((await call('GET', OFFICE)).statusCode)
  return found
}
const failed = async (call: Call): Promise<unknown> => json(await call('GET', SUMMARY))['failedUserCount']

/** What a plain socket receives, and how its connection ended. */
async function raw (
  t: Test,
  app: FastifyInstance,
  request: string
): Promise<{ text: string, reset: boolean, milliseconds: number, pieces: number }> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  let [text, reset, pieces] = ['', false, 0]
  const began = performance.now()
  socket.setEncoding('utf8').on('data', data => {
    text += data
    pieces++
  })
  socket.on('error', (error: NodeJS.ErrnoException) => { reset = error.code === 'ECONNRESET' })
  socket.write(request)
  await once(socket, 'close').catch(() => undefined)
  t.teardown(() => socket.destroy())
  return { text, reset, milliseconds: performance.now() - began, pieces }
}
const get = (headers = ''): string => `GET ${OFFICE} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nConnection: close\r\n${headers}\r\n`
const patch = (failedUserCount: number): string => {
  const body = JSON.stringify({ failedUserCount })
  return `PATCH ${SUMMARY} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`
}
const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4)
const lengthOf = (text: string): number => Number(/content-length: (\d+)/i.exec(text)?.[1])

t.test('rules are added, listed in order, replaced, removed', async t => {
  const app = await startService(t, { databaseUrl: 'file::memory:' })
  const call = callerOf(app)
  const first = await call('POST', '/__admin/faults', { body: { effect: { kind: 'error', status: 503 } } })
  t.equal(first.statusCode, 201)
  t.equal(first.headers.location, '/__admin/faults/fault-1')
  t.same(json(first), { id: 'fault-1', effect: { kind: 'error', status: 503 }, hits: { matched: 0, fired: 0, again: 0 } })
  await rule(call, { id: 'mine', latency: { kind: 'fixed', ms: 1 }, match: { tenant: 'nobody' } })
  await call('PUT', '/__admin/faults/fault-1', { body: { effect: { kind: 'error', status: 500 } } })
  await call('GET', OFFICE)
  const list = json(await call('GET', '/__admin/faults'))['value'] as Array<Record<string, unknown>>
  t.match(list, [{ id: 'fault-1', effect: { status: 500 }, hits: { matched: 1, fired: 1 } }, { id: 'mine', hits: { matched: 0 } }])
  t.match(json(await call('GET', '/__admin/faults/mine')), { id: 'mine' })
  t.equal((await call('POST', '/__admin/faults', { body: { id: 'mine', effect: { kind: 'drop' } } })).statusCode, 409)
  const elsewhere = await call('PUT', '/__admin/faults/mine', { body: { id: 'other', effect: { kind: 'drop' } } })
  t.same([elsewhere.statusCode, errorOf(elsewhere)['message']], [409, "The rule is 'mine' in the URL and 'other' in the body."])
  t.equal((await call('DELETE', '/__admin/faults/fault-1')).statusCode, 204)
  t.equal((await call('DELETE', '/__admin/faults/fault-1')).statusCode, 404)
  t.equal((await call('GET', '/__admin/faults/fault-1')).statusCode, 404)
  t.equal((await call('DELETE', '/__admin/faults')).statusCode, 204)
  t.same(json(await call('GET', '/__admin/faults')), { value: [] })
})

t.test('a rule that cannot be', async t => {
  const call = callerOf(await startService(t))
  const cases: ReadonlyArray<readonly [object, RegExp]> = [
    [{}, /does nothing/],
    [{ effect: { kind: 'explode' } }, /'effect' needs a 'kind' that is known/],
    [{ effect: { kind: 'error' } }, /'effect' lacks the member 'status'/],
    [{ effect: { kind: 'error', status: 200 } }, /'effect\/status' must be >= 400/],
    [{ effect: { kind: 'drop', retryAfter: 2 } }, /'effect' has an unknown member 'retryAfter'/],
    [{ effect: { kind: 'drop' }, schedule: { probability: 2 } }, /probability/],
    [{ effect: { kind: 'drop' }, match: { methods: ['FETCH'] } }, /methods/],
    [{ latency: { kind: 'uniform', minMs: 2, maxMs: 1 } }, /less than/],
    [{ id: 'a/b', effect: { kind: 'drop' } }, /'id'/]
  ]
  for (const [body, message] of cases) {
    const response = await call('POST', '/__admin/faults', { body })
    t.equal(response.statusCode, 400, JSON.stringify(body))
    t.match(errorOf(response)['message'], message)
  }
  t.same(json(await call('GET', '/__admin/faults')), { value: [] })
})

t.test('schedules: next N, after N, every N, until a time, chance with a seed', async t => {
  const call = callerOf(await startService(t))
  const run = async (schedule: object, count: number): Promise<number[]> => {
    await call('DELETE', '/__admin/faults')
    await rule(call, { effect: { kind: 'error', status: 500 }, schedule })
    return await statuses(call, count)
  }
  t.same(await run({ times: 2 }, 4), [500, 500, 200, 200])
  t.same(await run({ after: 2 }, 4), [200, 200, 500, 500])
  t.same(await run({ every: 3 }, 6), [200, 200, 500, 200, 200, 500])
  t.same(await run({ after: 1, every: 2, times: 1 }, 6), [200, 200, 500, 200, 200, 200])
  const chance = await run({ probability: 0.5, seed: 7 }, 40)
  t.same(await run({ probability: 0.5, seed: 7 }, 40), chance, 'the same seed, the same failures')
  t.ok(chance.filter(status => status === 500).length > 8 && chance.includes(200))
  await call('PUT', '/__admin/clock', { body: { fixed: '2026-01-01T00:00:00Z' } })
  t.same(await run({ until: '2026-01-01T00:00:10Z' }, 1), [500])
  await call('POST', '/__admin/clock/advance', { body: { by: 'PT10S' } })
  t.same(await statuses(call, 1), [200])
})

t.test('matches: method, path, tenant, header, query, operation', async t => {
  const app = await startService(t)
  const call = callerOf(app, new UnsecuredJWT({ tid: 'contoso', appid: 'app-1' }).encode())
  const hits = async (match: object): Promise<boolean> => {
    await call('DELETE', '/__admin/faults')
    await rule(call, { match, effect: { kind: 'error', status: 500 } })
    return (await call('GET', `${OFFICE}/tenantCheckinStatuses?$top=1`, { headers: { 'x-test': 'one two' } })).statusCode === 500
  }
  for (const match of [
    {}, { methods: ['POST', 'GET'] }, { path: '/beta/officeConfiguration/tenantCheckinStatuses' }, { path: 'officeconfiguration/*' }, { path: '/**/tenant*' }, { path: 'officeConfiguration/**' },
    { tenant: 'Contoso' }, { application: 'app-*' }, { headers: { 'X-Test': 'one*' } }, { query: { $top: '1' } }, { operationId: 'officeConfiguration_ListTenantCheckinStatuses' }
  ]) t.equal(await hits(match), true, JSON.stringify(match))
  for (const match of [
    { methods: ['PATCH'] }, { path: '/beta/officeConfiguration' }, { path: '/v1.0/**' }, { tenant: 'fabrikam' }, { application: 'app-2' }, { headers: { 'x-test': 'two' } }, { headers: { 'x-other': '*' } },
    { query: { $top: '2' } }, { query: { $skip: '*' } }, { operationId: 'officeConfiguration_Delete*' }, { methods: ['GET'], tenant: 'x' }
  ]) t.equal(await hits(match), false, JSON.stringify(match))
})

t.test('an error is Graph\'s, and its client is told to wait until it has waited', async t => {
  const call = callerOf(await startService(t, { databaseUrl: 'file::memory:' }))
  await call('PUT', '/__admin/clock', { body: { fixed: '2026-01-31T09:30:00Z' } })
  await rule(call, { effect: { kind: 'error', status: 429, retryAfter: 10 }, schedule: { times: 1, untilRetryAfter: true } })
  const first = await call('GET', OFFICE)
  t.equal(first.statusCode, 429)
  t.equal(first.headers['retry-after'], '10')
  t.match(json(first), { error: { code: 'TooManyRequests', innerError: { date: '2026-01-31T09:30:00', 'request-id': first.headers['request-id'] } } })
  await call('POST', '/__admin/clock/advance', { body: { by: 'PT4S' } })
  const again = await call('GET', OFFICE)
  t.same([again.statusCode, again.headers['retry-after']], [429, '6'])
  t.equal((await callerOf((await startService(t)))('GET', OFFICE)).statusCode, 200, 'another instance knows nothing of it')
  await call('POST', '/__admin/clock/advance', { body: { by: 'PT6S' } })
  t.equal((await call('GET', OFFICE)).statusCode, 200)
  t.match(json(await call('GET', '/__admin/faults/fault-1')), { hits: { matched: 2, fired: 1, again: 1 } })
  await call('PUT', '/__admin/faults/fault-1', { body: { effect: { kind: 'error', status: 429, retryAfter: 30, retryAfterFormat: 'date' }, schedule: { times: 1, untilRetryAfter: true } } })
  t.equal((await call('GET', OFFICE)).headers['retry-after'], 'Sat, 31 Jan 2026 09:30:40 GMT')
  await call('POST', '/__admin/clock/advance', { body: { by: '-P1D' } })
  t.equal((await call('GET', OFFICE)).statusCode, 200, 'a clock that is set back before the window opens it')
  await call('PUT', '/__admin/faults/fault-1', { body: { effect: { kind: 'error', status: 507, code: 'Full', message: 'No room.' } } })
  t.same(errorOf(await call('GET', OFFICE)), { code: 'Full', message: 'No room.' })
})

onBothDatabases('before: nothing has changed; after: it was done', async (t, { app, call }) => {
  await call('PATCH', SUMMARY, { body: { failedUserCount: 1 } })
  await rule(call, { match: { methods: ['PATCH'] }, effect: { kind: 'error', status: 503 } })
  t.equal((await call('PATCH', SUMMARY, { body: { failedUserCount: 2 } })).statusCode, 503)
  t.equal(await failed(call), 1)
  await call('PUT', '/__admin/faults/fault-1', { body: { match: { methods: ['PATCH'] }, effect: { kind: 'error', status: 504, when: 'after' } } })
  t.equal((await call('PATCH', SUMMARY, { body: { failedUserCount: 3 } })).statusCode, 504)
  t.equal(await failed(call), 3)
  await call('PUT', '/__admin/faults/fault-1', { body: { match: { methods: ['PATCH'] }, effect: { kind: 'drop' } } })
  t.equal((await raw(t, app, patch(4))).text, '', 'dropped')
  t.equal(await failed(call), 3)
  await call('PUT', '/__admin/faults/fault-1', { body: { match: { methods: ['PATCH'] }, effect: { kind: 'drop', when: 'after' } } })
  t.equal((await raw(t, app, patch(5))).text, '')
  t.equal(await failed(call), 5)
  t.match((json(await call('GET', '/__admin/requests?method=PATCH&fault=true&limit=1'))['value'] as object[])[0], { outcome: 'aborted', fault: 'fault-1: drop', request: { body: { text: '{"failedUserCount":5}' } } })
}, { journalSize: 100 })

t.test('bodies that break: reset, cut off, no JSON, trickling', async t => {
  const app = await startService(t)
  const call = callerOf(app)
  const whole = (await call('GET', OFFICE)).body
  const put = async (effect: object): Promise<void> => { await call('PUT', '/__admin/faults/one', { body: { effect } }) }
  await put({ kind: 'reset', fraction: 0.5 })
  const reset = await raw(t, app, get())
  t.ok(reset.reset, 'the connection was reset')
  t.match(reset.text, /^HTTP\/1.1 200 OK/)
  t.ok(bodyOf(reset.text).length > 0 && bodyOf(reset.text).length < lengthOf(reset.text), 'amid the body')
  await put({ kind: 'truncate', fraction: 0.25 })
  const cut = await raw(t, app, get())
  t.notOk(cut.reset)
  t.equal(bodyOf(cut.text).length, lengthOf(cut.text), 'a whole message')
  t.equal(lengthOf(cut.text), Math.floor(lengthOf(reset.text) / 4))
  t.throws(() => { JSON.parse(bodyOf(cut.text)) })
  await put({ kind: 'malformed' })
  const malformed = await call('GET', OFFICE)
  t.equal(malformed.body.length, whole.length)
  t.throws(() => { JSON.parse(malformed.body) })
  await put({ kind: 'drip', chunkBytes: 100, everyMs: 20 })
  const drip = await raw(t, app, get())
  t.equal(bodyOf(drip.text).length, lengthOf(drip.text))
  t.ok(JSON.parse(bodyOf(drip.text)))
  const chunks = Math.ceil(lengthOf(drip.text) / 100)
  t.ok(drip.milliseconds >= (chunks - 1) * 18 && drip.pieces > chunks / 2, `${drip.pieces} pieces in ${drip.milliseconds} ms`)
})

t.test('latency: fixed, between bounds, log-normal; alone and before an effect', async t => {
  const call = callerOf(await startService(t))
  const time = async (rules: object): Promise<number> => {
    await call('PUT', '/__admin/faults/one', { body: rules })
    const began = performance.now()
    await call('GET', OFFICE)
    return performance.now() - began
  }
  t.ok(await time({ latency: { kind: 'fixed', ms: 100 } }) >= 98)
  const between = await time({ latency: { kind: 'uniform', minMs: 50, maxMs: 60 } })
  t.ok(between >= 48)
  t.ok(await time({ latency: { kind: 'logNormal', medianMs: 40, sigma: 0 } }) >= 38)
  t.ok(await time({ latency: { kind: 'fixed', ms: 60 }, effect: { kind: 'error', status: 500 } }) >= 58)
  await rule(call, { id: 'two', effect: { kind: 'error', status: 502 } })
  await call('PUT', '/__admin/faults/one', { body: { latency: { kind: 'fixed', ms: 30 } } })
  const began = performance.now()
  t.equal((await call('GET', OFFICE)).statusCode, 502, 'the delay of one rule, the effect of the next')
  t.ok(performance.now() - began >= 28)
})

onBothDatabases('stale: an earlier answer, whatever was written since', async (t, { call }) => {
  await rule(call, { match: { methods: ['GET'] }, effect: { kind: 'stale' }, schedule: { after: 1 } })
  await call('PATCH', SUMMARY, { body: { failedUserCount: 1 } })
  t.equal(await failed(call), 1)
  await call('PATCH', SUMMARY, { body: { failedUserCount: 2 } })
  const stale = await call('GET', SUMMARY)
  t.match(json(stale), { failedUserCount: 1 })
  t.equal(stale.headers.etag, 'W/"1"')
  t.equal((await call('GET', OFFICE)).headers.etag, 'W/"2"', 'another GET was never answered before')
  await call('DELETE', '/__admin/faults')
  t.equal(await failed(call), 2)
})

t.test('x-fault: one request only', async t => {
  const call = callerOf(await startService(t))
  const faulted = async (header: string, more: Record<string, string> = {}) => await call('GET', OFFICE, { headers: { 'x-fault': header, ...more } })
  const answer = await faulted('429;retry-after=2;message="a; \\"b\\""')
  t.same([answer.statusCode, answer.headers['retry-after'], errorOf(answer)['message']], [429, '2', 'a; "b"'])
  t.equal((await call('GET', OFFICE)).statusCode, 200, 'no other request')
  t.equal((await faulted('503; retry-after-date=5')).headers['retry-after']?.slice(-3), 'GMT')
  t.equal((await faulted('delay=20')).statusCode, 200)
  const malformed = await faulted('malformed')
  t.throws(() => { JSON.parse(malformed.body) })
  await call('PUT', '/__admin/clock', { body: { fixed: '2026-01-01T00:00:00Z' } })
  const retry = async (): Promise<number> => (await faulted('429;retry-after=2;until-retry-after=true', { 'client-request-id': 'a' })).statusCode
  t.equal(await retry(), 429)
  t.equal(await retry(), 429, 'too early')
  await call('POST', '/__admin/clock/advance', { body: { by: 'PT2S' } })
  t.equal(await retry(), 200, 'the same request again, when it may')
  const once = async (): Promise<number> => (await faulted('429;retry-after=2', { 'client-request-id': 'b' })).statusCode
  t.same([await once(), await once()], [429, 200], 'once, unless it says otherwise')
  for (const header of ['', '200', '429;until-retry-after=maybe', '429;retry-after=x', 'drop;retry-after=2', 'explode', '429;500', 'retry-after=2', '429;colour=red', '429;;', '=', 'delay=1-0x', 'x'.repeat(1025)]) {
    const response = await faulted(header)
    t.equal(response.statusCode, 400, header.slice(0, 30))
  }
})

t.test('ADMIN=off leaves x-fault alone; health, documents and controls are never faulted', async t => {
  t.equal((await callerOf(await startService(t, { admin: 'off' }))('GET', OFFICE, { headers: { 'x-fault': '500' } })).statusCode, 200)
  const call = callerOf(await startService(t))
  await rule(call, { effect: { kind: 'error', status: 500 } })
  for (const url of ['/healthz', '/readyz', '/openapi.json', '/docs', '/__admin/faults']) t.equal((await call('GET', url, { headers: { 'x-fault': '500' } })).statusCode, 200, url)
  t.equal((await call('OPTIONS', OFFICE)).statusCode, 204, 'nor a preflight')
})

t.test('a service that stops does not wait for delays', async t => {
  const app = await startService(t)
  const call = callerOf(app)
  await rule(call, { latency: { kind: 'fixed', ms: 60_000 } })
  const slow = call('GET', OFFICE)
  await new Promise(resolve => setTimeout(resolve, 50))
  await app.close()
  t.equal((await slow).statusCode, 200)
})

t.test('throttling as the real service: of an application, and of its tenant', async t => {
  const app = await startService(t, { throttle: '3/1,4/2' })
  const [one, two, other] = [['contoso', 'a'], ['contoso', 'b'], ['fabrikam', 'a']].map(([tid, appid]) => callerOf(app, new UnsecuredJWT({ tid: tid!, appid: appid! }).encode())) as [Call, Call, Call]
  await one('PUT', '/__admin/clock', { body: { fixed: '2026-01-01T00:00:00Z' } })
  t.equal((await one('PATCH', SUMMARY, { body: {} })).statusCode, 204)
  const write = await one('PATCH', SUMMARY, { body: {} })
  t.same([write.statusCode, write.headers['retry-after'], errorOf(write)['code']], [429, '20', 'TooManyRequests'], 'a second write')
  t.same(await statuses(one, 3), [200, 200, 429], 'three requests')
  await one('POST', '/__admin/clock/advance', { body: { by: 'PT5S' } })
  t.same(await statuses(two, 2), [200, 429], 'the tenant has four')
  t.same(await statuses(other, 2), [200, 200], 'and another tenant its own')
  t.equal((await one('GET', OFFICE)).headers['retry-after'], '15')
  await one('POST', '/__admin/clock/advance', { body: { by: 'PT15S' } })
  t.same(await statuses(one, 1), [200])
  await one('PUT', '/__admin/clock', { body: { fixed: '2020-01-01T00:00:00Z' } })
  t.same(await statuses(one, 3), [200, 200, 200], 'a clock set back')
  t.match(json(await one('GET', '/__admin/throttle')), { limits: { application: { requests: 3, writes: 1 }, tenant: { requests: 4, writes: 2 } } })
  await one('PUT', '/__admin/throttle', { body: { application: { requests: 1, writes: 1 }, tenant: { requests: 9, writes: 9 } } })
  t.same(await statuses(one, 2), [200, 429])
  await one('DELETE', '/__admin/throttle')
  t.same(await statuses(one, 1), [200])
  t.same(json(await callerOf(await startService(t))('GET', '/__admin/throttle')), { limits: null, windows: [] }, 'off by default')
})
