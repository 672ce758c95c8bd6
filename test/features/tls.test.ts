/** https: a certificate of the service's own making or a given one, on the main port or beside http. */
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { connect } from 'node:tls'
import t from 'tap'
import type { Test } from 'tap'
import { startEmulator } from '../../src/emulator.js'
import type { Emulator, EmulatorOptions } from '../../src/emulator.js'
import { keepAuthority } from '../../src/tls/authority-folder.js'
import { createAuthority, createServerCertificate } from '../../src/tls/certificates.js'
import { dialects, newDatabase } from '../support/databases.js'

const ROWS = '/beta/officeConfiguration/tenantCheckinStatuses'

function newFolder (t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

async function start (t: Test, options: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options)
  t.teardown(async () => { await emulator.stop() })
  return emulator
}

async function call (url: string, { ca, method = 'GET', body }: { ca?: string | undefined, method?: string, body?: unknown } = {}): Promise<{ readonly status: number, readonly body: string, readonly headers: IncomingMessage['headers'] }> {
  const request = (url.startsWith('https') ? requestHttps : requestHttp)(url, { method, agent: false, headers: { authorization: 'Bearer x', 'content-type': 'application/json' }, ...ca === undefined ? {} : { ca } })
  request.end(body === undefined ? undefined : JSON.stringify(body))
  const [response] = await once(request, 'response') as [IncomingMessage]
  return { status: response.statusCode ?? 0, body: await text(response), headers: response.headers }
}

t.test('--tls: the port speaks https, with a certificate that the authority vouches for under every name', async t => {
  const { url, port, ca, caFile, tlsUrl } = await start(t, { tls: true })
  t.match(url, /^https:\/\/127\.0\.0\.1:\d+$/)
  t.same([caFile, tlsUrl], [undefined, undefined], 'nothing is kept of a database in memory')
  for (const host of ['127.0.0.1', 'localhost']) t.equal((await call(`https://${host}:${port}/readyz`, { ca })).status, 200, host)
  await t.rejects(call(`${url}/readyz`), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'whoever does not trust the authority trusts nothing')
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const certificate = socket.getPeerX509Certificate()!
  socket.destroy()
  t.match(certificate.subjectAltName, 'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1')
  t.ok(certificate.verify(new X509Certificate(ca!).publicKey))
  t.notOk(certificate.ca)
  t.ok(new X509Certificate(ca!).ca)
})

for (const dialect of dialects) {
  t.test(`links say https where the request did, http where it did not (${dialect})`, async t => {
    const { url, tlsUrl, ca } = await start(t, { tlsPort: '0', databaseUrl: await newDatabase(t, dialect), pageSize: 1 })
    t.match([url, tlsUrl], [/^http:/, /^https:/])
    await call(`${url}${ROWS}`, { method: 'PUT', body: { value: [{ userId: 'a' }, { userId: 'b' }] } })
    for (const root of [url, tlsUrl!]) {
      const page = JSON.parse((await call(`${root}${ROWS}`, { ca })).body) as Record<string, string>
      t.ok(page['@odata.context']?.startsWith(`${root}/beta/$metadata#`), 'context')
      t.ok(page['@odata.nextLink']?.startsWith(`${root}${ROWS}?`), 'next link')
      t.match((await call(page['@odata.nextLink']!, { ca })).body, '"userId":"b"')
      t.match((await call(`${root}/contoso/v2.0/.well-known/openid-configuration`, { ca })).body, `"token_endpoint":"${root}/contoso/oauth2/v2.0/token"`)
      t.equal((await call(`${root}/__admin/ca.pem`, { ca })).body, ca, 'the authority, for download')
    }
  })
}

t.test('the authority stays the same beside a database that stays', async t => {
  const folder = newFolder(t)
  const databaseUrl = `file:${join(folder, 'office.db')}`
  const first = await start(t, { tls: true, databaseUrl })
  t.equal(first.caFile, join(folder, 'tls', 'ca.pem'))
  t.equal(readFileSync(first.caFile!, 'utf8'), first.ca)
  t.equal(statSync(join(folder, 'tls', 'ca-key.pem')).mode & 0o777, 0o600)
  await first.stop()
  const again = await start(t, { tls: true, databaseUrl })
  t.equal(again.ca, first.ca)
  t.equal((await call(`${again.url}/readyz`, { ca: first.ca })).status, 200)
  t.same(readdirSync(folder).filter(name => name.startsWith('tls')), ['tls'], 'and nothing is left over')
})

