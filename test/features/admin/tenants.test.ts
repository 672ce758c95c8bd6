/** Tenants: named in four ways, listed, created, set and deleted; and nobody ever sees another's rows (docs/tenants.md). */
import t from 'tap'
import { UnsecuredJWT } from 'jose'
import type { LightMyRequestResponse } from 'fastify'
import { OFFICE, callerOf, errorOf, json, onBothDatabases, startService } from '../../support/service.js'

const ROWS = `${OFFICE}/tenantCheckinStatuses`

const token = (tid: string): string => new UnsecuredJWT({ tid }).encode()

const users = (response: LightMyRequestResponse): unknown[] => (json(response)['value'] as Array<{ userId: string }>).map(({ userId }) => userId)

onBothDatabases('a tenant is named by the token, a header or the URL', async (t, { app, call }) => {
  const contoso = callerOf(app, token('Contoso'))
  await contoso('POST', ROWS, { body: { userId: 'c' } })
  await call('POST', ROWS, { headers: { 'x-tenant-id': 'fabrikam' }, body: { userId: 'f' } })
  await call('POST', `/t/adatum${ROWS}`, { body: { userId: 'a' } })
  await call('POST', ROWS, { body: { userId: 'd' } })
  const cases: ReadonlyArray<readonly [expected: string, response: Promise<LightMyRequestResponse>]> = [
    ['c', contoso('GET', ROWS)],
    ['c', call('GET', ROWS, { headers: { 'x-tenant-id': 'CONTOSO' } })],
    ['c', call('GET', `/t/Contoso${ROWS}`)],
    ['c', contoso('GET', `/t/contoso${ROWS}`, { headers: { 'x-tenant-id': 'contoso' } })],
    ['f', callerOf(app, token('fabrikam'))('GET', ROWS)],
    ['f', call('GET', '/t/fabrikam/v1.0/officeConfiguration/tenantCheckinStatuses')],
    ['f', call('GET', '/t/fabrikam/officeConfiguration/tenantCheckinStatuses')],
    ['a', call('GET', ROWS, { headers: { 'x-tenant-id': 'adatum' } })],
    ['d', call('GET', ROWS)],
    ['d', call('GET', ROWS, { headers: { 'x-tenant-id': '' } })],
    ['d', call('GET', `/t/default${ROWS}`)]
  ]
  for (const [expected, response] of cases) t.same(users(await response), [expected])
})

