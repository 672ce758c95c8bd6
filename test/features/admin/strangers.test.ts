/** Whom the controls and the token endpoint are open to: who started the service, and no page of another site. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import t from 'tap'
import { listen } from '../../support/listen.js'
import { requestText, sendRaw } from '../../support/raw-http.js'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'

type Headers = Readonly<Record<string, string>>

const EVIL = 'https://evil.example'
const preflight = { 'access-control-request-method': 'DELETE', 'access-control-request-headers': 'x-admin-key' }

/** What a page may send, or have sent, in the name of its visitor. */
const foreign: ReadonlyArray<readonly [headers: Headers, setting: string]> = [
  [{ origin: EVIL }, 'ADMIN_ORIGINS'],
  [{ origin: 'null' }, 'ADMIN_ORIGINS'],
  [{ origin: 'http://localhost:5173' }, 'ADMIN_ORIGINS'],
  [{ origin: 'http://localhost.evil.example' }, 'ADMIN_ORIGINS'],
  [{ origin: 'http://127.0.0.1' }, 'ADMIN_ORIGINS'],
  [{ origin: 'file://' }, 'ADMIN_ORIGINS'],
  [{ origin: '' }, 'ADMIN_ORIGINS'],
  [{ 'sec-fetch-site': 'cross-site' }, 'ADMIN_ORIGINS'],
  [{ 'sec-fetch-site': 'same-site' }, 'ADMIN_ORIGINS'],
  [{ origin: EVIL, 'sec-fetch-site': 'cross-site' }, 'ADMIN_ORIGINS'],
  [{ host: 'evil.example' }, 'ALLOWED_HOSTS'],
  [{ host: 'evil.example', origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' }, 'ALLOWED_HOSTS'],
  [{ host: 'localhost.evil.example' }, 'ALLOWED_HOSTS'],
  [{ host: '127.0.0.1.evil.example' }, 'ALLOWED_HOSTS'],
  [{ host: '192.0.2.1' }, 'ALLOWED_HOSTS'],
  [{ host: '128.0.0.1:3000' }, 'ALLOWED_HOSTS']
]

const own: readonly Headers[] = [
  {},
  { host: 'localhost:3000' },
  { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' },
  { host: '[::1]:80' },
  { host: '127.8.9.10' },
  { host: 'office.localhost' },
  { host: 'LOCALHOST:3000', origin: 'http://localhost:3000' },
  { 'sec-fetch-site': 'none' }
]

async function reset (app: FastifyInstance, headers: Headers): Promise<LightMyRequestResponse> {
  return await app.inject({ method: 'POST', url: '/__admin/reset', headers })
}

onBothDatabases('a page of another site can neither reset nor read nor change the controls', async (t, { app, call }) => {
  await call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 7 } } })
  for (const [headers, setting] of foreign) {
    for (const [method, url] of [['POST', '/__admin/reset'], ['GET', '/__admin/tenants/default/state'], ['DELETE', '/__admin/faults'], ['GET', '/__admin/docs'], ['GET', '/__admin/docs/static/index.css'], ['GET', '/__admin/openapi.json'], ['GET', '/__admin/nothing'], ['OPTIONS', '/__admin/faults']] as const) {
      const response = await app.inject({ method, url, headers })
      const what = `${method} ${url} ${JSON.stringify(headers)}`
      t.equal(response.statusCode, 403, what)
      t.match(errorOf(response), { code: 'Forbidden', message: new RegExp(setting) }, what)
      t.equal(response.headers['access-control-allow-origin'], undefined, what)
    }
  }
  t.match(json(await call('GET', OFFICE)), { tenantUserCheckinSummary: { failedUserCount: 7 } }, 'nothing is gone')
  for (const headers of own) t.equal((await app.inject({ url: '/__admin/tenants', headers })).statusCode, 200, JSON.stringify(headers))
  t.equal((await reset(app, own[2]!)).statusCode, 204, 'its own page may')
})

t.test('a preflight of another origin is not granted, whatever CORS_ORIGIN says', async t => {
  for (const corsOrigin of ['*', 'https://good.example']) {
    const app = await startService(t, { corsOrigin })
    for (const origin of [EVIL, 'https://good.example']) {
      for (const url of ['/__admin/faults', '/__admin/reset', '/__admin/nothing', '/__admin', '/__admin/ca.pem']) {
        const response = await app.inject({ method: 'OPTIONS', url, headers: { origin, ...preflight } })
        for (const name of ['origin', 'methods', 'headers']) t.equal(response.headers[`access-control-allow-${name}`], undefined, `${origin} ${url}`)
      }
      t.equal((await reset(app, { origin })).statusCode, 403)
    }
  }
})

