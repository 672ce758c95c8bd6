/** Named snapshots and resets: what was, comes back; versions go on (docs/state.md). */
import type { LightMyRequestResponse } from 'fastify'
import { OFFICE, callerOf, errorOf, json, onBothDatabases } from '../../support/service.js'
import type { Call } from '../../support/service.js'
import { checkIns } from '../../support/check-ins.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`

/** Everything a tenant has, as text. */
const stateOf = async (call: Call, tenant: string): Promise<string> => (await call('GET', `/__admin/tenants/${tenant}/state`)).body

/** A request of a tenant to Graph. */
const as = (call: Call, tenant: string): Call => async (method, url, options = {}) => await call(method, url, { ...options, headers: { 'x-tenant-id': tenant, ...options.headers } })

const versionOf = async (call: Call, tenant: string): Promise<number> => Number(/\d+/.exec(String((await as(call, tenant)('GET', OFFICE)).headers.etag))?.[0])

async function ok (response: Promise<LightMyRequestResponse>): Promise<LightMyRequestResponse> {
  const answer = await response
  if (answer.statusCode >= 300) throw new Error(answer.body)
  return answer
}

const many = (count: number, name: string): object[] => Array.from({ length: count }, (_, index) => ({ deviceName: `${name} ${index}`, userId: `u${index}`, wasSuccessful: index % 2 === 0, checkinDateTime: '2026-01-01T00:00:00Z' }))

/** Not all of it can be written over Graph yet. */
const full = (rows: readonly object[], payload: string): object => ({
  officeConfiguration: {
    tenantCheckinStatuses: rows,
    tenantUserCheckinSummary: { succeededUserCount: 1, failedUserCount: 0 },
    clientConfigurations: ['a', 'b'].map((id, priority) => ({
      '@odata.type': '#microsoft.graph.windowsOfficeClientConfiguration',
      id,
      priority,
      policyPayload: { contentType: 'text/plain', content: Buffer.from(payload).toString('base64') },
      checkinStatuses: checkIns.slice(0, 4),
      assignments: [{ id: `${id}1`, target: { '@odata.type': '#microsoft.graph.officeConfigurationGroupAssignmentTarget', groupId: 'g' } }]
    }))
  }
})

/** The ways a tenant may go wrong between a snapshot and its restore. */
const changes: Readonly<Record<string, (call: Call, tenant: string) => Promise<unknown>>> = {
  'nothing at all': async () => undefined,
  'a row added': async (call, tenant) => await ok(as(call, tenant)('POST', ROWS, { body: { deviceName: 'new' } })),
  'the summary changed': async (call, tenant) => await ok(as(call, tenant)('PATCH', OFFICE, { body: { tenantUserCheckinSummary: { failedUserCount: 99 } } })),
  'all rows deleted': async (call, tenant) => await ok(as(call, tenant)('DELETE', ROWS)),
  'all rows replaced': async (call, tenant) => await ok(as(call, tenant)('PUT', ROWS, { body: { value: many(7, 'other') } })),
  'rows of a configuration added': async (call, tenant) => await ok(call('POST', `/__admin/tenants/${tenant}/checkinStatuses/import?configuration=a`, { headers: { 'content-type': 'application/x-ndjson' }, body: '{"userId":"x"}\n' })),
  'rows of a configuration replaced': async (call, tenant) => await ok(call('POST', `/__admin/tenants/${tenant}/checkinStatuses/import?configuration=b&mode=replace`, { headers: { 'content-type': 'application/x-ndjson' }, body: '' })),
  'everything imported anew': async (call, tenant) => await ok(call('PUT', `/__admin/tenants/${tenant}/state`, { body: full(many(3, 'imported'), 'changed') })),
  'a reset': async (call, tenant) => await ok(call('POST', `/__admin/tenants/${tenant}/reset`)),
  'another snapshot restored': async (call, tenant) => await ok(call('POST', `/__admin/tenants/${tenant}/snapshots/other/restore`)),
  'the tenant deleted': async (call, tenant) => await ok(call('DELETE', `/__admin/tenants/${tenant}`))
}

