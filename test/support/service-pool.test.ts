/** A service that an earlier test has used is as good as new. */
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { listen } from './listen.js'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from './service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`
const seen = new Map<string, FastifyInstance>()

/** Changes whatever a test can change. */
async function use (t: Test, app: FastifyInstance): Promise<void> {
  const call = callerOf(app)
  for (const tenant of ['default', 'contoso', 'fabrikam']) {
    await call('POST', ROWS, { headers: { 'x-tenant-id': tenant }, body: { userId: tenant } })
    await call('POST', `/__admin/tenants/${tenant}/snapshots/mine`)
  }
  await call('POST', '/__admin/snapshots/all')
  t.equal((await call('PATCH', '/__admin/tenants/contoso/settings', { body: { auth: 'none', pageSize: 1 } })).statusCode, 200)
  t.equal((await call('PUT', '/__admin/clock', { body: { fixed: '2001-01-01T00:00:00Z' } })).statusCode, 200)
  t.equal((await call('POST', '/__admin/faults', { body: { effect: { kind: 'error', status: 503 } } })).statusCode, 201)
  const limits = { requests: 9, writes: 9 }
  t.equal((await call('PUT', '/__admin/throttle', { body: { application: limits, tenant: limits } })).statusCode, 200)
}

async function isNew (t: Test, app: FastifyInstance): Promise<void> {
  const call = callerOf(app)
  t.same(json(await call('GET', '/__admin/tenants')), { value: [] })
  for (const scope of ['', '/tenants/default', '/tenants/contoso']) {
    t.same(json(await call('GET', `/__admin${scope}/snapshots`)), { value: [] }, scope)
  }
  t.same(json(await call('GET', '/__admin/faults')), { value: [] })
  t.same(json(await call('GET', '/__admin/throttle')), { limits: null, windows: [] })
  t.match(json(await call('GET', '/__admin/clock')), { mode: 'system' })
  const answer = await call('GET', ROWS, { headers: { 'x-tenant-id': 'contoso' } })
  t.same([answer.headers.etag, json(answer)['value']], ['W/"0"', []])
  t.equal((await app.inject({ url: OFFICE, headers: { 'x-tenant-id': 'contoso' } })).statusCode, 401, 'no setting is left')
  t.equal((await call('POST', ROWS, { body: {} })).headers.etag, 'W/"1"')
}

for (const round of ['first', 'second', 'third']) {
  onBothDatabases(`${round} user`, async (t, { app, dialect }) => {
    if (round !== 'first') t.equal(app, seen.get(dialect), 'it is the same service')
    seen.set(dialect, app)
    await isNew(t, app)
    await use(t, app)
  })

  t.test(`${round} user in memory`, async t => {
    const app = await startService(t)
    if (round !== 'first') t.equal(app, seen.get('memory'), 'it is the same service')
    seen.set('memory', app)
    await isNew(t, app)
    await use(t, app)
  })
}

t.test('two at once are two', async t => {
  t.not(await startService(t), await startService(t))
})

t.test('other settings, another service', async t => {
  const app = await startService(t, { throttle: '3/1,4/2' })
  await app.inject({ method: 'DELETE', url: '/__admin/throttle' })
  t.not(app, seen.get('memory'))
  seen.set('throttled', app)
})

t.test('and it goes back to its settings', async t => {
  const app = await startService(t, { throttle: '3/1,4/2' })
  t.equal(app, seen.get('throttled'))
  t.match(json(await app.inject('/__admin/throttle')), { limits: { application: { requests: 3, writes: 1 } } })
})

t.test('what was closed, or listens, is not used again', async t => {
  for (const end of [async (app: FastifyInstance) => { await app.close() }, listen]) {
    await t.test('a test', async t => {
      const app = await startService(t)
      seen.set('ended', app)
      await end(app)
    })
    await t.test('the next', async t => {
      const app = await startService(t)
      t.not(app, seen.get('ended'))
      t.equal(errorOf(await callerOf(app)('GET', `${OFFICE}/nothing`))['code'], 'BadRequest')
    })
  }
})
