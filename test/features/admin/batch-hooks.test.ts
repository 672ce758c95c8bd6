/**
 * Faults, limits and the journal for the requests of a batch (OData JSON format 4.01, section 19): each is treated as a request of its own.
 */
import t from 'tap'
import { batch, read, readMultipart, sendBatch, sendMultipart, write, writeMultipart } from '../../support/batch.js'
import type { BatchResponse } from '../../support/batch.js'
import { CONFIGURATIONS, WINDOWS } from '../../support/configurations.js'
import { row } from '../../support/samples.js'
import { callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'
import type { Call } from '../../support/service.js'

const ROWS = 'officeConfiguration/tenantCheckinStatuses'
const rule = async (call: Call, body: object): Promise<void> => {
  const response = await call('POST', '/__admin/faults', { body })
  if (response.statusCode !== 201) throw new Error(response.body)
}
const hits = async (call: Call, id: string): Promise<unknown> => json(await call('GET', `/__admin/faults/${id}`))['hits']
const entries = async (call: Call, query = ''): Promise<ReadonlyArray<Record<string, unknown>>> => json(await call('GET', `/__admin/requests${query}`))['value'] as ReadonlyArray<Record<string, unknown>>
const statuses = (answers: readonly BatchResponse[]): number[] => answers.map(({ status }) => status)
const rowCount = async (call: Call): Promise<string> => (await call('GET', `/beta/${ROWS}/$count`)).body

onBothDatabases('a rule that means one request of a batch happens to that one', async (t, { call }) => {
  await rule(call, { id: 'busy', match: { methods: ['POST'], path: ROWS }, effect: { kind: 'error', status: 429, retryAfter: 7 }, schedule: { times: 1, untilRetryAfter: true } })
  const response = await sendBatch(call, [read('1', '/officeConfiguration'), write('2', 'POST', ROWS, row()), read('3', `${ROWS}/$count`, { dependsOn: ['2'] }), read('4', `${ROWS}/$count`)])
  t.equal(response.statusCode, 200)
  const { responses } = json(response) as { responses: readonly BatchResponse[] }
  t.same(statuses(responses), [200, 429, 424, 200])
  t.match(responses[1], { headers: { 'Retry-After': '7', 'Content-Type': 'application/json' }, body: { error: { code: 'TooManyRequests', innerError: { 'request-id': responses[1]?.headers['request-id'] } } } })
  t.equal(responses[3]?.body, '0', 'it was not carried out')
  t.same(await hits(call, 'busy'), { matched: 1, fired: 1, again: 0 }, 'neither the batch itself nor its other requests count')

  t.same(statuses(await batch(call, [write('1', 'POST', ROWS, row())])), [429], 'who comes too early is told again')
  await call('PUT', '/__admin/clock', { body: { offset: 'PT8S' } })
  t.same(statuses(await batch(call, [write('1', 'POST', ROWS, row())])), [204])
  t.equal(await rowCount(call), '1')
})

onBothDatabases('a fault undoes its atomicity group, whether or not the request was carried out', async (t, { call }) => {
  const group = { atomicityGroup: 'g' }
  for (const when of ['before', 'after']) {
    await rule(call, { match: { path: 'officeConfiguration/clientConfigurations' }, effect: { kind: 'error', status: 503, when }, schedule: { times: 1 } })
    const answers = await batch(call, [
      write('1', 'POST', ROWS, row(), group),
      write('2', 'POST', 'officeConfiguration/clientConfigurations', { '@odata.type': WINDOWS, displayName: 'never' }, group),
      write('3', 'POST', ROWS, row(), group),
      read('4', `${ROWS}/$count`)
    ])
    t.same(statuses(answers), [424, 503, 424, 200], when)
    t.equal(answers[3]?.body, '0', when)
    t.same(json(await call('GET', CONFIGURATIONS))['value'], [], when)
  }
  t.same(statuses(await batch(call, [write('1', 'POST', ROWS, row(), group), write('2', 'POST', ROWS, row(), group)])), [204, 204])
  t.equal(await rowCount(call), '2')
})

onBothDatabases('the journal has each request of a batch, with the answer it got in the end', async (t, { call }) => {
  await rule(call, { id: 'broken', match: { methods: ['PATCH'] }, effect: { kind: 'error', status: 500 } })
  const headers = { 'Client-Request-Id': 'mine', authorization: 'Bearer secret' }
  const group = { atomicityGroup: 'g', headers: { 'Content-Type': 'application/json' } }
  await batch(call, [
    read('1', '/officeConfiguration?$select=id', { headers }),
    write('2', 'POST', ROWS, row(), group),
    write('3', 'PATCH', '/officeConfiguration', { tenantUserCheckinSummary: { failedUserCount: 3 } }, group),
    read('4', 'officeConfiguration', { dependsOn: ['2'] })
  ])
  const [outer, ...inner] = await entries(call)
  t.match(outer, { id: 1, method: 'POST', url: '/beta/$batch', status: 200, outcome: 'answered' })
  t.notOk('parent' in (outer ?? {}))
  t.match(inner, [
    { parent: 1, method: 'GET', url: '/beta/officeConfiguration?$select=id', tenant: 'default', status: 200, outcome: 'answered', operationId: 'officeConfiguration_GetOfficeConfiguration', request: { headers: { 'client-request-id': 'mine' } } },
    { parent: 1, method: 'POST', url: `/beta/${ROWS}`, status: 424, outcome: 'answered', request: { body: { text: JSON.stringify(row()) } } },
    { parent: 1, method: 'PATCH', url: '/beta/officeConfiguration', status: 500, fault: 'broken: 500', outcome: 'answered', response: { headers: { 'content-type': 'application/json' }, body: { text: /"code":"InternalServerError"/i } } },
    { parent: 1, method: 'GET', url: '/beta/officeConfiguration', status: 424, outcome: 'answered' }
  ])
  t.equal(inner.length, 4)
  t.notMatch(JSON.stringify(inner), 'secret')
  t.same((await entries(call, '?parent=1&fault=true')).map(({ id }) => id), [4])
  t.match(json(await call('POST', '/__admin/requests/verify', { body: { match: { methods: ['PATCH'], status: '5xx', body: { tenantUserCheckinSummary: { failedUserCount: 3 } } }, exactly: 1 } })), { verified: true, requests: [4] })
}, { journalSize: 100 })

t.test('without a journal a batch is answered all the same', async t => {
  const call = callerOf(await startService(t, { journalSize: 0 }))
  t.same(statuses(await batch(call, [read('1', '/officeConfiguration'), read('2', '/officeConfiguration')])), [200, 200])
  t.equal((await call('GET', '/__admin/requests')).statusCode, 404)
})

t.test('what a connection would suffer', async t => {
  const call = callerOf(await startService(t, { journalSize: 10 }))
  const one = async (fault: string): Promise<BatchResponse> => {
    const [faulted, other] = await batch(call, [read('1', '/officeConfiguration', { headers: { 'x-fault': fault } }), read('2', '/officeConfiguration')])
    t.equal(other?.status, 200, 'the other one is as always')
    return faulted!
  }
  t.match(await one('drop'), { status: 504, body: { error: { code: 'GatewayTimeout' } } })
  t.match(await one('reset'), { status: 504 })
  for (const fault of ['truncate;fraction=0.5', 'malformed']) {
    const { status, headers, body } = await one(fault)
    t.match({ status, headers }, { status: 200, headers: { 'Content-Type': 'text/plain' } }, fault)
    t.match(body, /^\{"@odata/)
    t.throws(() => { JSON.parse(String(body)) }, fault)
  }
  const began = performance.now()
  t.match(await one('drip;chunk=200;every=20'), { status: 200, body: { tenantCheckinStatuses: [] } })
  t.match(await one('delay=50'), { status: 200 })
  t.ok(performance.now() - began > 65)
  t.match(errorOf(await sendBatch(call, [read('1', '/officeConfiguration')], { 'x-fault': '503' })), { code: 'ServiceUnavailable' }, 'the batch as a whole')
  t.match(await one('nothing=1'), { status: 400, body: { error: { target: 'x-fault' } } })
})

t.test('in a batch of parts, too', async t => {
  const call = callerOf(await startService(t, { journalSize: 10 }))
  const body = writeMultipart([read('1', '/beta/officeConfiguration', { headers: { 'x-fault': '429;retry-after=3' } }), read('2', '/beta/officeConfiguration')])
  const response = await sendMultipart(call, body, { prefer: 'odata.continue-on-error' })
  t.match(readMultipart(response.headers['content-type'], response.body), [{ status: 429, headers: { 'Retry-After': '3' } }, { status: 200 }])
  t.match(await entries(call, '?parent=1'), [{ status: 429, fault: 'x-fault: 429' }, { status: 200 }])
})

t.test('each request of a batch counts towards the limits', async t => {
  const call = callerOf(await startService(t, { throttle: '3/3,100/100' }))
  const answers = await batch(call, [1, 2, 3, 4].map(id => read(String(id), '/officeConfiguration')))
  t.same(statuses(answers), [200, 200, 429, 429], 'the batch itself is the first')
  t.ok(Number(answers[3]?.headers['Retry-After']) > 0)
})
