/** Answers of one's own: fixed, with parts of the request in them, checked when their rule is made. */
import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { UnsecuredJWT } from 'jose'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'
import type { Call } from '../../support/service.js'
import { read, sendBatch, write } from '../../support/batch.js'

const SUMMARY = `${OFFICE}/tenantUserCheckinSummary`

/** The one rule there is. */
const answer = async (call: Call, effect: object, match: object = {}): Promise<void> => {
  const response = await call('PUT', '/__admin/faults/mine', { body: { match, effect: { kind: 'answer', ...effect } } })
  if (response.statusCode !== 200) throw new Error(response.body)
}

t.test('status, headers and body, of a resource that this service does not have, too', async t => {
  const call = callerOf(await startService(t))
  await answer(call, { status: 202, headers: { Location: 'https://x.example/jobs/1', 'cache-control': 'max-age=60' }, json: { id: 'me', tags: [1, null, true] } })
  const response = await call('GET', '/beta/me?$select=id')
  t.equal(response.statusCode, 202)
  t.same(json(response), { id: 'me', tags: [1, null, true] })
  t.match(response.headers, { 'content-type': /^application\/json/, location: 'https://x.example/jobs/1', 'cache-control': 'max-age=60', 'odata-version': '4.0' })
  await answer(call, { text: 'closed', headers: { 'content-type': 'text/plain;charset=utf-8' } })
  t.same([(await call('GET', OFFICE)).statusCode, (await call('GET', OFFICE)).body], [200, 'closed'])
  await answer(call, { status: 204 })
  t.same([(await call('GET', OFFICE)).statusCode, (await call('GET', OFFICE)).body], [204, ''])
  await answer(call, {})
  t.same([(await call('GET', OFFICE)).statusCode, (await call('GET', OFFICE)).body], [200, ''])
  await answer(call, { json: null })
  t.equal((await call('GET', OFFICE)).body, 'null')
})

t.test('placeholders: every part of a request', async t => {
  const call = callerOf(await startService(t), new UnsecuredJWT({ tid: 'contoso', appid: 'app-1' }).encode())
  await call('PUT', '/__admin/clock', { body: { fixed: '2026-01-31T09:30:00Z' } })
  await answer(call, {
    headers: { 'x-echo': '{{method}} {{segment:-1}} {{query:$top}}' },
    json: {
      method: '{{method}}',
      url: '{{url}}',
      path: '{{path}}',
      segments: ['{{segment:0}}', '{{ segment:-1 }}', '{{segment:7}}'],
      top: '{{query:$top}}',
      filter: '{{query:$filter}}',
      header: '{{header:X-Test}}',
      tenant: '{{tenant}}',
      application: '{{application}}',
      now: '{{now}}',
      ids: ['{{request-id}}', '{{client-request-id}}'],
      body: '{{body}}',
      members: ['{{body:/list/1/a~1b}}', '{{body:/list/0}}', '{{body:/none}}', '{{body:/list/2}}', '{{body:/list/length}}', '{{body:/__proto__}}'],
      sentence: 'top {{query:$top}}, list {{body:/list}}, none "{{body:/none}}", braces \\{{method}}'
    }
  })
  const sent = { list: [1.5, { 'a/b': 'quoted "x"' }] }
  const response = await call('POST', '/beta/officeConfiguration/a%20b?$top=2&$filter=a%20eq%20%22b%22', { body: sent, headers: { 'x-test': 'one "two"', 'client-request-id': 'mine' } })
  t.same(json(response), {
    method: 'POST',
    url: '/beta/officeConfiguration/a%20b?$top=2&$filter=a%20eq%20%22b%22',
    path: 'officeConfiguration/a b',
    segments: ['officeConfiguration', 'a b', null],
    top: '2',
    filter: 'a eq "b"',
    header: 'one "two"',
    tenant: 'contoso',
    application: 'app-1',
    now: '2026-01-31T09:30:00.000Z',
    ids: [response.headers['request-id'], 'mine'],
    body: sent,
    members: ['quoted "x"', 1.5, null, null, null, null],
    sentence: 'top 2, list [1.5,{"a/b":"quoted \\"x\\""}], none "", braces {{method}}'
  })
  t.equal(response.headers['x-echo'], 'POST a b 2')
})

