/** Bearer tokens: what is asked of them, and what their claims decide. */
import t from 'tap'
import { UnsecuredJWT } from 'jose'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../support/service.js'

const token = (claims: Record<string, unknown>): string => new UnsecuredJWT(claims).encode()

const READ = 'DeviceManagementConfiguration.Read.All'
const WRITE = 'DeviceManagementConfiguration.ReadWrite.All'

t.test('no token', async t => {
  const app = await startService(t)
  for (const authorization of [undefined, '', 'Bearer', 'Bearer ']) {
    const response = await app.inject({ url: OFFICE, headers: authorization === undefined ? {} : { authorization } })
    t.equal(response.statusCode, 401, String(authorization))
    t.same(errorOf(response), { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' })
    t.match(response.headers['www-authenticate'], /^Bearer realm="", authorization_uri="[^"]+", client_id="00000003-0000-0000-c000-000000000000"$/)
  }
  t.equal((await app.inject({ url: OFFICE, headers: { authorization: 'Basic eDp5' } })).statusCode, 401)
})

t.test('any word is a token', async t => {
  const app = await startService(t)
  for (const authorization of ['Bearer x', 'bearer anything.at.all', 'BEARER e.y.J']) t.equal((await app.inject({ url: OFFICE, headers: { authorization } })).statusCode, 200, authorization)
})

t.test('AUTH=none wants no header, and honours a token all the same', async t => {
  const app = await startService(t, { auth: 'none' })
  t.equal((await app.inject({ url: OFFICE })).statusCode, 200)
  await callerOf(app, token({ tid: 'contoso' }))('PATCH', OFFICE, { body: { tenantUserCheckinSummary: {} } })
  t.equal((await app.inject({ url: OFFICE })).headers.etag, 'W/"0"')
  t.equal((await callerOf(app, token({ tid: 'contoso' }))('GET', OFFICE)).headers.etag, 'W/"1"')
  t.equal((await callerOf(app, token({ scp: 'User.Read' }))('GET', OFFICE)).statusCode, 200, 'but asks for no scope')
})

t.test('scopes and roles are enforced when the token carries any', async t => {
  const app = await startService(t)
  const status = async (method: 'GET' | 'PATCH', claims: Record<string, unknown>): Promise<number> => (await callerOf(app, token(claims))(method, OFFICE, method === 'GET' ? {} : { body: {} })).statusCode
  for (const claims of [{}, { scp: WRITE }, { scp: `User.Read ${WRITE}` }, { roles: [WRITE] }]) {
    t.equal(await status('GET', claims), 200, JSON.stringify(claims))
    t.equal(await status('PATCH', claims), 200, JSON.stringify(claims))
  }
  for (const claims of [{ scp: READ }, { roles: [READ] }]) {
    t.equal(await status('GET', claims), 200, JSON.stringify(claims))
    t.equal(await status('PATCH', claims), 403, JSON.stringify(claims))
  }
  for (const claims of [{ scp: 'User.Read' }, { roles: ['Directory.Read.All'] }]) t.equal(await status('GET', claims), 403, JSON.stringify(claims))
  const refused = await callerOf(app, token({ scp: READ }))('PATCH', OFFICE, { body: {} })
  t.match(errorOf(refused), { code: 'Forbidden', message: new RegExp(WRITE.replaceAll('.', '\\.')) }, 'the message names what would do')
})

onBothDatabases('a tenant sees its own data and id only', async (t, { app }) => {
  const contoso = callerOf(app, token({ tid: 'Contoso' }))
  const fabrikam = callerOf(app, token({ tid: 'fabrikam' }))
  const written = json(await contoso('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ userId: 'contoso' }], tenantUserCheckinSummary: {} } }))
  t.match(json(await fabrikam('GET', OFFICE)), { tenantCheckinStatuses: [], tenantUserCheckinSummary: null, '@odata.etag': 'W/"0"' })
  await fabrikam('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ userId: 'fabrikam' }] } })
  t.match(json(await contoso('GET', OFFICE)), { tenantCheckinStatuses: [{ userId: 'contoso' }] })
  t.match(json(await callerOf(app, token({ tid: 'contoso' }))('GET', OFFICE)), { id: written['id'] }, 'case does not count')
  const ids = await Promise.all([callerOf(app), contoso, fabrikam].map(async call => json(await call('GET', OFFICE))['id']))
  t.equal(new Set(ids).size, 3)
})

t.test('a token whose tenant cannot be one', async t => {
  const app = await startService(t)
  for (const tid of ['a/b', 'a b', '..', '.', 'x'.repeat(129), 5]) {
    const response = await callerOf(app, token({ tid }))('GET', OFFICE)
    t.equal(response.statusCode, 401, String(tid))
    t.equal(errorOf(response)['code'], 'InvalidAuthenticationToken')
  }
})