/** 5000 rows are where a snapshot begins to have a spare copy, and a restore to use it. */
for (const size of [20, 6000]) {
  onBothDatabases(`a snapshot of ${size} rows comes back, whatever happened`, async (t, { call }) => {
    await ok(call('PUT', '/__admin/tenants/x/state', { body: full(many(50, 'earlier'), 'earlier') }))
    await ok(call('POST', '/__admin/tenants/x/snapshots/other'))
    await ok(as(call, 'x')('PUT', ROWS, { body: { value: many(size, 'base') } }))
    await ok(call('POST', '/__admin/snapshots/all'))
    const taken = await ok(call('POST', '/__admin/tenants/x/snapshots/base'))
    t.equal(taken.statusCode, 201)
    t.match(json(taken), { name: 'base', tenants: 1 })
    const before = await stateOf(call, 'x')
    let version = await versionOf(call, 'x')
    for (const [name, change] of Object.entries(changes)) {
      const deleted = name === 'the tenant deleted'
      await change(call, 'x')
      const changed = await versionOf(call, 'x')
      const etag = (await as(call, 'x')('GET', OFFICE)).headers.etag
      if (name !== 'nothing at all') t.not(await stateOf(call, 'x'), before, `${name}: is a change`)
      await ok(call('POST', deleted ? '/__admin/snapshots/all/restore' : '/__admin/tenants/x/snapshots/base/restore'))
      t.equal(await stateOf(call, 'x'), before, `${name}: undone`)
      const restored = await versionOf(call, 'x')
      t.ok(name === 'nothing at all' ? restored === version : restored > changed && restored > version, `${name}: version ${version}, ${changed}, ${restored}`)
      if (name !== 'nothing at all') t.equal((await as(call, 'x')('PATCH', OFFICE, { headers: { 'if-match': String(etag) }, body: { tenantUserCheckinSummary: {} } })).statusCode, 412, `${name}: an ETag from before does not fit`)
      version = restored
    }
  })
}

onBothDatabases('restored again and again, with another snapshot in between', async (t, { call }) => {
  const states: string[] = []
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    await ok(as(call, 'x')(index === 1 ? 'PUT' : 'POST', ROWS, { body: { value: many(3 + index, name) } }))
    await ok(call('POST', `/__admin/tenants/x/snapshots/${name}`))
    states.push(await stateOf(call, 'x'))
  }
  let last = await versionOf(call, 'x')
  for (const index of [0, 1, 2, 1, 0, 2, 2, 0, 0, 1]) {
    await ok(call('POST', `/__admin/tenants/x/snapshots/${'abc'[index]}/restore`))
    t.equal(await stateOf(call, 'x'), states[index])
    const version = await versionOf(call, 'x')
    t.ok(version >= last)
    last = version
    if (index !== 2) await ok(as(call, 'x')('POST', ROWS, { body: { userId: 'more' } }))
  }
})

onBothDatabases('snapshots are listed, replaced and deleted', async (t, { call }) => {
  t.same(json(await call('GET', '/__admin/tenants/x/snapshots')), { value: [] })
  await ok(as(call, 'x')('POST', ROWS, { body: { userId: 'first' } }))
  t.equal((await call('POST', '/__admin/tenants/x/snapshots/s')).statusCode, 201)
  await ok(as(call, 'x')('POST', ROWS, { body: { userId: 'second' } }))
  t.equal((await call('POST', '/__admin/tenants/x/snapshots/s')).statusCode, 200, 'the same name again')
  await ok(call('POST', '/__admin/tenants/x/snapshots/r'))
  t.match(json(await call('GET', '/__admin/tenants/x/snapshots')), { value: [{ name: 'r', tenants: 1 }, { name: 's', tenants: 1 }] })
  t.same(json(await call('GET', '/__admin/tenants/y/snapshots')), { value: [] }, 'of another tenant')
  t.same(json(await call('GET', '/__admin/snapshots')), { value: [] }, 'of all')
  await ok(as(call, 'x')('DELETE', ROWS))
  await ok(call('POST', '/__admin/tenants/x/snapshots/s/restore'))
  t.match(json(await as(call, 'x')('GET', ROWS)), { value: [{ userId: 'first' }, { userId: 'second' }] })
  t.equal((await call('DELETE', '/__admin/tenants/x/snapshots/s')).statusCode, 204)
  for (const [method, path] of [['POST', '/__admin/tenants/x/snapshots/s/restore'], ['DELETE', '/__admin/tenants/x/snapshots/s'], ['POST', '/__admin/tenants/y/snapshots/r/restore'], ['POST', '/__admin/snapshots/r/restore']] as const) {
    const response = await call(method, path)
    t.equal(response.statusCode, 404, path)
    t.match(errorOf(response), { code: 'ResourceNotFound', message: /There is no snapshot '[rs]'/ })
  }
  t.match(json(await call('GET', '/__admin/tenants')), { value: [{ id: 'x' }] }, 'a restore that fails makes no tenant')
  t.equal((await call('POST', '/__admin/tenants/x/snapshots/a%2Fb')).statusCode, 400)
})

