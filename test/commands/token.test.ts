/** `token`: an access token for the shell. */
import { decodeJwt } from 'jose'
import t from 'tap'
import { startEmulator } from '../../src/emulator.js'
import { dialects, newDatabase } from '../support/databases.js'
import { runCommand } from '../support/process.js'
import { OFFICE, callerOf, startService } from '../support/service.js'

const claimsOf = (stdout: string): Record<string, unknown> => decodeJwt(stdout.trim())

for (const dialect of dialects) {
  t.test(`signed with the key of a database (${dialect})`, async t => {
    const databaseUrl = await newDatabase(t, dialect)
    const { code, stdout } = await runCommand(['token', '--tenant', 'Contoso', '--database-url', databaseUrl])
    t.equal(code, 0)
    t.match(claimsOf(stdout), { tid: 'contoso', aud: 'https://graph.microsoft.com', roles: ['DeviceManagementConfiguration.ReadWrite.All'], iss: 'http://127.0.0.1:3000/contoso/v2.0' })
    const app = await startService(t, { auth: 'jwt', databaseUrl })
    t.equal((await callerOf(app, stdout.trim())('GET', OFFICE)).statusCode, 200)
    const expired = await runCommand(['token', '--expires-in', '-1'], { DATABASE_URL: databaseUrl })
    t.equal((await callerOf(app, expired.stdout.trim())('GET', OFFICE)).statusCode, 401)
  })
}

t.test('every claim can be chosen', async t => {
  const databaseUrl = await newDatabase(t, 'sqlite')
  const { stdout } = await runCommand(['token', '--scope', 'A B', '--user', 'me@x', '--application', 'app', '--audience', 'api://y', '--issuer', 'https://i/{tenantid}/', '--expires-in', '60', '--database-url', databaseUrl])
  const claims = claimsOf(stdout)
  t.match(claims, { scp: 'A B', upn: 'me@x', appid: 'app', aud: 'api://y', iss: 'https://i/default/' })
  t.equal(Number(claims['exp']) - Number(claims['iat']), 60)
  t.match(claimsOf((await runCommand(['token', '--role', 'R', '--database-url', databaseUrl])).stdout), { roles: ['R'] })
})

t.test('from an emulator that runs', async t => {
  const emulator = await startEmulator({ auth: 'jwt', tls: true })
  t.teardown(emulator.stop)
  const { stdout, code } = await runCommand(['token', '--url', emulator.url, '--tenant', 'contoso'])
  t.equal(code, 0)
  t.match(claimsOf(stdout), { tid: 'contoso', idtyp: 'app' })
  t.match(claimsOf((await runCommand(['token', '--url', emulator.url, '--scope', 'User.Read', '--user', 'me@x'])).stdout), { scp: 'User.Read', upn: 'me@x' })
  t.match(await runCommand(['token', '--url', emulator.url, '--scope', 'api://x/y']), { code: 1, stdout: '', stderr: /^AADSTS500011: / })
  t.match(await runCommand(['token', '--url', emulator.url, '--expires-in', '5']), { code: 2, stderr: /^--expires-in does not go with --url/ })
  t.match(await runCommand(['token', '--url', 'http://127.0.0.1:1']), { code: 1, stderr: /^http:\/\/127.0.0.1:1 does not answer: / })
})

t.test('what cannot be', async t => {
  t.match(await runCommand(['token', '--database-url', 'file::memory:']), { code: 2, stderr: /^An in-memory database cannot share its signing key/ })
  t.match(await runCommand(['token', '--expires-in', 'soon']), { code: 2, stderr: /Give a whole number of seconds/ })
})
