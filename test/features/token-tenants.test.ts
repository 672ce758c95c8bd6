/** Which tenants a token opens, where the service verifies tokens and where a tenant alone does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import type { JWTPayload } from 'jose'
import { issueToken } from '../../src/http/identity/issue-token.js'
import { batch, read } from '../support/batch.js'
import { OFFICE, callerOf, errorOf, onBothDatabases, startService } from '../support/service.js'

const GRAPH = 'https://graph.microsoft.com'
const READ = 'DeviceManagementConfiguration.Read.All'

/** A key of somebody else, and its file for JWKS. */
async function foreignKey (t: Test): Promise<{ readonly jwks: string, readonly sign: (claims: JWTPayload) => Promise<string> }> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const folder = mkdtempSync(join(tmpdir(), 'jwks-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  const jwks = join(folder, 'jwks.json')
  writeFileSync(jwks, JSON.stringify({ keys: [{ ...await exportJWK(publicKey), kid: 'k' }] }))
  return {
    jwks,
    sign: async claims => await new SignJWT({ aud: GRAPH, iss: 'me', scp: READ, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'k' }).setExpirationTime('1h').sign(privateKey)
  }
}

onBothDatabases('a tenant that wants tokens verified gets them verified, while the service believes them', async (t, { app, call }) => {
  const settings = await app.inject({ method: 'PATCH', url: '/__admin/tenants/strict/settings', payload: { auth: 'jwt' } })
  t.equal(settings.statusCode, 200)
  const forged = new UnsecuredJWT({ tid: 'strict', aud: GRAPH, scp: READ, iss: 'http://x/strict/v2.0' }).setExpirationTime('1h').encode()
  const good = await issueToken(app, { issuer: '' }, 'http://office', { tenant: 'strict' })
  const another = await issueToken(app, { issuer: '' }, 'http://office', { tenant: 'lax' })
  const status = async (token: string, url = OFFICE, headers: Record<string, string> = {}): Promise<number> => (await callerOf(app, token)('GET', url, { headers })).statusCode
  const refused = await callerOf(app, forged)('GET', OFFICE)
  t.equal(refused.statusCode, 401)
  t.match(errorOf(refused), { code: 'InvalidAuthenticationToken', message: /^Access token validation failure|^JWT is not well formed/ })
  for (const [token, url, headers] of [[forged, `/t/strict${OFFICE}`, {}], ['word', OFFICE, { 'x-tenant-id': 'strict' }], ['word', `/t/strict${OFFICE}`, {}], ['word', `/t/STRICT${OFFICE}`, {}]] as const) {
    t.equal(await status(token, url, headers), 401, `${url} ${JSON.stringify(headers)}`)
  }
  t.equal((await app.inject({ method: 'PATCH', url: OFFICE, headers: { 'x-tenant-id': 'strict' }, payload: {} })).statusCode, 401, 'no token')
  t.equal((await callerOf(app, forged)('PATCH', OFFICE, { body: { tenantUserCheckinSummary: {} } })).statusCode, 401, 'nor writes')
  t.equal(await status(good), 200)
  t.equal(await status(good, OFFICE, { 'x-tenant-id': 'strict' }), 200)
  t.equal(await status(another, OFFICE, { 'x-tenant-id': 'strict' }), 400, 'of another tenant')
  t.equal(await status(await issueToken(app, { issuer: '' }, 'http://office', { tenant: 'strict', expiresIn: -1 })), 401, 'expired')
  t.equal(await status(await issueToken(app, { issuer: '' }, 'http://office', { tenant: 'strict', roles: ['User.Read'] })), 403, 'and must carry the permission')
  t.equal((await call('GET', OFFICE)).statusCode, 200, 'other tenants are as before')
  t.equal((await app.inject({ url: '/t/strict/beta/$metadata' })).statusCode, 200, 'metadata needs no token')
  const answers = await batch(callerOf(app, good), [read('1', 'officeConfiguration'), read('2', 'officeConfiguration', { headers: { authorization: `Bearer ${forged}` } }), read('3', 'officeConfiguration', { headers: { authorization: `Bearer ${good}` } })])
  t.same(answers.map(({ status }) => status), [200, 401, 200], 'in a batch too')
})

t.test('a tenant may want less than a service that verifies, but a token that is sent is verified', async t => {
  const app = await startService(t, { auth: 'jwt' })
  await app.inject({ method: 'PATCH', url: '/__admin/tenants/lax/settings', payload: { auth: 'none' } })
  t.equal((await app.inject({ url: OFFICE, headers: { 'x-tenant-id': 'lax' } })).statusCode, 200)
  t.equal((await callerOf(app, 'word')('GET', OFFICE, { headers: { 'x-tenant-id': 'lax' } })).statusCode, 401)
})

t.test('a verified token that names no tenant is good for the default one only', async t => {
  const { jwks, sign } = await foreignKey(t)
  const token = await sign({})
  for (const auth of ['jwt', 'bearer'] as const) {
    const app = await startService(t, { auth, jwks })
    if (auth === 'bearer') for (const tenant of ['default', 'other']) await app.inject({ method: 'PATCH', url: `/__admin/tenants/${tenant}/settings`, payload: { auth: 'jwt' } })
    const call = callerOf(app, token)
    t.equal((await call('GET', OFFICE)).statusCode, 200, auth)
    t.equal((await call('GET', OFFICE, { headers: { 'x-tenant-id': 'DEFAULT' } })).statusCode, 200, auth)
    for (const [url, headers] of [[OFFICE, { 'x-tenant-id': 'other' }], [`/t/other${OFFICE}`, {}]] as const) {
      const refused = await call('GET', url, { headers })
      t.equal(refused.statusCode, 401, `${auth} ${url}`)
      t.match(errorOf(refused), { code: 'InvalidAuthenticationToken', message: /names no tenant \(claim 'tid'\)/ })
    }
    const named = await sign({ tid: 'other' })
    t.equal((await callerOf(app, named)('GET', OFFICE)).statusCode, 200)
    const answers = await batch(callerOf(app, named), [read('1', 'officeConfiguration', { headers: { authorization: `Bearer ${token}`, 'x-tenant-id': 'other' } }), read('2', 'officeConfiguration', { headers: { authorization: `Bearer ${token}` } })])
    t.same(answers.map(({ status }) => status), [401, 403], 'nor in a batch of that tenant')
  }
})
