/** `AUTH=jwt`: what is verified of a token, and which keys verify it. */
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import type { CryptoKey, JWK, JWTPayload } from 'jose'
import { defaultConfig } from '../../src/config.js'
import { issueToken } from '../../src/http/identity/issue-token.js'
import type { TokenOptions } from '../../src/http/identity/issue-token.js'
import { buildServer } from '../../src/server.js'
import { dialects, newDatabase } from '../support/databases.js'
import { OFFICE, callerOf, errorOf, onBothDatabases, startService } from '../support/service.js'

const READ = 'DeviceManagementConfiguration.Read.All'
const WRITE = 'DeviceManagementConfiguration.ReadWrite.All'
const GRAPH = 'https://graph.microsoft.com'
const jwt = { auth: 'jwt' } as const

/** A token of the service's own key. */
const own = async (app: FastifyInstance, options: TokenOptions = {}): Promise<string> => await issueToken(app, { issuer: '' }, 'http://office', options)

const get = async (app: FastifyInstance, token: string): Promise<LightMyRequestResponse> => await callerOf(app, token)('GET', OFFICE)

/** Signed as the service signs, with any claims. */
const signed = async (app: FastifyInstance, claims: Record<string, unknown>): Promise<string> => await app.identity.tokens.sign({ aud: GRAPH, iss: 'http://office/contoso/v2.0', tid: 'contoso', roles: [WRITE], ...claims } as JWTPayload, 60)

function refusedWith (t: Test, response: LightMyRequestResponse, message: string | RegExp, why: string): void {
  t.equal(response.statusCode, 401, why)
  t.match(errorOf(response), { code: 'InvalidAuthenticationToken', message }, why)
  t.match(response.headers['www-authenticate'], /^Bearer realm="", authorization_uri="[^"]+", client_id="00000003-0000-0000-c000-000000000000"$/)
}

onBothDatabases('the service\'s own tokens count, and tell tenants apart', async (t, { app }) => {
  const contoso = callerOf(app, await own(app, { tenant: 'Contoso' }))
  t.equal((await contoso('PATCH', OFFICE, { body: { tenantUserCheckinSummary: {} } })).statusCode, 200)
  t.equal((await contoso('GET', OFFICE)).headers.etag, 'W/"1"')
  t.equal((await get(app, await own(app, { tenant: 'fabrikam' }))).headers.etag, 'W/"0"')
  t.equal((await get(app, await own(app, { audience: '00000003-0000-0000-c000-000000000000' }))).statusCode, 200, 'Graph\'s other name')
}, jwt)

onBothDatabases('each refusal says what is wrong with the token', async (t, { app }) => {
  const good = await own(app)
  const [header = '', payload = '', signature = ''] = good.split('.')
  const { privateKey } = await generateKeyPair('RS256')
  const stranger = async (kid: string | undefined): Promise<string> => await new SignJWT({ aud: GRAPH }).setProtectedHeader({ alg: 'RS256', ...kid === undefined ? {} : { kid } }).setExpirationTime('1h').sign(privateKey)
  const kid = (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }).kid
  const failure = 'Access token validation failure. '
  const cases: ReadonlyArray<readonly [string, string, string | RegExp]> = [
    ['a word', 'word', 'JWT is not well formed, there are no dots (.). The token needs to be in JWS Compact Serialization Format.'],
    ['not base64', 'a.b.c', 'JWT is not well formed.'],
    ['changed claims', `${header}.${Buffer.from('{"aud":"https://graph.microsoft.com","tid":"x"}').toString('base64url')}.${signature}`, `${failure}Invalid signature.`],
    ['a changed signature', `${header}.${payload}.${signature.replace(/^./, first => first === 'A' ? 'B' : 'A')}`, `${failure}Invalid signature.`],
    ['another\'s key under our key\'s name', await stranger(kid), `${failure}Invalid signature.`],
    ['another\'s key', await stranger('other'), new RegExp(`^${failure}The signing key is unknown`)],
    ['another\'s key without a name', await stranger(undefined), `${failure}Invalid signature.`],
    ['no signature', new UnsecuredJWT({ aud: GRAPH }).setExpirationTime('1h').encode(), /^Access token validation failure|^JWT is not well formed/],
    ['a shared secret', await new SignJWT({ aud: GRAPH }).setProtectedHeader({ alg: 'HS256', kid }).setExpirationTime('1h').sign(new TextEncoder().encode(kid.repeat(2))), new RegExp(`^${failure}The signature algorithm is not accepted`)],
    ['another audience', await own(app, { audience: 'api://mine' }), `${failure}Invalid audience 'api://mine': it must be https://graph.microsoft.com or 00000003-0000-0000-c000-000000000000.`],
    ['no audience', await signed(app, { aud: undefined }), new RegExp(`^${failure}Invalid audience`)],
    ['another issuer', await signed(app, { iss: 'https://sts.windows.net/contoso/' }), `${failure}Invalid issuer 'https://sts.windows.net/contoso/'.`],
    ['another tenant\'s issuer', await signed(app, { tid: 'fabrikam' }), `${failure}Invalid issuer 'http://office/contoso/v2.0'.`],
    ['no tenant', await signed(app, { tid: undefined }), new RegExp(`^${failure}Invalid issuer`)],
    ['expired', await own(app, { expiresIn: -1 }), 'Lifetime validation failed, the token is expired.']
  ]
  for (const [why, token, message] of cases) refusedWith(t, await get(app, token), message, why)
  t.equal((await get(app, good)).statusCode, 200, 'and a good one is still good')
  t.equal((await app.inject({ url: OFFICE })).statusCode, 401, 'no token')
  t.equal((await app.inject({ url: '/healthz' })).statusCode, 200)
}, jwt)