t.test('ADMIN_ORIGINS: whose pages may use the controls', async t => {
  const app = await startService(t, { adminOrigins: 'https://a.example, http://localhost:5173' })
  for (const origin of ['https://a.example', 'http://localhost:5173']) {
    const asked = await app.inject({ method: 'OPTIONS', url: '/__admin/faults', headers: { origin, 'sec-fetch-site': 'cross-site', ...preflight } })
    t.equal(asked.statusCode, 204)
    t.match(asked.headers, { 'access-control-allow-origin': origin, 'access-control-allow-methods': /DELETE/, 'access-control-allow-headers': 'x-admin-key', vary: /Origin/ })
    const answer = await app.inject({ method: 'DELETE', url: '/__admin/faults', headers: { origin, 'sec-fetch-site': 'cross-site' } })
    t.equal(answer.statusCode, 204)
    t.equal(answer.headers['access-control-allow-origin'], origin)
  }
  for (const origin of [EVIL, 'https://a.example.evil.example', 'http://a.example', 'https://a.example:444']) t.equal((await reset(app, { origin })).statusCode, 403, origin)
  t.equal((await reset(app, { 'sec-fetch-site': 'cross-site' })).statusCode, 403, 'a request without an origin could be of anyone')
  const open = await startService(t, { adminOrigins: '*' })
  t.equal((await reset(open, { origin: EVIL })).statusCode, 204)
  t.equal((await reset(open, { origin: EVIL, host: 'evil.example' })).statusCode, 403, 'the name is another matter')
})

t.test('ALLOWED_HOSTS, PUBLIC_URL and HOST: under which names', async t => {
  const status = async (app: FastifyInstance, host: string, headers: Headers = {}): Promise<number> => (await app.inject({ url: '/__admin/tenants', headers: { host, 'x-admin-key': 'k', ...headers } })).statusCode
  const app = await startService(t, { allowedHosts: 'office, Test.Example', publicUrl: 'https://public.example/graph', host: '192.0.2.7', adminKey: 'k' })
  for (const host of ['office:3000', 'OFFICE', 'test.example', 'public.example', '192.0.2.7:3000', 'localhost']) t.equal(await status(app, host), 200, host)
  for (const host of ['office.example', 'x.test.example', 'public.example.evil', '192.0.2.8']) t.equal(await status(app, host), 403, host)
  t.equal(await status(app, 'localhost', { origin: 'https://public.example' }), 200, 'its own page behind a proxy')
  const everywhere = await startService(t, { host: '0.0.0.0', adminKey: 'k' })
  for (const host of ['192.0.2.8:3000', '[2001:db8::1]']) t.equal(await status(everywhere, host), 200, `${host}: an address is no name that could be rebound`)
  t.equal(await status(everywhere, 'evil.example'), 403)
  t.equal(await status(await startService(t, { allowedHosts: '*', adminKey: 'k' }), 'evil.example'), 200)
  t.equal(await status(await startService(t, { trustProxy: true, adminKey: 'k' }), 'evil.example', { 'x-forwarded-host': 'localhost' }), 403, 'a header that a page can send')
})

t.test('the token endpoint gives no page of another site a token', async t => {
  const post = async (app: FastifyInstance, headers: Headers): Promise<LightMyRequestResponse> => await app.inject({
    method: 'POST',
    url: '/contoso/oauth2/v2.0/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: 'grant_type=client_credentials&client_id=x&client_secret=y&scope=https://graph.microsoft.com/.default'
  })
  const app = await startService(t)
  for (const [headers, setting] of foreign) {
    const response = await post(app, headers)
    t.equal(response.statusCode, 403, JSON.stringify(headers))
    t.match(response.json(), { error: 'invalid_request', error_description: new RegExp(setting === 'ADMIN_ORIGINS' ? 'CORS_ORIGIN' : setting) })
    t.equal(response.headers['access-control-allow-origin'], undefined)
    t.equal((await app.inject({ method: 'OPTIONS', url: '/contoso/oauth2/v2.0/token', headers: { ...headers, ...preflight } })).statusCode, 403)
    t.equal((await app.inject({ method: 'GET', url: '/contoso/oauth2/v2.0/authorize', headers })).statusCode, 403)
  }
  for (const headers of own) t.equal((await post(app, headers)).statusCode, 200, JSON.stringify(headers))
  for (const config of [{ corsOrigin: 'https://spa.example' }, { adminOrigins: 'https://spa.example' }]) {
    const named = await startService(t, config)
    const response = await post(named, { origin: 'https://spa.example', 'sec-fetch-site': 'cross-site' })
    t.equal(response.statusCode, 200, 'a page that is named')
    t.equal(response.headers['access-control-allow-origin'], 'https://spa.example')
    t.equal((await post(named, { origin: EVIL })).statusCode, 403)
  }
})

