/** The key of the controls where they are open to the network: made at the start, said once, and needed. */
import t from 'tap'
import type { Test } from 'tap'
import { launch, runCommand, startProcess } from '../support/process.js'

const reset = async (url: string, key: string): Promise<number> =>
  (await fetch(`${url}/__admin/reset`, { method: 'POST', headers: { 'x-admin-key': key } })).status

/** Starts the service, and waits until it has said what the pattern finds. */
async function startSaying (t: Test, pattern: RegExp, args: readonly string[]): Promise<{ found: string, all: () => Promise<string> }> {
  const { child, ended, output } = launch(['--port', '0', '--database-url', 'file::memory:', '--host', '0.0.0.0', ...args], {})
  let errors = ''
  child.stderr!.on('data', text => { errors += String(text) })
  t.teardown(() => { child.kill('SIGKILL') })
  for (;;) {
    const [, found] = pattern.exec(`${output()}${errors}`) ?? []
    if (found !== undefined) {
      return {
        found,
        all: async () => {
          child.kill('SIGTERM')
          const { stdout, stderr } = await ended
          return `${stdout}${stderr}`
        }
      }
    }
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

t.test('serve beyond loopback says the key once, whatever the level of the log', async t => {
  for (const args of [['--log-format', 'json'], ['--log-level', 'warn'], ['--log-level', 'error'], ['--log-level', 'silent']]) {
    const { found, all } = await startSaying(t, /this key until the service ends: ([\w-]{32})/, args)
    t.equal((await all()).split(found).length, 2, args.join(' '))
  }
})

t.test('the key that is said opens the controls', async t => {
  const { found, all } = await startSaying(t, /^(\{.*\})$/m, ['--json', '--log-level', 'silent'])
  const { adminKey, port } = JSON.parse(found) as { readonly adminKey: string, readonly port: number }
  const url = `http://127.0.0.1:${port}`
  t.same([await reset(url, ''), await reset(url, 'guess'), await reset(url, adminKey)], [401, 401, 204])
  t.equal((await all()).split(adminKey).length, 2, 'and is said once')
})

t.test('on loopback, or with a key of its own, nothing is said', async t => {
  for (const args of [[], ['--host', '0.0.0.0', '--admin-key', 'mine'], ['--host', '0.0.0.0', '--admin', 'off']]) {
    const { child, ended } = await startProcess(t, 'file::memory:', ['--json', ...args])
    child.kill('SIGTERM')
    const { stdout, stderr } = await ended
    t.equal((JSON.parse(stdout) as { readonly adminKey?: string }).adminKey, undefined)
    t.notMatch(stderr, 'key')
  }
})

t.test('exec hands the key to its command', async t => {
  const script = 'fetch(process.env.GRAPH_OFFICE_EMULATOR_URL + "/__admin/reset", { method: "POST", headers: { "x-admin-key": process.env.GRAPH_OFFICE_EMULATOR_ADMIN_KEY ?? "" } }).then(({ status }) => console.log(status))'
  const answered = async (...args: string[]): Promise<string> => (await runCommand(['exec', ...args, '--', process.execPath, '-e', script])).stdout.trim()
  t.equal(await answered('--host', '0.0.0.0'), '204')
  t.equal(await answered('--admin-key', 'mine'), '204')
  t.equal(await answered(), '204')
})
