/** `exec`: an emulator for as long as a command runs. */
import { existsSync } from 'node:fs'
import { once } from 'node:events'
import t from 'tap'
import { launch, runCommand } from '../support/process.js'

/** A command that says what it sees, as JSON. */
const script = (body: string): string[] => ['--', process.execPath, '--input-type=module', '--eval', body]

const LOOK = `
  const { GRAPH_OFFICE_EMULATOR_URL: url, GRAPH_BASE_URL: baseUrl, GRAPH_ACCESS_TOKEN: token, GRAPH_OFFICE_EMULATOR_TLS_URL: tlsUrl, NODE_EXTRA_CA_CERTS: caFile, PORT: port, DATABASE_URL: databaseUrl } = process.env
  const read = async base => (await fetch(base + '/officeConfiguration', { headers: { authorization: 'Bearer ' + token } })).status
  console.log(JSON.stringify({ url, baseUrl, tlsUrl, caFile, port, databaseUrl, status: await read(baseUrl), tls: tlsUrl && await read(tlsUrl + '/beta') }))`

t.test('the command finds the emulator, and its exit code is passed on', async t => {
  const { code, stdout, stderr } = await runCommand(['exec', '--auth', 'jwt', ...script(`${LOOK}; process.exitCode = 7`)], { PORT: '1', DATABASE_URL: 'postgresql://x:x@127.0.0.1:1/mine' })
  t.equal(code, 7, stderr)
  const seen = JSON.parse(stdout) as Record<string, string>
  t.match(seen, { url: /^http:\/\/127\.0\.0\.1:\d+$/, baseUrl: `${seen['url']}/beta`, status: 200, port: '1', databaseUrl: 'postgresql://x:x@127.0.0.1:1/mine' })
  await t.rejects(fetch(`${seen['url']}/healthz`), 'and it is gone afterwards')
})

t.test('with TLS the command trusts the emulator', async t => {
  const main = JSON.parse((await runCommand(['exec', '--tls', ...script(LOOK)])).stdout) as Record<string, string>
  t.match(main, { url: /^https:/, status: 200, caFile: /ca\.pem$/ })
  t.notOk(existsSync(main['caFile']!), 'the file is removed')
  const beside = JSON.parse((await runCommand(['exec', '--tls-port', '0', ...script(LOOK)])).stdout) as Record<string, string>
  t.match(beside, { url: /^http:/, tlsUrl: /^https:/, status: 200, tls: 200 })
})

t.test('signals reach the command, and its end is the end', async t => {
  const { child, ended, output } = launch(['exec', ...script("process.on('SIGTERM', () => { console.log('told'); process.exit(5) }); console.log('up'); setInterval(() => {}, 1000)")], {})
  while (!output().includes('up')) await once(child.stdout!, 'data')
  child.kill('SIGTERM')
  t.match(await ended, { code: 5, signal: null, stdout: 'up\ntold\n' })
  t.match(await runCommand(['exec', ...script("process.kill(process.pid, 'SIGKILL')")]), { code: null, signal: 'SIGKILL' }, 'the command\'s signal is passed on')
})

t.test('what cannot be run', async t => {
  t.match(await runCommand(['exec', '--', 'no-such-command']), { code: 127, stderr: /"no-such-command" cannot be run: there is no such command\.\n/ })
  t.match(await runCommand(['exec']), { code: 2, stderr: 'exec requires a command: graph-office-emulator exec -- npm test\n' })
  t.match(await runCommand(['exec', '--prot', '1', '--', 'x']), { code: 2, stderr: /Unknown option '--prot'/ })
  t.match(await runCommand(['exec', '--help']), { code: 0, stdout: /GRAPH_ACCESS_TOKEN/ })
})
