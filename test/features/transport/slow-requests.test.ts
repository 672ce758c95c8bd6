/** Requests that never arrive: REQUEST_TIMEOUT ends them; and clients that leave amid one are no defect. */
import { connect } from 'node:net'
import t from 'tap'
import { newDatabase } from '../../support/databases.js'
import { listen } from '../../support/listen.js'
import { startProcess } from '../../support/process.js'
import { requestText, sendRaw } from '../../support/raw-http.js'
import { OFFICE, callerOf, startService } from '../../support/service.js'

const patch = (length: number): string => `PATCH ${OFFICE} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`
const trickle = { answers: Infinity, pause: 100, patience: 4000 }

t.test('a body that is sent byte by byte, headers that are, and a connection that sends nothing', async t => {
  const app = await startService(t, { requestTimeout: 1000 })
  const url = await listen(app)
  const cases: ReadonlyArray<readonly [string, readonly string[]]> = [
    ['body', [patch(100), ...'{"tenantUserCheckinSummary":'.split('')]],
    ['headers', ['GET / HTTP/1.1\r\nHost: a\r\n', ...'x-a: b\r\nx-c: d\r\n'.repeat(2).split('')]],
    ['nothing', []],
    ['a body that nobody reads', [`GET ${OFFICE}/nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n`, ...' '.repeat(20).split('')]],
    ['a control', ['PUT /__admin/clock HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n', ...' '.repeat(20).split('')]]
  ]
  await Promise.all(cases.map(async ([name, pieces]) => {
    const began = performance.now()
    const { answers, end } = await sendRaw(url, pieces, trickle)
    const milliseconds = performance.now() - began
    t.equal(end, 'closed', name)
    t.ok(milliseconds < 5500, `${name}: ${Math.round(milliseconds)} ms`)
    const [answer] = answers
    if (name === 'a body that nobody reads') t.equal(answer?.status, 401, 'was answered long before')
    else t.equal(answer?.status, 408, name)
    if (answer?.status === 408) t.match(JSON.parse(answer.body), { error: { code: 'RequestTimeout', message: /REQUEST_TIMEOUT/ } })
  }))
  t.match((await callerOf(app)('GET', OFFICE)).headers.etag, 'W/"0"', 'nothing was written')
})

t.test('a request that waits for its answer is not one that is late', async t => {
  const url = await listen(await startService(t, { requestTimeout: 500 }))
  t.equal((await sendRaw(url, requestText('GET', OFFICE, { 'x-fault': 'delay=1500' }))).answers[0]?.status, 200)
})

t.test('an upload that is given up is told as what it is', async t => {
  const { child, url, ended } = await startProcess(t, await newDatabase(t, 'sqlite'), ['--log-format', 'json'])
  const { hostname, port } = new URL(url)
  const control = 'PUT /__admin/tenants/default/state HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n'
  const batch = patch(100).replace(`PATCH ${OFFICE}`, 'POST /beta/$batch')
  const payload = patch(100).replace(`PATCH ${OFFICE}`, `PUT ${OFFICE}/clientConfigurations/x/policyPayload`)
  const token = 'POST /x/oauth2/v2.0/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n'
  for (const head of [patch(100), batch, payload, control, token, patch(100).replace('Content-Length: 100', 'Transfer-Encoding: chunked')]) {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.write(`${head}${head.includes('chunked') ? '5\r\n' : ''}{"a":`)
    await new Promise(resolve => setTimeout(resolve, 150))
    socket.resetAndDestroy()
  }
  await new Promise(resolve => setTimeout(resolve, 300))
  child.kill('SIGTERM')
  const lines = (await ended).stdout.trim().split('\n').map(line => JSON.parse(line) as { readonly level: number, readonly msg: string })
  t.same(lines.filter(({ level }) => level > 30), [], 'no warning and no error')
  t.equal(lines.filter(({ msg }) => msg === 'the client went away amid its request').length, 6)
})
