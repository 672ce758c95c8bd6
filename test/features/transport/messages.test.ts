/** Messages as HTTP/1.1 has them and no library sends them (RFC 9110, RFC 9112): each gets an answer, in Graph's shape. */
import t from 'tap'
import { listen } from '../../support/listen.js'
import { requestText, sendRaw } from '../../support/raw-http.js'
import type { RawAnswer } from '../../support/raw-http.js'
import { OFFICE, startService } from '../../support/service.js'

const READ = `GET ${OFFICE} HTTP/1.1\r\nAuthorization: Bearer x\r\n`

/** `error` of an answer, which names its ids in headers and body. */
function errorIn ({ headers, body }: RawAnswer): { readonly code: string, readonly message: string, readonly target?: string } {
  const { error } = JSON.parse(body) as { error: { code: string, message: string, innerError: Record<string, string> } }
  const { innerError, ...rest } = error
  t.equal(innerError['request-id'], headers['request-id'], 'the ids agree')
  t.match(headers, { 'content-type': 'application/json', 'odata-version': '4.0', 'content-language': 'en', 'cache-control': 'no-cache' })
  return rest
}

t.test('9112 3.2.2: the absolute form of a target', async t => {
  const url = await listen(await startService(t))
  const [served] = (await sendRaw(url, requestText('GET', `http://office.example:81${OFFICE}?$select=id`, { Host: 'proxy' }))).answers
  t.equal(served?.status, 200)
  t.match(served?.body, '"@odata.context":"http://office.example:81/beta/$metadata', 'Host is that of the target')
  t.equal((await sendRaw(url, `GET http://office.example${OFFICE} HTTP/1.0\r\nAuthorization: Bearer x\r\n\r\n`)).answers[0]?.status, 200, 'HTTP/1.0')
  t.equal((await sendRaw(url, requestText('GET', 'HTTP://office.example/healthz'))).answers[0]?.status, 200)
  t.equal((await sendRaw(url, requestText('GET', 'http://office.example?x=1'))).answers[0]?.status, 302, 'no path at all is /')
  for (const [target, status] of [['http://me@office.example/beta', 400], ['http:///beta', 400], ['ftp://office.example/beta', 404], ['http://a b/beta', 400]] as const) {
    t.equal((await sendRaw(url, requestText('GET', target))).answers[0]?.status, status, target)
  }
  const twice = await sendRaw(url, `GET http://office.example${OFFICE} HTTP/1.1\r\nHost: a\r\nHost: b\r\nAuthorization: Bearer x\r\n\r\n`)
  t.equal(twice.answers[0]?.status, 400, 'two Host lines are two, whatever the target')
  t.equal((await sendRaw(url, `GET http://office.example${OFFICE} HTTP/1.1\r\nAuthorization: Bearer x\r\n\r\n`)).answers[0]?.status, 400, 'and none is none')
})

t.test('9112 3.2: one Host, and it is one', async t => {
  const url = await listen(await startService(t))
  const status = async (head: string): Promise<number | undefined> => {
    const { answers: [answer] } = await sendRaw(url, `${head}\r\n`)
    if (answer?.status === 400) t.match(errorIn(answer), { code: 'BadRequest', target: 'Host' }, head)
    return answer?.status
  }
  for (const host of ['a b/c?d', '"><script>', 'a/b', 'a?b', 'a#b', 'a@b', 'me:pw@b', 'a:b', 'a:99999', 'a:', '[::1', '::1', 'a,b', '%61', 'a\\b', '']) {
    t.equal(await status(`${READ}Host: ${host}\r\n`), 400, `Host: ${host}`)
  }
  for (const host of ['a', 'A.b-c_d', 'a:1', '[::1]:3000', '127.0.0.1:65535', 'xn--bcher-kva.example.']) {
    t.equal(await status(`${READ}Host: ${host}\r\n`), 200, `Host: ${host}`)
  }
  t.equal(await status(READ), 400, 'none')
  t.equal(await status(`${READ}Host: a\r\nHost: b\r\n`), 400, 'two')
  t.equal(await status(`${READ}Host: a\r\nHost: a\r\n`), 400, 'the same twice')
  t.equal(await status(`GET ${OFFICE} HTTP/1.0\r\nAuthorization: Bearer x\r\n`), 400, 'HTTP/1.0 without one cannot have links')
  t.equal(await status(`GET ${OFFICE} HTTP/1.0\r\nHost: a\r\nAuthorization: Bearer x\r\n`), 200)
  t.equal(await status('GET /healthz HTTP/1.0\r\n'), 200, 'a probe that speaks HTTP/1.0')
  t.equal(await status('GET /readyz HTTP/1.0\r\n'), 200)
  t.equal(await status('GET /healthz HTTP/1.1\r\n'), 400)
})

