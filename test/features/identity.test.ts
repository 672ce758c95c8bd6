/**
 * The identity endpoint: metadata, keys, and the token endpoint's grants and refusals (RFC 6749, in the shape of Microsoft's identity
 * platform).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import type { JSONWebKeySet } from 'jose'
import { defaultConfig } from '../../src/config.js'
import { buildServer } from '../../src/server.js'
import { OFFICE, callerOf, json, onBothDatabases, startService } from '../support/service.js'

const READ = 'DeviceManagementConfiguration.Read.All'
const WRITE = 'DeviceManagementConfiguration.ReadWrite.All'
const DEFAULT_SCOPE = 'https://graph.microsoft.com/.default'
const app1 = { client_id: 'app-1', client_secret: 'secret' }
const clientCredentials = { grant_type: 'client_credentials', ...app1, scope: DEFAULT_SCOPE }
const password = { grant_type: 'password', client_id: 'app-1', username: 'adele@contoso.com', password: 'pass', scope: DEFAULT_SCOPE }
const jwt = { auth: 'jwt' } as const

async function post (app: FastifyInstance, form: Record<string, string> | string, { tenant = 'contoso', headers = {} }: { tenant?: string, headers?: Record<string, string> } = {}): Promise<LightMyRequestResponse> {
  return await app.inject({ method: 'POST', url: `/${tenant}/oauth2/v2.0/token`, headers: { host: 'office.localhost:3000', 'content-type': 'application/x-www-form-urlencoded', ...headers }, payload: typeof form === 'string' ? form : new URLSearchParams(form).toString() })
}

const tokenOf = (response: LightMyRequestResponse): string => String(json(response)['access_token'])

onBothDatabases('client credentials', async (t, { app }) => {
  const response = await post(app, clientCredentials)
  t.equal(response.statusCode, 200)
  t.match(response.headers['content-type'], /^application\/json/)
  t.equal(response.headers['cache-control'], 'no-store, no-cache')
  const { access_token: token, ...rest } = json(response)
  t.same(rest, { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 })
  const claims = decodeJwt(String(token))
  t.match(claims, { aud: 'https://graph.microsoft.com', iss: 'http://office.localhost:3000/contoso/v2.0', tid: 'contoso', appid: 'app-1', azp: 'app-1', idtyp: 'app', roles: [WRITE], ver: '2.0', uti: /^[0-9a-f-]{36}$/, oid: /^[0-9a-f-]{36}$/ })
  t.equal(claims.sub, claims['oid'])
  t.equal(claims.exp! - claims.iat!, 3600)
  t.equal(decodeJwt(tokenOf(await post(app, clientCredentials)))['oid'], claims['oid'], 'an application keeps its id')
  t.not(decodeJwt(tokenOf(await post(app, clientCredentials, { tenant: 'fabrikam' })))['oid'], claims['oid'])
  t.equal((await callerOf(app, String(token))('PATCH', OFFICE, { body: {} })).statusCode, 200)
  const basic = await post(app, { grant_type: 'client_credentials', scope: DEFAULT_SCOPE }, { headers: { authorization: `Basic ${Buffer.from('app%2D1:s%3Ae').toString('base64')}` } })
  t.equal(decodeJwt(tokenOf(basic))['appid'], 'app-1', 'HTTP Basic')
  const assertion = await post(app, { grant_type: 'client_credentials', client_id: 'app-1', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: 'a.b.c', scope: DEFAULT_SCOPE })
  t.equal(assertion.statusCode, 200, 'an assertion')
}, jwt)

onBothDatabases('password and refresh token', async (t, { app }) => {
  const response = await post(app, { ...password, scope: `openid profile offline_access https://graph.microsoft.com/${READ}`, client_info: '1', nonce: 'n' })
  t.match(json(response), { token_type: 'Bearer', expires_in: 3599, scope: `https://graph.microsoft.com/${READ} openid profile email` })
  const claims = decodeJwt(tokenOf(response))
  t.match(claims, { scp: READ, upn: 'adele@contoso.com', idtyp: 'user', appid: 'app-1', tid: 'contoso' })
  const { client_info: info, id_token: idToken, refresh_token: refreshToken } = json(response) as Record<string, string>
  t.same(JSON.parse(Buffer.from(String(info), 'base64url').toString()), { uid: claims['oid'], utid: 'contoso' })
  t.match(decodeJwt(String(idToken)), { aud: 'app-1', oid: claims['oid'], tid: 'contoso', preferred_username: 'adele@contoso.com', name: 'adele', nonce: 'n' })
  const call = callerOf(app, tokenOf(response))
  t.same([(await call('GET', OFFICE)).statusCode, (await call('PATCH', OFFICE, { body: {} })).statusCode], [200, 403])

  const refresh = { grant_type: 'refresh_token', client_id: 'app-1', refresh_token: String(refreshToken), scope: DEFAULT_SCOPE }
  t.match(decodeJwt(tokenOf(await post(app, refresh))), { scp: WRITE, upn: 'adele@contoso.com' })
  for (const [changes, options] of [[{ client_id: 'app-2' }, {}], [{}, { tenant: 'fabrikam' }], [{ refresh_token: tokenOf(response) }, {}], [{ refresh_token: 'x' }, {}]] as const) {
    const refused = await post(app, { ...refresh, ...changes }, options)
    t.equal(refused.statusCode, 400)
    t.match(json(refused), { error: 'invalid_grant', error_codes: [9002313] })
  }
  t.equal((await callerOf(app, String(refreshToken))('GET', OFFICE)).statusCode, 401, 'a refresh token is no access token')
  t.equal(json(await post(app, password))['id_token'], undefined, 'only for openid')
}, jwt)

t.test('a refresh token expires by the clock', async t => {
  let now = new Date('2026-02-01T00:00:00Z')
  const app = await buildServer({ ...defaultConfig, logLevel: 'silent', databaseUrl: 'file::memory:' }, { clock: { now: () => now } })
  t.teardown(async () => { await app.close() })
  const response = await post(app, { ...password, scope: 'offline_access' })
  now = new Date('2026-04-30T00:00:00Z')
  const refresh = { grant_type: 'refresh_token', client_id: 'app-1', refresh_token: String(json(response)['refresh_token']) }
  t.equal((await post(app, refresh)).statusCode, 200)
  now = new Date('2026-05-02T00:00:00Z')
  t.match(json(await post(app, refresh)), { error: 'invalid_grant', error_codes: [700082], timestamp: '2026-05-02 00:00:00Z' })
})

t.test('resources and scopes', async t => {
  const app = await startService(t)
  const audience = async (scope: string): Promise<unknown> => decodeJwt(tokenOf(await post(app, { ...clientCredentials, scope }))).aud
  t.equal(await audience('https://graph.microsoft.com//.default'), 'https://graph.microsoft.com')
  t.equal(await audience('00000003-0000-0000-c000-000000000000/.default'), '00000003-0000-0000-c000-000000000000')
  t.equal(await audience('http://office.localhost:3000/.default'), 'https://graph.microsoft.com', 'clients that derive the scope from the address of Graph')
  t.equal(decodeJwt(tokenOf(await post(app, { ...password, scope: `${READ} User.Read` })))['scp'], `${READ} User.Read`, 'names without a resource are Graph\'s')
})

t.test('tenants', async t => {
  const app = await startService(t)
  for (const [tenant, tid] of [['Contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'], ['common', 'default'], ['organizations', 'default']] as const) {
    t.equal(decodeJwt(tokenOf(await post(app, clientCredentials, { tenant })))['tid'], tid)
  }
  const refused = await post(app, clientCredentials, { tenant: 'a%20b' })
  t.equal(refused.statusCode, 400)
  t.match(json(refused), { error: 'invalid_request', error_codes: [900023] })
})

t.test('refusals', async t => {
  const app = await startService(t)
  const without = (form: Record<string, string>, name: string): Record<string, string> =>
    Object.fromEntries(Object.entries(form).filter(([key]) => key !== name))
  const cases: ReadonlyArray<readonly [Record<string, string>, number, string, number, RegExp]> = [
    [{}, 400, 'invalid_request', 900144, /'grant_type'/],
    [{ grant_type: 'device_code', client_id: 'x' }, 400, 'unsupported_grant_type', 70003, /'device_code'/],
    [without(clientCredentials, 'client_id'), 400, 'invalid_request', 900144, /'client_id'/],
    [without(clientCredentials, 'client_secret'), 401, 'invalid_client', 7000216, /'client_secret'/],
    [without(clientCredentials, 'scope'), 400, 'invalid_scope', 90014, /'scope'/],
    [{ ...clientCredentials, scope: `https://graph.microsoft.com/${READ}` }, 400, 'invalid_scope', 1002012, /\/\.default/],
    [{ ...clientCredentials, scope: 'api://other/.default' }, 400, 'invalid_resource', 500011, /api:\/\/other/],
    [without(password, 'username'), 400, 'invalid_request', 900144, /'username'/],
    [without(password, 'password'), 400, 'invalid_request', 900144, /'password'/],
    [{ grant_type: 'refresh_token', client_id: 'x' }, 400, 'invalid_request', 900144, /'refresh_token'/]
  ]
  for (const [form, status, error, code, description] of cases) {
    const response = await post(app, form, { headers: { 'client-request-id': 'mine' } })
    t.equal(response.statusCode, status, JSON.stringify(form))
    t.match(json(response), { error, error_codes: [code], error_description: description, timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/, trace_id: response.headers['request-id'], correlation_id: 'mine' })
    t.match(json(response)['error_description'], new RegExp(`^AADSTS${code}: .* Trace ID: .* Correlation ID: mine Timestamp: `))
  }
  const notForm = await post(app, '{}', { headers: { 'content-type': 'application/json' } })
  t.equal(notForm.statusCode, 400)
  t.match(json(notForm), { error: 'invalid_request' })
  const tooLong = await post(app, `grant_type=${'x'.repeat(70000)}`)
  t.equal(tooLong.statusCode, 413)
  t.match(json(tooLong), { error: 'invalid_request' })
  t.equal((await post(app, '')).statusCode, 400, 'an empty form')
  const code = await app.inject({ url: '/contoso/oauth2/v2.0/authorize?client_id=x' })
  t.equal(code.statusCode, 501)
  t.match(json(code)['error_description'], /'authorize' is not supported/)
})

t.test('a browser may ask, for a page that CORS_ORIGIN names', async t => {
  const app = await startService(t, { corsOrigin: 'http://page.example' })
  const headers = { origin: 'http://page.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-client-sku' }
  const response = await app.inject({ method: 'OPTIONS', url: '/contoso/oauth2/v2.0/token', headers })
  t.equal(response.statusCode, 204)
  t.match(response.headers, { 'access-control-allow-origin': headers.origin, 'access-control-allow-headers': 'x-client-sku' })
  t.equal((await post(app, clientCredentials, { headers: { origin: headers.origin } })).headers['access-control-allow-origin'], headers.origin)
})

t.test('the paths of Graph stay Graph\'s', async t => {
  const app = await startService(t)
  for (const root of ['/beta', '/v1.0', '/Beta']) {
    const response = await app.inject({ url: `${root}/oauth2/v2.0/token`, headers: { authorization: 'Bearer x' } })
    t.equal(response.statusCode, 400)
    t.match(json(response), { error: { code: 'BadRequest', message: "Resource not found for the segment 'oauth2'." } })
  }
})

function identitiesFile (t: Test, content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'identities-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  const path = join(folder, 'identities.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

t.test('configured clients and users', async t => {
  const identities = identitiesFile(t, {
    clients: [{ id: 'app-1', secret: 'secret' }, { id: 'reader', secret: 'r', roles: [READ] }, { id: 'public' }],
    users: [{ username: 'adele@contoso.com', password: 'pass', scopes: [READ] }]
  })
  const app = await startService(t, { ...jwt, identities })
  const outcome = async (form: Record<string, string>): Promise<unknown> => {
    const body = json(await post(app, form))
    return body['access_token'] === undefined ? (body['error_codes'] as number[])[0] : decodeJwt(String(body['access_token']))['roles'] ?? decodeJwt(String(body['access_token']))['scp']
  }
  t.same(await outcome(clientCredentials), [WRITE])
  t.same(await outcome({ ...clientCredentials, client_id: 'READER', client_secret: 'r' }), [READ])
  t.equal(await outcome({ ...clientCredentials, client_secret: 'wrong' }), 7000215)
  t.equal(await outcome({ ...clientCredentials, client_id: 'nobody' }), 700016)
  t.equal(await outcome({ ...clientCredentials, client_id: 'public' }), 7000215, 'a public client has no token of its own')
  t.equal(await outcome({ ...password, client_id: 'public' }), READ)
  t.equal(await outcome(password), 7000218, 'a client with a secret sends it')
  t.equal(await outcome({ ...password, ...app1, password: 'wrong' }), 50126)
  t.equal(await outcome({ ...password, ...app1, username: 'nobody' }), 50126)
  t.equal(await outcome({ ...password, ...app1, scope: WRITE }), 65001)
})

t.test('a file of identities that is none stops the start', async t => {
  for (const identities of ['/nowhere.json', identitiesFile(t, 'no'), identitiesFile(t, { clients: [{ name: 'x' }] })]) {
    await t.rejects(buildServer({ ...defaultConfig, databaseUrl: 'file::memory:', identities }), { name: 'ConfigError', message: /^--identities cannot be "/ })
  }
})

onBothDatabases('metadata and keys', async (t, { app }) => {
  const read = async (url: string): Promise<Record<string, unknown>> => json(await app.inject({ url, headers: { host: 'office.localhost:3000' } }))
  const base = 'http://office.localhost:3000/contoso'
  const metadata = await read('/contoso/v2.0/.well-known/openid-configuration')
  t.match(metadata, { issuer: `${base}/v2.0`, token_endpoint: `${base}/oauth2/v2.0/token`, jwks_uri: `${base}/discovery/v2.0/keys`, authorization_endpoint: `${base}/oauth2/v2.0/authorize` })
  t.same(await read('/contoso/.well-known/openid-configuration'), metadata)
  const keys = await read('/contoso/discovery/v2.0/keys') as unknown as JSONWebKeySet
  t.equal(keys.keys.length, 1)
  t.same(Object.keys(keys.keys[0]!).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use'], 'nothing private')
  const { payload } = await jwtVerify(tokenOf(await post(app, clientCredentials)), createLocalJWKSet(keys), { issuer: String(metadata['issuer']), audience: 'https://graph.microsoft.com' })
  t.equal(payload['tid'], 'contoso', 'what a verifier elsewhere makes of it')
  t.match(await read('/common/discovery/instance?api-version=1.1'), { tenant_discovery_endpoint: 'http://office.localhost:3000/common/v2.0/.well-known/openid-configuration', metadata: [{ preferred_network: 'office.localhost:3000', aliases: ['office.localhost:3000'] }] })
  t.match(await read('/common/UserRealm/adele@contoso.com?api-version=1.0'), { account_type: 'Managed', domain_name: 'contoso.com' })
})

t.test('a given issuer is in metadata and tokens', async t => {
  const app = await startService(t, { ...jwt, issuer: 'https://sts.windows.net/{tenantid}/' })
  t.equal(json(await app.inject({ url: '/contoso/v2.0/.well-known/openid-configuration' }))['issuer'], 'https://sts.windows.net/contoso/')
  const token = tokenOf(await post(app, clientCredentials))
  t.equal(decodeJwt(token).iss, 'https://sts.windows.net/contoso/')
  t.equal((await callerOf(app, token)('GET', OFFICE)).statusCode, 200)
})
