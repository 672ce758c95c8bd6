/** Bodies that were sent compressed (RFC 9110, section 8.4): decoded within the limits, or refused with what would do. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import t from 'tap'
import { listen } from '../../support/listen.js'
import { sendRaw } from '../../support/raw-http.js'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'
import { create } from '../../support/configurations.js'

const body = JSON.stringify({ tenantUserCheckinSummary: { failedUserCount: 7 } })
const codings: ReadonlyArray<readonly [string, (bytes: Buffer) => Buffer]> = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['deflate, gzip', bytes => gzipSync(deflateSync(bytes))],
  ['gzip, br, identity', bytes => brotliCompressSync(gzipSync(bytes))],
  ['identity', bytes => bytes],
  ['', bytes => bytes]
]

onBothDatabases('PATCH, POST and PUT', async (t, { call }) => {
  for (const [coding, encode] of codings) {
    const response = await call('PATCH', OFFICE, { headers: { 'content-encoding': coding }, body: encode(Buffer.from(body)) })
    t.equal(response.statusCode, 200, coding)
    t.match(json(response), { tenantUserCheckinSummary: { failedUserCount: 7 } }, coding)
  }
  const posted = await call('POST', `${OFFICE}/tenantCheckinStatuses`, { headers: { 'content-encoding': 'gzip', prefer: 'return=minimal' }, body: gzipSync('{"deviceName":"PC-7"}') })
  t.equal(posted.statusCode, 204)
  t.match((await call('GET', `${OFFICE}/tenantCheckinStatuses`)).body, 'PC-7')
  const id = await create(call)
  const payload = `${OFFICE}/clientConfigurations/${id}/policyPayload`
  t.equal((await call('PUT', payload, { headers: { 'content-encoding': 'br', 'content-type': 'text/plain' }, body: brotliCompressSync('the policy') })).statusCode, 204)
  const read = await call('GET', payload)
  t.equal(read.body, 'the policy', 'a payload is stored as what it is')
  t.equal(read.headers['content-encoding'], undefined)
})

t.test('what cannot be decoded', async t => {
  const call = callerOf(await startService(t))
  for (const [coding, refusal] of [['constructor', "The content coding 'constructor' is not supported."], ['__proto__', "The content coding '__proto__' is not supported."], ['compress', "The content coding 'compress' is not supported."], ['gzip, bogus', "The content coding 'bogus' is not supported."], ['gzip,gzip,gzip,gzip', 'The body has 4 content codings; 3 are read.']] as const) {
    for (const method of ['PATCH', 'POST', 'PUT'] as const) {
      const response = await call(method, OFFICE, { headers: { 'content-encoding': coding }, body: gzipSync(body) })
      t.equal(response.statusCode, 415, `${method} ${coding}`)
      t.match(errorOf(response), { code: 'UnsupportedMediaType', target: 'Content-Encoding', message: refusal })
      t.match(response.headers['accept-encoding'], /^gzip, deflate, br/)
    }
  }
  for (const [coding, bytes] of [['gzip', body], ['br', body], ['deflate', body], ['gzip', gzipSync(body).subarray(0, 20)], ['gzip', ''], ['br, gzip', gzipSync(body)]] as const) {
    const response = await call('PATCH', OFFICE, { headers: { 'content-encoding': coding }, body: Buffer.from(bytes) })
    t.equal(response.statusCode, 400, `${coding} ${bytes.length}`)
    t.match(errorOf(response), { message: 'The body is not encoded as its Content-Encoding says.', target: 'Content-Encoding' })
  }
  t.match((await call('GET', OFFICE)).headers.etag, 'W/"0"', 'nothing was written')
})

t.test('what cannot be decoded, of clients that wait for the answer on their connection', async t => {
  const url = await listen(await startService(t))
  const wrong = [['gzip', '{}'], ['br', '{}'], ['deflate', '{}'], ['gzip', gzipSync('{}').subarray(0, 12)], ['gzip', 'x'.repeat(200_000)]] as const
  for (const [method, path] of [['PATCH', OFFICE], ['POST', `${OFFICE}/tenantCheckinStatuses`], ['PUT', '/__admin/clock'], ['PUT', '/__admin/tenants/default/state']] as const) {
    for (const [coding, bytes] of wrong) {
      const headers = { authorization: 'Bearer x', 'content-type': 'application/json', 'content-encoding': coding }
      const response = await fetch(`${url}${path}`, { method, headers, body: bytes })
      t.equal(response.status, 400, `${method} ${path} ${coding} ${bytes.length}`)
      t.match(await response.json(), { error: { message: 'The body is not encoded as its Content-Encoding says.', target: 'Content-Encoding' } })
    }
  }
})

t.test('a body that is small on the wire and large in truth', async t => {
  const url = await listen(await startService(t, { maxBodyBytes: 100_000 }))
  const bomb = gzipSync(Buffer.alloc(50_000_000, ' '))
  const head = (length: string): string => `PATCH ${OFFICE} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n${length}\r\n\r\n`
  const before = process.memoryUsage().arrayBuffers
  for (const pieces of [[head(`Content-Length: ${bomb.length}`), bomb], [head('Transfer-Encoding: chunked'), `${bomb.length.toString(16)}\r\n`, bomb, '\r\n0\r\n\r\n']]) {
    const { answers: [answer] } = await sendRaw(url, pieces)
    t.equal(answer?.status, 413)
    t.match(answer?.body, 'MAX_BODY_BYTES')
  }
  t.ok(process.memoryUsage().arrayBuffers - before < 20_000_000, 'and never was there as a whole')
  const plain = await sendRaw(url, [head('Transfer-Encoding: chunked').replace('Content-Encoding: gzip\r\n', ''), '30d40\r\n', Buffer.alloc(200_000, ' '), '\r\n0\r\n\r\n'])
  t.equal(plain.answers[0]?.status, 413, 'one of unknown length')
})

onBothDatabases('the controls, the token endpoint and the requests of a batch', async (t, { app, call }) => {
  const gzip = { 'content-encoding': 'gzip' }
  const clock = await app.inject({ method: 'PUT', url: '/__admin/clock', headers: { ...gzip, 'content-type': 'application/json' }, payload: gzipSync('{"fixed":"2026-02-01T00:00:00Z"}') })
  t.equal(clock.statusCode, 200)
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 3 } } })
  const document = gzipSync((await app.inject({ url: '/__admin/tenants/default/state' })).rawPayload)
  const imported = await app.inject({ method: 'PUT', url: '/__admin/tenants/copy/state', headers: { ...gzip, 'content-type': 'application/json' }, payload: document })
  t.ok(imported.statusCode < 300, imported.body)
  t.match((await call('GET', `/t/copy${OFFICE}`)).body, '"failedUserCount":3')
  const cut = await app.inject({ method: 'PUT', url: '/__admin/tenants/other/state', headers: { ...gzip, 'content-type': 'application/json' }, payload: document.subarray(0, 30) })
  t.equal(cut.statusCode, 400)
  t.equal((await app.inject({ method: 'PUT', url: '/__admin/clock', headers: { 'content-encoding': 'lzma', 'content-type': 'application/json' }, payload: '{}' })).statusCode, 415)
  t.equal((await app.inject({ method: 'PUT', url: '/__admin/clock', headers: { ...gzip, 'content-type': 'application/json' }, payload: gzipSync(Buffer.alloc(5_000_000, ' ')) })).statusCode, 413)
  const form = 'grant_type=client_credentials&client_id=x&client_secret=y&scope=https://graph.microsoft.com/.default'
  t.equal((await app.inject({ method: 'POST', url: '/contoso/oauth2/v2.0/token', headers: { ...gzip, 'content-type': 'application/x-www-form-urlencoded' }, payload: gzipSync(form) })).statusCode, 200)
  const part = (coding: string, bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPATCH ${OFFICE} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Encoding: ${coding}\r\nContent-Length: ${bytes.length}\r\n\r\n`), bytes, Buffer.from('\r\n')])
  const parts = Buffer.concat([part('gzip', gzipSync('{"tenantUserCheckinSummary":{"failedUserCount":9}}')), part('lzma', Buffer.from('{}')), part('gzip', Buffer.from('{}')), Buffer.from('--b--')])
  const answer = await call('POST', '/beta/$batch', { headers: { ...gzip, 'content-type': 'multipart/mixed; boundary=b', prefer: 'continue-on-error' }, body: gzipSync(parts) })
  t.same([...answer.body.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status), ['200', '415', '400'])
  t.match(answer.body, '"failedUserCount":9')
})