t.test('several processes that make an authority at once end up with one', async t => {
  const folder = join(newFolder(t), 'data', 'tls')
  const kept = await Promise.all(Array.from({ length: 5 }, async () => await keepAuthority(folder, createAuthority)))
  t.equal(new Set(kept.map(({ cert }) => cert)).size, 1)
  t.equal(new Set(kept.map(({ key }) => key)).size, 1)
  t.same(readdirSync(join(folder, '..')), ['tls'])
})

t.test('a given certificate', async t => {
  const folder = newFolder(t)
  const authority = await createAuthority()
  const { cert, key } = await createServerCertificate(authority, ['127.0.0.1'])
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const [tlsCert, tlsKey, otherKey] = [file('cert.pem', cert), file('key.pem', key), file('other.pem', authority.key)]
  const { url, ca } = await start(t, { tls: true, tlsCert, tlsKey })
  t.equal(ca, undefined)
  t.equal((await call(`${url}/readyz`, { ca: authority.cert })).status, 200)
  const download = await call(`${url}/__admin/ca.pem`, { ca: authority.cert })
  t.equal(download.status, 404)
  t.match(download.body, /certificate it was given/)
  const wrong: ReadonlyArray<readonly [EmulatorOptions, RegExp]> = [
    [{ tls: true, tlsCert }, /go together/],
    [{ tlsCert, tlsKey }, /give --tls, or --tls-port, too/],
    [{ tls: true, tlsCert, tlsKey: otherKey }, /is not the key of --tls-cert/],
    [{ tls: true, tlsCert: tlsKey, tlsKey }, /^--tls-cert cannot be ".*Give a PEM file/],
    [{ tls: true, tlsCert, tlsKey: '/nowhere.pem' }, /^--tls-key cannot be "\/nowhere.pem"/]
  ]
  for (const [options, message] of wrong) await t.rejects(startEmulator(options), { name: 'ConfigError', message })
})

t.test('without https there is no authority to download', async t => {
  const { url } = await start(t, {})
  t.equal((await call(`${url}/__admin/ca.pem`)).status, 404)
})

t.test('what is no TLS, and what is no HTTP, disturbs nobody', async t => {
  const { url, tlsUrl, ca } = await start(t, { tlsPort: '0' })
  await t.rejects(call(`http://${new URL(tlsUrl!).host}/readyz`))
  const socket = connect({ port: Number(new URL(tlsUrl!).port), host: '127.0.0.1', rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  socket.write('NONSENSE\r\n\r\n')
  t.match(await text(socket), /^HTTP\/1.1 400 Bad Request\r\n.*"code":"BadRequest"/s)
  for (const root of [url, tlsUrl!]) t.equal((await call(`${root}/readyz`, { ca })).status, 200)
})

t.test('a stop finishes what is in flight on both sockets', async t => {
  const emulator = await startEmulator({ tlsPort: '0' })
  const { ca } = emulator
  const requests = [emulator.url, emulator.tlsUrl!].map(root => {
    const request = (root.startsWith('https') ? requestHttps : requestHttp)(`${root}/beta/officeConfiguration`, { method: 'PATCH', ...ca === undefined ? {} : { ca }, headers: { authorization: 'Bearer x', 'content-type': 'application/json', 'content-length': 2, expect: '100-continue' } })
    request.flushHeaders()
    return request
  })
  // The service has both requests when it asks for their bodies.
  await Promise.all(requests.map(async request => await once(request, 'continue')))
  const stopping = emulator.stop()
  await new Promise(resolve => setTimeout(resolve, 100))
  for (const request of requests) {
    const answered = once(request, 'response') as Promise<[IncomingMessage]>
    request.end('{}')
    const [response] = await answered
    t.equal(response.statusCode, 200)
    response.resume()
  }
  await stopping
  for (const root of [emulator.url, emulator.tlsUrl!]) await t.rejects(call(`${root}/healthz`, { ca }), { code: 'ECONNREFUSED' })
})