t.test('what a client sends stays a value', async t => {
  const call = callerOf(await startService(t))
  const hostile = '"},"admin":true,"x":{"y":"<script>&\u0000\r\nSet-Cookie: a=b ü €'
  const text = async (type: string, text: string): Promise<string> => {
    await answer(call, { headers: { 'Content-Type': type, 'x-value': 'v={{body:/a}}' }, text })
    const response = await call('POST', OFFICE, { body: { a: hostile } })
    t.equal(response.headers['set-cookie'], undefined)
    t.equal(response.headers['x-value'], `v=${hostile.replace('\u0000\r\n', '%00%0D%0A').replace('€', '%E2%82%AC')}`)
    return response.body
  }
  t.same(JSON.parse(await text('application/json', '{"a":"{{body:/a}}"}')), { a: hostile })
  t.same(JSON.parse(await text('application/problem+json; charset=utf-8', '{"a":"{{body:/a}}"}')), { a: hostile })
  t.equal(await text('text/html', '<p title="{{body:/a}}">'), `<p title="${hostile.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}">`)
  t.equal(await text('text/csv', 'a,{{body:/a}}'), `a,${hostile}`)
  await answer(call, { json: { a: '{{body}}' } })
  for (const body of ['not { JSON', '['.repeat(50_000) + ']'.repeat(50_000), '']) {
    const response = await call('POST', OFFICE, { body })
    t.equal(response.statusCode, 200)
    t.same(json(response), { a: body === '' ? null : body }, 'what is no JSON, or too deep, is text')
  }
})

t.test('an answer repeats secrets as the journal does, and no more of a request than it may', async t => {
  const call = callerOf(await startService(t, { journalSize: 10 }), 'my-secret-token')
  await answer(call, { json: ['{{header:authorization}}', '{{url}}', '{{query:access_token}}', '{{header:x-api-key}}', '{{body:/client_secret}}'] })
  const response = await call('POST', `${OFFICE}?access_token=hidden&a=1`, { headers: { 'x-api-key': 'hidden' }, body: { client_secret: 'hidden' } })
  t.same(response.json(), ['Bearer ***', `${OFFICE}?access_token=***&a=1`, '***', '***', '***'])
  t.notMatch((await call('GET', '/__admin/requests')).body, /hidden|my-secret-token/)

  await answer(call, { json: Array(100).fill('{{body}}') })
  const large = await call('POST', OFFICE, { body: JSON.stringify('x'.repeat(200_000)) })
  t.equal(large.statusCode, 413)
  t.match(errorOf(large)['message'], /more than 8388608 characters/)
  await answer(call, { headers: { 'x-all': '{{body}}' } })
  t.equal((await call('POST', OFFICE, { body: JSON.stringify('x'.repeat(9000)) })).statusCode, 413)
})

