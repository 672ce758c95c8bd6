/** Texts that make a careless expression quadratic: a hundred thousand characters of each, and it is refused or read at once. */
import t from 'tap'
import type { Test } from 'tap'
import { listen } from '../../support/listen.js'
import { sendRaw } from '../../support/raw-http.js'
import { OFFICE, callerOf, startService } from '../../support/service.js'

/** What is quadratic at this length takes many seconds. */
const LENGTH = 100_000

/** Milliseconds that a batch of twenty such texts may take; linear reading takes a few, and the machine may be busy. */
const LIMIT = 5000

const pieces = [' ', '\t', 'a ', ',', ', ', ';', '; ', '=', 'a=', '"', '"a', '\\', '="', '/', '//', '%', '%2', '0', '1.', '-', '(', ')', '\'', '\'\'', '$', '@', '[', '{', 'W/"', '*', 'bytes=', 'Bearer ', '..', ':', '+', 'é']
const hostile = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH)

const names = ['authorization', 'accept', 'prefer', 'if-match', 'if-none-match', 'content-type', 'range', 'odata-maxversion', 'odata-version', 'isolation', 'x-fault', 'x-tenant-id', 'content-encoding', 'client-request-id', 'x-admin-key']

async function within (t: Test, what: string, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  await work()
  const milliseconds = Math.round(performance.now() - began)
  t.ok(milliseconds < LIMIT, `${what}: ${milliseconds} ms`)
}

t.test('headers of the requests of a batch', async t => {
  const app = await startService(t, { journalSize: 10, maxUrlLength: 1_048_576 })
  const call = callerOf(app)
  for (const name of names) {
    for (let from = 0; from < pieces.length; from += 10) {
      const requests = pieces.slice(from, from + 10).flatMap((piece, index) => ['', 'x'].map(prefix => ({
        id: `${index}${prefix}`, method: 'GET', url: '/officeConfiguration?$select=id', headers: { [name]: `${prefix}${hostile(piece)}!` }
      })))
      await within(t, `${name} ${JSON.stringify(pieces.slice(from, from + 10))}`, async () => {
        const { statusCode } = await call('POST', '/beta/$batch', { body: { requests } })
        t.equal(statusCode, 200)
      })
    }
  }
})

t.test('URLs and bodies of the requests of a batch', async t => {
  const call = callerOf(await startService(t, { journalSize: 10, maxUrlLength: 1_048_576 }))
  const urls: ReadonlyArray<readonly [string, (text: string) => object]> = [
    ['a path', text => ({ method: 'GET', url: `/officeConfiguration/${text}` })],
    ['a tenant', text => ({ method: 'GET', url: `/t/${text}/beta/officeConfiguration` })],
    ['a reference', text => ({ method: 'GET', url: `$${text}` })],
    ['an absolute URL', text => ({ method: 'GET', url: `http://${text}` })],
    ['a filter', text => ({ method: 'GET', url: `/officeConfiguration/tenantCheckinStatuses?$filter=${text}` })],
    ['a search', text => ({ method: 'GET', url: `/officeConfiguration/tenantCheckinStatuses?$search=${text}` })],
    ['a select', text => ({ method: 'GET', url: `/officeConfiguration?$select=${text}` })],
    ['an option of its own', text => ({ method: 'GET', url: `/officeConfiguration?x=${text}` })],
    ['a time', text => ({ method: 'POST', url: '/officeConfiguration/tenantCheckinStatuses', headers: { 'content-type': 'application/json' }, body: { checkinDateTime: text } })],
    ['a type', text => ({ method: 'POST', url: '/officeConfiguration/clientConfigurations', headers: { 'content-type': 'application/json' }, body: { '@odata.type': text } })],
    ['a media type', text => ({ method: 'PUT', url: '/officeConfiguration/clientConfigurations/x/policyPayload', headers: { 'content-type': text }, body: 'eA' })]
  ]
  for (const [what, request] of urls) {
    for (let from = 0; from < pieces.length; from += 18) {
      const requests = pieces.slice(from, from + 18).map((piece, index) => ({ id: String(index), ...request(`${hostile(piece)}!`) }))
      await within(t, `${what} ${JSON.stringify(pieces.slice(from, from + 18))}`, async () => { await call('POST', '/beta/$batch', { body: { requests } }) })
    }
  }
})

t.test('multipart: a body that is nearly all delimiters', async t => {
  const call = callerOf(await startService(t, { journalSize: 10 }))
  const boundary = 'a'.repeat(70)
  for (const piece of ['a', '-', '--a', '\n--a', '\n--', '\r\n', ' ', `\n--${boundary.slice(1)}`, `--${boundary}`, `\n--${boundary}a`]) {
    const body = `--${boundary}\r\nContent-Type: application/http\r\n\r\n${piece.repeat(2_000_000 / piece.length)}\r\n--${boundary}--`
    await within(t, JSON.stringify(piece.slice(0, 10)), async () => { await call('POST', '/beta/$batch', { headers: { 'content-type': `multipart/mixed; boundary=${boundary}` }, body }) })
  }
})

t.test('headers of HTTP, as many as are read', async t => {
  const app = await startService(t, { journalSize: 10, trustProxy: true })
  const url = await listen(app)
  const all = [...names, 'host', 'x-forwarded-host', 'x-forwarded-prefix', 'x-forwarded-proto', 'cookie', 'origin', 'expect']
  for (const name of all) {
    await within(t, name, async () => {
      for (const piece of [' ', '\t', 'a ', ',', ';', '="', '"', '/', 'x']) {
        const value = `x${piece.repeat(40_000 / piece.length)}x`
        const { answers } = await sendRaw(url, `GET ${OFFICE} HTTP/1.1\r\n${name === 'host' ? '' : 'Host: a\r\n'}${name === 'authorization' ? '' : 'Authorization: Bearer x\r\n'}${name}: ${value}\r\n\r\n`)
        t.ok(answers[0] !== undefined && answers[0].status < 500, `${name} ${JSON.stringify(piece)}`)
      }
    })
  }
  await within(t, 'a token with 46,000 blanks', async () => {
    const { answers: [answer] } = await sendRaw(url, `GET ${OFFICE} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x${' '.repeat(46_000)}x\r\n\r\n`)
    t.equal(answer?.status, 401)
  })
})