t.test('a lifetime is checked by the clock, at every request', async t => {
  let now = new Date('2026-02-01T00:00:00Z')
  const app = await buildServer({ ...defaultConfig, ...jwt, logLevel: 'silent', databaseUrl: 'file::memory:' }, { clock: { now: () => now } })
  t.teardown(async () => { await app.close() })
  const token = await own(app)
  const { privateKey, id } = await app.identity.keys.signingKey()
  const foreign = async (claims: JWTPayload): Promise<string> => await new SignJWT({ aud: GRAPH, iss: 'http://x/a/v2.0', tid: 'a', roles: [READ], ...claims }).setProtectedHeader({ alg: 'RS256', kid: id }).sign(privateKey)
  t.equal((await get(app, token)).statusCode, 200)
  now = new Date('2026-02-01T00:59:59Z')
  t.equal((await get(app, token)).statusCode, 200)
  now = new Date('2026-02-01T01:00:00Z')
  refusedWith(t, await get(app, token), 'Lifetime validation failed, the token is expired.', 'after an hour')
  now = new Date('2026-01-31T23:00:00Z')
  refusedWith(t, await get(app, token), 'Lifetime validation failed, the token is not yet valid.', 'the clock was put back')
  const seconds = now.getTime() / 1000
  t.equal((await get(app, await foreign({ exp: seconds + 1, nbf: seconds }))).statusCode, 200)
  refusedWith(t, await get(app, await foreign({ exp: seconds + 9, nbf: seconds + 1 })), 'Lifetime validation failed, the token is not yet valid.', 'nbf')
  refusedWith(t, await get(app, await foreign({})), "Lifetime validation failed, the token has no claim 'exp'.", 'no exp')
})

t.test('a verified token must carry the permission', async t => {
  const app = await startService(t, jwt)
  const status = async (method: 'GET' | 'PATCH', options: TokenOptions): Promise<number> => (await callerOf(app, await own(app, options))(method, OFFICE, method === 'GET' ? {} : { body: {} })).statusCode
  t.same([await status('GET', { roles: [READ] }), await status('PATCH', { roles: [READ] })], [200, 403])
  t.same([await status('GET', { scopes: [READ, 'User.Read'] }), await status('PATCH', { scopes: [WRITE] })], [200, 200])
  t.same([await status('GET', { roles: [] }), await status('GET', { scopes: ['User.Read'] })], [403, 403])
})

for (const dialect of dialects) {
  t.test(`tokens outlive a restart, and count at every instance on the database (${dialect})`, async t => {
    const databaseUrl = await newDatabase(t, dialect)
    const config = { ...defaultConfig, ...jwt, logLevel: 'silent', databaseUrl } as const
    const instances = [await buildServer(config), await buildServer(config)]
    // Neither has a key yet: both make one at once, and one of them is kept.
    const tokens = await Promise.all(instances.map(async app => await own(app)))
    const kids = tokens.map(token => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).map(({ kid }) => kid)
    t.equal(kids[0], kids[1], 'one key')
    for (const app of instances) for (const token of tokens) t.equal((await get(app, token)).statusCode, 200)
    for (const app of instances) await app.close()
    const next = await startService(t, config)
    for (const token of tokens) t.equal((await get(next, token)).statusCode, 200, 'after a restart')
  })

  t.test(`an instance that knows no key yet accepts another's token (${dialect})`, async t => {
    const databaseUrl = await newDatabase(t, dialect)
    const first = await startService(t, { ...jwt, databaseUrl })
    const second = await startService(t, { ...jwt, databaseUrl })
    t.equal((await get(second, 'a.b.c')).statusCode, 401)
    t.equal((await get(second, await own(first))).statusCode, 200)
  })
}

