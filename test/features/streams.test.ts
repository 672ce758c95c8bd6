/** Stream properties (OData-Protocol 4.01, sections 11.2.4.1 and 11.4.8; RFC 9110, sections 13 and 14). */
import { connect } from 'node:net'
import { once } from 'node:events'
import { CONFIGURATIONS, create } from '../support/configurations.js'
import { errorOf, json, onBothDatabases } from '../support/service.js'

const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) % 256))

onBothDatabases('11.4.8 PUT, GET, HEAD and DELETE of a payload', async (t, { call }) => {
  const id = await create(call)
  for (const property of ['policyPayload', 'userPreferencePayload']) {
    const url = `${CONFIGURATIONS}/${id}/${property}`
    t.equal((await call('GET', url)).statusCode, 204, 'none yet')
    const content = bytes(700_001)
    const put = await call('PUT', url, { body: content, headers: { 'content-type': 'application/vnd.contoso+json; charset=utf-8' } })
    t.equal(put.statusCode, 204)
    const got = await call('GET', url)
    t.equal(got.statusCode, 200)
    t.ok(got.rawPayload.equals(content), 'the same bytes, in several pieces')
    t.match(got.headers, { etag: put.headers.etag, 'content-type': 'application/vnd.contoso+json; charset=utf-8', 'content-length': '700001', 'accept-ranges': 'bytes' })
    t.equal((await call('GET', `${url}/$value`)).statusCode, 400, 'a stream property is its value')
    const head = await call('HEAD', url)
    t.equal(head.body, '')
    t.match(head.headers, { etag: put.headers.etag, 'content-type': 'application/vnd.contoso+json; charset=utf-8', 'content-length': '700001' })
    t.equal((await call('PUT', url, { body: 'short', headers: { 'content-type': 'text/plain' } })).statusCode, 204)
    t.equal((await call('GET', url)).body, 'short', 'nothing of the longer one is left')
    t.equal((await call('PUT', url, { body: Buffer.alloc(0), headers: { 'content-type': 'text/plain' } })).statusCode, 204)
    const empty = await call('GET', url)
    t.match([empty.statusCode, empty.headers['content-length']], [200, '0'], 'empty is not null')
    t.equal((await call('DELETE', url)).statusCode, 204)
    t.equal((await call('GET', url)).statusCode, 204)
    t.equal((await call('DELETE', url)).statusCode, 204, 'twice is once')
  }
  t.equal((await call('PUT', `${CONFIGURATIONS}/nobody/policyPayload`, { body: 'x' })).statusCode, 404)
  t.equal((await call('GET', `${CONFIGURATIONS}/${id}/policyPayload?$select=x`)).statusCode, 400)
  t.equal((await call('PUT', `${CONFIGURATIONS}/${id}/policyPayload`, { body: 'x', headers: { 'content-type': 'nonsense' } })).statusCode, 415)
})

onBothDatabases('11.4.1.1 the ETag of a stream', async (t, { call }) => {
  const id = await create(call)
  const url = `${CONFIGURATIONS}/${id}/policyPayload`
  t.equal((await call('PUT', url, { body: 'a', headers: { 'if-match': '*' } })).statusCode, 412, 'there is nothing to match')
  const first = await call('PUT', url, { body: 'a', headers: { 'if-none-match': '*' } })
  t.equal(first.statusCode, 204)
  t.equal((await call('PUT', url, { body: 'b', headers: { 'if-none-match': '*' } })).statusCode, 412)
  t.equal((await call('PUT', url, { body: 'b', headers: { 'if-match': 'W/"999"' } })).statusCode, 412)
  t.equal((await call('GET', url)).body, 'a')
  t.equal((await call('GET', url, { headers: { 'if-none-match': String(first.headers.etag) } })).statusCode, 304)
  t.equal((await call('GET', url)).statusCode, 200, 'a condition is not remembered')
  await call('PATCH', `${CONFIGURATIONS}/${id}`, { body: { displayName: 'x' } })
  t.equal((await call('GET', url)).headers.etag, first.headers.etag, 'a change of the entity is none of the stream')
  t.equal((await call('PUT', url, { body: 'b', headers: { 'if-match': String(first.headers.etag) } })).statusCode, 204)
  t.not((await call('GET', `${CONFIGURATIONS}/${id}`)).headers.etag, 'W/"3"', 'a change of the stream is one of the entity')
  t.equal((await call('DELETE', url, { headers: { 'if-match': String(first.headers.etag) } })).statusCode, 412)
})