onBothDatabases('links keep the tenant of the URL', async (t, { call }) => {
  await call('PUT', `/t/contoso${ROWS}`, { body: { value: Array.from({ length: 5 }, (_, index) => ({ userId: String(index) })) } })
  const seen: unknown[] = []
  let url: string | undefined = `/t/contoso${ROWS}?$top=5`
  for (let pages = 0; url !== undefined; pages++) {
    const response: LightMyRequestResponse = await call('GET', url, { headers: { prefer: 'odata.maxpagesize=2' } })
    const body = json(response)
    t.match(body['@odata.context'], /^http:\/\/localhost(:\d+)?\/t\/contoso\/beta\/\$metadata#/)
    seen.push(...users(response))
    url = (body['@odata.nextLink'] as string | undefined)?.replace(/^http:\/\/[^/]+/, '')
    if (url !== undefined) t.match(url, /^\/t\/contoso\/beta\//)
    // The official JavaScript client, over plain http, puts the whole link behind the version.
    if (pages === 1 && url !== undefined) url = `/t/contoso/beta/http://localhost${url}`
  }
  t.same(seen, ['0', '1', '2', '3', '4'])
})

t.test('names that disagree, or cannot be', async t => {
  const app = await startService(t)
  const contoso = callerOf(app, token('contoso'))
  for (const response of [
    await contoso('GET', OFFICE, { headers: { 'x-tenant-id': 'fabrikam' } }),
    await contoso('GET', `/t/fabrikam${OFFICE}`),
    await callerOf(app)('GET', `/t/fabrikam${OFFICE}`, { headers: { 'x-tenant-id': 'contoso' } })
  ]) {
    t.equal(response.statusCode, 400)
    t.match(errorOf(response)['message'], /for two tenants: .*'(contoso|fabrikam)'.*'(contoso|fabrikam)'/)
  }
  t.equal((await callerOf(app)('GET', `/t/contoso/beta/http://host/t/fabrikam${OFFICE}`)).statusCode, 400)
  for (const name of ['a b', 'a/b', '$snapshot:1', '..', 'x'.repeat(129), "a'b", 'a%24', 'ä', '*', 'a,b']) {
    t.equal((await callerOf(app)('GET', OFFICE, { headers: { 'x-tenant-id': name } })).statusCode, 400, name)
    if (name !== '..' && name !== 'a/b') t.equal((await callerOf(app)('GET', `/t/${encodeURIComponent(name)}${OFFICE}`)).statusCode, 400, name)
    if (name !== '..' && name !== 'a/b') t.equal((await callerOf(app)('PUT', `/__admin/tenants/${encodeURIComponent(name)}`)).statusCode, 400, name)
  }
  t.equal((await callerOf(app)('GET', '/t/contoso')).statusCode, 404)
  t.equal((await callerOf(app)('GET', '/t//beta/officeConfiguration')).statusCode, 400)
  t.equal((await callerOf(app)('OPTIONS', `/t/contoso${OFFICE}`)).statusCode, 204)
})

onBothDatabases('tenants are listed with what they hold, page by page', async (t, { call }) => {
  t.same(json(await call('GET', '/__admin/tenants')), { value: [] })
  await call('GET', OFFICE, { headers: { 'x-tenant-id': 'only-read' } })
  for (const [index, id] of ['a', 'b', 'c'].entries()) await call('PUT', ROWS, { headers: { 'x-tenant-id': id }, body: { value: Array.from({ length: index + 1 }, () => ({ userId: 'x', errorMessage: 'é'.repeat(100 * index) })) } })
  const { value, next } = json(await call('GET', '/__admin/tenants?top=2')) as { value: Array<{ id: string, bytes: number, rows: Record<string, number>, version: string, createdAt: string }>, next: string }
  t.same(value.map(({ id, rows, version }) => [id, rows['officeClientCheckinStatus'], version]), [['a', 1, '1'], ['b', 2, '1']])
  t.ok(value[0]!.bytes > 50 && value[1]!.bytes > 2 * 200 + 50, JSON.stringify(value))
  t.equal(next, '/__admin/tenants?top=2&after=b')
  t.match(json(await call('GET', next)), { value: [{ id: 'c' }], next: undefined })
  t.match(json(await call('GET', '/__admin/tenants/C')), { id: 'c', rows: { officeClientCheckinStatus: 3 } })
  for (const query of ['top=0', 'top=x', 'top=1001', 'nothing=1']) t.equal((await call('GET', `/__admin/tenants?${query}`)).statusCode, 400, query)
})

onBothDatabases('a tenant is created and deleted', async (t, { call }) => {
  t.equal((await call('GET', '/__admin/tenants/new')).statusCode, 404)
  t.equal((await call('PUT', '/__admin/tenants/New')).statusCode, 201)
  t.equal((await call('PUT', '/__admin/tenants/new')).statusCode, 200)
  t.equal((await call('PUT', '/__admin/tenants/new', { body: {} })).statusCode, 400)
  const headers = { 'x-tenant-id': 'new' }
  t.match((await call('GET', OFFICE, { headers })).headers.etag, 'W/"0"')
  await call('POST', ROWS, { headers, body: { userId: 'x' } })
  await call('PATCH', '/__admin/tenants/new/settings', { body: { pageSize: 7 } })
  await call('POST', '/__admin/tenants/new/snapshots/s')
  t.equal((await call('DELETE', '/__admin/tenants/new')).statusCode, 204)
  t.equal((await call('DELETE', '/__admin/tenants/new')).statusCode, 404)
  t.match(json(await call('GET', OFFICE, { headers })), { tenantCheckinStatuses: [] })
  t.same(json(await call('GET', '/__admin/tenants/new/settings')), {})
  t.same(json(await call('GET', '/__admin/tenants/new/snapshots')), { value: [] })
  t.same(json(await call('GET', '/__admin/tenants')), { value: [] })
})

onBothDatabases('what a tenant sets for itself', async (t, { app, call }) => {
  const rows = { value: Array.from({ length: 9 }, () => ({ userId: 'x' })) }
  for (const id of ['a', 'b']) await call('PUT', ROWS, { headers: { 'x-tenant-id': id }, body: rows })
  const settings = '/__admin/tenants/a/settings'
  const throttle = { application: { requests: 1000, writes: 1000 }, tenant: { requests: 1000, writes: 1000 } }
  t.same(json(await call('GET', settings)), {})
  t.same(json(await call('PATCH', settings, { body: { pageSize: 2, throttle, summaryMode: 'computed', auth: 'none' } })), { pageSize: 2, throttle, summaryMode: 'computed', auth: 'none' })
  t.equal(users(await call('GET', ROWS, { headers: { 'x-tenant-id': 'a' } })).length, 2)
  t.equal(users(await call('GET', ROWS, { headers: { 'x-tenant-id': 'b' } })).length, 9, 'the same URL of another tenant')
  t.equal((await app.inject({ url: ROWS, headers: { 'x-tenant-id': 'a' } })).statusCode, 200, 'without a token')
  t.equal((await app.inject({ url: ROWS, headers: { 'x-tenant-id': 'b' } })).statusCode, 401)
  t.equal((await app.inject({ url: ROWS })).statusCode, 401)
  t.same(json(await call('PATCH', settings, { body: { auth: null, pageSize: 3 } })), { pageSize: 3, throttle, summaryMode: 'computed' }, 'merged')
  t.equal((await app.inject({ url: ROWS, headers: { 'x-tenant-id': 'a' } })).statusCode, 401)
  await call('POST', '/__admin/tenants/a/reset')
  await call('POST', '/__admin/tenants/a/snapshots/s')
  t.match(json(await call('GET', settings)), { pageSize: 3 }, 'a reset leaves them')
  for (const body of [{ pageSize: 0 }, { pageSize: '2' }, { summaryMode: 'x' }, { auth: 'maybe' }, { throttle: { requests: 5 } }, { nothing: 1 }, [], 'x']) t.equal((await call('PATCH', settings, { body: JSON.stringify(body) })).statusCode, 400, JSON.stringify(body))
})

onBothDatabases('limits of one tenant, also for what a batch asks', async (t, { call }) => {
  await call('PUT', '/__admin/clock', { body: { fixed: '2026-01-01T00:00:00Z' } })
  const settings = '/__admin/tenants/a/settings'
  t.equal((await call('PATCH', settings, { body: { throttle: { application: { requests: 2, writes: 1 }, tenant: { requests: 9, writes: 9 } } } })).statusCode, 200)
  const statuses = async (tenant: string, times: number): Promise<number[]> => {
    const found: number[] = []
    for (let time = 0; time < times; time++) found.push((await call('GET', ROWS, { headers: { 'x-tenant-id': tenant } })).statusCode)
    return found
  }
  t.same(await statuses('a', 3), [200, 200, 429])
  t.equal((await call('GET', ROWS, { headers: { 'x-tenant-id': 'a' } })).headers['retry-after'], '20')
  t.same(await statuses('b', 3), [200, 200, 200], 'another tenant is not limited')
  await call('POST', '/__admin/clock/advance', { body: { by: 'PT20S' } })
  await call('PATCH', settings, { body: { throttle: { application: { requests: 3, writes: 1 }, tenant: { requests: 9, writes: 9 } } } })
  const requests = ['1', '2', '3', '4'].map(id => ({ id, method: 'GET', url: '/officeConfiguration' }))
  const batch = json(await call('POST', '/beta/$batch', { headers: { 'x-tenant-id': 'a' }, body: { requests } }))
  t.same((batch['responses'] as Array<{ status: number }>).map(({ status }) => status).filter(status => status === 429).length, 2, 'the batch is a request itself')
  t.equal((await call('PATCH', settings, { body: { throttle: null } })).statusCode, 200)
  t.same(await statuses('a', 3), [200, 200, 200])
})

onBothDatabases('another instance sees settings within a second or so', async (t, { app, call, databaseUrl, dialect }) => {
  const other = callerOf(await startService(t, { databaseUrl }))
  await call('PUT', ROWS, { body: { value: Array.from({ length: 5 }, () => ({ userId: 'x' })) } })
  t.equal(users(await other('GET', ROWS)).length, 5)
  await call('PATCH', '/__admin/tenants/default/settings', { body: { pageSize: 2 } })
  await new Promise(resolve => setTimeout(resolve, 1100))
  t.equal(users(await other('GET', ROWS)).length, 2)
  await call('DELETE', '/__admin/tenants/default')
  await call('PUT', ROWS, { body: { value: Array.from({ length: 5 }, () => ({ userId: 'x' })) } })
  await new Promise(resolve => setTimeout(resolve, 1100))
  t.equal(users(await other('GET', ROWS)).length, 5, `deleted settings too (${dialect}, ${app.hasRoute({ method: 'GET', url: '/healthz' })})`)
})

onBothDatabases('nobody sees the rows of another tenant, however they ask', async (t, { app, call }) => {
  const tenants = Array.from({ length: 25 }, (_, index) => `tenant-${index}`)
  const own = (tenant: string) => callerOf(app, token(tenant))
  /** Deterministic, and different for each round. */
  const random = (round: number): number => (Math.imul(round + 1, 0x9e3779b1) >>> 8) % 1000
  await Promise.all(tenants.map(async tenant => {
    for (let round = 0; round < 6; round++) {
      const body = { value: Array.from({ length: 1 + random(round) % 3 }, (_, index) => ({ userId: tenant, deviceName: `${round} ${index}` })) }
      await own(tenant)(round % 3 === 0 ? 'PUT' : 'POST', ROWS, { body })
      if (round === 4) await call('POST', `/__admin/tenants/${tenant}/snapshots/s`)
    }
  }))
  const id = json(await own('tenant-0')('GET', OFFICE))['id']
  const link = String(json(await own('tenant-0')('GET', ROWS, { headers: { prefer: 'odata.maxpagesize=1' } }))['@odata.nextLink']).replace(
    /^http:\/\/[^/]+/,
    ''
  )
  const filters = [
    "userId eq 'tenant-0'",
    "contains(userId,'tenant')",
    "userId ne 'x' or true",
    "userId eq 'x'' or 1 eq 1 --'",
    "deviceName ge '' or not (userId eq 'a')"
  ]
  const urls = [
    OFFICE,
    ROWS,
    link,
    ...filters.map(filter => `${ROWS}?$filter=${encodeURIComponent(filter)}`),
    `${ROWS}?$search=tenant`,
    `${ROWS}?$orderby=userId desc&$count=true`,
    `${ROWS}?$apply=groupby((userId))`,
    `${ROWS}?tenant=tenant-0&owner=0&x-tenant-id=tenant-0`,
    `${OFFICE}?$select=tenantCheckinStatuses($filter=userId eq 'tenant-0')`,
    `${ROWS}?$skip=0&$top=1000`
  ]
  const asked = await Promise.all(
    tenants.slice(1).flatMap((tenant, index) =>
      urls.map(async (url, position) => {
        const response = await own(tenant)('GET', url.replaceAll(' ', '%20'), {
          headers: position % 2 === 0 ? { 'x-tenant': 'tenant-0', 'x-ms-tenant-id': 'tenant-0' } : {}
        })
        if ((index + position) % 9 === 0) await own(tenant)('POST', ROWS, { body: { userId: tenant } })
        if ((index + position) % 31 === 0) await call('POST', `/__admin/tenants/${tenant}/snapshots/s/restore`)
        return { tenant, url, response }
      })
    )
  )
  t.ok(
    asked.every(({ response }) => response.statusCode === 200),
    String(asked.find(({ response }) => response.statusCode !== 200)?.response.body)
  )
  for (const { tenant, url, response } of asked) {
    const others = [...response.body.matchAll(/"userId":"([^"]*)"/g)].map(([, user]) => user).filter(user => user !== tenant)
    if (others.length > 0) t.fail(`${tenant} sees ${others[0]} at ${url}`)
  }
  t.not(json(await own('tenant-1')('GET', OFFICE))['id'], id)
  await own('tenant-1')('DELETE', ROWS)
  await call('DELETE', '/__admin/tenants/tenant-2')
  t.equal(users(await own('tenant-3')('GET', `${ROWS}?$filter=userId eq 'tenant-3'`.replaceAll(' ', '%20'))).length > 0, true, 'what others delete is theirs')
})
