/** The command: what it prints, how it fails, how it ends. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { flagOf, settings, variableOf } from '../src/settings.js'
import { newDatabase } from './support/databases.js'
import { launch, runCommand, startProcess } from './support/process.js'

const headers = { authorization: 'Bearer x', 'content-type': 'application/json' }

t.test('--help names every setting, its variable and its default', async t => {
  const { code, stdout } = await runCommand(['--help'])
  t.equal(code, 0)
  for (const [env, flag] of Object.keys(settings).map(name => [variableOf(name), flagOf(name)])) {
    t.match(stdout, `--${flag} `)
    t.match(stdout, new RegExp(`\\(${env}[,)]`))
  }
})

t.test('a reader that has seen enough ends neither a command nor the service', async t => {
  const help = launch(['--help'], {})
  help.child.stdout?.destroy()
  t.match(await help.ended, { code: 0, stderr: '' })
  const { child, url, ended } = await startProcess(t, await newDatabase(t, 'sqlite'))
  child.stdout?.destroy()
  for (const time of [1, 2]) t.equal((await fetch(`${url}/beta/officeConfiguration`, { headers })).status, 200, `request ${time}`)
  child.kill('SIGTERM')
  t.equal((await ended).code, 0)
})

t.test('--json prints where the service is, and the log goes to stderr', async t => {
  const folder = await newDatabase(t, 'sqlite')
  for (const args of [['--json'], ['serve', '--json', '--tls-port', '0']]) {
    const { child, url, ended } = await startProcess(t, folder, args)
    t.equal((await fetch(`${url}/readyz`)).status, 200)
    child.kill('SIGTERM')
    const { stdout, stderr, code } = await ended
    t.equal(code, 0)
    t.equal(stdout.split('\n').length, 2, 'one line')
    t.match(JSON.parse(stdout), { url, port: Number(new URL(url).port), pid: child.pid, ...args.length > 1 ? { tlsUrl: /^https:\/\/127\.0\.0\.1:\d+$/, caFile: /\/tls\/ca\.pem$/ } : {} })
    t.match(stderr, /serving http:/)
  }
})

t.test('--version', async t => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  t.same(await runCommand(['--version']), { code: 0, signal: null, stdout: `${version}\n`, stderr: '' })
})

t.test('a wrong setting stops the start with a sentence that names it', async t => {
  const cases: ReadonlyArray<readonly [string[], Record<string, string>, string]> = [
    [['--port', '70000'], {}, '--port cannot be "70000": give a whole number from 0 to 65535.'],
    [[], { PORT: 'http' }, 'PORT cannot be "http": give a whole number from 0 to 65535.'],
    [['--auth', 'basic'], {}, '--auth cannot be "basic": choose one of bearer, jwt, none.'],
    [[], { TRUST_PROXY: 'maybe' }, 'TRUST_PROXY cannot be "maybe": give true or false.'],
    [['--database-url', 'mysql://me:secret@host/db'], {}, '--database-url cannot be "mysql://me:***@host/db": `file:path` (SQLite), `file::memory:` (discarded at the end), or `postgresql://…`.'],
    [['--prot', '1'], {}, 'Unknown option \'--prot\'. Did you mean --port? See --help.'],
    [['serv'], {}, '"serv" is not a command. See --help.'],
    [['serve', 'twice'], {}, '"twice" is not a command. See --help.'],
    [['--tls-port', '70000'], {}, '--tls-port cannot be "70000": TCP port for https beside http; 0 takes any free one, empty: none.']
  ]
  for (const [args, env, message] of cases) t.same(await runCommand(args, env), { code: 2, signal: null, stdout: '', stderr: `${message}\n` }, message)
})

t.test('a port that is taken', async t => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const { port } = other.address() as AddressInfo
  const { code, stderr } = await runCommand(['--port', String(port), '--database-url', 'file::memory:'])
  t.equal(code, 1)
  t.equal(stderr, `Port ${port} of 127.0.0.1 is taken. Choose another with --port or PORT; 0 takes any free one.\n`)
})

t.test('SIGTERM finishes what is in flight', async t => {
  const { child, url, ended } = await startProcess(t, await newDatabase(t, 'sqlite'))
  const body = JSON.stringify({ tenantUserCheckinSummary: { failedUserCount: 7 } })
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.setEncoding('utf8').on('data', text => { answer += text })
  socket.write(`PATCH /beta/officeConfiguration HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`)
  await new Promise(resolve => setTimeout(resolve, 200))
  child.kill('SIGTERM')
  await new Promise(resolve => setTimeout(resolve, 300))
  await t.rejects(fetch(`${url}/healthz`), 'no new connection is taken')
  socket.write(body.slice(10))
  await once(socket, 'close')
  t.match(answer, /^HTTP\/1.1 200 OK/)
  t.match(answer, '"failedUserCount":7')
  t.match(await ended, { code: 0, signal: null })
})

t.test('a line of log for each request, without the token', async t => {
  const { child, url, ended } = await startProcess(t, 'file::memory:', ['--log-format', 'json'])
  const response = await fetch(`${url}/beta/officeConfiguration?$select=id`, { headers: { ...headers, authorization: 'Bearer my-secret' } })
  child.kill('SIGTERM')
  const { stdout } = await ended
  const lines = stdout.trim().split('\n').map(line => JSON.parse(line) as Record<string, unknown>)
  t.match(lines.find(line => line['status'] !== undefined), { reqId: response.headers.get('request-id'), tenant: 'default', method: 'GET', url: '/beta/officeConfiguration?$select=id', status: 200, ms: Number })
  t.notMatch(stdout, 'my-secret')
})
