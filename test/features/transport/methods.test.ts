/** Methods that a resource does not have: 405, with those that it has (RFC 9110, section 15.5.6). */
import t from 'tap'
import { listen } from '../../support/listen.js'
import { requestText, sendRaw } from '../../support/raw-http.js'
import { OFFICE, startService } from '../../support/service.js'

t.test('methods of other protocols', async t => {
  const url = await listen(await startService(t))
  const allowed: ReadonlyArray<readonly [string, string]> = [
    [OFFICE, 'GET, HEAD, PATCH, OPTIONS'],
    [`/t/contoso${OFFICE}`, 'GET, HEAD, PATCH, OPTIONS'],
    [`${OFFICE}/clientConfigurations`, 'GET, HEAD, POST, OPTIONS'],
    [`${OFFICE}/clientConfigurations/x`, 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    [`${OFFICE}/tenantCheckinStatuses/$count`, 'GET, HEAD, OPTIONS'],
    ['/beta/$batch', 'POST, OPTIONS'],
    ['/beta', 'GET, HEAD, OPTIONS'],
    ['/v1.0/$metadata', 'GET, HEAD, OPTIONS'],
    ['/healthz', 'GET, HEAD, OPTIONS'],
    ['/openapi.json', 'GET, HEAD, OPTIONS'],
    ['/contoso/oauth2/v2.0/token', 'POST, GET, HEAD, OPTIONS'],
    ['/__admin/faults', 'GET, HEAD, POST, DELETE, OPTIONS'],
    ['/__admin/faults/x', 'GET, HEAD, PUT, DELETE, OPTIONS'],
    ['/__admin/requests/x', 'GET, HEAD, OPTIONS'],
    ['/__admin/tenants/x/settings?y=z', 'GET, HEAD, PATCH, OPTIONS'],
    ['/__admin/docs/static/index.css', 'GET, HEAD, OPTIONS']
  ]
  for (const [target, allow] of allowed) {
    for (const method of ['MERGE', 'QUERY', 'TRACE', 'PROPFIND', 'M-SEARCH']) {
      const { answers: [answer] } = await sendRaw(url, requestText(method, target))
      t.equal(answer?.status, 405, `${method} ${target}`)
      const sorted = (list = ''): string[] => list.split(', ').sort()
      t.same(sorted(answer?.headers['allow']), sorted(allow), `${method} ${target}`)
      t.match(JSON.parse(answer?.body ?? '{}'), { error: { code: 'Request_BadRequest', message: 'Specified HTTP method is not allowed for the request target.' } })
    }
  }
  for (const [target, status] of [['/beta/nothing', 400], ['/nothing', 404], ['/__admin/nothing', 404]] as const) {
    for (const method of ['MERGE', 'QUERY', 'TRACE']) t.equal((await sendRaw(url, requestText(method, target))).answers[0]?.status, status, `${method} ${target}`)
  }
  t.equal((await sendRaw(url, requestText('QUERY', OFFICE, { 'Content-Type': 'text/plain', 'Content-Length': '4' }, '$top'))).answers[0]?.status, 405, 'with a body')
})

t.test('methods of OData that a control or a page does not have', async t => {
  const app = await startService(t)
  for (const [method, url, allow] of [['PUT', '/healthz', 'GET, HEAD, OPTIONS'], ['POST', '/openapi.yaml', 'GET, HEAD, OPTIONS'], ['POST', '/__admin/clock', 'GET, HEAD, PUT, DELETE, OPTIONS'], ['PUT', '/common/discovery/instance', 'GET, HEAD, OPTIONS']] as const) {
    const response = await app.inject({ method, url, headers: { authorization: 'Bearer x' } })
    t.equal(response.statusCode, 405, `${method} ${url}`)
    t.equal(response.headers['allow'], allow, url)
  }
  const options = await app.inject({ method: 'OPTIONS', url: '/__admin/clock' })
  t.equal(options.statusCode, 204)
  t.equal(options.headers['allow'], 'GET, HEAD, PUT, DELETE, OPTIONS')
  t.equal((await app.inject({ method: 'OPTIONS', url: '/__admin/nothing' })).statusCode, 404)
})

t.test('9110 8.6: an answer without content has no length, to HEAD as little as to GET', async t => {
  const url = await listen(await startService(t))
  for (const method of ['GET', 'HEAD']) {
    for (const [target, headers, status] of [[OFFICE, { 'If-None-Match': 'W/"0"' }, 304], [`${OFFICE}/tenantUserCheckinSummary`, {}, 204], ['/beta/$metadata', { 'If-None-Match': '*' }, 304]] as const) {
      const { answers: [answer] } = await sendRaw(url, requestText(method, target, headers), { method })
      t.equal(answer?.status, status, `${method} ${target}`)
      t.equal(answer?.headers['content-length'], undefined, `${method} ${target}`)
      t.equal(answer?.headers['transfer-encoding'], undefined)
    }
  }
  const [get, head] = await Promise.all(['GET', 'HEAD'].map(async method => (await sendRaw(url, requestText(method, OFFICE), { method })).answers[0]))
  t.equal(head?.headers['content-length'], get?.headers['content-length'], 'and one with content has it')
  t.equal(head?.headers['content-length'], String(get?.body.length))
})
