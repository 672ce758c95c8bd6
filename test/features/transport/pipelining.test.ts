/** Several requests on one connection: each has its own answer, in order, also where the next one is not HTTP (RFC 9112, section 9.3.2). */
import t from 'tap'
import { requestText, sendRaw } from '../../support/raw-http.js'
import { listen } from '../../support/listen.js'
import { OFFICE, onBothDatabases, startService } from '../../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`
const ALL = { answers: Infinity, patience: 8000 }
const bad: ReadonlyArray<readonly [string, string, number]> = [
  ['not HTTP', 'BAD\r\n\r\n', 400],
  ['a header that is none', 'GET / HTTP/1.1\r\nHost: a\r\nb c: d\r\n\r\n', 400],
  ['headers that are too large', `GET / HTTP/1.1\r\nHost: a\r\nb: ${'x'.repeat(70_000)}\r\n\r\n`, 431],
  ['a body that is framed wrongly', `POST ${ROWS} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`, 400]
]

onBothDatabases('a write, and in the same packet what is not HTTP', async (t, { app, call }) => {
  const url = await listen(app)
  for (const [index, [name, text, status]] of bad.entries()) {
    const { answers, end } = await sendRaw(url, `${requestText('POST', ROWS, { Prefer: 'return=minimal' }, '{}')}${text}`, ALL)
    t.same(answers.map(answer => answer.status), [204, status], name)
    t.equal(answers[1]?.headers['connection'], 'close', name)
    t.match(JSON.parse(answers[1]?.body ?? '{}'), { error: { innerError: { 'request-id': answers[1]?.headers['request-id'] } } }, name)
    t.equal(end, 'closed', name)
    t.equal((await call('GET', `${ROWS}/$count`)).body, String(index + 1), 'the first was done, and said so')
  }
})

t.test('a connection that was good so far', async t => {
  const url = await listen(await startService(t))
  for (const [name, text, status] of bad) {
    const { answers, end } = await sendRaw(url, [requestText('GET', OFFICE), text], { ...ALL, pause: 300 })
    t.same(answers.map(answer => answer.status), [200, status], name)
    t.equal(end, 'closed', name)
  }
})

t.test('an answer that takes its time comes before the refusal of what follows', async t => {
  const url = await listen(await startService(t))
  const slow = requestText('GET', OFFICE, { 'x-fault': 'delay=400' })
  const { answers } = await sendRaw(url, [`${slow}${slow}BAD\r\n\r\n`, 'MORE\r\n\r\n', 'x'.repeat(1000)], { ...ALL, pause: 20 })
  t.same(answers.map(answer => answer.status), [200, 200, 400], 'one refusal, whatever still arrives')
})

t.test('a request whose body breaks off is refused once', async t => {
  const url = await listen(await startService(t))
  const head = `POST ${ROWS} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`
  t.same((await sendRaw(url, [head, 'zz\r\n'], { ...ALL, pause: 300 })).answers.map(answer => answer.status), [400])
  const early = await sendRaw(url, [`POST ${ROWS} HTTP/1.1\r\nHost: a\r\nExpect: banana\r\nTransfer-Encoding: chunked\r\n\r\n`, 'zz\r\n'], { ...ALL, pause: 300 })
  t.same(early.answers.map(answer => answer.status), [417], 'one that was answered before its body came is not answered again')
})

t.test('many requests in one packet', async t => {
  const url = await listen(await startService(t))
  const { answers } = await sendRaw(url, requestText('GET', `${OFFICE}?$select=id`).repeat(50), { answers: 50 })
  t.same(answers.map(answer => answer.status), Array.from({ length: 50 }, () => 200))
})