onBothDatabases('RFC 9110, 14 ranges of bytes', async (t, { call }) => {
  const url = `${CONFIGURATIONS}/${await create(call)}/policyPayload`
  const content = bytes(600_000)
  await call('PUT', url, { body: content, headers: { 'content-type': 'application/octet-stream' } })
  const cases: ReadonlyArray<readonly [string, number, number]> = [['bytes=0-0', 0, 1], ['bytes=5-9', 5, 10], ['bytes=262143-262144', 262143, 262145], ['bytes=262144-524290', 262144, 524291], ['bytes=599990-', 599990, 600000], ['bytes=-7', 599993, 600000], ['bytes=599999-9999999', 599999, 600000], ['bytes=-9999999', 0, 600000]]
  for (const [range, from, to] of cases) {
    const response = await call('GET', url, { headers: { range } })
    t.equal(response.statusCode, 206, range)
    t.equal(response.headers['content-range'], `bytes ${from}-${to - 1}/600000`)
    t.ok(response.rawPayload.equals(content.subarray(from, to)), range)
  }
  for (const range of ['bytes=600000-', 'bytes=-0']) {
    const response = await call('GET', url, { headers: { range } })
    t.equal(response.statusCode, 416, range)
    t.equal(response.headers['content-range'], 'bytes */600000')
    t.equal(errorOf(response)['code'], 'RangeNotSatisfiable')
  }
  for (const range of ['lines=1-2', 'bytes=9-5', 'bytes=a-b', 'bytes=1-2,5-6']) t.equal((await call('GET', url, { headers: { range } })).statusCode, 200, `${range}: the whole`)
})

onBothDatabases('RFC 9110, 13.1.5 a range of the version that the client has a part of', async (t, { call }) => {
  const url = `${CONFIGURATIONS}/${await create(call)}/policyPayload`
  const put = async (body: string): Promise<string> =>
    String((await call('PUT', url, { body, headers: { 'content-type': 'text/plain' } })).headers.etag)
  const before = await put('0123456789')
  const etag = await put('abcdefghij')
  t.match(etag, /^"\d+"$/, 'strong: the same version is the same bytes')
  const read = async (ifRange: string) => await call('GET', url, { headers: { range: 'bytes=5-', 'if-range': ifRange } })
  t.match(await read(etag), { statusCode: 206, body: 'fghij' })
  for (const other of [before, `W/${etag}`, '"other"', '*', `${etag}, ${before}`, 'Fri, 01 Jan 2100 00:00:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT', 'nonsense']) {
    const whole = await read(other)
    t.match([whole.statusCode, whole.body, whole.headers['content-range']], [200, 'abcdefghij', undefined], other)
  }
  t.equal((await call('GET', url, { headers: { range: 'bytes=50-', 'if-range': before } })).statusCode, 200, 'a range that is not asked for cannot be wrong')
})

onBothDatabases('RFC 9110, 14.2 only GET has ranges, and 14.5 a PUT is of the whole', async (t, { call }) => {
  const url = `${CONFIGURATIONS}/${await create(call)}/policyPayload`
  const headers = { 'content-type': 'text/plain' }
  await call('PUT', url, { body: '0123456789', headers })
  for (const range of ['bytes=5-', 'bytes=50-']) {
    const head = await call('HEAD', url, { headers: { range } })
    t.match([head.statusCode, head.headers['content-length'], head.headers['content-range']], [200, '10', undefined], range)
  }
  const part = { ...headers, 'content-range': 'bytes 10-19/20' }
  t.match(errorOf(await call('PUT', url, { body: 'a part', headers: part })), { code: 'BadRequest', target: 'Content-Range' })
  const request = { id: '1', method: 'PUT', url: url.replace('/beta', ''), headers: part, body: Buffer.from('a part').toString('base64url') }
  t.match(json(await call('POST', '/beta/$batch', { body: { requests: [request] } })), { responses: [{ status: 400 }] }, 'in a batch too')
  t.equal((await call('GET', url)).body, '0123456789', 'nothing was stored')
})

