/** A service that stops answers what it was sent, says that it was the last answer, and closes no connection under a request. */
import { connect } from 'node:net'
import t from 'tap'
import { dialects, newDatabase } from '../../support/databases.js'
import { startProcess } from '../../support/process.js'
import { requestText } from '../../support/raw-http.js'
import { OFFICE } from '../../support/service.js'

interface Loop {
  answers: number
  /** `Connection: close` in the last answer. */
  told: boolean
  /** How the connection ended: `end` or an error. */
  ended: string
}

/** One request after the other on one connection, each sent when the answer to the last is there. `begun` is called at the first. */
async function closedLoop (url: string, text: string, begun: () => void): Promise<Loop> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  const loop: Loop = { answers: 0, told: false, ended: '' }
  let received = ''
  socket.setEncoding('latin1').on('data', text_ => {
    received += String(text_)
    for (;;) {
      const end = received.indexOf('\r\n\r\n')
      if (end === -1) return
      const head = received.slice(0, end)
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (received.length < end + 4 + length) return
      received = received.slice(end + 4 + length)
      if (loop.answers++ === 0) begun()
      loop.told = /connection: close/i.test(head)
      if (!loop.told) socket.write(text)
    }
  })
  socket.write(text)
  return await new Promise(resolve => {
    socket.on('error', error => { loop.ended = (error as NodeJS.ErrnoException).code ?? 'error' })
    socket.on('close', () => { resolve({ ...loop, ended: loop.ended === '' ? 'end' : loop.ended }) })
  })
}

for (const dialect of dialects) {
  t.test(`SIGTERM under a closed loop of requests (${dialect})`, async t => {
    const { child, url, ended } = await startProcess(t, await newDatabase(t, dialect))
    const read = requestText('GET', `${OFFICE}?$select=id`)
    const write = requestText('PATCH', OFFICE, { Prefer: 'return=minimal' }, '{"tenantUserCheckinSummary":{"failedUserCount":1}}')
    const loops: Array<Promise<Loop>> = []
    await Promise.all(Array.from({ length: 12 }, async (_, index) => {
      await new Promise<void>(resolve => { loops.push(closedLoop(url, index % 3 === 0 ? write : read, resolve)) })
    }))
    await new Promise(resolve => setTimeout(resolve, 200))
    child.kill('SIGTERM')
    for (const { answers, told, ended } of await Promise.all(loops)) {
      t.equal(ended, 'end', `after ${answers} answers`)
      t.ok(told, 'the last answer said so')
    }
    t.match(await ended, { code: 0, signal: null })
  })
}

t.test('a connection that has been idle for long does not hold up the end', async t => {
  const { child, url, ended } = await startProcess(t, 'file::memory:', ['--shutdown-timeout', '60000'])
  const { hostname, port } = new URL(url)
  const idle = connect({ host: hostname, port: Number(port) })
  idle.write(requestText('GET', OFFICE))
  await new Promise(resolve => idle.once('data', resolve))
  await new Promise(resolve => setTimeout(resolve, 1200))
  const began = performance.now()
  child.kill('SIGTERM')
  t.match(await ended, { code: 0, signal: null })
  t.ok(performance.now() - began < 5000)
})

t.test('a connection that was opened ahead of its first request does not hold up the end', async t => {
  const { url, child, ended } = await startProcess(t, 'file::memory:')
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  await new Promise(resolve => socket.once('connect', resolve))
  socket.on('error', () => undefined)
  const began = performance.now()
  child.kill('SIGTERM')
  await ended
  t.ok(performance.now() - began < 8000, `${performance.now() - began} ms; SHUTDOWN_TIMEOUT is 10 s`)
})

t.test('what never ends is cut off when SHUTDOWN_TIMEOUT is over', async t => {
  const { child, url, ended } = await startProcess(t, 'file::memory:', ['--shutdown-timeout', '1000'])
  const { hostname, port } = new URL(url)
  const hanging = [
    'GET / HTTP/1.1\r\nHost: a\r\nx-a: ',
    requestText('PATCH', OFFICE, { 'Content-Length': '100' }, '{"tenantUserCheckinSummary":'),
    requestText('GET', OFFICE, { 'x-fault': 'delay=60000' }),
    ''
  ].map(text => {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.on('error', () => undefined).write(text)
    return socket
  })
  await new Promise(resolve => setTimeout(resolve, 300))
  const began = performance.now()
  child.kill('SIGTERM')
  const { code, signal } = await ended
  const milliseconds = performance.now() - began
  t.match({ code, signal }, { code: 0, signal: null }, 'and the end is one in order')
  t.ok(milliseconds < 4000, `${Math.round(milliseconds)} ms`)
  for (const socket of hanging) socket.destroy()
})