t.test('headers that a proxy sets must make sense', async t => {
  const behind = await listen(await startService(t, { trustProxy: true }))
  const status = async (url: string, headers: Record<string, string>): Promise<number | undefined> => (await sendRaw(url, requestText('GET', OFFICE, headers))).answers[0]?.status
  const bad: ReadonlyArray<Record<string, string>> = [
    { 'X-Forwarded-Proto': 'javascript' }, { 'X-Forwarded-Proto': 'https, javascript' }, { 'X-Forwarded-Host': 'a b' },
    { 'X-Forwarded-Host': 'good, "><script>' }, { 'X-Forwarded-Prefix': 'x' }, { 'X-Forwarded-Prefix': '/"><script>' }
  ]
  for (const headers of bad) {
    t.equal(await status(behind, headers), 400, JSON.stringify(headers))
    t.equal(await status(await listen(await startService(t)), headers), 200, 'ignored where no proxy is trusted')
  }
  const { answers: [good] } = await sendRaw(behind, requestText('GET', OFFICE, { 'X-Forwarded-Proto': 'http, https', 'X-Forwarded-Host': 'office.example', 'X-Forwarded-Prefix': '/api/' }))
  t.match(good?.body, '"@odata.context":"https://office.example/api/beta/')
  t.equal(await status(behind, { 'X-Forwarded-Proto': '', 'X-Forwarded-Prefix': '' }), 200, 'empty is nothing')
})

t.test('6585 5: more than 1,000 headers are refused, never dropped', async t => {
  const url = await listen(await startService(t))
  const many = async (count: number): Promise<RawAnswer | undefined> => (await sendRaw(url, `${READ}Host: a\r\n${'a: b\r\n'.repeat(count - 3)}If-None-Match: W/"0"\r\n\r\n`)).answers[0]
  t.equal((await many(1000))?.status, 304, 'the last of 1,000 counts')
  for (const count of [1001, 1002, 5000]) {
    const answer = await many(count)
    t.equal(answer?.status, 431, String(count))
    if (answer !== undefined) t.match(errorIn(answer), { code: 'RequestHeaderFieldsTooLarge', message: `The request has ${count} headers; 1000 are allowed.` })
  }
})

t.test('9110 10.1.1: an expectation that cannot be met', async t => {
  const url = await listen(await startService(t))
  for (const expect of ['banana', '200-ok', '100-continue, banana', 'x=y']) {
    const { answers: [answer] } = await sendRaw(url, requestText('GET', OFFICE, { Expect: expect }))
    t.equal(answer?.status, 417, expect)
    if (answer !== undefined) t.match(errorIn(answer), { code: 'ExpectationFailed', target: 'Expect' })
  }
  const { answers } = await sendRaw(url, requestText('PATCH', OFFICE, { Expect: '100-Continue' }, '{"tenantUserCheckinSummary":{}}'), { answers: 2 })
  t.same(answers.map(({ status }) => status), [100, 200])
})

t.test('headers that may be sent once are not taken from the first of two', async t => {
  const url = await listen(await startService(t))
  const both = async (name: string, first: string, second: string, method = 'GET'): Promise<number | undefined> =>
    (await sendRaw(url, `${method} ${OFFICE} HTTP/1.1\r\nHost: a\r\n${name === 'Authorization' ? '' : 'Authorization: Bearer x\r\n'}${name}: ${first}\r\n${name}: ${second}\r\n\r\n`)).answers[0]?.status
  t.equal(await both('Authorization', 'Bearer a', 'Bearer b'), 401)
  t.equal(await both('Authorization', 'Bearer a', 'Basic b'), 401)
  t.equal(await both('X-Tenant-Id', 'a', 'b'), 400)
  t.equal(await both('If-None-Match', 'W/"7"', 'W/"0"'), 304, 'a list may be sent in two lines')
})

t.test('CONNECT: this is not a proxy', async t => {
  const url = await listen(await startService(t))
  const { answers: [answer], end } = await sendRaw(url, 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', { answers: Infinity })
  t.equal(answer?.status, 405)
  t.equal(end, 'closed')
  if (answer !== undefined) t.match(errorIn(answer), { code: 'Request_BadRequest' })
})

t.test('a URL that cannot be decoded has the headers of every answer', async t => {
  const url = await listen(await startService(t))
  for (const target of [`${OFFICE}/clientConfigurations/%zz`, '/%zz', '/__admin/faults/%zz']) {
    const { answers: [answer] } = await sendRaw(url, requestText('GET', target))
    t.equal(answer?.status, 400, target)
    if (answer !== undefined) t.match(errorIn(answer), { message: 'The URL is not correctly percent-encoded.' })
  }
})
