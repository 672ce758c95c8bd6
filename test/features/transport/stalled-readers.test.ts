/** Clients that ask and do not read: they are ended, those that are only slow are not, and together they hold a bounded memory. */
import { once } from 'node:events'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { CONFIGURATIONS, create } from '../../support/configurations.js'
import { listen } from '../../support/listen.js'
import { requestText } from '../../support/raw-http.js'
import { OFFICE, callerOf, onBothDatabases, startService } from '../../support/service.js'
import type { Call } from '../../support/service.js'

const MEBIBYTE = 1024 * 1024

/** More than the buffers of the system take in on their own. */
async function fill (call: Call): Promise<string> {
  const stream = `${CONFIGURATIONS}/${await create(call)}/policyPayload`
  await call('PUT', stream, { body: Buffer.alloc(16 * MEBIBYTE, 'x'), headers: { 'content-type': 'text/plain' } })
  const tenantCheckinStatuses = Array.from({ length: 1600 }, () => ({ errorMessage: 'x'.repeat(8192) }))
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses }, headers: { prefer: 'return=minimal' } })
  return stream
}

/** A connection that asks, and on which nobody reads. */
function ask (url: string, target: string): Socket {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) }).pause()
  socket.on('error', () => undefined)
  socket.write(requestText('GET', target))
  return socket
}

async function openConnections (app: FastifyInstance): Promise<number> {
  return await new Promise((resolve, reject) => {
    app.server.getConnections((error, count) => { if (error === null) resolve(count); else reject(error) })
  })
}

async function until (t: { fail: (message: string) => unknown }, milliseconds: number, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + milliseconds
  while (!await holds()) {
    if (performance.now() > end) {
      t.fail(`not within ${milliseconds} ms`)
      return
    }
    await delay(50)
  }
}

onBothDatabases('nobody reads a stream, or a document', async (t, { app, call }) => {
  const stream = await fill(call)
  const url = await listen(app)
  const sockets = [stream, OFFICE, stream, OFFICE].map(target => ask(url, target))
  await until(t, 10_000, async () => await openConnections(app) === 4)
  await until(t, 15_000, async () => await openConnections(app) === 0)
  t.equal((await fetch(`${url}/healthz`)).status, 200, 'others are served')
  for (const socket of sockets) socket.destroy()
}, { sendTimeout: 700 })

onBothDatabases('slow is not stalled', async (t, { app, call }) => {
  const stream = await fill(call)
  const socket = ask(await listen(app), stream)
  let received = 0
  const began = performance.now()
  socket.on('data', chunk => {
    received += chunk.length
    // Longer than SEND_TIMEOUT altogether, and never as long without a byte.
    if (performance.now() - began < 2500) {
      socket.pause()
      setTimeout(() => socket.resume(), 10)
    }
  }).resume()
  await until(t, 20_000, async () => received > 16 * MEBIBYTE)
  t.ok(performance.now() - began > 1500, 'it took longer than the limit')
  socket.destroy()
}, { sendTimeout: 1000 })

t.test('a request that is long at work, and a connection that is kept', async t => {
  const app = await startService(t, { sendTimeout: 300 })
  const url = await listen(app)
  const { port } = app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  for (const headers of [{ 'x-fault': 'delay=1200' }, {}]) {
    socket.write(requestText('GET', OFFICE, headers))
    const [answer] = await once(socket, 'data') as [Buffer]
    t.match(String(answer), /^HTTP\/1\.1 200/)
    await delay(700)
  }
  t.notOk(socket.destroyed, 'neither ends it')
  t.equal((await callerOf(app)('GET', OFFICE)).statusCode, 200, url)
  socket.destroy()
})

t.test('many of them hold no more than is documented', async t => {
  const app = await startService(t, {})
  const call = callerOf(app)
  const stream = await fill(call)
  const url = await listen(app)
  const sockets: Socket[] = []
  for (let count = 0; count < 20; count++) {
    sockets.push(ask(url, stream))
    await delay(30)
  }
  await until(t, 15_000, async () => await openConnections(app) < 15)
  t.ok(await openConnections(app) > 4, 'and no more are ended than must be')
  t.equal((await fetch(`${url}${OFFICE}?$select=id`, { headers: { authorization: 'Bearer x' } })).status, 200)
  for (const socket of sockets) socket.destroy()
})