/** The same for every test: an RSA key takes longer to make than a test. */
const keyPairs = Promise.all(['RS256', 'RS256', 'ES256'].map(async algorithm => await generateKeyPair(algorithm, { extractable: true })))

async function foreignKeys (
  t: Test
): Promise<
  {
    readonly keys: readonly JWK[]
    readonly sign: (index: number, claims?: JWTPayload, kid?: string) => Promise<string>
    readonly file: (content: unknown) => string
  }
> {
  const pairs = await keyPairs
  const keys = await Promise.all(pairs.map(async ({ publicKey }, index) => ({ ...await exportJWK(publicKey), kid: `key${index}` })))
  const folder = mkdtempSync(join(tmpdir(), 'jwks-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  return {
    keys,
    sign: async (index, claims = {}, kid) => await new SignJWT({ aud: GRAPH, iss: 'https://sts.windows.net/Contoso/', tid: 'Contoso', scp: WRITE, ...claims })
      .setProtectedHeader({ alg: index === 2 ? 'ES256' : 'RS256', ...kid === undefined ? {} : { kid } }).setExpirationTime('1h').sign(pairs[index]?.privateKey as CryptoKey),
    file: content => {
      const path = join(folder, 'jwks.json')
      writeFileSync(path, JSON.stringify(content))
      return path
    }
  }
}

t.test('keys of a file, and an issuer', async t => {
  const { keys, sign, file } = await foreignKeys(t)
  const app = await startService(t, { ...jwt, jwks: file({ keys }), issuer: 'https://sts.windows.net/{tenantid}/' })
  for (const [index, kid] of [[0, 'key0'], [1, 'key1'], [2, 'key2'], [0, undefined], [1, undefined]] as const) t.equal((await get(app, await sign(index, {}, kid))).statusCode, 200, `${index} ${kid}`)
  refusedWith(t, await get(app, await sign(0, { iss: 'https://sts.windows.net/fabrikam/' }, 'key0')), /Invalid issuer 'https:\/\/sts.windows.net\/fabrikam\/'/, 'issuer')
  refusedWith(t, await get(app, await sign(0, {}, 'key1')), /Invalid signature/, 'the other key\'s name')
  refusedWith(t, await get(app, await own(app)), /The signing key is unknown/, 'its own tokens no longer count')
  const refusal = await app.inject({ method: 'POST', url: '/contoso/oauth2/v2.0/token', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'grant_type=client_credentials' })
  t.match(refusal.json(), { error: 'unauthorized_client', error_description: /keys of --jwks/ }, 'so it gives out none')
})

t.test('without an issuer, any issuer whose key is trusted', async t => {
  const { keys, sign, file } = await foreignKeys(t)
  const app = await startService(t, { ...jwt, jwks: file({ keys }) })
  t.equal((await get(app, await sign(0, { iss: 'me' }, 'key0'))).statusCode, 200)
})

t.test('keys of a URL', async t => {
  const { keys, sign } = await foreignKeys(t)
  let up = false
  const server = createServer((_request, response) => { response.writeHead(up ? 200 : 500, { 'content-type': 'application/json' }).end(JSON.stringify({ keys })) }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.close() })
  const app = await startService(t, { ...jwt, jwks: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys` })
  const down = await get(app, await sign(0, {}, 'key0'))
  t.equal(down.statusCode, 503)
  t.match(errorOf(down), { code: 'ServiceUnavailable', message: /keys that tokens are verified with cannot be read/ })
  t.equal(down.headers['retry-after'], '1')
  up = true
  t.equal((await get(app, await sign(0, {}, 'key0'))).statusCode, 200)
})

t.test('a key file that is none stops the start', async t => {
  const { file } = await foreignKeys(t)
  for (const jwks of ['/nowhere/jwks.json', file({ no: 'keys' })]) await t.rejects(buildServer({ ...defaultConfig, ...jwt, databaseUrl: 'file::memory:', jwks }), { name: 'ConfigError', message: /^--jwks cannot be "/ })
})