onBothDatabases('a snapshot of all tenants', async (t, { call }) => {
  for (const tenant of ['a', 'b']) await ok(as(call, tenant)('PUT', ROWS, { body: { value: many(4, tenant) } }))
  t.match(json(await ok(call('POST', '/__admin/snapshots/all'))), { tenants: 2 })
  const before = await Promise.all(['a', 'b'].map(async tenant => await stateOf(call, tenant)))
  await ok(as(call, 'a')('DELETE', ROWS))
  await ok(call('DELETE', '/__admin/tenants/b'))
  await ok(as(call, 'c')('POST', ROWS, { body: { userId: 'later' } }))
  await ok(call('POST', '/__admin/snapshots/all/restore'))
  t.same(await Promise.all(['a', 'b'].map(async tenant => await stateOf(call, tenant))), before)
  t.match(json(await as(call, 'c')('GET', ROWS)), { value: [] }, 'a tenant it does not know is emptied')
  await ok(call('POST', '/__admin/reset'))
  for (const tenant of ['a', 'b', 'c']) t.match(json(await as(call, tenant)('GET', OFFICE)), { tenantCheckinStatuses: [], tenantUserCheckinSummary: null })
  t.not(await versionOf(call, 'a'), 0)
})

onBothDatabases('a tenant without anything has snapshots too', async (t, { call }) => {
  await ok(call('POST', '/__admin/tenants/new/snapshots/empty'))
  const stale = (await as(call, 'new')('GET', OFFICE)).headers.etag
  await ok(as(call, 'new')('POST', ROWS, { body: { userId: 'x' } }))
  await ok(call('POST', '/__admin/tenants/new/snapshots/empty/restore'))
  t.match(json(await as(call, 'new')('GET', OFFICE)), { tenantCheckinStatuses: [] })
  t.equal((await as(call, 'new')('PATCH', OFFICE, { headers: { 'if-match': String(stale) }, body: { tenantUserCheckinSummary: {} } })).statusCode, 412)
})

onBothDatabases('at once: takes, restores, resets, writes and reads of one tenant', async (t, { app }) => {
  const call = callerOf(app)
  await ok(as(call, 'x')('PUT', ROWS, { body: { value: many(10, 'base') } }))
  await ok(call('POST', '/__admin/tenants/x/snapshots/s'))
  const before = await stateOf(call, 'x')
  const answers = await Promise.all(Array.from({ length: 60 }, async (_, index) => {
    switch (index % 6) {
      case 0: return await call('POST', '/__admin/tenants/x/snapshots/s/restore')
      case 1: return await as(call, 'x')('POST', ROWS, { body: { value: [{ userId: 'pair' }, { userId: 'pair' }] } })
      case 2: return await call('POST', '/__admin/tenants/x/snapshots/t')
      case 3: return await call('POST', '/__admin/tenants/x/reset')
      case 4: return await call('PUT', '/__admin/tenants/x/state', { body: full(many(3, 'imported'), 'p') })
      default: return await as(call, 'x')('GET', `${ROWS}?$count=true`)
    }
  }))
  for (const { statusCode, body } of answers) t.ok(statusCode < 300, body.slice(0, 300))
  for (const { body } of answers.filter((_, index) => index % 6 === 5)) {
    const value = (JSON.parse(body) as { value: Array<{ userId: string }> }).value
    t.equal(value.filter(({ userId }) => userId === 'pair').length % 2, 0, 'a write is seen whole or not at all')
    t.ok([0, 3, 10].includes(value.filter(({ userId }) => userId !== 'pair').length), 'and so is a state')
  }
  await ok(call('POST', '/__admin/tenants/x/snapshots/s/restore'))
  t.equal(await stateOf(call, 'x'), before)
})
