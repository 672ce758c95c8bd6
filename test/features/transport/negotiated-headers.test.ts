/** Headers that decide what an answer is, and that say so (OData-Protocol 4.01, section 8): formats, preferences, versions, Vary. */
import t from 'tap'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`

onBothDatabases('8.2.1: a format with a parameter that does not exist is not acceptable, and the next range is', async (t, { call }) => {
  const status = async (accept: string, url = OFFICE): Promise<number> => (await call('GET', url, { headers: { accept } })).statusCode
  const unknown = ['application/json;foo=bar', 'application/json;odata=verbose', 'application/json; odata=minimalmetadata', '*/*;foo=bar', 'application/*;x', 'application/json;=', 'application/json;odata.metadatas=none', 'application/json;exponentialdecimals=maybe']
  for (const accept of unknown) {
    for (const url of [OFFICE, ROWS, '/beta']) t.equal(await status(accept, url), 406, `${accept} ${url}`)
    t.equal(await status(`${accept}, application/json;q=0.1`), 200, `${accept}, and another`)
    t.equal((await call('GET', `${OFFICE}?$format=${encodeURIComponent(accept)}`)).statusCode, 406, `$format=${accept}`)
  }
  const next = await call('GET', OFFICE, { headers: { accept: 'application/json;odata=verbose, application/json;odata.metadata=none' } })
  t.match(next.headers['content-type'], 'application/json;odata.metadata=none')
  for (const accept of ['application/json;', 'application/json;ExponentialDecimals=true', 'application/json;odata.streaming=true;charset=UTF-8;q=1', 'application/json, text/plain, */*']) t.equal(await status(accept), 200, accept)
  for (const accept of ['application/xml;foo=bar', 'application/json;foo=bar']) t.equal(await status(accept, '/beta/$metadata'), 406, accept)
  t.equal(await status('application/xml;foo=bar, application/json', '/beta/$metadata'), 200)
  const body = { requests: [{ id: '1', method: 'GET', url: '/officeConfiguration' }] }
  t.equal((await call('POST', '/beta/$batch', { headers: { accept: 'application/json;foo=bar' }, body })).statusCode, 406, 'a batch')
  t.equal((await call('POST', '/beta/$batch', { headers: { accept: 'application/json;foo=bar, multipart/mixed;boundary=x' }, body })).statusCode, 200)
})

onBothDatabases('8.2.8.5 maxpagesize: what was applied is said, and the name without prefix wins', async (t, { call }) => {
  await call('PUT', ROWS, { body: { value: Array.from({ length: 12 }, () => ({})) } })
  const cases: ReadonlyArray<readonly [prefer: string, items: number, applied: string | undefined]> = [
    ['odata.maxpagesize=5000', 10, 'odata.maxpagesize=10'],
    ['maxpagesize=5000', 10, 'maxpagesize=10'],
    ['odata.maxpagesize=10', 10, 'odata.maxpagesize=10'],
    ['odata.maxpagesize=3', 3, 'odata.maxpagesize=3'],
    ['odata.maxpagesize=1, maxpagesize=2', 2, 'maxpagesize=2'],
    ['maxpagesize=2, odata.maxpagesize=1', 2, 'maxpagesize=2'],
    ['maxpagesize=2;odata.maxpagesize=1', 2, 'maxpagesize=2'],
    ['maxpagesize="2"', 2, 'maxpagesize=2'],
    ['maxpagesize=0, odata.maxpagesize=1', 5, undefined],
    ['track-changes', 5, undefined]
  ]
  for (const [prefer, items, applied] of cases) {
    const response = await call('GET', ROWS, { headers: { prefer } })
    t.equal((json(response)['value'] as readonly unknown[]).length, items, prefer)
    t.equal(response.headers['preference-applied'], applied, prefer)
  }
}, { pageSize: 5, maxPageSize: 10 })

onBothDatabases('8.2.6 OData-MaxVersion: the newest version that is not above it', async (t, { call }) => {
  const versions: ReadonlyArray<readonly [string, string]> = [
    ['4.0', '4.0'], ['4.00', '4.0'], ['4.005', '4.0'], ['4.0099999999999999999999', '4.0'], ['04.0', '4.0'],
    ['4.01', '4.01'], ['4.010', '4.01'], ['4.05', '4.01'], ['4.1', '4.01'], ['5.0', '4.01'], ['5.00000000000000000000000', '4.01'], ['40000.0', '4.01'],
    ['123456789012345678901234567890.1', '4.01'], ['0004.01', '4.01']
  ]
  for (const [max, version] of versions) {
    const response = await call('GET', OFFICE, { headers: { 'odata-maxversion': max } })
    t.equal(response.statusCode, 200, max)
    t.equal(response.headers['odata-version'], version, max)
  }
  for (const max of ['3.0', '3.99', '0.0', '4', '4.', '.01', 'x', '', '4.0.1', '4,01', '-4.0', '4.0, 4.01']) {
    const response = await call('GET', OFFICE, { headers: { 'odata-maxversion': max } })
    t.equal(response.statusCode, 400, max)
    t.equal(response.headers['odata-version'], '4.0', 'an error has a version all the same')
  }
  for (const url of [`${OFFICE}/nothing`, '/nothing', `${OFFICE}?$top=x`, `/beta/${'x'.repeat(20000)}`]) {
    const response = await call('GET', url, { headers: { 'odata-maxversion': '4.01' } })
    t.equal(response.headers['odata-version'], '4.01', `an error of ${url.slice(0, 40)}`)
  }
})

onBothDatabases('11.7: a request of a batch has the version and, in 4.01, the formats of its batch', async (t, { call }) => {
  interface Answer { readonly status: number, readonly headers: Record<string, string>, readonly body: unknown }
  const requests = [
    { id: 'good', method: 'GET', url: '/officeConfiguration' },
    { id: 'wrong', method: 'GET', url: '/officeConfiguration/nothing' },
    { id: 'refused', method: 'GET', url: '/officeConfiguration', dependsOn: ['wrong'] },
    { id: 'own', method: 'GET', url: '/officeConfiguration', headers: { 'OData-MaxVersion': '4.0', Accept: 'application/json;odata.metadata=full' } },
    { id: 'unfit', method: 'GET', url: '/officeConfiguration', headers: { 'OData-MaxVersion': '3.0' } }
  ]
  const send = async (headers: Record<string, string>): Promise<Record<string, Answer>> => {
    const response = await call('POST', '/beta/$batch', { headers, body: { requests } })
    t.equal(response.statusCode, 200)
    return Object.fromEntries((json(response)['responses'] as ReadonlyArray<Answer & { readonly id: string }>).map(answer => [answer.id, answer]))
  }
  const answers = await send({ 'odata-maxversion': '4.01', accept: 'application/json;metadata=none' })
  for (const id of ['good', 'wrong', 'refused']) t.equal(answers[id]?.headers['OData-Version'], '4.01', id)
  t.equal(answers['own']?.headers['OData-Version'], '4.0')
  t.match(answers['unfit'], { status: 400, headers: { 'OData-Version': '4.0' } })
  t.match(answers['good']?.headers['Content-Type'], 'application/json;metadata=none')
  t.match(answers['own']?.headers['Content-Type'], 'odata.metadata=full', 'its own Accept wins')
  for (const id of ['wrong', 'refused', 'unfit']) t.equal(answers[id]?.headers['Content-Language'], 'en', id)
  t.match((await send({ accept: 'application/json;odata.metadata=none' }))['good']?.headers['Content-Type'], 'metadata=minimal', 'in 4.0 it has not')
  t.equal((await send({ 'odata-maxversion': '4.01', accept: 'application/json;metadata=none, text/html' }))['good']?.status, 200)
  const multipart = await call('POST', '/beta/$batch', {
    headers: { 'odata-maxversion': '4.01', accept: 'multipart/mixed', 'content-type': 'multipart/mixed; boundary=b' },
    body: '--b\r\nContent-Type: application/http\r\n\r\nGET officeConfiguration HTTP/1.1\r\n\r\n\r\n--b--'
  })
  t.match(multipart.body, 'HTTP/1.1 200 OK', 'what only a batch can be answered in is not asked of a request')
})

t.test('8.3.9 Vary: what an answer depends on, good or bad', async t => {
  const call = callerOf(await startService(t))
  for (const [method, url] of [['GET', OFFICE], ['GET', ROWS], ['HEAD', OFFICE], ['GET', `${OFFICE}/nothing`], ['GET', '/beta/$metadata'], ['PATCH', OFFICE], ['POST', '/beta/$batch'], ['GET', `${ROWS}/$count`]] as const) {
    const { headers } = await call(method, url, method === 'PATCH' ? { body: {} } : {})
    t.equal(headers['vary'], 'Accept, OData-MaxVersion, Prefer, x-tenant-id, Accept-Encoding', `${method} ${url}`)
  }
  const named = await startService(t, { corsOrigin: 'https://a.example' })
  t.equal((await callerOf(named)('GET', OFFICE, { headers: { origin: 'https://a.example' } })).headers['vary'], 'Origin, Accept, OData-MaxVersion, Prefer, x-tenant-id, Accept-Encoding')
})

t.test('9110 8.5 Content-Language: errors are in English', async t => {
  const app = await startService(t)
  const call = callerOf(app)
  for (const [method, url, headers] of [['GET', `${OFFICE}/nothing`, {}], ['GET', '/nothing', {}], ['DELETE', OFFICE, {}], ['GET', OFFICE, { accept: 'text/html' }], ['GET', OFFICE, { 'x-fault': '429' }], ['GET', '/__admin/nothing', {}], ['POST', '/contoso/oauth2/v2.0/token', {}]] as const) {
    const response = await call(method, url, { headers })
    t.ok(response.statusCode >= 400)
    t.equal(response.headers['content-language'], 'en', `${method} ${url}`)
  }
  t.equal((await app.inject({ url: OFFICE })).headers['content-language'], 'en')
  t.equal((await call('GET', OFFICE)).headers['content-language'], undefined, 'data are in no language')
  t.match(errorOf(await call('GET', '/nothing')), { code: 'ResourceNotFound' })
})
