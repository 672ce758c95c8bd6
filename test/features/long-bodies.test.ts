/** Bodies that are long are read in pieces: the same answers as to short ones, and limits for what would be too much. */
import { limits } from '../../src/base/limits.js'
import { OFFICE, callerOf, errorOf, json, onBothDatabases } from '../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`
const BATCH = '/beta/$batch'
const JSON_TYPE = { 'Content-Type': 'application/json' }

const rows = (count: number, change: (index: number) => object = () => ({})): object[] =>
  Array.from({ length: count }, (_, index) => ({ userId: `u${index}`, deviceName: `device ${index} of a long body`, ...change(index) }))

onBothDatabases('a long body is written as it was sent', async (t, { call }) => {
  const sent = rows(20_000, index => index % 2 === 0 ? { errorMessage: `"[{,}]" \\ é ${index}`, appliedPolicies: ['a', `b${index}`] } : {})
  t.equal((await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: sent } })).statusCode, 200)
  t.equal((await call('GET', `${ROWS}/$count`)).body, '20000')
  const [found] = json(await call('GET', `${ROWS}?$filter=userId eq 'u19998'`))['value'] as object[]
  t.match(found, sent[19_998]!)
  t.equal((await call('PUT', ROWS, { body: { value: sent.slice(0, 10_000) } })).statusCode, 204, 'the collection itself')
  t.equal((await call('GET', `${ROWS}/$count`)).body, '10000')
})

onBothDatabases('a fault in a long body changes nothing', async (t, { call }) => {
  await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: rows(3) } })
  const faulty = rows(20_000, index => index === 19_999 ? { wasSuccessful: 'no' } : index === 700 ? { nonsense: 1 } : {})
  const answer = await call('PATCH', OFFICE, { body: { tenantCheckinStatuses: faulty, tenantUserCheckinSummary: { failedUserCount: 'x' } } })
  t.equal(answer.statusCode, 400)
  const { target, details } = errorOf(answer) as { target: string, details: Array<{ target: string }> }
  t.equal(target, 'tenantCheckinStatuses/700/nonsense')
  t.same(
    details.map(detail => detail.target),
    ['tenantCheckinStatuses/700/nonsense', 'tenantCheckinStatuses/19999/wasSuccessful', 'tenantUserCheckinSummary/failedUserCount'],
    'in the order of the body'
  )
  const endless = Buffer.from(`${JSON.stringify({ tenantCheckinStatuses: rows(20_000) }).slice(0, -1)},`)
  t.equal((await call('PATCH', OFFICE, { body: endless })).statusCode, 400, 'no end')
  t.equal((await call('GET', `${ROWS}/$count`)).body, '3')
})

onBothDatabases('what is too much is refused', async (t, { call }) => {
  const many = await call('PATCH', OFFICE, { body: `{"tenantCheckinStatuses":[${'{},'.repeat(limits.bodyItems.most)}{}]}` })
  t.equal(many.statusCode, 413)
  t.match(errorOf(many)['message'], /more than 500000 items/)
  for (const levels of [limits.bodyDepth.most + 1, 300_000]) {
    const deep = await call('PATCH', OFFICE, { body: `{"@a.b":${'['.repeat(levels)}${']'.repeat(levels)}}` })
    t.equal(deep.statusCode, 400)
    t.match(errorOf(deep)['message'], /nested deeper than 200 levels/, `${levels} levels`)
  }
  t.equal((await call('PATCH', OFFICE, { body: `{"@a.b":${'['.repeat(150)}${']'.repeat(150)}}` })).statusCode, 200)
  t.equal((await call('GET', `${ROWS}/$count`)).body, '0')
})

onBothDatabases('a stream inside a long body is no longer than one with a URL of its own', async (t, { app }) => {
  const call = callerOf(app)
  const configuration = (bytes: number): object => ({
    '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration',
    displayName: 'x',
    policyPayload: Buffer.alloc(bytes, 'é').toString('base64')
  })
  const create = async (bytes: number): Promise<number> =>
    (await call('POST', `${OFFICE}/clientConfigurations`, { body: configuration(bytes) })).statusCode
  t.equal(await create(1_000_000), 201)
  t.equal(await create(1_000_001), 413)
}, { maxStreamBytes: 1_000_000 })

onBothDatabases('long bodies in a batch', async (t, { call }) => {
  const write = (id: string, body: object): object => ({ id, method: 'PATCH', url: 'officeConfiguration', headers: JSON_TYPE, body })
  const good = { tenantCheckinStatuses: rows(10_000) }
  const bad = { tenantCheckinStatuses: rows(10_000, index => index === 9999 ? { nonsense: 1 } : {}) }
  const answer = await call('POST', BATCH, { body: { requests: [write('1', good), write('2', bad)] } })
  const { responses } = json(answer) as { responses: Array<{ status: number, body: { error: { target: string } } }> }
  t.same(responses.map(({ status }) => status), [200, 400])
  t.equal(responses[1]!.body.error.target, 'tenantCheckinStatuses/9999/nonsense')
  t.equal((await call('GET', `${ROWS}/$count`)).body, '10000')
})

onBothDatabases('a long stream in the answers of a batch, cut anywhere', async (t, { call }) => {
  const made = json(await call('POST', `${OFFICE}/clientConfigurations`, {
    body: { '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration', displayName: 'x' }
  }))
  const payload = `clientConfigurations/${String(made['id'])}/policyPayload`
  const get = { requests: [{ id: '1', method: 'GET', url: `officeConfiguration/${payload}` }] }
  const read = async (): Promise<string> =>
    (json(await call('POST', BATCH, { body: get })) as { responses: [{ body: string }] }).responses[0].body
  for (const length of [2_000_000, 2_000_001, 2_000_002]) {
    const content = Buffer.from(`${'€"\\\n'.repeat(length / 6)}`).subarray(0, length)
    await call('PUT', `${OFFICE}/${payload}`, { body: content, headers: { 'content-type': 'application/octet-stream' } })
    t.ok(Buffer.from(await read(), 'base64').equals(content), `${length} bytes`)
    const text = 'x'.repeat(length % 3) + '€"\\\n'.repeat(300_000)
    await call('PUT', `${OFFICE}/${payload}`, { body: text, headers: { 'content-type': 'text/plain' } })
    t.ok(await read() === text, 'as text')
  }
})

onBothDatabases('what looks like a boundary, and headers without end', async (t, { call }) => {
  const send = async (body: string): Promise<number> =>
    (await call('POST', BATCH, { body, headers: { 'content-type': 'multipart/mixed; boundary=b' } })).statusCode
  const part = (headers: string, body = ''): string =>
    `--b\r\nContent-Type: application/http\r\n${headers}\r\nGET officeConfiguration HTTP/1.1\r\n\r\n${body}\r\n`
  t.equal(await send(`${part('')}--b--\r\n`), 200)
  t.equal(await send('x--b'.repeat(9000) + `\r\n${part('')}--b--\r\n`), 200)
  t.equal(await send('x--b'.repeat(limits.batchBoundaries.most) + `\r\n${part('')}--b--\r\n`), 200, 'no line begins with it')
  t.equal(await send('--b\r\n'.repeat(limits.batchBoundaries.most + 2) + `${part('')}--b--\r\n`), 400)
  t.equal(await send(`${part('a: b\r\n'.repeat(limits.batchHeaders.most + 1))}--b--\r\n`), 400)
  t.equal(await send(`${part('', ' '.repeat(300_000))}--b--\r\n`), 400, 'blanks that do not end are a body, which a GET has not')
})
