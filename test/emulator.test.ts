/** The emulator in the process of its tests. */
import { decodeJwt } from 'jose'
import t from 'tap'
import { startEmulator } from '../src/emulator.js'

const WRITE = 'DeviceManagementConfiguration.ReadWrite.All'

t.test('several in one process, each with its own port, data and keys', async t => {
  const emulators = await Promise.all([startEmulator({ auth: 'jwt' }), startEmulator({ auth: 'jwt' }), startEmulator({ auth: 'none' })])
  t.teardown(async () => { await Promise.all(emulators.map(async ({ stop }) => { await stop() })) })
  const [first, second, open] = emulators
  t.equal(new Set(emulators.map(({ port }) => port)).size, 3)
  for (const { url, baseUrl, port } of emulators) t.same([url, baseUrl], [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port}/beta`])
  const patch = async (baseUrl: string, token: string): Promise<Response> => await fetch(`${baseUrl}/officeConfiguration`, { method: 'PATCH', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: '{"tenantUserCheckinSummary":{}}' })
  const token = await first.token()
  t.equal((await patch(first.baseUrl, token)).headers.get('etag'), 'W/"1"')
  t.equal((await patch(second.baseUrl, token)).status, 401, 'another\'s token')
  t.equal((await patch(second.baseUrl, await second.token())).headers.get('etag'), 'W/"1"')
  t.equal((await fetch(`${open.baseUrl}/officeConfiguration`)).headers.get('etag'), 'W/"0"')
})

t.test('token: whose, for what, how long', async t => {
  const { token, stop, url } = await startEmulator()
  t.teardown(stop)
  t.match(decodeJwt(await token()), { aud: 'https://graph.microsoft.com', tid: 'default', iss: `${url}/default/v2.0`, roles: [WRITE], idtyp: 'app' })
  t.match(decodeJwt(await token({ tenant: 'Contoso', scopes: ['User.Read', 'Mail.Read'] })), { tid: 'contoso', scp: 'User.Read Mail.Read', upn: 'user@Contoso' })
  t.match(decodeJwt(await token({ user: 'adele@contoso.com', application: 'app', audience: 'api://x' })), { scp: WRITE, upn: 'adele@contoso.com', appid: 'app', azp: 'app', aud: 'api://x' })
  t.match(decodeJwt(await token({ roles: ['A', 'B'] })), { roles: ['A', 'B'] })
  const { iat, exp } = decodeJwt(await token({ expiresIn: 10 }))
  t.equal(exp! - iat!, 10)
  for (const tenant of ['a/b', '', 'x'.repeat(129)]) await t.rejects(token({ tenant }), { message: /cannot be a tenant/ })
})

t.test('a clock of the test\'s own, and settings by name', async t => {
  const now = new Date('2030-01-01T00:00:00Z')
  const { token, baseUrl, stop } = await startEmulator({ auth: 'jwt', publicUrl: 'https://graph.example', clock: { now: () => now } })
  t.teardown(stop)
  t.equal(decodeJwt(await token()).iat, now.getTime() / 1000)
  const answer = await fetch(`${baseUrl}/officeConfiguration`, { headers: { authorization: `Bearer ${await token()}` } })
  t.match(await answer.text(), 'https://graph.example/beta/$metadata')
})

t.test('a start that fails leaves nothing open', async t => {
  const first = await startEmulator()
  t.teardown(first.stop)
  await t.rejects(startEmulator({ port: first.port }), { code: 'EADDRINUSE' })
  await t.rejects(startEmulator({ databaseUrl: 'postgresql://x:x@127.0.0.1:1/x' }), /database cannot serve/)
})

t.test('stop ends the sockets, and may be called again', async t => {
  const { url, stop } = await startEmulator()
  await stop()
  await stop()
  await t.rejects(fetch(`${url}/healthz`))
})
