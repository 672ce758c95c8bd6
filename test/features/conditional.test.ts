/** ETags and conditional requests (OData-Protocol 4.01, sections 8.2.4 to 8.2.6 and 11.4.1). */
import { OFFICE, errorOf, json, onBothDatabases } from '../support/service.js'
import { summary } from '../support/samples.js'

const change = (failedUserCount: number): object => ({ tenantUserCheckinSummary: { failedUserCount } })

onBothDatabases('every change makes a new ETag, in the header and in the body', async (t, { call }) => {
  const etags = new Set<unknown>()
  for (const count of [1, 1, 2]) {
    const response = await call('PATCH', OFFICE, { body: change(count) })
    t.equal(json(response)['@odata.etag'], response.headers.etag)
    etags.add(response.headers.etag)
    t.equal((await call('GET', OFFICE)).headers.etag, response.headers.etag, 'a read does not change it')
  }
  t.equal(etags.size, 3)
})

onBothDatabases('If-Match', async (t, { call }) => {
  const first = String((await call('PATCH', OFFICE, { body: change(1) })).headers.etag)
  const second = await call('PATCH', OFFICE, { body: change(2), headers: { 'if-match': first } })
  t.equal(second.statusCode, 200)
  const stale = await call('PATCH', OFFICE, { body: change(3), headers: { 'if-match': first } })
  t.equal(stale.statusCode, 412)
  t.same(errorOf(stale), { code: 'PreconditionFailed', message: `If-Match does not hold: the ETag of the resource is now ${String(second.headers.etag)}.`, target: 'If-Match' })
  t.same(json(await call('GET', OFFICE))['tenantUserCheckinSummary'], summary(0, 2), 'nothing was written')
  t.equal((await call('GET', OFFICE)).headers.etag, second.headers.etag)
  t.equal((await call('PATCH', OFFICE, { body: {}, headers: { 'if-match': first } })).statusCode, 412, 'an empty PATCH is conditional too')
  t.equal((await call('GET', OFFICE, { headers: { 'if-match': first } })).statusCode, 412)
  for (const header of ['*', `"x", ${String(second.headers.etag)}`, '"2"']) {
    t.equal((await call('GET', OFFICE, { headers: { 'if-match': header } })).statusCode, 200, header)
  }
  t.equal((await call('PATCH', OFFICE, { body: change(4), headers: { 'if-match': '*' } })).statusCode, 200)
})

onBothDatabases('If-Match without quotes is a mistake, not a condition that fails', async (t, { call }) => {
  const etag = String((await call('PATCH', OFFICE, { body: change(1) })).headers.etag)
  for (const header of ['', '0', etag.replaceAll('"', ''), '"1', `${etag} ${etag}`, '*, "1"']) {
    const refused = await call('PATCH', OFFICE, { body: change(2), headers: { 'if-match': header } })
    t.equal(refused.statusCode, 400, header)
    t.match(errorOf(refused), { message: 'If-Match must be * or quoted ETags, such as W/"3".', target: 'If-Match' }, header)
  }
  t.equal((await call('GET', OFFICE)).headers.etag, etag, 'nothing was written')
})

onBothDatabases('If-None-Match', async (t, { call }) => {
  const etag = String((await call('PATCH', OFFICE, { body: change(1) })).headers.etag)
  const same = await call('GET', OFFICE, { headers: { 'if-none-match': etag } })
  t.equal(same.statusCode, 304)
  t.equal(same.body, '')
  t.equal(same.headers.etag, etag)
  t.notOk(same.headers['content-type'])
  t.equal((await call('GET', OFFICE, { headers: { 'if-none-match': '"0"' } })).statusCode, 200)
  t.equal((await call('PATCH', OFFICE, { body: change(2), headers: { 'if-none-match': '*' } })).statusCode, 412)
  t.equal((await call('PATCH', OFFICE, { body: change(2), headers: { 'if-none-match': '"0"' } })).statusCode, 200)
})

onBothDatabases('of many conditional writers exactly one wins', async (t, { call }) => {
  const etag = String((await call('PATCH', OFFICE, { body: change(0) })).headers.etag)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => call('PATCH', OFFICE, { body: change(index + 1), headers: { 'if-match': etag } })))
  t.same(answers.map(({ statusCode }) => statusCode).sort((a, b) => a - b), [200, ...Array.from({ length: 19 }, () => 412)])
  const winner = answers.findIndex(({ statusCode }) => statusCode === 200)
  t.same(json(await call('GET', OFFICE))['tenantUserCheckinSummary'], summary(0, winner + 1))
})

onBothDatabases('a concurrent PATCH never loses the update of another property', async (t, { call }) => {
  for (let round = 1; round <= 20; round++) {
    const writes = await Promise.all([
      call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: round } } }),
      call('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { succeededUserCount: round } } }),
      call('PATCH', OFFICE, { body: { tenantCheckinStatuses: [{ userId: String(round) }] } })
    ])
    t.same(writes.map(({ statusCode }) => statusCode), [200, 200, 200])
    t.match(json(await call('GET', OFFICE)), { tenantUserCheckinSummary: { failedUserCount: round, succeededUserCount: round }, tenantCheckinStatuses: [{ userId: String(round) }] })
  }
})

onBothDatabases('readers meet whole states only', async (t, { call }) => {
  const rows = (userId: string): object => ({
    tenantCheckinStatuses: Array.from({ length: 1500 }, () => ({ userId })),
    tenantUserCheckinSummary: { failedUserCount: Number(userId) }
  })
  await call('PATCH', OFFICE, { body: rows('0') })
  const writing = (async () => { for (let round = 1; round <= 5; round++) await call('PATCH', OFFICE, { body: rows(String(round)) }) })()
  for (let reads = 0; reads < 15; reads++) {
    const { tenantCheckinStatuses, tenantUserCheckinSummary } = json(await call('GET', OFFICE)) as { tenantCheckinStatuses: Array<{ userId: string }>, tenantUserCheckinSummary: { failedUserCount: number } }
    t.equal(tenantCheckinStatuses.length, 1500)
    t.same([...new Set(tenantCheckinStatuses.map(({ userId }) => Number(userId)))], [tenantUserCheckinSummary.failedUserCount])
  }
  await writing
})
