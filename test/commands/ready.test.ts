/** `health` and `wait-ready`. */
import t from 'tap'
import { startEmulator } from '../../src/emulator.js'
import { runCommand } from '../support/process.js'

t.test('an emulator that is ready', async t => {
  for (const tls of [false, true]) {
    const { url, stop, port } = await startEmulator({ tls })
    t.teardown(stop)
    for (const command of ['health', 'wait-ready']) t.match(await runCommand([command, '--url', url]), { code: 0, stdout: `${url} is ready\n`, stderr: '' })
    t.match(await runCommand(['health'], { GRAPH_OFFICE_EMULATOR_URL: url }), { code: 0 })
    t.match(await runCommand(['health'], { PORT: String(port), TLS: String(tls) }), { code: 0 })
  }
})

t.test('wait-ready waits', async t => {
  const { port, stop } = await startEmulator()
  await stop()
  const waiting = runCommand(['wait-ready', '--url', `http://127.0.0.1:${port}`, '--timeout', '20'])
  await new Promise(resolve => setTimeout(resolve, 1500))
  const late = await startEmulator({ port })
  t.teardown(late.stop)
  t.match(await waiting, { code: 0, stdout: `${late.url} is ready\n` })
})

t.test('nobody is there', async t => {
  t.match(await runCommand(['health', '--url', 'http://127.0.0.1:1']), { code: 1, stdout: '', stderr: /^http:\/\/127.0.0.1:1 is not ready: .*ECONNREFUSED/ })
  t.match(await runCommand(['wait-ready', '--url', 'http://127.0.0.1:1', '--timeout', '1']), { code: 1, stderr: /was not ready within 1 seconds: .*ECONNREFUSED/ })
  t.match(await runCommand(['health', '--url', '127.0.0.1:3000']), { code: 2, stderr: /^--url cannot be "127.0.0.1:3000": give http:\/\/host:port or https:\/\/host:port\./ })
})