t.test('ADMIN_PORT: the same there', async t => {
  const app = await startService(t, { adminPort: '0' })
  for (const [headers] of foreign) t.equal((await app.adminListener!.inject({ method: 'POST', url: '/__admin/reset', headers })).statusCode, 403, JSON.stringify(headers))
  t.equal((await app.adminListener!.inject({ method: 'POST', url: '/__admin/reset' })).statusCode, 204)
})

t.test('an absolute target does not make a foreign name an own one', async t => {
  const url = await listen(await startService(t))
  const status = async (target: string, host: string): Promise<number | undefined> => (await sendRaw(url, requestText('GET', target, { Host: host }))).answers[0]?.status
  t.equal(await status('/__admin/tenants', 'evil.example'), 403)
  t.equal(await status('http://evil.example/__admin/tenants', 'localhost'), 403)
  t.equal(await status('http://localhost/__admin/tenants', 'localhost'), 200)
})

t.test('a host beyond loopback without a key: one is made, and needed', async t => {
  const keys = new Set<string>()
  for (const host of ['0.0.0.0', '::', '192.0.2.7', 'office.example']) {
    const app = await startService(t, { host })
    const { key, made } = app.adminKey
    t.ok(made)
    t.match(key, /^[\w-]{32}$/)
    keys.add(key)
    t.equal((await reset(app, {})).statusCode, 401)
    t.equal((await reset(app, { 'x-admin-key': key })).statusCode, 204)
    t.equal((await callerOf(app)('GET', OFFICE)).statusCode, 200)
  }
  t.equal(keys.size, 4, 'another each time')
  for (const config of [{ host: '127.0.0.1' }, { host: 'localhost' }, { host: '::1' }, { host: '0.0.0.0', adminKey: 'mine' }, { host: '0.0.0.0', admin: 'off' as const }]) {
    t.same((await startService(t, config)).adminKey, { key: config.adminKey ?? '', made: false }, JSON.stringify(config))
  }
})

onBothDatabases('x-fault is obeyed for who has the key', async (t, { app, call }) => {
  const fault = { 'x-fault': '503' }
  const refused = await call('GET', OFFICE, { headers: fault })
  t.equal(refused.statusCode, 403)
  t.match(errorOf(refused), { code: 'Forbidden', target: 'x-fault', message: /x-admin-key/ })
  t.equal((await call('GET', OFFICE, { headers: { ...fault, 'x-admin-key': 'sesam' } })).statusCode, 403)
  t.equal((await call('GET', OFFICE, { headers: { ...fault, 'x-admin-key': 'sesame' } })).statusCode, 503)
  t.equal((await call('GET', OFFICE)).statusCode, 200)
  const inBatch = async (headers: Headers, outer: Headers = {}): Promise<unknown> => {
    const body = { requests: [{ id: '1', method: 'GET', url: '/officeConfiguration', headers }] }
    const response = await app.inject({ method: 'POST', url: '/beta/$batch', headers: { authorization: 'Bearer x', ...outer }, payload: body })
    return (json(response)['responses'] as ReadonlyArray<{ readonly status: number }>)[0]?.status
  }
  t.equal(await inBatch(fault), 403)
  t.equal(await inBatch({ ...fault, 'X-Admin-Key': 'sesame' }), 503)
  t.equal(await inBatch(fault, { 'x-admin-key': 'sesame' }), 503, 'the key of the batch')
  t.equal(await inBatch({ ...fault, 'x-admin-key': 'wrong' }, { 'x-admin-key': 'sesame' }), 403)
}, { adminKey: 'sesame' })