onBothDatabases('an ETag is never that of other bytes, whatever becomes of the tenant', async (t, { call }) => {
  const url = `${CONFIGURATIONS}/${await create(call)}/policyPayload`
  const put = async (body: string): Promise<string> =>
    String((await call('PUT', url, { body, headers: { 'content-type': 'text/plain' } })).headers.etag)
  await put('first')
  t.equal((await call('POST', '/__admin/tenants/default/snapshots/then')).statusCode, 201)
  const second = await put('second')
  t.equal((await call('POST', '/__admin/tenants/default/snapshots/then/restore')).statusCode, 200)
  t.not(await put('third'), second)
})

onBothDatabases('JSON 9 inline in POST and PATCH, as base64url or base64', async (t, { call }) => {
  const content = Buffer.from([0xfb, 0xff, 0xfe, 1, 2])
  const id = await create(call, { policyPayload: content.toString('base64url'), 'policyPayload@odata.mediaContentType': 'application/json' })
  const url = `${CONFIGURATIONS}/${id}`
  const got = await call('GET', `${url}/policyPayload`)
  t.ok(got.rawPayload.equals(content))
  t.equal(got.headers['content-type'], 'application/json')
  const patched = await call('PATCH', url, { body: { policyPayload: Buffer.from('new!').toString('base64'), userPreferencePayload: '' } })
  t.equal(patched.statusCode, 200)
  t.notOk('policyPayload' in json(patched), 'never in an answer')
  t.equal((await call('GET', `${url}/policyPayload`)).body, 'new!')
  t.equal((await call('GET', `${url}/policyPayload`)).headers['content-type'], 'application/octet-stream')
  t.equal((await call('PATCH', url, { body: { policyPayload: null } })).statusCode, 200)
  t.equal((await call('GET', `${url}/policyPayload`)).statusCode, 204)
  for (const body of [{ policyPayload: 'a' }, { policyPayload: 'ä' }, { policyPayload: 5 }, { policyPayload: 'eA', 'policyPayload@odata.mediaContentType': 'x' }]) t.equal((await call('PATCH', url, { body })).statusCode, 400, JSON.stringify(body))
})

onBothDatabases('11.4.8 a payload up to the limit, by either way', async (t, { call }) => {
  const id = await create(call)
  const url = `${CONFIGURATIONS}/${id}`
  t.equal((await call('PUT', `${url}/policyPayload`, { body: bytes(4096), headers: { 'content-type': 'application/octet-stream' } })).statusCode, 204)
  const over = await call('PUT', `${url}/policyPayload`, { body: bytes(4097), headers: { 'content-type': 'application/octet-stream' } })
  t.equal(over.statusCode, 413)
  t.match(errorOf(over)['message'], /policyPayload.*4096.*MAX_STREAM_BYTES/)
  t.equal((await call('PATCH', url, { body: { policyPayload: bytes(4096).toString('base64url') } })).statusCode, 200)
  t.equal((await call('PATCH', url, { body: { policyPayload: bytes(4097).toString('base64url') } })).statusCode, 413)
  t.ok((await call('GET', `${url}/policyPayload`)).rawPayload.equals(bytes(4096)))
}, { maxStreamBytes: 4096 })

onBothDatabases('11.4.8 an upload that is cut off changes nothing', async (t, { app, call }) => {
  const id = await create(call)
  const path = `${CONFIGURATIONS}/${id}/policyPayload`
  await call('PUT', path, { body: 'before', headers: { 'content-type': 'text/plain' } })
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  for (const framing of ['Content-Length: 1000000', 'Transfer-Encoding: chunked']) {
    const socket = connect(Number(port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(`PUT ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Type: text/plain\r\n${framing}\r\n\r\n`)
    socket.write(framing.startsWith('T') ? '5\r\nafter\r\n' : 'after')
    await new Promise(resolve => setTimeout(resolve, 50))
    socket.destroy()
    await once(socket, 'close')
  }
  t.equal((await call('GET', path)).body, 'before')
})