t.test('an answer that cannot be is refused with its rule', async t => {
  const call = callerOf(await startService(t))
  const deep = (levels: number): unknown => levels === 0 ? 0 : [deep(levels - 1)]
  const cases: ReadonlyArray<readonly [effect: object, message: RegExp, target: string]> = [
    [{ json: { a: [{ b: 'x {{colour}}' }] } }, /'effect\/json' has the unknown placeholder \{\{colour\}\}\. There are method, url, /, 'effect/json'],
    [{ text: '{{body:a}}' }, /unknown placeholder \{\{body:a\}\}/, 'effect/text'],
    [{ text: '{{body:/a~2}}' }, /unknown placeholder/, 'effect/text'],
    [{ text: '{{segment:x}}' }, /unknown placeholder/, 'effect/text'],
    [{ text: '{{query:}}' }, /unknown placeholder/, 'effect/text'],
    [{ text: '{{header:a b}}' }, /unknown placeholder/, 'effect/text'],
    [{ text: '{{constructor}}' }, /unknown placeholder/, 'effect/text'],
    [{ text: '{{toString:x}}' }, /unknown placeholder/, 'effect/text'],
    [{ text: 'a {{method' }, /has \{\{ that is not a placeholder\. Write \\\{\{/, 'effect/text'],
    [{ headers: { 'x-a': '{{nothing}}' } }, /unknown placeholder/, 'effect/headers/x-a'],
    [{ json: { '{{method}}': 1 } }, /has a placeholder in the name/, 'effect/json'],
    [{ json: deep(150) }, /nested deeper than 100 levels/, 'effect/json'],
    [{ json: 1, text: 'a' }, /'json' or 'text', not both/, 'effect/text'],
    [{ status: 204, json: {} }, /status 204 has no body/, 'effect/status'],
    [{ status: 304, text: 'x' }, /status 304 has no body/, 'effect/status'],
    [{ status: 101 }, /'effect\/status' must be >= 200/, 'effect/status'],
    [{ headers: { 'Content-Length': '5' } }, /'Content-Length' cannot be set in an answer/, 'effect/headers/Content-Length'],
    [{ headers: { 'transfer-encoding': 'chunked' } }, /cannot be set in an answer/, 'effect/headers/transfer-encoding'],
    [{ headers: { 'a b': 'x' } }, /unknown member 'a b'/, 'effect/headers'],
    [{ headers: { a: 'x\r\ny: z' } }, /'effect\/headers\/a' must match/, 'effect/headers/a'],
    [{ body: 'x' }, /unknown member 'body'/, 'effect']
  ]
  for (const [effect, message, target] of cases) {
    const response = await call('POST', '/__admin/faults', { body: { effect: { kind: 'answer', ...effect } } })
    t.equal(response.statusCode, 400, JSON.stringify(effect).slice(0, 100))
    t.match(errorOf(response), { message, target })
  }
  t.same(json(await call('GET', '/__admin/faults')), { value: [] })
})

onBothDatabases('before: nothing has changed; after: it was done', async (t, { call }) => {
  const patch = async (failedUserCount: number) => await call('PATCH', SUMMARY, { body: { failedUserCount } })
  t.equal((await patch(1)).statusCode, 204)
  await answer(call, { status: 202, json: { sent: '{{body:/failedUserCount}}' } }, { methods: ['PATCH'] })
  const before = await patch(2)
  t.same([before.statusCode, json(before)], [202, { sent: 2 }])
  t.match(json(await call('GET', SUMMARY)), { failedUserCount: 1 })
  await answer(call, { status: 202, when: 'after' }, { methods: ['PATCH'] })
  t.equal((await patch(3)).statusCode, 202)
  t.match(json(await call('GET', SUMMARY)), { failedUserCount: 3 })
})

onBothDatabases('in a batch: a request among others, and in a group', async (t, { call }) => {
  await answer(call, { status: 201, json: { was: '{{body:/failedUserCount}}', path: '{{path}}' } }, { methods: ['PATCH'] })
  const change = { failedUserCount: 7 }
  const path = 'officeConfiguration/tenantUserCheckinSummary'
  const responses = async (...items: object[]): Promise<Array<Record<string, unknown>>> =>
    json(await sendBatch(call, items))['responses'] as Array<Record<string, unknown>>
  const headers = { 'Content-Type': 'application/json' }
  t.match(await responses(write('1', 'PATCH', path, change, { headers }), read('2', '/officeConfiguration')), [
    { id: '1', status: 201, body: { was: 7, path } }, { id: '2', status: 200 }
  ])
  t.match(await responses(write('1', 'PATCH', path, change, { headers, atomicityGroup: 'g' })), [{ status: 201, body: { was: 7 } }])
  await answer(call, { text: '{"never', headers: { 'content-type': 'application/json' } }, { methods: ['GET'] })
  t.match(await responses(read('1', '/officeConfiguration'), write('2', 'PATCH', path, {}, { headers })), [
    { status: 200, headers: { 'Content-Type': 'text/plain' }, body: '{"never' }, { status: 204 }
  ], 'what is no JSON comes as text, so that the others can be read')
})

t.test('HEAD has the headers and no body; a socket sees a whole message', async t => {
  const app = await startService(t)
  await answer(callerOf(app), { json: { a: 'ä' } })
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const received = async (method: string): Promise<[IncomingMessage, string]> => await new Promise((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', path: OFFICE, method, agent: false, headers: { authorization: 'Bearer x' } }, response => {
      let text = ''
      response.setEncoding('utf8').on('data', piece => { text += piece }).on('end', () => { resolve([response, text]) })
    }).on('error', reject).end()
  })
  const [get, body] = await received('GET')
  t.same([get.headers['content-length'], body], ['10', '{"a":"ä"}'])
  const [head, none] = await received('HEAD')
  t.same([head.statusCode, head.headers['content-length'], none], [200, '10', ''])
})

t.test('x-fault: an answer to one request only, and the journal names it', async t => {
  const call = callerOf(await startService(t, { journalSize: 10 }))
  const fault = async (header: string) => await call('GET', OFFICE, { headers: { 'x-fault': header } })
  const answered = await fault('answer;status=203;json="{\\"at\\":\\"{{path}}\\"}"')
  t.same([answered.statusCode, json(answered)], [203, { at: 'officeConfiguration' }])
  t.match((await call('GET', '/__admin/requests?fault=true')).json(), { value: [{ fault: 'x-fault: answer 203' }] })
  t.equal((await fault('answer;text=<a/>;type=application/xml')).headers['content-type'], 'application/xml')
  for (const header of ['answer;json={', 'answer;text={{colour}}', 'answer;retry-after=2', 'answer;status=700']) {
    t.equal((await fault(header)).statusCode, 400, header)
  }
  t.equal((await call('GET', OFFICE)).statusCode, 200)
})
